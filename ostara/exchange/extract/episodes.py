"""Episodes, and what people came with: where each stands by its history, and the assessment that holds for it."""

from collections.abc import Iterator

from ostara.care.people.models import Contact
from ostara.care.people.questions import age
from ostara.care.rows.pseudonyms import number_of
from ostara.care.treatment.models import Assessment, Episode, EpisodeNow
from ostara.care.treatment.national import NO_SECOND, NO_THIRD
from ostara.exchange.extract.gathering import Gathered
from ostara.exchange.extract.rows import Aside, Kept
from ostara.exchange.extract.translating import UNKNOWN, answered, listed, substance
from ostara.tables.rows import Row

NOT_BEGUN = "nothing that happened in it stands"
NOT_MET = "nobody has met the person yet, so there is no day on which treatment began"
# Plain questions and coded ones of an assessment that the seam holds under the same name.
ASKED = (
    "injected_lately",
    "ever_shared",
    "pregnant",
    "treated_before",
    "mental_health_need",
    "coordinates_outcomes",
    "hepatitis_b_past",
    "hepatitis_c_positive",
    "hepatology_referral",
)
CODED = (
    "injecting",
    "accommodation",
    "employment",
    "hepatitis_b_offer",
    "hepatitis_b_vaccinations",
    "hepatitis_c_offer",
    "hepatitis_c_tested",
)
PLAIN = ("drinking_days", "drinking_units", "health_assessed_on", "hepatitis_c_tested_on")


def episodes(gathered: Gathered, *, national: bool) -> Iterator[Kept | Aside]:
    """Yields a row for each episode that has begun, and sets aside those in which nobody has met the person yet."""
    yield from (Aside("episodes", episode.pk, NOT_BEGUN) for episode in gathered.without_history)
    for episode, now in gathered.episodes:
        if now.triaged_on is None:
            yield Aside("episodes", episode.pk, NOT_MET)
            continue
        person = gathered.goes_on[episode.person_id]
        known = gathered.particulars.get(person)
        row: Row = {
            "episode": number_of(episode.pk),
            "person": number_of(person),
            "service": episode.service.agency_code,
            "area": episode.service.area or None,
            "age": age(known.date_of_birth, on=now.triaged_on) if known else None,
            **_substances(gathered, gathered.assessment_of(episode, now)),
            "referral_source": listed("referral_source", gathered.referral_sources.get(episode.pk, "")),
            "referred": now.referred_on,
            "started": now.triaged_on,
            "care_plan_on": now.planned_on,
            "ended": now.closed_on,
            "end_reason": now.end_reason or None,
            "discharge_code": now.discharge_reason or None,
            "client_reference": gathered.numbers[person] if national else None,
            "episode_reference": episode.pk.hex if national else None,
        }
        yield Kept("episodes", row, episode.pk)


def presentations(gathered: Gathered, *, national: bool) -> Iterator[Kept]:
    """Yields what is known of somebody at each episode: home, work, children, injecting, health."""
    for episode, now in gathered.episodes:
        said: Row = {
            **_assessed(gathered, gathered.assessment_of(episode, now)),
            **_children(gathered, episode, now),
            "postcode_sector": _sector(gathered.contacts[gathered.goes_on[episode.person_id]]) if national else None,
        }
        if any(value is not None for value in said.values()):
            who: Row = {
                "person": number_of(gathered.goes_on[episode.person_id]),
                "service": episode.service.agency_code,
            }
            yield Kept("presentations", {"episode": number_of(episode.pk), **who, **said}, episode.pk)


def _substances(gathered: Gathered, assessment: Assessment | None) -> Row:
    """The problem substances in their places. An assessment that names fewer than three says that there are no more."""
    used = gathered.substances[assessment.pk] if assessment else []
    first, second, third = (used[place].code if place < len(used) else None for place in range(3))
    return {
        "substance": substance(first) if first else UNKNOWN,
        "national_substance_1": first,
        "national_substance_2": second or (NO_SECOND if first else None),
        "national_substance_3": third or (NO_THIRD if first else None),
    }


def _assessed(gathered: Gathered, assessment: Assessment | None) -> Row:
    if assessment is None:
        return {}
    first = next(iter(gathered.substances[assessment.pk]), None)
    return {
        **{name: answered(getattr(assessment, name)) for name in ASKED},
        **{name: listed(name, getattr(assessment, name)) for name in CODED},
        **{name: getattr(assessment, name) for name in PLAIN},
        "age_first_use": first.age_first_used if first else None,
        "route": listed("route", first.route) if first else None,
    }


def _children(gathered: Gathered, episode: Episode, now: EpisodeNow) -> Row:
    known = gathered.children_of(gathered.goes_on[episode.person_id], now.closed_on)
    if known is None:
        return {}
    return {
        "parental_status": listed("parental_status", known.parental_status),
        "children_at_home": known.living_with,
    }


def _sector(contacts: list[Contact]) -> str | None:
    """The postcode that holds, without its last two letters."""
    postcode = contacts[-1].postcode if contacts else ""
    return postcode.strip()[:-2].strip() or None
