"""An episode as a row of the national data set, and what its checks say of it: on the page where it can be put right.

Only what treatment records is judged here; identity and consent have pages of their own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ostara.care.treatment.models import Answer, Assessment, Episode, Intervention, SubstanceUse
from ostara.care.treatment.national import NO_SECOND, NO_THIRD
from ostara.care.treatment.questions.episodes import Help, assessment_of, help_of, steps_of, substances_of
from ostara.care.treatment.states import StepKind
from ostara.ndtms import data_set
from ostara.ndtms.checking import check_row
from ostara.ndtms.rule import Severity

OF_ASSESSMENT = {
    "INJSTAT": "injecting",
    "ACCMNEED": "accommodation",
    "EMPSTAT": "employment",
    "HEPCSTAT": "hepatitis_c_offer",
    "HEPCTD": "hepatitis_c_tested",
    "HEPBSTAT": "hepatitis_b_offer",
    "HEPBVAC": "hepatitis_b_vaccinations",
    "HEPCTSTD": "hepatitis_c_tested_on",
    "HLCASSDT": "health_assessed_on",
    "ALCDDAYS": "drinking_days",
    "ALCUNITS": "drinking_units",
}
YES_OR_NO = {
    "PREVTR": "treated_before",
    "PREGNANT": "pregnant",
    "DUALDIAG": "mental_health_need",
    "TOPCC": "coordinates_outcomes",
    "INJECT": "injected_lately",
    "SHARE": "ever_shared",
    "PREVHEPB": "hepatitis_b_past",
    "HEPCPOS": "hepatitis_c_positive",
    "REFHEPGY": "hepatology_referral",
}
OF_EPISODE = {"REFLD", "RFLS", "TRIAGED", "CPLANDT", "DISD", "DISRSN"}
OF_SUBSTANCES = {"DRUG1", "DRUG2", "DRUG3", "DRUG1AGE", "ROUTE"}
OF_HELP = {"MODAL", "MODSET", "REFMODDT", "FAOMODDT", "MODST", "MODEND", "MODEXIT"}
# Where each is put right: the name of the route.
MENDED_AT = (
    dict.fromkeys(OF_EPISODE - {"CPLANDT"}, "episode")
    | dict.fromkeys({*OF_ASSESSMENT, *YES_OR_NO, *OF_SUBSTANCES}, "assess")
    | dict.fromkeys(OF_HELP, "episode")
    | {"CPLANDT": "plan"}
)


@dataclass(frozen=True)
class Said:
    """What a national check says: of which item, whether it rejects the row, how sure it is, where to put it right."""

    item: str
    words: str
    rejects: bool
    standing: str
    route: str


def national_findings(episode: Episode, *, on: date) -> list[Said]:
    """Returns what the checks of data set K say of what treatment recorded; nothing before the first meeting."""
    if episode.now.triaged_on is None:
        return []
    assessment = assessment_of(episode)
    row = _episode(episode) | _assessment(assessment) | _substances(substances_of(assessment))
    rows = [row | _help(one) for one in help_of(episode)] or [row]
    return list(dict.fromkeys(said for each in rows for said in _judged(each, on)))


def _judged(row: dict[str, str], on: date) -> Iterator[Said]:
    for finding in check_row(data_set("K"), row, on=on):
        rule = finding.rule
        if rule.column in MENDED_AT:
            rejects = rule.severity is Severity.REJECT
            yield Said(rule.column, rule.message, rejects, str(rule.standing), MENDED_AT[rule.column])


def _written(value: object) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _episode(episode: Episode) -> dict[str, str]:
    now = episode.now
    referred = next((step for step in steps_of(episode) if step.kind == StepKind.REFERRED), None)
    days = {"REFLD": now.referred_on, "TRIAGED": now.triaged_on, "CPLANDT": now.planned_on, "DISD": now.closed_on}
    codes = {"RFLS": referred.code if referred else "", "DISRSN": now.discharge_reason}
    return {name: _written(value) for name, value in (days | codes).items()}


def _assessment(assessment: Assessment | None) -> dict[str, str]:
    if assessment is None:
        return {}
    plain = {header: _written(getattr(assessment, name)) for header, name in OF_ASSESSMENT.items()}
    answers = {header: getattr(assessment, name) for header, name in YES_OR_NO.items()}
    return plain | {header: said for header, said in answers.items() if said in (Answer.YES, Answer.NO)}


def _substances(used: Sequence[SubstanceUse]) -> dict[str, str]:
    """Whoever assessed named every substance; so after the last there is none."""
    if not used:
        return {}
    first = used[0]
    second = used[1].code if len(used) > 1 else NO_SECOND
    third = used[2].code if len(used) > 2 else NO_THIRD
    return {
        "DRUG1": first.code,
        "DRUG1AGE": _written(first.age_first_used),
        "ROUTE": first.route,
        "DRUG2": second,
        "DRUG3": third,
    }


def _help(one: Help) -> dict[str, str]:
    given: Intervention = one.given
    said = {
        "MODAL": given.national_kind,
        "MODID": given.pk,
        "MODSET": given.national_setting,
        "REFMODDT": given.referred_on,
        "FAOMODDT": given.offered_on,
        "MODST": given.started_on,
        "MODEND": one.end.on if one.end else None,
        "MODEXIT": one.end.exit_status if one.end else "",
    }
    return {name: _written(value) for name, value in said.items()}
