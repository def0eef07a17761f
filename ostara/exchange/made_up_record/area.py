"""The made-up area: its providers, services and staff in every role, those who have left among them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from random import Random

from ostara.care.accounts.made_up import ready_to_sign_in
from ostara.care.accounts.models import Organisation, Post, Service, Team, User
from ostara.care.accounts.roles import Role
from ostara.care.audit.actor import Actor
from ostara.care.medication import models as medication
from ostara.exchange.made_up_record import names
from ostara.exchange.made_up_record.lives import Place

AREA, NEXT_AREA = "P31B", "P32A"
SERVICES: Mapping[Place, tuple[str, str, str, str, str]] = {
    Place.HARBOUR: ("Harbour Trust", "Harbour House", "X9901", AREA, Service.Setting.COMMUNITY),
    Place.ORCHARD: ("Orchard Recovery", "The Orchard", "X9902", AREA, Service.Setting.COMMUNITY),
    Place.PRISON: ("Stonefen Health", "HMP Stonefen healthcare", "X9903", AREA, Service.Setting.PRISON),
    Place.FARMOOR: ("Farmoor Partnership", "Farmoor", "X9904", NEXT_AREA, Service.Setting.COMMUNITY),
}
CODES = frozenset(code for _, _, code, _, _ in SERVICES.values())  # by which a made-up record is known
# Where they would be: in a postcode area that there is none of, as everybody made up lives.
_WHERE: Mapping[Place, tuple[str, str, str]] = {
    Place.HARBOUR: ("1 Made-up Quay", "Sampleton", "ZZ1 1AA"),
    Place.ORCHARD: ("2 Made-up Lane", "Sampleton", "ZZ1 2AB"),
    Place.PRISON: ("Made-up Fen Road", "Stonefen", "ZZ2 1AD"),
    Place.FARMOOR: ("3 Made-up Street", "Farmoor", "ZZ3 1AE"),
}
_HOUSES = ("harbour", "orchard", "stonefen", "farmoor")
# Of each role, how many at a service; keyworkers and recovery workers grow with the number of people.
_MOST = {
    Place.HARBOUR: {Role.KEYWORKER: 6, Role.PRESCRIBER: 2, Role.NURSE: 2, Role.PHARMACIST: 1, Role.ADMINISTRATOR: 1},
    Place.ORCHARD: {Role.KEYWORKER: 3, Role.RECOVERY_WORKER: 3, Role.ADMINISTRATOR: 1},
    Place.PRISON: {Role.KEYWORKER: 2, Role.NURSE: 2, Role.PRESCRIBER: 1},
    Place.FARMOOR: {Role.KEYWORKER: 1},
}
GROWS = {Role.KEYWORKER, Role.RECOVERY_WORKER}
PEOPLE_FOR_ONE_TEAM = 600
SIGN_IN_FIRST = 2  # of each role at each service; hashing a password takes its time


@dataclass(frozen=True)
class Worker:
    """A member of staff, in one post."""

    actor: Actor
    role: Role
    from_on: date
    until_on: date | None

    def here(self, on: date) -> bool:
        """Whether they hold the post on a day."""
        return self.from_on <= on and (self.until_on is None or on <= self.until_on)


@dataclass(frozen=True)
class Supplying:
    """Somewhere that medicine is supplied, and whether it is open on Sundays."""

    place: medication.Place
    sundays: bool


@dataclass(frozen=True)
class Area:
    """The services by place, and their staff; where medicine is supplied, and the numbers of prescriptions,
    of doses watched at a counter, and of those who come to our room."""

    services: Mapping[Place, Service]
    staff: Mapping[Place, list[Worker]]
    over_all: Mapping[Role, Worker]
    supplying: list[Supplying] = field(default_factory=list)
    rooms: dict[Place, Supplying] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))
    at_counter: Iterator[int] = field(default_factory=lambda: count(1))
    guests: Iterator[int] = field(default_factory=lambda: count(1))

    def keyworker(self, place: Place, on: date, chance: Random) -> Worker:
        """Returns one of those who work with people there on a day."""
        found = [one for one in self.staff[place] if one.role in GROWS and one.here(on)]
        return chance.choice(found)

    def of_role(self, place: Place, role: Role, on: date) -> Worker:
        """Returns somebody of a role at a service on a day."""
        return next(one for one in self.staff[place] if one.role is role and one.here(on))


def make_area(people: int, *, since: date, on: date, chance: Random) -> Area:
    """Makes the services and their staff, with posts from `since` on; some have left, and others came for them."""
    services = {place: _service(place, *said) for place, said in SERVICES.items()}
    times = max(1, round(people / PEOPLE_FOR_ONE_TEAM))
    staff = {place: _staff(service, _MOST[place], times, since, on, chance) for place, service in services.items()}
    for place in (Place.HARBOUR, Place.ORCHARD):
        Team.objects.create(service=services[place], name="Outreach")
    return Area(services, staff, _over_all(since, chance))


def _service(place: Place, organisation: str, name: str, code: str, area: str, setting: str) -> Service:
    provider, _ = Organisation.objects.get_or_create(name=organisation)
    where = dict(zip(("line_1", "town", "postcode"), _WHERE[place], strict=True))
    said = {"name": name, "agency_code": code, "area": area, "setting": setting, "telephone": "01632 960100", **where}
    return Service.objects.create(organisation=provider, **said)


def _staff(
    service: Service, most: Mapping[Role, int], times: int, since: date, on: date, chance: Random
) -> list[Worker]:
    workers = [_worker(service, Role.SERVICE_MANAGER, since, None, chance, able=True)]
    for role, how_many in most.items():
        for place in range(how_many * (times if role in GROWS else 1)):
            leaves = _leaves(since, on, chance) if role in GROWS and place % 3 == 2 else None
            workers.append(_worker(service, role, since, leaves, chance, able=place < SIGN_IN_FIRST))
            if leaves:
                workers.append(_worker(service, role, leaves + timedelta(days=1), None, chance, able=False))
    return workers


def _leaves(since: date, on: date, chance: Random) -> date:
    return since + timedelta(days=chance.randrange(200, max(201, (on - since).days - 60)))


def _worker(
    service: Service | None, role: Role, from_on: date, until_on: date | None, chance: Random, *, able: bool
) -> Worker:
    user = _user(role, service, chance)
    Post.objects.create(user=user, role=role, service=service, from_on=from_on, until_on=until_on)
    if able:
        ready_to_sign_in(user)
    return Worker(Actor(user.pk, user.name, role, service.pk if service else None), role, from_on, until_on)


def _user(role: Role, service: Service | None, chance: Random) -> User:
    """An account whose address says who it is: `keyworker2@harbour.test`."""
    of = service.name.lower() if service else "area"
    house = next((word for word in _HOUSES if word in of), of)
    role_name, place = role.replace("_", "."), f"@{house}.test"
    others = User.objects.filter(email__startswith=role_name, email__endswith=place).count()
    name = f"{names.given(chance.choice('MF'), chance)} {names.family(chance)}"
    number = f"MADE UP {User.objects.exclude(prescriber_number='').count() + 1}" if role is Role.PRESCRIBER else ""
    address = f"{role_name}{others + 1 if others else ''}{place}"
    return User.objects.create_user(address, name=name, prescriber_number=number)


def _over_all(since: date, chance: Random) -> dict[Role, Worker]:
    return {
        role: _worker(None, role, since, None, chance, able=True) for role in (Role.COMMISSIONER, Role.SAFETY_OFFICER)
    }
