"""The health of a made-up life as rows: viruses and vaccines, naloxone, the heart, checks, risks, and an overdose."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from ostara.care.health import models
from ostara.care.health.models import Fact
from ostara.exchange.made_up_record.lives import Came, Place
from ostara.exchange.made_up_record.pen import Pen
from ostara.exchange.made_up_record.stays import Written

# Shares of a fiction, not facts about anybody.
OFFERED, ANTIBODIES, VIRUS, TREATED, REFUSES = 0.75, 0.3, 0.7, 0.6, 0.15
VACCINATED, KIT, KIT_USED, HEART, LOOKED_AT, MIND, DRINKS, PILLS, OVERDOSED = (
    0.4,
    0.7,
    0.15,
    0.12,
    0.4,
    0.5,
    0.2,
    0.2,
    0.06,
)
KIT_LASTS, A_YEAR, OFFER_AGAIN = 730, 365, 120  # days
SUPER = (0, 7, 21, 365)
LATER = "later"  # what became of it: the day, and the columns it changes
Said = tuple[date, type[Fact], str, dict[str, Any]]


def write_health(pen: Pen, written: list[Written]) -> None:
    """Writes what each stay did for the health of the person, in order of time; nothing after today."""
    for one in written:
        stay = one.stay
        if stay.started is None or stay.at is Place.FARMOOR or stay.beside:
            continue
        last = min(stay.ended or pen.today, pen.today)
        for day, model, topic, facts in sorted(_facts(pen, one, stay.started, last), key=lambda said: said[0]):
            if stay.started <= day <= last:
                _write(pen, one, day, model, topic, facts)


def _write(pen: Pen, one: Written, day: date, model: type[Fact], topic: str, facts: dict[str, Any]) -> None:
    by, at = one.by(day), pen.ink.at(day)
    later: tuple[date, dict[str, Any]] | None = facts.pop(LATER, None)
    row = pen.ink.row(model, at, by, person=pen.person, service=one.episode.service, on=day, **facts)
    pen.ink.note("health.record", at, by, pen.person.pk, row, topic=topic)
    if later and later[0] <= pen.today:
        by, at = one.by(later[0]), pen.ink.at(later[0])
        new = pen.ink.corrected(row, at, by, "What became of it", **later[1])
        pen.ink.note("health.follow_up", at, by, pen.person.pk, new, topic=topic)


def _facts(pen: Pen, one: Written, start: date, last: date) -> Iterator[Said]:
    first = one.stay.came is Came.REFERRED
    if pen.life.ost:
        yield from _naloxone(pen, start, last)
        yield from _overdose(pen, start, last)
        yield from _heart(pen, start)
        if first:
            yield from _viruses(pen, start)
            yield from _vaccines(pen, start)
    yield from _checks(pen, start, last)
    yield from _risks(pen, start)
    if first and pen.happens(MIND):
        need = pen.chance.choice("YYN")
        treated = pen.chance.choice(("gp", "talking", "community_team", "nobody")) if need == "Y" else ""
        yield pen.within(start, 0, 30), models.MentalHealth, "mind", {"need": need, "treated_by": treated}


def _naloxone(pen: Pen, start: date, last: date) -> Iterator[Said]:
    """Kit after kit, as one is used, lost or runs out; sometimes nobody thinks of the next."""
    day = pen.within(start, 0, 40)
    if not pen.happens(KIT) and pen.happens(REFUSES):
        again = day + timedelta(days=OFFER_AGAIN)
        yield day, models.NaloxoneKit, "naloxone", {"kit": "refused", "offer_again_on": again}
        return
    while day <= last and pen.happens(KIT):
        expires = day + timedelta(days=pen.chance.randrange(KIT_LASTS // 2, KIT_LASTS))
        facts: dict[str, Any] = {"kit": pen.chance.choice(("prenoxad", "nyxoid")), "held_by": "person", "trained": "Y"}
        ended = pen.within(day, 30, 300) if pen.happens(KIT_USED) else None
        if ended:
            facts[LATER] = (ended, {"ended_on": ended, "ended": pen.chance.choice(("used", "lost"))})
        yield day, models.NaloxoneKit, "naloxone", {**facts, "expires_on": expires}
        day = pen.within(ended or expires, 0, 30)


def _overdose(pen: Pen, start: date, last: date) -> Iterator[Said]:
    told = pen.life.told.get("overdose")
    drawn = pen.within(start, 20, max(21, (last - start).days)) if pen.happens(OVERDOSED) else None
    day = told or drawn
    if day is None or day > last:
        return
    seen = day + timedelta(days=2)
    facts = {"outcome": "lived", "meant": "not_meant", "naloxone_used": "Y", "ambulance": "Y", "told_on": day}
    yield day, models.Overdose, "overdose", {**facts, LATER: (seen, {"contacted_on": seen})}


def _heart(pen: Pen, start: date) -> Iterator[Said]:
    if not pen.happens(HEART):
        return
    day = pen.within(start, 1, 60)
    plan = {
        "kind": "heart",
        "plan": "ECG every year; ring the heart nurse before anything new is prescribed.",
        "agreed": "Y",
    }
    yield day, models.Risk, "risks", plan
    trace = {"done": "done", "qtc_ms": pen.chance.randrange(395, 470), "formula": "bazett", "read_by": "GP"}
    yield pen.within(day, 3, 40), models.Ecg, "ecg", trace


def _viruses(pen: Pen, start: date) -> Iterator[Said]:
    """Hepatitis C from the offer on; the others are tested with it."""
    if not pen.happens(OFFERED):
        return
    day = pen.within(start, 0, 45)

    def step(virus: str, on: date, name: str, **more: str | date) -> Said:
        return on, models.VirusStep, "viruses", {"virus": virus, "step": name, **more}

    if pen.happens(REFUSES):
        yield step("hcv", day, "refused", offer_again_on=day + timedelta(days=OFFER_AGAIN))
        return
    how = {"sample": "spot", "route": "in_person"}
    found = pen.happens(ANTIBODIES)
    yield step("hcv", day, "tested", result="positive" if found else "negative", **how)
    for other in ("hbv", "hiv"):
        yield step(other, day, "tested", result="negative", **how)
    told = day + timedelta(days=10)
    yield from (step(virus, told, "told") for virus in ("hcv", "hbv", "hiv"))
    if not found:
        return
    alive = pen.happens(VIRUS)
    rna = day + timedelta(days=12)
    yield step("hcv", rna, "rna", result="positive" if alive else "negative", **how)
    if alive and pen.happens(TREATED):
        begun = rna + timedelta(days=40)
        ended = begun + timedelta(days=84)
        yield step("hcv", rna + timedelta(days=5), "referred")
        yield step("hcv", begun, "started")
        yield step("hcv", ended, "ended")
        yield step("hcv", ended + timedelta(days=86), "svr12", result="negative", sample="vein")


def _vaccines(pen: Pen, start: date) -> Iterator[Said]:
    if not pen.happens(VACCINATED):
        return
    day = pen.within(start, 2, 60)
    for number, after in enumerate(SUPER[: pen.chance.randint(1, 4)], start=1):
        facts = {"vaccine": "hbv", "step": "given", "schedule": "super_accelerated", "dose": number}
        yield day + timedelta(days=after), models.Vaccination, "vaccines", facts


def _checks(pen: Pen, start: date, last: date) -> Iterator[Said]:
    day = pen.within(start, 10, 80)
    while day <= last:
        if pen.happens(LOOKED_AT):
            answers = {name: pen.chance.choice("YNNN") for name in ("breathing", "teeth", "wounds", "sites")}
            smokes = {"smokes": pen.chance.choice("YYYN")}
            yield day, models.HealthCheck, "check", {"done": "done", **smokes, **answers}
            yield day, models.Measurement, "measured", {"kind": "weight", "value": pen.chance.randrange(48, 104)}
            upper = pen.chance.randrange(102, 158)
            pressure = {"kind": "blood_pressure", "value": upper, "second": upper - pen.chance.randrange(34, 56)}
            yield day, models.Measurement, "measured", pressure
        day = pen.within(day, A_YEAR - 20, A_YEAR + 60)


def _risks(pen: Pen, start: date) -> Iterator[Said]:
    day = pen.within(start, 0, 30)
    review = day + timedelta(days=182)
    if pen.life.substance != "alcohol" and pen.happens(DRINKS):
        plan = "Breath test before a dose when asked for; fewer units week by week." if pen.happens(0.7) else ""
        yield (
            day,
            models.Risk,
            "risks",
            {"kind": "alcohol", "plan": plan, "agreed": "Y" if plan else "", "review_on": review},
        )
    if pen.happens(PILLS):
        name, group = pen.chance.choice((("diazepam", "benzodiazepine"), ("pregabalin", "gabapentinoid")))
        source = pen.chance.choice(("elsewhere", "street"))
        yield day, models.OtherMedicine, "medicines", {"name": name, "group": group, "source": source}
        plan = "Never together with the first dose of the day; one prescriber for both." if pen.happens(0.6) else ""
        yield (
            day,
            models.Risk,
            "risks",
            {"kind": group, "plan": plan, "agreed": "Y" if plan else "", "review_on": review},
        )
