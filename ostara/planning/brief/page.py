"""A brief as a page: the answer first, then who pays, the years, the ages, what drives it, and what it cannot say."""

from ostara.drawing import words
from ostara.drawing.blocks import Block, Bullets, KeyFigure, KeyFigures, Note, Paragraph
from ostara.drawing.datatable import Column, DataTable
from ostara.drawing.page import Page, Section
from ostara.knowledge.sources import source
from ostara.planning.brief.figures import ages_figure, deaths_by_age, outlook_table, years_figure
from ostara.planning.brief.spread import spread
from ostara.planning.brief.told import Brief, Outcome
from ostara.planning.brief.wording import (
    CANNOT_SAY,
    READINGS,
    amount,
    assumed_of,
    capital,
    chance,
    deaths_as_counted,
    grade,
    lever_in_words,
    money,
    officers,
    reading_of,
    seen_in_a_count,
    sentence,
    thousands_or_millions,
    with_interval,
)
from ostara.planning.parameters import estimates

MOST_DRIVERS = 12


def as_page(brief: Brief) -> Page:
    """The page."""
    scenario = brief.comparison.scenario
    sections = (
        Section("What would change", _answer(brief))
        if brief.changes
        else Section("The outlook", (outlook_table(brief),)),
        Section("Who pays and who gains", _money(brief)) if brief.changes else None,
        Section("Year by year", _years(brief)),
        Section("Ages", (ages_figure(brief), *((deaths_by_age(brief),) if brief.changes else ()))),
        Section("Crime", _crime(brief)) if brief.changes else None,
        Section("Recovery", _recovery(brief)),
        Section("What drives the answer", _drivers(brief)),
        Section("What it cannot say", (Paragraph(grade(brief)), Bullets(CANNOT_SAY), _queues(brief))),
    )
    return Page(
        title=scenario.title,
        lead=sentence(brief),
        notice=_notice(brief),
        facts=(
            ("Question", scenario.question),
            ("Population", f"{words.number(scenario.area.people)} people who use opiates in {scenario.area.title}"),
            ("Compared with", "the same people if nothing changes, with the same luck"),
            (
                "Horizon",
                f"{words.plural(scenario.years, 'year', 'years')} from {brief.comparison.arms[0].base.years[0]}, "
                "in steps of a week",
            ),
            ("Levers", _levers(brief)),
        ),
        sections=tuple(section for section in sections if section),
        origin=brief.origin,
    )


def _notice(brief: Brief) -> str:
    rests = f"{brief.numbers_unverified} of the model's {brief.numbers} numbers are assumed or unverified"
    fitted = brief.comparison.fitted
    if fitted and fitted.stale:
        rests = f"the model's numbers have changed since {fitted.origin} was made: fit it again; {rests}"
    if brief.unverified is None:
        return f"Unverified: {rests}. How much of this answer rests on them is not known from so few draws."
    return (
        f"Unverified: {rests}; about {words.percent(brief.unverified)} of what is unsure in this answer goes with them."
    )


def _levers(brief: Brief) -> str:
    scenario = brief.comparison.scenario
    return "; ".join(lever_in_words(one, scenario.years) for one in scenario.settings) or "none"


def _answer(brief: Brief) -> tuple[Block, ...]:
    told = [brief.outcome(name) for name in ("died", "qalys", "recovery", "offences")]
    draws = brief.draws
    figures = KeyFigures(tuple(_key_figure(one, draws) for one in told))
    columns = (
        Column("Over the whole horizon"),
        Column("If nothing changes", numeric=True),
        Column("Difference (95% interval)", numeric=True),
        Column("For each 1,000 people", numeric=True),
        Column("Chance that it helps", numeric=True),
    )
    table = DataTable("What would change", columns, tuple(_row(one, draws) for one in brief.outcomes))
    note = "“Depends”: more is neither good nor bad by itself. People times years count as years."
    if brief.outcome("died").helps is None:
        note += " One run with the middle of each number has no interval and no chance: ask for draws."
    counted = deaths_as_counted(brief)
    return figures, table, Note(note), *((Note(counted),) if counted else ())


def _key_figure(one: Outcome, draws: int) -> KeyFigure:
    told = one.difference
    sign = "+" if told.middle > 0 else ""
    interval = "" if told.low is None or told.high is None else f"{amount(told.low)} to {amount(told.high)}"
    helps = f"chance that it helps: {chance(one.helps, draws, depends=one.kind.good == 0)}"
    return KeyFigure(f"{sign}{_large(told.middle)}", one.kind.title, interval, helps)


def _large(value: float) -> str:
    """What is too wide for a key figure wraps after its number, and not within it."""
    return amount(value) if abs(value) < 1e5 else f"{amount(value / 1e6)} million"


def _row(one: Outcome, draws: int) -> tuple[str, ...]:
    return (
        capital(one.kind.title),
        amount(one.base.middle),
        with_interval(one.difference),
        amount(one.per_1000.middle),
        capital(chance(one.helps, draws, depends=one.kind.good == 0)),
    )


def _money(brief: Brief) -> tuple[Block, ...]:
    pounds, unit = thousands_or_millions(max(abs(one.cash.middle) for one in brief.payers))
    columns = (
        Column("Payer"),
        Column(f"Pays more, {unit} in cash", numeric=True),
        Column(f"{unit}, discounted at 3.5%", numeric=True),
    )
    rows = tuple(
        (capital(one.name), *(with_interval(told.times(1 / pounds)) for told in (one.cash, one.discounted)))
        for one in brief.payers
    )
    worth = money(estimates()["worth_of_qaly"].value)
    benefit = (
        f"With a year of full health at {worth}, which is what the NHS is taken to pay for one, health gained less "
        f"public money spent is worth {with_interval(brief.net_benefit, pounds=True)}, discounted. The chance that it "
        f"is above nought: {chance(brief.net_benefit_helps, brief.draws)}."
    )
    return (
        DataTable("Who pays more, and who less (below nought)", columns, rows),
        Paragraph(benefit),
        *((Paragraph(officers(brief)),) if brief.officers.middle > 0 else ()),
        Note(
            "What victims lose is no public money. Prison and health parts of what crime costs stand with their payers."
        ),
    )


def _years(brief: Brief) -> tuple[Block, ...]:
    names = (
        ("in_treatment", "People in treatment on a day of the year"),
        ("died", "Deaths of all causes"),
        ("cost_grant", "Pounds of public health grant"),
        ("unmet_need", "Share of people with need who are out of treatment"),
    )
    return tuple(years_figure(brief, name, title) for name, title in names)


def _crime(brief: Brief) -> tuple[Block, ...]:
    columns = (Column("What treatment does to offending, as"), Column("Difference in offences", numeric=True))
    rows = tuple((READINGS[name], with_interval(told)) for name, told in brief.offending)
    said = "Studies disagree on what treatment does to offending, and no average of them would be true."
    note = f"Money of police, courts and victims above is by: {reading_of(brief)}."
    table = DataTable("Three readings of the same runs", columns, rows)
    return Paragraph(said), table, Paragraph(seen_in_a_count(brief)), Note(note)


def _recovery(brief: Brief) -> tuple[Block, ...]:
    comparison = brief.comparison
    parts = {name: comparison.difference(f"recovery_{name}").sum(axis=1) for name in ("abstinent", "stable")}
    base = {name: comparison.by_year(f"recovery_{name}", changed=False).sum(axis=1) for name in parts}
    columns = (
        Column("Weight of stable treatment with a home"),
        Column("Years in recovery if nothing changes", numeric=True),
        Column("Difference (95% interval)", numeric=True),
    )
    rows = tuple(
        (
            f"{weight:g}",
            amount(spread(base["abstinent"] + weight * base["stable"]).middle),
            with_interval(spread(parts["abstinent"] + weight * parts["stable"])),
        )
        for weight in (0, 0.5, 1, 1.5)
    )
    said = (
        "Recovery counts from day 91 of abstinence, or of treatment without use on top and with a home; neither counts"
        " less, in prison it counts nothing. The table shows what other weights would say."
    )
    return Paragraph(said), DataTable("Years in recovery, by what stable treatment is taken to count", columns, rows)


def _drivers(brief: Brief) -> tuple[Block, ...]:
    area = brief.comparison.scenario.area
    given = f"Taken as given for {area.title}, and assumed or unverified: {assumed_of(area)}."
    if brief.drivers is None:
        return Paragraph("Too few draws to tell what drives this answer from chance."), Note(given)
    numbers = estimates()
    columns = (Column("Number"), Column("Share of the spread", numeric=True), Column("Status"), Column("Source"))
    rows = tuple(
        (
            capital(numbers[one.id].meaning),
            words.percent(one.share),
            str(numbers[one.id].status),
            source(numbers[one.id].source).title,
        )
        for one in brief.drivers[:MOST_DRIVERS]
    )
    of = "the difference in deaths" if brief.changes else "people in treatment"
    return (
        DataTable(f"What {of} moves with", columns, rows),
        Note(
            "How closely each moves with the answer over the draws (squared rank correlation, as shares of their sum). "
            "What chance could give is left out, so small drivers are missing."
        ),
    )


def _queues(brief: Brief) -> Note:
    if brief.comparison.engine == "expectation":
        return Note(
            "Limited places are filled as a stream here; with few people a waiting list is longer than that. Ask for "
            "the engine of individuals to have people wait one by one."
        )
    return Note("Limited places are filled one person at a time, longest wait first.")
