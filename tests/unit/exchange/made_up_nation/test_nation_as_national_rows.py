"""The rows of the nation, put together as rows of data set K, give the check nothing to turn away."""

from collections import Counter
from datetime import date

from ostara.ndtms import data_set
from ostara.ndtms.checking import check_row
from ostara.ndtms.lists import national_list
from ostara.ndtms.rule import Severity

PEOPLE = {"ethnicity": "ETHNIC", "nationality": "NATION"}
EPISODES = {
    **{"referred": "REFLD", "service": "AGNCY", "client_reference": "CLIENTID", "episode_reference": "EPISODID"},
    **{"area": "DAT", "local_authority": "LA", "national_substance_1": "DRUG1", "national_substance_2": "DRUG2"},
    **{"national_substance_3": "DRUG3", "referral_source": "RFLS", "started": "TRIAGED", "care_plan_on": "CPLANDT"},
    **{"ended": "DISD", "discharge_code": "DISRSN"},
}
PRESENTATIONS = {
    **{"treated_before": "PREVTR", "accommodation": "ACCMNEED", "parental_status": "PRNTSTAT", "route": "ROUTE"},
    **{"age_first_use": "DRUG1AGE", "injecting": "INJSTAT", "children_at_home": "CHILDWTH", "pregnant": "PREGNANT"},
    **{"drinking_days": "ALCDDAYS", "drinking_units": "ALCUNITS", "mental_health_need": "DUALDIAG"},
    **{"hepatitis_c_offer": "HEPCSTAT", "coordinates_outcomes": "TOPCC", "employment": "EMPSTAT"},
    **{"injected_lately": "INJECT", "ever_shared": "SHARE"},
}
INTERVENTIONS = {
    **{"national_kind": "MODAL", "referred_on": "REFMODDT", "national_setting": "MODSET", "reference": "MODID"},
    **{"offered_on": "FAOMODDT", "started": "MODST", "ended": "MODEND", "exit_status": "MODEXIT"},
}
REVIEWS = {
    **{"reviewed_on": "TOPDATE", "reference": "TOPID", "heroin_days": "OPIUSE", "crack_days": "CRAUSE"},
    **{"cocaine_days": "COCAUSE", "amphetamine_days": "AMPHUSE", "cannabis_days": "CANNUSE"},
    **{"other_drug_days": "OTDRGUSE", "alcohol_days": "ALCUSE", "injecting_days": "IVDRGUSE"},
    **{"shared_equipment": "SHARING", "shoplifting_days": "SHOTHEFT", "selling_days": "DRGSELL"},
    **{"other_theft": "OTHTHEFT", "assault_days": "ASSAULT", "paid_work_days": "PWORK", "education_days": "EDUCAT"},
    **{"acute_housing_problem": "ACUTHPBM", "housing_risk": "HRISK", "psychological_health": "PSYHSTAT"},
    **{"physical_health": "PHSTAT", "quality_of_life": "QUALLIFE"},
}
SUBS = {"reviewed_on": "SUBMODDT", "reference": "SUBMID", "prescribing_withdrawal": "PHWTH", "peer_support": "RECPEER"}
HOURS = {"assessed_on": "TITDATE", "reference": "TITID", "band": "TITREAT"}
PARTS = {"interventions": INTERVENTIONS, "reviews": REVIEWS, "sub_interventions": SUBS, "weekly_hours": HOURS}
LETTERS = {one.meaning: letter for letter, one in national_list("ethnicity").items()}
# Made up on purpose: discharges without a reason, and old codes.
EXPECTED = {"K-DISD-NO-DISRSN", "K-DISRSN-OLD"}
PEOPLE_CHECKED = "person % 24 = 0 AND attributor IS NOT NULL"


def told(nation, table, headers):
    """Rows of a table as texts under national headers, with the numbers they hang on."""
    person = f"person IN (SELECT person FROM people WHERE {PEOPLE_CHECKED})"
    episode = "NULL" if table == "people" else "episode"
    for who, which, *values in nation.rows(
        f"SELECT person, {episode}, {', '.join(headers)} FROM {table} WHERE {person}"
    ):
        yield who, which, {header: text(one) for header, one in zip(headers.values(), values, strict=True)}


def text(value):
    if isinstance(value, bool):
        return "Y" if value else "N"
    return "" if value is None else str(value)


def national_rows(nation):
    keys = dict(nation.rows(f"SELECT person, attributor FROM people WHERE {PEOPLE_CHECKED}"))
    about = {person: texts for person, _, texts in told(nation, "people", PEOPLE)}
    came = {episode: texts for _, episode, texts in told(nation, "presentations", PRESENTATIONS)}
    stays = {}
    for person, episode, texts in told(nation, "episodes", EPISODES):
        key = keys[person]
        born = f"{key[2:6]}-{key[6:8]}-{key[8:10]}"
        who = {"FINITIAL": key[0], "SINITIAL": key[1], "DOB": born, "SEX": key[10], "CONSENT": "Y"}
        who["ETHNIC"], who["NATION"] = LETTERS[about[person]["ETHNIC"]], about[person]["NATION"]
        stays[episode] = {**who, **texts, **came[episode]}
    for table, headers in PARTS.items():
        for _, episode, texts in told(nation, table, headers):
            yield {**stays[episode], **texts}


def test_nothing_is_turned_away_and_only_what_was_planted_is_warned_of(nation):
    found = Counter()
    rows = 0
    for row in national_rows(nation):
        rows += 1
        for finding in check_row(data_set("K"), row, on=date(2023, 4, 1)):
            assert finding.rule.severity is not Severity.REJECT, finding.rule.id
            found[finding.rule.id] += 1
    assert rows > 1_500
    assert set(found) == EXPECTED
