"""One made-up area, asked three ways: facts gathered from the record, rows of the record, and SQL over the store that
was extracted from it. Each gap in care must be the same people."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from ostara.analysis.measures.care_gaps.flags import make_flags
from ostara.analysis.measures.prepare import open_tables
from ostara.care.facts.gathering import About, facts_in
from ostara.care.facts.known import Known, known_of_many
from ostara.care.people.models import Person
from ostara.care.people.questions import records_of
from ostara.care.rows.pseudonyms import number_of
from ostara.exchange.extract import extract
from ostara.exchange.made_up_record import make_up_record
from ostara.guidance.facts import Facts
from ostara.tables.engine import engine
from ostara.tables.store import open_store

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)
UNTIL = date(2026, 3, 2)
PEOPLE = 60
OPIOIDS = {"methadone", "buprenorphine", "diamorphine", "slow_release_morphine", "dihydrocodeine"}
HEART = ("heart.disease", "heart.electrolyte_problem", "heart.qt_medicine", "health.liver_disease")


@dataclass
class Asked:
    """Somebody on an order of OST as the record knows them, by their number in the store."""

    known: Known
    facts: list[Facts]  # of each course that goes on

    def said(self, path):
        return next((one.said(path) for one in self.facts if one.said(path) is not None), None)

    def methadone_mg(self):
        doses = [one.said("order.daily_mg") for one in self.facts if one.said("order.medicine") == "methadone"]
        return sum(doses) if doses else None


@pytest.fixture(scope="module")
def area(django_db_setup, django_db_blocker, tmp_path_factory):
    """Who is on an order of OST by the record, and what SQL says of every gap."""
    with django_db_blocker.unblock(), transaction.atomic():
        make_up_record(PEOPLE, seed=1, now=NOW)
        folder = tmp_path_factory.mktemp("area") / "store"
        extract(folder, at=NOW)
        yield by_record(), by_store(folder)
        transaction.set_rollback(True)


def by_record():
    people = Person.objects.filter(card__goes_on_as__isnull=False).distinct()
    going_on = {person.pk: records_of(person) for person in people if records_of(person)[0] == person.pk}
    known = known_of_many(going_on, on=UNTIL)
    found = {}
    for key, one in known.items():
        courses = [each for each in one.courses if each.active and each.course.medicine in OPIOIDS]
        if courses:
            facts = [facts_in(one, About(on=UNTIL, standing=each)) for each in courses]
            found[number_of(key)] = Asked(one, facts)
    return found


def by_store(folder):
    store = open_store(folder)
    with engine(store.folder) as connection:
        open_tables(connection, store)
        make_flags(connection, store)
        rows = connection.execute("SELECT gap, person, hit, excluded FROM flags").fetchall()
        ordered = {
            key for (key,) in connection.execute("SELECT DISTINCT person FROM doses_now WHERE course > 0").fetchall()
        }
    return {(gap, person): (hit, excluded) for gap, person, hit, excluded in rows if person in ordered}


def looked_at(area, gap):
    """Those on an order of OST of whom the store looks at a gap and leaves nobody out: whether it is there."""
    return {key: hit for (of, key), (hit, excluded) in area[1].items() if of == gap and excluded is None}


def test_the_same_people_are_on_ost(area):
    by_facts, by_sql = area
    assert {key for gap, key in by_sql if gap == "Q10"} == set(by_facts)
    assert len(by_facts) > 10


def test_use_on_top_not_tested(area):
    by_facts, _ = area
    expected = {
        key: one.said("testing.ever") is not True or one.said("testing.days_since_last") > 30
        for key, one in by_facts.items()
        if (one.said("use.heroin_days") or 0) > 0
    }
    assert looked_at(area, "Q2") == expected
    assert set(expected.values()) == {True, False}


def test_test_overdue(area):
    by_facts, _ = area
    found = looked_at(area, "Q3")
    assert found == {
        key: by_facts[key].said("testing.ever") is not True or by_facts[key].said("testing.days_since_last") > 90
        for key in found
    }
    assert set(found.values()) == {True, False}


def test_no_naloxone(area):
    by_facts, _ = area
    found = looked_at(area, "Q10")
    assert found == {key: not by_facts[key].said("risks.naloxone_kit") for key in found}
    assert set(found.values()) == {True, False}


def test_no_ecg(area):
    by_facts, by_sql = area
    wanted = {
        key: one
        for key, one in by_facts.items()
        if one.methadone_mg() is not None
        and (one.methadone_mg() > 100 or any(one.said(path) for path in HEART) or takes(one.known, "cyp_inhibitor"))
    }
    assert {key for gap, key in by_sql if gap == "Q14"} == set(wanted)
    assert looked_at(area, "Q14") == {
        key: not one.said("heart.ecg_ever") or one.said("heart.months_since_ecg") >= 12
        for key, one in wanted.items()
        if key in looked_at(area, "Q14")
    }


def test_sedative_without_plan(area):
    by_facts, _ = area
    expected = {
        key: not any(goes_on(risk) and risk.kind in SEDATIVES and risk.plan.strip() for risk in one.known.risks)
        for key, one in by_facts.items()
        if one.said("risks.benzodiazepine") or one.said("risks.gabapentinoid")
    }
    assert looked_at(area, "Q16") == expected
    assert set(expected.values()) == {True, False}


SEDATIVES = {"benzodiazepine", "gabapentinoid"}


def goes_on(row):
    return row.ended_on is None or row.ended_on > UNTIL


def takes(known, group):
    return any(one.group == group and goes_on(one) for one in known.medicines)
