"""Who a made-up person is: the rows of people, as they were taken down at the first meeting and put right later."""

from collections.abc import Iterable
from datetime import date, timedelta
from random import Random
from typing import Any

from stdnum import damm

from ostara.care.audit.actor import Actor
from ostara.care.people.models import Children, Consent, Contact, Flag, Involvement, Particulars, Person, Relation
from ostara.exchange.made_up_record import names, phrases
from ostara.exchange.made_up_record.area import Area
from ostara.exchange.made_up_record.ink import Ink
from ostara.exchange.made_up_record.lives import Life, Stay
from ostara.exchange.made_up_record.pen import Pen

_STRIDE, _NUMBERS = 387_420_489, 1_000_000  # every number of six digits comes once before one comes again
PUT_RIGHT, MOVES, HAS_RELATION, HAS_CHILDREN, HAS_FLAG = 0.06, 0.18, 0.4, 0.5, 0.05
SAYS_NO, TAKES_BACK = 0.04, 0.02
SAFE = ("yes", "yes", "yes", "no", "")


def register(life: Life, ink: Ink, area: Area, chance: Random, today: date) -> Pen:
    """Writes who a person is, and returns the pen for the rest of their life."""
    first = min(life.stays, key=lambda stay: stay.referred)
    day = first.referred
    by = area.keyworker(first.at, day, chance).actor
    at = ink.at(day)
    person = ink.row(Person, at, by, number=_number(life.number))
    pen = Pen(life, person, ink, area, chance, today)
    ink.note("people.register", at, by, person.pk, person, alike=0)
    pen.involve(first.at, Involvement.Because.REGISTERED, day, by)
    _particulars(pen, day, by)
    _contacts(pen, first, by)
    _close(pen, day, by)
    return pen


def agree(pen: Pen, stay: Stay) -> None:
    """Writes what was agreed to at the first meeting with a service, and whatever was taken back later."""
    if stay.started is None:
        return
    by = pen.worker(stay.at, stay.started).actor
    _consent(pen, Consent.Kind.TREATMENT, "yes", stay.started, by)
    if pen.life.told:
        for answer, on in pen.life.told.get("ndtms", [("yes", stay.started)]):
            _consent(pen, Consent.Kind.NDTMS, answer, on, by)
        return
    _consent(pen, Consent.Kind.NDTMS, "no" if pen.happens(SAYS_NO) else "yes", stay.started, by)
    later = pen.within(stay.started, 60, 400)
    if pen.happens(TAKES_BACK) and later <= pen.today:
        _consent(pen, Consent.Kind.NDTMS, "no", later, pen.worker(stay.at, later).actor)


def flag(pen: Pen, kind: str, on: date, words: str, by: Actor, *, ended: date | None = None) -> None:
    """Raises a flag; its end is a correction."""
    at = pen.ink.at(on)
    row = pen.ink.row(Flag, at, by, person=pen.person, kind=kind, raised_on=on, words=words)
    pen.ink.note("people.keep_flag", at, by, pen.person.pk, row, kind=kind)
    if ended:
        later = pen.ink.at(ended)
        over = pen.ink.corrected(row, later, by, "It is over", ended_on=ended)
        pen.ink.note("people.keep_flag", later, by, pen.person.pk, over, kind=kind)


def _number(number: int) -> str:
    digits = f"{number * _STRIDE % _NUMBERS:06}"
    return digits + str(damm.calc_check_digit(digits))


def _particulars(pen: Pen, day: date, by: Actor) -> None:
    life, chance = pen.life, pen.chance
    given, family = names.given(life.sex, chance), names.family(chance)
    drawn: dict[str, Any] = {
        "family_name": family,
        "given_names": given,
        "known_as": given[:3] + "s" if pen.happens(0.08) else "",
        "date_of_birth": date(life.birth_year, 1, 1) + timedelta(days=chance.randrange(365)),
        "nhs_number": names.nhs_number(life.number) if pen.happens(0.93) else "",
        "sex": life.sex,
        "gender": {"M": "man", "F": "woman"}[life.sex] if pen.happens(0.9) else "",
        "ethnicity": life.ethnicity,
        "nationality": "GBR" if pen.happens(0.9) else "",
        "orientation": chance.choice("HHHHHGBZ") if pen.happens(0.8) else "",
        "religion": chance.choice(("none", "none", "none", "christian", "muslim", "not_said", "")),
        "disabilities": chance.choice((["none"], ["none"], [], ["mental_health"], ["mobility"], ["memory"])),
        "language": "English" if pen.happens(0.95) else "Polish",
        "interpreter": "no",
        "adjustments": chance.choice(phrases.ADJUSTMENTS) if pen.happens(0.12) else "",
    }
    drawn |= {name: said for name, said in life.told.items() if name in drawn}
    at = pen.ink.at(day)
    row = pen.ink.row(Particulars, at, by, person=pen.person, effective_on=day, **drawn)
    pen.ink.note("people.keep_particulars", at, by, pen.person.pk, row)
    later = pen.within(day, 3, 60)
    if pen.happens(PUT_RIGHT) and later <= pen.today:
        was = drawn["family_name"]
        row.family_name = was[0] + was[2] + was[1] + was[3:]
        right = pen.ink.at(later)
        put = pen.ink.corrected(row, right, by, "Two letters were the wrong way round", family_name=was)
        pen.ink.note("people.keep_particulars", right, by, pen.person.pk, put)


def _contacts(pen: Pen, first: Stay, by: Actor) -> None:
    homeless = any(review.answers.get("acute_housing_problem") for review in first.reviews[:1])
    days = [first.referred]
    if pen.happens(MOVES):
        days.append(pen.within(first.referred, 100, 900))
    for place, day in enumerate(one for one in days if one <= pen.today):
        chance = pen.chance
        home = homeless and place == 0
        said: dict[str, Any] = {"no_fixed_address": True} if home else _address(pen)
        said |= {name: chance.choice(SAFE) for name in ("may_leave_message", "may_text", "may_write", "may_say_who")}
        if said["may_say_who"] == "no":
            said["how"] = phrases.SAFELY
        at = pen.ink.at(day)
        row = pen.ink.row(
            Contact, at, by, person=pen.person, effective_on=day, telephone=names.telephone(chance), **said
        )
        pen.ink.note("people.keep_contact", at, by, pen.person.pk, row)


def _address(pen: Pen) -> dict[str, Any]:
    house = f"{pen.chance.randrange(1, 120)} {pen.chance.choice(names.STREETS)}"
    return {"line_1": house, "town": pen.life.town, "postcode": names.postcode(pen.chance)}


def _close(pen: Pen, day: date, by: Actor) -> None:
    chance, ink, of = pen.chance, pen.ink, {"person": pen.person}
    if pen.happens(HAS_RELATION):
        who, kind = chance.choice((("mother", "next_of_kin"), ("partner", "emergency"), ("sister", "next_of_kin")))
        said = {"relation": who, "telephone": names.telephone(chance), "effective_on": day, "kind": kind}
        name = f"{names.given('F', chance)} {names.family(chance)}"
        at = ink.at(day)
        told = chance.choice(("nothing", "attends", "everything", ""))
        relation = ink.row(Relation, at, by, **of, name=name, may_be_told=told, **said)
        ink.note("people.keep_relation", at, by, pen.person.pk, relation)
    told_of = pen.life.told.get("children")
    if told_of or pen.happens(HAS_CHILDREN):
        at = ink.at(day)
        row = ink.row(Children, at, by, **of, effective_on=day, **(told_of or _children(chance)))
        ink.note("people.keep_children", at, by, pen.person.pk, row)
    for kind, on, words, ended in _flags(pen, day):
        flag(pen, kind, on, words, by, ended=ended)


def _children(chance: Random) -> dict[str, Any]:
    status, living, elsewhere = chance.choice((("11", (1, 3), (0, 0)), ("13", (0, 0), (1, 3)), ("14", (0, 0), (0, 0))))
    there, away = chance.randint(*living), chance.randint(*elsewhere)
    looked_after = chance.choice((0, 0, away, None)) if away else 0
    return {"parental_status": status, "living_with": there, "elsewhere": away, "looked_after": looked_after}


def _flags(pen: Pen, day: date) -> Iterable[tuple[str, date, str, date | None]]:
    yield from pen.life.told.get("flags", ())
    if not pen.life.told and pen.happens(HAS_FLAG):
        kind, words = pen.chance.choice(phrases.FLAGS)
        ended = pen.within(day, 60, 300) if pen.happens(0.5) else None
        yield kind, day, words, ended if ended and ended <= pen.today else None


def _consent(pen: Pen, kind: str, answer: str, on: date, by: Actor) -> None:
    at = pen.ink.at(on)
    row = pen.ink.row(Consent, at, by, person=pen.person, kind=kind, answer=answer, asked_on=on, how="in_person")
    pen.ink.note("people.keep_consent", at, by, pen.person.pk, row, kind=kind)
