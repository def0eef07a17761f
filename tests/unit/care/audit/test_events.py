"""What the audit holds: codes, keys and words of the house; every verb can be told to the person concerned."""

import re
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps

from ostara.care.audit.actions import note
from ostara.care.audit.actor import Actor
from ostara.care.audit.models import Event
from ostara.care.audit.questions import events_about, events_by
from ostara.care.audit.words import WORDS, in_words
from ostara.knowledge.parameters import parameters

ROOT = Path(__file__).parents[4] / "ostara"
ROOMS = "accounts|people|treatment|outcomes|sharing|submission|numbers"
WRITTEN = re.compile(rf"""(?<!once\(key, )(?<!uid=)"((?:{ROOMS})\.[a-z_]+(?<!json))"(?!\))""")
WREN = Actor(uuid4(), "Wren Okoro", "keyworker", uuid4())


def verbs() -> set[str]:
    """Every `room.verb` written in a room of care or in web, but for names of models and of parameters."""
    files = (file for room in ("care", "web") for file in (ROOT / room).rglob("*.py") if "migrations" not in file.parts)
    written = {verb for file in files if file.name != "words.py" for verb in WRITTEN.findall(file.read_text())}
    return written - set(parameters()) - {model._meta.label_lower for model in apps.get_models()}


@pytest.mark.parametrize("verb", sorted(verbs()))
def test_every_verb_has_words_a_person_would_use(verb):
    assert verb in WORDS, f"say in audit/words.py what {verb} means"
    assert in_words(verb)[0].islower() and "_" not in in_words(verb)


@pytest.mark.django_db
def test_newest_first_of_a_person_and_of_a_user():
    one, other = uuid4(), uuid4()
    events = [note("people.read", by=WREN, person=person) for person in (one, other, one)]
    assert list(events_about([one])) == [events[2], events[0]]
    assert list(events_about([one, other])) == events[::-1]
    assert list(events_by(WREN.user)) == events[::-1]


@pytest.mark.django_db
def test_an_event_outlives_what_it_speaks_of():
    """No foreign keys: nobody of this name, no such person, and the event stands."""
    note("people.read", by=WREN, person=uuid4())
    assert Event.objects.get().user_name == "Wren Okoro"
