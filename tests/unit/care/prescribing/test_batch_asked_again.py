"""What the rules said of a prescription when the page was sent is asked again where something was written since."""

import pytest
from django.utils import timezone

from ostara.care.accounts.roles import Verb
from ostara.care.facts.models import Finding
from ostara.care.medication.models import Prescription
from ostara.care.prescribing.actions.running import sign
from ostara.care.prescribing.questions.batches import lines
from tests.medicines import a_course, days_ago, today
from tests.persons import a_person
from tests.staff import a_service, by

pytestmark = pytest.mark.django_db


@pytest.fixture
def prepared():
    harbour = a_service()
    course = (
        a_course(of=a_person(at=harbour), at=harbour)
        .on(mg=60)
        .supplied_daily(days_ago(10), days_ago(1))
        .arranged("1111111")
    )
    return course, course.prescribed(today(), days=7)


def line_of(row: Prescription, **said):
    (found,) = lines([row], key=row.batch, on=today(), judging=True, **said)
    return found


def test_what_was_said_is_what_is_signed_while_nothing_changes(prepared):
    course, row = prepared
    judged = line_of(row, signing=[str(row.pk)]).judged
    assert judged.now() is judged
    assert course.supplied(today()) and judged.now() is not judged


def test_one_that_was_only_looked_at_is_not_signed(prepared):
    course, row = prepared
    signing = {"serial": "1", "replies": {}, "by": by(course.prescriber, Verb.PRESCRIBE), "at": timezone.now()}
    with pytest.raises(TypeError, match="shown"):
        sign(prescription=row, judged=line_of(row).judged, on=today(), **signing)
    assert not Finding.objects.exists()
    assert sign(prescription=row, judged=line_of(row, signing=[str(row.pk)]).judged, on=today(), **signing).kind
