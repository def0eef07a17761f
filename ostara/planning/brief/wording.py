"""A brief in words: the one sentence, numbers with their intervals, and what the answer cannot say."""

from math import ceil

from ostara.drawing import words
from ostara.planning.areas import Area
from ostara.planning.brief.spread import Spread, spread
from ostara.planning.brief.told import Brief
from ostara.planning.levers.declared import SHARE
from ostara.planning.outputs import DEFAULT_READING
from ostara.planning.parameters import estimates
from ostara.planning.scenarios.reading import Setting
from ostara.planning.specification.clock import WEEKS_PER_YEAR

READINGS = {
    "gisev": "New South Wales, charges (Gisev)",
    "nta": "England, convictions, net of regression to the mean (NTA)",
    "pierce": "England, contact with treatment, matched (Pierce)",
}
GRADE = "A model, not a trial: it says what follows if its numbers hold. No area was allocated to this by chance, and "
OF_AN_AREA = {
    "people": "how many people use opiates",
    "women": "how many of them are women",
    "ages": "how old they are",
    "entries_per_1000": "how many begin in a year",
    "entries_change": "how that changes from year to year",
    "entry_ages": "how old those who begin are",
}
CANNOT_SAY = (
    "Whether people, services or suppliers would behave otherwise than they do now.",
    "Deaths of people who took somebody else's medicine: the model counts those of its own people only.",
    "What one small area will see: counts this small vary from year to year by chance alone, beside the interval.",
    "Recorded crime: offences here are those people would tell of, many times more than the police record.",
    "Prices of one year: each unit cost stands at the prices of its source, crime at 2015/16.",
    "Time in recovery after discharge is not observed anywhere, so nothing held it to data.",
)


def amount(value: float, digits: int | None = None) -> str:
    """A number as people say it: three figures at most, no noughts that say nothing."""
    size = abs(value)
    if digits is None:
        digits = 0 if size >= 10 or size < 0.005 else 1 if size >= 1 else 2
    if size >= 1000:
        step = 10 ** (len(str(int(size))) - 3)
        value = round(value / step) * step
    return words.number(value, digits)


def money(value: float) -> str:
    """Pounds, in millions where they are."""
    sign, size = "−" if value < 0 else "", abs(value)
    if size >= 1e9:
        return f"{sign}£{words.number(size / 1e9, 2)} billion"
    if size >= 1e6:
        return f"{sign}£{words.number(size / 1e6, 1)} million"
    return f"{sign}£{amount(size, 0)}"


def with_interval(told: Spread, *, pounds: bool = False) -> str:
    """A number and its interval: "7.4 (3.7 to 13)"."""
    one = money if pounds else amount
    if told.low is None or told.high is None:
        return one(told.middle)
    return f"{one(told.middle)} ({one(told.low)} to {one(told.high)})"


def more_or_fewer(told: Spread, what: str) -> str:
    """A difference in words: "7.4 more deaths (95% interval 3.7 more to 13 more)"."""
    said = f"{_more(told.middle)} {what}"
    if told.low is None or told.high is None:
        return said
    low, high = (_more(end) for end in (told.low, told.high))
    return f"{said} (95% interval {low} to {high})"


def sentence(brief: Brief) -> str:
    """The answer in one sentence."""
    scenario = brief.comparison.scenario
    among = f"Over {words.plural(scenario.years, 'year', 'years')} among {words.number(scenario.area.people)} people in"
    where = f"{among} {scenario.area.title}"
    if not brief.changes:
        return f"{where}, {_outlook(brief)}."
    parts = [
        more_or_fewer(brief.outcome(name).difference, said)
        for name, said in (("died", "deaths"), ("qalys", "years of full health"), ("offences", "offences"))
    ]
    pays = f"public money would be {_pounds_more(brief.payers[-1].cash)}"
    return f"{where}, “{scenario.title[:1].lower() + scenario.title[1:]}” would mean {words.listed(parts)}; {pays}."


def _outlook(brief: Brief) -> str:
    years = brief.comparison.by_year("in_treatment", changed=False)
    ages = brief.comparison.by_age("in_treatment", changed=False).mean(axis=0)
    older = ages[:, 6:].sum(axis=1) / ages.sum(axis=1)
    first, last = spread(years[:, 0]).middle, spread(years[:, -1]).middle
    return (
        f"{amount(first)} people are in treatment on a day of the first year and {amount(last)} on a day of the last if"
        f" nothing changes; {words.percent(older[0])} and then {words.percent(older[-1])} of them are 50 or older"
    )


def chance(helps: float | None, draws: int, *, depends: bool = False) -> str:
    """How likely it is to help, in words; one run alone cannot tell, and many are never sure."""
    if depends:
        return "depends"
    if helps is None:
        return "not known"
    if not 0 < helps < 1:
        least = ceil(100 / draws)
        return f"over {100 - least}%" if helps else f"under {least}%"
    return words.percent(helps)


def seen_in_a_count(brief: Brief) -> str:
    """Whether a year's count could show what the scenario does to offences."""
    a_year = brief.outcome("offences").difference.middle / brief.comparison.scenario.years
    beyond = "more" if abs(a_year) > brief.noticed else "no more"
    return (
        f"Could anybody see it? {capital(_more(a_year))} offences a year are {beyond} than chance alone moves a count"
        f" of these people's offences from one year to the next (up to {amount(brief.noticed)}). A town's recorded"
        " crime holds few of these and many others' offences, and moves by more than that."
    )


def officers(brief: Brief) -> str:
    """The same money spent otherwise."""
    return (
        f"The extra public health grant would pay {with_interval(brief.officers)} police officers instead, at an"
        f" assumed {money(estimates()['cost_officer'].value)} each a year; what these would change is not in the model."
    )


def grade(brief: Brief) -> str:
    """What kind of knowledge this is, and to whose figures the model was fitted."""
    fitted = brief.comparison.fitted
    if fitted is None:
        return f"{GRADE}this model has not been fitted to this area."
    return f"{GRADE}its numbers were fitted to figures of {fitted.title}."


def assumed_of(area: Area) -> str:
    """What of an area's file is assumed or unverified, in words."""
    return words.listed([OF_AN_AREA.get(key, key) for key in area.unverified])


def deaths_as_counted(brief: Brief) -> str | None:
    """What chance adds to deaths where people were drawn one by one; None where they were not."""
    if brief.counted is None:
        return None
    return (
        "Deaths are those expected from where people were: each person counts the chance of death they were under,"
        " whether they died or not. Counted one by one, as an area would see them, the difference is"
        f" {more_or_fewer(brief.counted, 'deaths')}: beside what nobody knows, that holds the chance of so few deaths."
        " All else on this page is as these people lived it, chance included."
    )


def capital(said: str) -> str:
    """Words with a capital at the beginning, and all others left as they are."""
    return said[:1].upper() + said[1:]


def reading_of(brief: Brief) -> str:
    """Which study of offending stands behind offences."""
    return READINGS.get(brief.comparison.scenario.offending, READINGS[DEFAULT_READING])


def lever_in_words(one: Setting, years: int) -> str:
    """A lever, what it is set to and, unless it is all the time, when."""
    value = words.percent(one.value) if one.lever.unit == SHARE else f"{one.value:g} {one.lever.unit}"
    until = f" until week {one.until_week}" if one.until_week and one.until_week < years * WEEKS_PER_YEAR else ""
    from_week = f" from week {one.from_week}" if one.from_week else ""
    when = f",{from_week}{until}" if from_week or until else ""
    return f"{one.lever.meaning.split(';')[0]}: {value}{when}"


def thousands_or_millions(largest: float) -> tuple[float, str]:
    """In what a column of money up to so many pounds is best said: a number of pounds, and its name."""
    return (1e6, "£ million") if largest >= 1e7 else (1e3, "£ thousand")


def _pounds_more(told: Spread) -> str:
    """Money in words: "£2.1 million more (95% interval £0.5 million less to £3 million more)"."""
    middle, *ends = (
        f"{money(abs(value))} {'more' if value > 0 else 'less'}"
        for value in (told.middle, told.low, told.high)
        if value is not None
    )
    return f"{middle} (95% interval {' to '.join(ends)})" if ends else middle


def _more(value: float) -> str:
    said = amount(abs(value))
    return "no more or fewer" if said == "0" else f"{said} {_way(value)}"


def _way(value: float) -> str:
    return "more" if value >= 0 else "fewer"
