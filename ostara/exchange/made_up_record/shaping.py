"""What the generator does not know of: who referred, referrals that came to nothing, detoxification and
rehabilitation, recovery support after treatment and beside it, another provider at the same time."""

from datetime import date, timedelta
from random import Random

from ostara.care.treatment.states import Way
from ostara.exchange.made_up_record.lives import Came, Help, Life, Place, Review, Stay

# Shares of a fiction, not facts about anybody.
SOURCES = (("4", 52), ("3", 16), ("1", 8), ("8", 7), ("5", 6), ("9", 4), ("22", 3), ("24", 2), ("19", 2))
NOTHING_CAME = 0.07
BESIDE = 0.14
LONG_ENOUGH = timedelta(days=180)
SUPPORT_AFTER = 0.45
DETOX, REHAB, HOUSE = 0.22, 0.10, 0.06
NEW_LINE_AFTER = timedelta(days=3 * 365)


def shape(life: Life, chance: Random, *, until: date) -> Life:
    """Gives a life what the generator left open; nothing after `until`."""
    for place, stay in enumerate(life.stays):
        if stay.came is not Came.TRANSFERRED:
            stay.source = _source(chance)
        before = life.stays[place - 1] if place else None
        if before and before.ended and stay.came is Came.BACK and stay.referred - before.ended > NEW_LINE_AFTER:
            stay.came = Came.REFERRED
        if stay.at is Place.ORCHARD and stay.started:
            _deeper(stay, life.substance, chance, until)
            _support_after(stay, chance, until)
    _beside(life, chance, until)
    if chance.random() < NOTHING_CAME:
        _nothing_came(life, chance)
    return life


def _source(chance: Random) -> str:
    codes, weights = zip(*SOURCES, strict=True)
    return str(chance.choices(codes, weights)[0])


def _deeper(stay: Stay, substance: str, chance: Random, until: date) -> None:
    """Withdrawal in a ward, rehabilitation or a recovery house: a pathway moved to, and back."""
    which = chance.random()
    begins = (stay.started or until) + timedelta(days=chance.randrange(28, 80))
    last = stay.ended or until
    if which < DETOX and substance == "alcohol":
        _aside(stay, Way.INPATIENT_DETOX, "detoxification", "inpatient", begins, 10, last)
    elif which < DETOX + REHAB:
        _aside(stay, Way.RESIDENTIAL, "rehabilitation", "residential", begins, 84, last)
    elif which < DETOX + REHAB + HOUSE:
        _aside(stay, Way.RECOVERY_HOUSE, "psychosocial", "recovery_house", begins, 120, last)


def _aside(stay: Stay, way: Way, kind: str, setting: str, begins: date, days: int, last: date) -> None:
    ends = begins + timedelta(days=days)
    if ends + timedelta(days=14) > last:
        return
    stay.helps.append(Help(kind, begins, ends, "completed", setting=setting))
    stay.later_ways += [(begins, way), (ends, stay.way)]


def _support_after(stay: Stay, chance: Random, until: date) -> None:
    """Recovery support begins before the end of treatment and goes on after it."""
    if stay.reason != "completed" or not stay.ended or not stay.started or chance.random() > SUPPORT_AFTER:
        return
    begins = max(stay.started, stay.ended - timedelta(days=28))
    ends = stay.ended + timedelta(days=chance.randrange(60, 240))
    over = ends <= until
    stay.helps.append(Help("recovery_support", begins, ends if over else None, "completed" if over else ""))


def _beside(life: Life, chance: Random, until: date) -> None:
    """OST with one provider and recovery support with another."""
    long = [one for one in life.stays if one.at is Place.HARBOUR and one.started]
    long = [one for one in long if one.started and (one.ended or until) - one.started > LONG_ENOUGH]
    if not long or chance.random() > BESIDE:
        return
    beside = chance.choice(long)
    begun, ended = beside.started or until, beside.ended or until
    started = begun + timedelta(days=chance.randrange(40, 150))
    stops = started + timedelta(days=chance.randrange(90, 400))
    over = stops < ended
    last = min(stops, ended)
    goes_on = beside.ended is None and not over
    help_ = Help("recovery_support", started, None if goes_on else last, "" if goes_on else "completed")
    stay = Stay(
        Place.ORCHARD,
        started - timedelta(days=chance.randrange(2, 14)),
        started,
        None if goes_on else last,
        "" if goes_on else ("completed" if over else "dropped_out"),
        Way.RECOVERY_SUPPORT,
        source="1",
        beside=True,
        helps=[help_],
        reviews=[Review(started, "start", {"quality_of_life": chance.randrange(6, 15), "alcohol_days": 0})],
    )
    life.stays.append(stay)


def _nothing_came(life: Life, chance: Random) -> None:
    """A first referral to the recovery service that came to nothing, some months before the rest."""
    first = min(stay.referred for stay in life.stays)
    asked = first - timedelta(days=chance.randrange(60, 200))
    closed = asked + timedelta(days=chance.randrange(10, 40))
    reason = chance.choice(("declined", "unknown", "moved"))
    life.stays.insert(
        0, Stay(Place.ORCHARD, asked, None, closed, reason, Way.OTHER_DRUGS, source=_source(chance), beside=True)
    )
