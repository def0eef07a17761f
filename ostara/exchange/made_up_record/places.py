"""Where medicine is supplied in the made-up area: pharmacies with their hours, and the services' own rooms."""

from datetime import UTC, date, datetime, time
from random import Random

from ostara.care.medication import models
from ostara.exchange.made_up_record.area import AREA, Area, Supplying
from ostara.exchange.made_up_record.lives import Place

NAMES = ("Bridge Street", "Market", "Harbour Road", "Old Town", "Station", "Northmoor", "Riverside", "Hill", "Quay")
KINDS = ("Pharmacy", "Chemist", "Late Pharmacy", "Health Pharmacy")
PEOPLE_FOR_ONE = 120
FEWEST = 5
SUNDAY, SATURDAY = 6, 5
HAVE_ROOMS = (Place.HARBOUR, Place.PRISON)


def make_places(area: Area, people: int, *, since: date, chance: Random) -> None:
    """Makes the pharmacies of the area, some open on Sundays, and a room for each service that supplies itself."""
    most = max(FEWEST, people // PEOPLE_FOR_ONE)
    names = [f"{name} {kind}" for kind in KINDS for name in NAMES]
    for number in range(most):
        name = names[number] if number < len(names) else f"{names[number % len(names)]} {number // len(names) + 1}"
        place = models.Place.objects.create(
            kind=models.Place.Kind.PHARMACY,
            name=name,
            area=AREA,
            telephone=f"01632 960{200 + number % 700}",
            address=f"{number + 3} {name.split()[0]} Street, Sampleton",
            supervises=True,
            opens_on_bank_holidays=chance.choice((False, False, False, None)),
        )
        sundays = number % 5 < 2
        _hours(place, since, sundays=sundays)
        area.supplying.append(Supplying(place, sundays))
    for at in HAVE_ROOMS:
        service = area.services[at]
        kind, name = models.Place.Kind.ROOM, f"{service.name} dispensing room"
        room = models.Place.objects.create(
            kind=kind, name=name, area=service.area, service=service, supervises=True, opens_on_bank_holidays=True
        )
        _hours(room, since, sundays=True)
        area.rooms[at] = Supplying(room, sundays=True)


def _hours(place: models.Place, since: date, *, sundays: bool) -> None:
    for weekday in range(SUNDAY + 1):
        shut = weekday == SUNDAY and not sundays
        closes = time(13) if weekday >= SATURDAY else time(17, 30)
        models.OpeningHours.objects.create(
            place=place,
            weekday=weekday,
            from_on=since,
            opens=None if shut else time(9),
            closes=None if shut else closes,
            recorded_at=datetime.combine(since, time(12), UTC),
        )
