"""Drug tests of a made-up life as rows: those of the generator, or for a story those that fit what the person said."""

from collections.abc import Iterator
from datetime import date, timedelta

from ostara.care.specimens.models import Asked, Method, Reading, Result, Specimen
from ostara.care.testing.explaining import explained
from ostara.exchange.made_up_record.lives import Place, Tested
from ostara.exchange.made_up_record.pen import Pen
from ostara.exchange.made_up_record.stays import Written

# The generator speaks of substances, a strip of what it looks for.
MARKERS = {
    "heroin": "opiates",
    "opioid": "opiates",
    "methadone": "eddp",
    "buprenorphine": "buprenorphine",
    "cocaine": "cocaine",
    "benzodiazepine": "benzodiazepine",
    "cannabis": "cannabis",
    "alcohol": "alcohol",
}
STORY_TEST_DAYS, REFUSED, SENT_AWAY = 42, 0.03, 0.05  # a fiction's shares, not facts about anybody
OST = "ost_prescribing"


def write_tests(pen: Pen, written: list[Written]) -> None:
    """Writes the tests of a life, each at the service that treated the person then."""
    tests = pen.life.tests or list(_of_story(pen, written))
    for test in tests:
        at = next((one for one in reversed(written) if _there(one, test.on)), None)
        if at is not None and test.on <= pen.today:
            _write(pen, at, test)


def _there(one: Written, on: date) -> bool:
    stay = one.stay
    if stay.started is None or stay.at is Place.FARMOOR or not any(help.kind == OST for help in stay.helps):
        return False
    return stay.started <= on and (stay.ended is None or on <= stay.ended)


def _write(pen: Pen, at: Written, test: Tested) -> None:
    ink, by, instant = pen.ink, at.by(test.on), pen.ink.at(test.on)
    refused = pen.happens(REFUSED)
    said = {"person": pen.person, "service": at.episode.service, "on": test.on, "kind": test.kind}
    asked = pen.chance.choice((Asked.RANDOM, Asked.RANDOM, Asked.PLANNED, Asked.PLANNED, Asked.PERSON))
    if refused:
        row = ink.row(Specimen, instant, by, **said, asked=asked, given="refused")
    else:
        row = ink.row(Specimen, instant, by, **said, asked=asked, trusted=test.trusted, observed=pen.happens(0.2))
    row.line = row.pk
    ink.note("testing.record_specimen", instant, by, pen.person.pk, row, given=str(row.given), asked=str(asked))
    if not refused:
        _read(pen, at, row, test)


def _read(pen: Pen, at: Written, row: Specimen, test: Tested) -> None:
    ink, by = pen.ink, at.by(test.on)
    medicines = {help.medicine for help in at.stay.helps if help.medicine}
    sent = pen.happens(SENT_AWAY) and test.on + timedelta(days=7) <= pen.today
    on = test.on + timedelta(days=7) if sent else test.on
    instant = ink.at(on) if sent else row.recorded_at
    fluid = "oral" if test.kind == "oral_fluid" else "urine"
    panel, method = (f"{fluid}_laboratory", Method.LABORATORY) if sent else (f"{fluid}_strip", Method.IMMUNOASSAY)
    of = {"person": pen.person, "specimen": row, "panel": panel, "method": method, "on": on}
    reading = ink.row(Reading, instant, by, **of)
    for substance, result in test.found.items():
        marker = MARKERS[substance]
        why = explained(marker, result, medicines)
        ink.row(Result, instant, by, reading=reading, person=pen.person, marker=marker, result=result, prescribed=why)


def _of_story(pen: Pen, written: list[Written]) -> Iterator[Tested]:
    """Tests of somebody on OST that fit what their profiles say; nobody else has any."""
    for one in written:
        stay = one.stay
        if stay.started is None or not pen.life.told or not any(help.kind == OST for help in stay.helps):
            continue
        day, last = stay.started, min(stay.ended or pen.today, pen.today)
        while day <= last:
            days = [review.answers.get("heroin_days") or 0 for review in stay.reviews if review.on <= day]
            share = (days[-1] if days else 14) / 28
            yield Tested(day, "urine", True, _found(pen, share, first=day == stay.started))
            day = pen.within(day, STORY_TEST_DAYS - 14, STORY_TEST_DAYS + 14)


def _found(pen: Pen, share: float, *, first: bool) -> dict[str, str]:
    def found(chance: float) -> str:
        return "positive" if pen.happens(chance) else "negative"

    opiates = "positive" if first else found(share)
    return {
        "heroin": opiates,
        "methadone": "negative" if first else found(0.98),
        "buprenorphine": "negative",
        "cocaine": found(share / 3),
        "benzodiazepine": found(share / 4),
    }
