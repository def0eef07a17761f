"""Two people at the same moment, each with a connection of their own: one of them is told, nothing is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections

from ostara.care.rows.acts import Refused
from ostara.care.treatment.models import Episode, EpisodeNow, PlanRevision
from tests.episodes import an_episode, an_episode_in_treatment
from tests.staff import a_keyworker, a_person_in_care, a_service


def at_once(*acts):
    """Does everything at the same moment; returns what was refused."""
    begin = Barrier(len(acts), timeout=60)

    def one(act):
        try:
            begin.wait()
            act()
        except Refused as refused:
            return refused
        finally:
            connections.close_all()
        return None

    with ThreadPoolExecutor(len(acts)) as pool:
        return [refused for refused in pool.map(one, acts) if refused]


def test_of_two_who_save_a_plan_at_once_one_is_told(own_record):
    episode = an_episode_in_treatment()
    said = {"began_from": 1, "after": 10}
    refused = at_once(lambda: episode.planned("A garden", **said), lambda: episode.planned("A boat", **said))
    assert len(refused) == 1
    assert [one.revision for one in PlanRevision.objects.order_by("revision")] == [1, 2]


def test_of_two_who_take_a_referral_at_once_one_is_told(own_record):
    here = a_service()
    person, workers = a_person_in_care(at=here), [a_keyworker(at=here) for _ in range(2)]
    refused = at_once(*(lambda worker=worker: an_episode(of=person, at=here, with_=worker) for worker in workers))
    assert len(refused) == 1
    assert Episode.objects.count() == EpisodeNow.objects.count() == 1
