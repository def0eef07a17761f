"""What is planted in the made-up service: every effect that an evaluation should find again, in one place.

These are numbers of a fiction, not facts about anybody or any service. Where a row of the project's evidence table
inspired a size, its id stands beside the number; the number itself is still invented.
"""

from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Site:
    """One service: the share of people it gets, and how often it tests in 28 days attended."""

    name: str
    share: float
    tests_per_28_days: float
    supervised_days: int  # how long doses are usually watched
    silent: bool = False  # whether its pharmacies leave some days without report


SITES = (
    Site("Ashbrook", 0.27, 1.10, 90),
    Site("Brindle Lane", 0.21, 0.90, 90, silent=True),
    Site("Calder Wharf", 0.16, 0.70, 84),
    Site("Denholme", 0.13, 0.80, 98),
    Site("Eastgate", 0.11, 0.06, 90),
    Site("Fernhill", 0.07, 1.30, 112, silent=True),
    Site("Greave", 0.04, 0.50, 60),
    Site("Hollin Row", 0.01, 1.00, 90),
)


@dataclass(frozen=True)
class Planted:
    """The planted truth. Rates are per person; ratios compare like with like within a person's day."""

    sites: tuple[Site, ...] = SITES

    # Who comes, and for what.
    ost_share: float = 0.88  # the others come for help without OST
    methadone_share: float = 0.65
    depot_share: float = 0.05  # the rest take buprenorphine under the tongue

    # Leaving. The daily hazard falls from early + late to late, with this many days as its time scale.
    leave_per_day_late: float = 0.0006
    leave_per_day_early: float = 0.0072
    leave_days: float = 45.0
    # Leaving on a low dose against not, from day 57 of a course on. Size after TREAT006 (odds 1.74 for 60 mg or more).
    low_dose_leave_ratio: float = 1.7
    low_methadone_mg: int = 60
    low_buprenorphine_mg: int = 12
    low_dose_from_day: int = 57
    poor_retention_site: str = "Calder Wharf"
    poor_retention_ratio: float = 1.8
    return_share: float = 0.2  # of those who dropped out, how many come back within some months

    # Use on top. Odds that opioids were used in the last three days, which is what a test shows.
    # The fall per 10 mg is invented; TREAT010 found the effect of dose on use imprecise.
    opioid_odds_at_30_mg: float = 1.6
    opioid_odds_ratio_per_10_mg: float = 0.80
    opioid_odds_fall_until_mg: int = 80
    opioid_odds_ratio_per_2_mg_buprenorphine: float = 0.80
    opioid_odds_out_of_treatment: float = 20.0
    inclination_sd: float = 0.8  # spread between people, on the scale of log odds

    # Deaths. Overdose per 1000 person-years well settled on OST at the age of 45 (size after MORT057: 3.4 in a treated
    # cohort, the dangerous weeks included).
    overdose_per_1000_years: float = 2.4
    overdose_ratio_first_28_days_off: float = 8.0  # size after MORT043
    overdose_ratio_first_28_days_on: float = 1.9  # size after MORT042
    overdose_ratio_later_off: float = 2.1  # size after MORT044
    overdose_ratio_released: float = 8.0  # first 28 days out of prison without OST
    overdose_ratio_per_decade: float = 1.2
    other_deaths_per_1000_years_at_45: float = 7.0
    other_deaths_ratio_per_decade: float = 2.4

    # Missed days, and what happens after five or more of them on a dose above 30 mg methadone.
    missed_runs_per_day: float = 0.022  # while watched
    missed_collecting: float = 0.4  # against that, while doses are collected for the week
    missed_lengths: tuple[float, ...] = (0.56, 0.29, 0.09, 0.03, 0.03)  # 1, 2, 3, 4 and 5 to 14 days
    full_dose_restart_share: float = 0.35
    full_dose_restart_site: str = "Denholme"
    full_dose_restart_site_ratio: float = 2.0

    # Doses: shares of starts, rises and first weeks that go faster than good practice.
    high_start_share: float = 0.06  # starts above 30 mg
    high_rise_share: float = 0.03  # rises above 10 mg
    hasty_share: float = 0.04  # people who rise more than 30 mg in the first week
    low_goal_share: float = 0.38  # maintained below 60 mg

    # Testing and reporting.
    hardly_tests_site: str = "Eastgate"
    silent_share: float = 0.03  # of expected days at a silent site
    attendance: float = 0.78  # of planned contacts on days on which nothing else is missed

    # Offences: the rate in OST or other treatment against out of it, within a person. Size after OFFEND020 (0.43).
    offence_ratio_in_treatment: float = 0.5
    offences_per_year_out: float = 1.4
    offence_ratio_per_sd_of_inclination: float = 1.4  # people with more use on top offend more
    prison_per_year: float = 0.07

    def as_inputs(self) -> dict[str, str]:
        """Each planted value as text, for the manifest of a store."""
        values = {f"planted.{name}": str(value) for name, value in asdict(self).items() if name != "sites"}
        for site in self.sites:
            values |= {f"planted.site.{site.name}.{name}": str(value) for name, value in asdict(site).items()}
        return values
