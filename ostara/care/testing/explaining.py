"""Whether a person's own prescription explains what a test found; and the words for a prescribed medicine not found."""

from collections.abc import Collection, Sequence
from uuid import UUID

from ostara.care.health.models import OtherMedicine
from ostara.care.specimens.panels import SHORT_WORDS, looks_for_prescribed
from ostara.care.specimens.questions import prescribed_to

OPIOIDS = frozenset({"opiates", "acetylmorphine", "methadone", "eddp", "buprenorphine", "fentanyl", "nitazene"})
NEVER_PRESCRIBED = frozenset({"acetylmorphine", "cocaine", "nitazene"})
BY_GROUP = {"benzodiazepine": "benzodiazepine", "gabapentinoid": "gabapentinoid", "opioid": "opiates"}


def prescriptions_of(records: Sequence[UUID]) -> frozenset[str]:
    """What may explain a finding: opioid medicines of the treatment, and groups of other prescribed medicines."""
    others = OtherMedicine.objects.standing().filter(person__in=records, ended_on=None)
    groups = others.filter(source__in=("here", "elsewhere")).values_list("group", flat=True)
    return prescribed_to(records) | frozenset(groups)


def explained(marker: str, result: str, prescribed: Collection[str]) -> bool | None:
    """Whether a prescription explains a positive result; none: not positive, or not known.

    Args:
        marker: what was found.
        result: code of `finding_result`.
        prescribed: as `prescriptions_of`.
    """
    if result != "positive":
        return None
    if looks_for_prescribed(marker, prescribed) or marker in {BY_GROUP.get(group) for group in prescribed}:
        return True
    if marker in NEVER_PRESCRIBED:
        return False
    return False if marker in OPIOIDS and prescribed else None


def not_found(marker: str, prescribed: Collection[str]) -> str:
    """What is said where a medicine that is prescribed was not found; blank where it is none."""
    if not looks_for_prescribed(marker, prescribed):
        return ""
    return (
        f"{SHORT_WORDS[marker]} was not found, and it is prescribed: the person may not be taking it, "
        "or this test cannot show it. Ask them; a laboratory can tell more. Nothing follows from this test alone."
    )
