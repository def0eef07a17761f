"""The rulebook: every rule that is encoded, by subject, and those of the reference that are not, with reasons."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from ostara.guidance.rule import Moment, Rule
from ostara.guidance.rules import (
    aftercare,
    blood_borne,
    conversions,
    depots,
    detox,
    gaps,
    health_checks,
    heart,
    implants,
    instalments,
    leaving,
    missed_doses,
    naltrexone,
    optimising,
    other_medicines,
    overdose,
    pregnancy,
    prescriptions,
    products,
    reviews,
    special_medicines,
    starting_buprenorphine,
    starting_methadone,
    stock,
    supervision,
    support,
    testing,
    titration,
    tolerance,
    vaccination,
)
from ostara.knowledge.refusal import RefusalError

SUBJECTS: Mapping[str, tuple[Rule, ...]] = MappingProxyType(
    {
        "Products": products.RULES,
        "Medicines for specialists, and what speaks against a medicine": special_medicines.RULES,
        "Naltrexone": naltrexone.RULES,
        "Depot injections": depots.RULES,
        "Implants": implants.RULES,
        "Starting methadone": starting_methadone.RULES,
        "Raising methadone": titration.RULES,
        "Starting buprenorphine": starting_buprenorphine.RULES,
        "Changing medicines": conversions.RULES,
        "Is the dose enough": optimising.RULES,
        "Lower doses and leaving": leaving.RULES,
        "Detoxification": detox.RULES,
        "After the end, and the way back": aftercare.RULES,
        "Missed doses": missed_doses.RULES,
        "Long, repeated or unreported gaps": gaps.RULES,
        "Lost tolerance": tolerance.RULES,
        "Watched doses": supervision.RULES,
        "Prescriptions": prescriptions.RULES,
        "Closed days, wordings, prescriptions gone astray": instalments.RULES,
        "The register of controlled drugs": stock.RULES,
        "Drug tests": testing.RULES,
        "The heart": heart.RULES,
        "Beside the medicine: sedatives, alcohol, other medicines": other_medicines.RULES,
        "Health checks": health_checks.RULES,
        "Pregnancy": pregnancy.RULES,
        "Overdose and naloxone": overdose.RULES,
        "The plan and its reviews": reviews.RULES,
        "Care beside the medicine": support.RULES,
        "Blood-borne viruses": blood_borne.RULES,
        "Vaccination against hepatitis B": vaccination.RULES,
    }
)
KINDS = ("later", "never")


@dataclass(frozen=True)
class NotEncoded:
    """A rule of the reference that is not asked: `later` for now, or `never` because no record can answer it."""

    id: str
    kind: str
    reason: str


@cache
def rulebook() -> Mapping[str, Rule]:
    """Every rule by its key. Raises RefusalError for a key that two rules share."""
    found: dict[str, Rule] = {}
    for rule in (rule for rules in SUBJECTS.values() for rule in rules):
        if rule.key in found:
            raise RefusalError(f"rule {rule.key}", "is declared twice")
        found[rule.key] = rule
    return MappingProxyType(found)


def asked_at(moment: Moment) -> tuple[Rule, ...]:
    """The rules that belong to one kind of work."""
    return tuple(rule for rule in rulebook().values() if rule.at is moment)


@cache
def not_encoded() -> tuple[NotEncoded, ...]:
    """The rules of the reference that are not asked. Raises RefusalError, naming the line, for a row without reason."""
    with (files(__package__) / "not_encoded.csv").open(encoding="utf-8") as lines:
        rows = tuple(NotEncoded(**row) for row in csv.DictReader(lines))
    for line, row in enumerate(rows, start=2):
        if row.kind not in KINDS or not row.reason.strip():
            raise RefusalError(f"not_encoded.csv line {line}", f"needs a reason, and a kind of {' or '.join(KINDS)}")
    return rows
