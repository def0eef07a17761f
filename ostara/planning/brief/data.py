"""A brief as data, for programs: the same as the page says, unrounded."""

import json
from dataclasses import asdict

from ostara.planning.brief.spread import Spread
from ostara.planning.brief.told import OUTCOMES, Brief, yearly
from ostara.planning.brief.wording import CANNOT_SAY, grade, sentence
from ostara.planning.parameters import estimates
from ostara.planning.specification.outcomes import PAYERS

_BY_YEAR = (
    *(kind.name for kind in OUTCOMES),
    "unmet_need",
    "starts",
    "kept_out",
    "hepatitis",
    *(f"cost_{name}" for name in PAYERS),
)


def as_json(brief: Brief) -> str:
    """The whole brief."""
    return json.dumps(as_data(brief), indent=2, ensure_ascii=False)


def as_data(brief: Brief) -> dict[str, object]:
    """The whole brief as plain data."""
    comparison = brief.comparison
    scenario = comparison.scenario
    return {
        "sentence": sentence(brief),
        "scenario": {
            "name": scenario.name,
            "title": scenario.title,
            "question": scenario.question,
            "levers": [
                {
                    "lever": one.lever.name,
                    "key": one.lever.key,
                    "value": one.value,
                    "from_week": one.from_week,
                    "until_week": one.until_week,
                }
                for one in scenario.settings
            ],
        },
        "population": {"area": scenario.area.title, "people": scenario.area.people},
        "comparator": "the same people if nothing changes",
        "horizon_years": scenario.years,
        "outcomes": [
            {
                "name": one.kind.name,
                "title": one.kind.title,
                "if_nothing_changes": asdict(one.base),
                "difference": asdict(one.difference),
                "per_1000": asdict(one.per_1000),
                "probability_that_it_helps": one.helps,
            }
            for one in brief.outcomes
        ],
        "deaths_as_counted": None if brief.counted is None else asdict(brief.counted),
        "payers": [
            {"payer": one.name, "cash": asdict(one.cash), "discounted": asdict(one.discounted)} for one in brief.payers
        ],
        "net_benefit": asdict(brief.net_benefit) | {"probability_above_nought": brief.net_benefit_helps},
        "offences_by_reading": {name: asdict(told) for name, told in brief.offending},
        "offences_that_a_year_could_show": brief.noticed,
        "officers_for_the_same_grant": asdict(brief.officers),
        "by_year": _by_year(brief),
        "by_age": {name: _by_age(brief, name) for name in ("in_treatment", "died_overdose", "died_otherwise")},
        "grade": grade(brief),
        "cannot_say": list(CANNOT_SAY),
        "drivers": None if brief.drivers is None else [_driver(one.id, one.share, one.grows) for one in brief.drivers],
        "unverified": {
            "share_of_spread": brief.unverified,
            "numbers": brief.numbers,
            "numbers_unverified": brief.numbers_unverified,
            "of_the_area": list(scenario.area.unverified),
        },
        "origin": dict(brief.origin),
    }


def _by_year(brief: Brief) -> dict[str, object]:
    return {
        "years": list(brief.comparison.arms[0].base.years),
        "if_nothing_changes": {name: _told(yearly(brief.comparison, name, changed=False)) for name in _BY_YEAR},
        "with_the_scenario": {name: _told(yearly(brief.comparison, name, changed=True)) for name in _BY_YEAR},
    }


def _told(spreads: tuple[Spread, ...]) -> list[dict[str, float | None]]:
    return [asdict(one) for one in spreads]


def _by_age(brief: Brief, name: str) -> dict[str, object]:
    comparison = brief.comparison

    def means(*, changed: bool) -> list[list[float]]:
        return [[float(each) for each in year] for year in comparison.by_age(name, changed=changed).mean(axis=0)]

    return {
        "ages": list(comparison.arms[0].base.ages),
        "if_nothing_changes": means(changed=False),
        "with_the_scenario": means(changed=True),
    }


def _driver(id: str, share: float, grows: bool) -> dict[str, object]:
    one = estimates()[id]
    return {"number": id, "share_of_spread": share, "grows": grows, "status": str(one.status), "source": one.source}
