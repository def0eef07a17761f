"""Signatures under the rulebook: who signed which version of which rule, and when.

A file holds signatures one below the other and is only ever added to. Each carries the hash of everything before it,
so that a line taken away or changed afterwards is noticed. A signature covers a rule as long as its version stays.
"""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ostara.guidance.evaluation import Numbers
from ostara.guidance.finding import Edition, edition, version
from ostara.guidance.rule import Rule
from ostara.knowledge.refusal import RefusalError

BEGINNING = "0" * 64  # what stands before the first signature
FIELDS = frozenset({"by", "role", "on", "made_up", "edition", "before", "seal", "rules"})
OFFICER, OFFICER_ROLE = "Made-up officer, no person", "clinical safety officer"


@dataclass(frozen=True)
class Signature:
    """One signature. `rules` are versions by key, `edition` the hash of them all, `before` the seal of the one before.

    `made_up` marks those of demonstrations: they never count for a service that treats people.
    """

    by: str
    role: str
    on: date
    made_up: bool
    rules: Mapping[str, str]
    before: str

    @property
    def edition(self) -> str:
        """The hash of everything that it covers."""
        return _hash(sorted(self.rules.items()))

    @property
    def seal(self) -> str:
        """The hash of the whole signature and, through `before`, of those before it."""
        return _hash([self.by, self.role, self.on.isoformat(), self.made_up, self.edition, self.before])


@dataclass(frozen=True)
class Standing:
    """Where the rulebook of today stands beside the signatures.

    `signed` are keys whose version of today is signed, `changed` those of which only another version is, `unsigned`
    those nobody has signed, `gone` those signed that are no longer asked.
    """

    signed: tuple[str, ...]
    changed: tuple[str, ...]
    unsigned: tuple[str, ...]
    gone: tuple[str, ...]


def sign(
    rules: Iterable[Rule],
    *,
    by: str,
    role: str,
    on: date,
    numbers: Numbers,
    after: Sequence[Signature] = (),
    made_up: bool = False,
) -> Signature:
    """A signature under these rules with the numbers in use. Raises RefusalError where nobody or nothing is named."""
    covered = {rule.key: version(rule, numbers) for rule in rules}
    if not by.strip() or not role.strip():
        raise RefusalError("signature", "does not say who signs, or in which role")
    if not covered:
        raise RefusalError("signature", "covers no rule")
    if after and on < after[-1].on:
        raise RefusalError("signature", f"is of a day before the one above it ({after[-1].on.isoformat()})")
    return Signature(by.strip(), role.strip(), on, made_up, covered, after[-1].seal if after else BEGINNING)


def written(signature: Signature) -> str:
    """The signature as it stands in a file (TOML)."""
    head = {
        "by": signature.by,
        "role": signature.role,
        "on": signature.on,
        "made_up": signature.made_up,
        "edition": signature.edition,
        "before": signature.before,
        "seal": signature.seal,
    }
    rules = [f"{json.dumps(key)} = {json.dumps(one)}" for key, one in signature.rules.items()]
    lines = ["[[signature]]", *(f"{name} = {_as_toml(value)}" for name, value in head.items())]
    return "\n".join([*lines, "", "[signature.rules]", *rules, ""])


def read(text: str, *, place: str) -> tuple[Signature, ...]:
    """The signatures of a file. Raises RefusalError, naming the place, for one that was changed or cannot be read."""
    try:
        entries = tomllib.loads(text).get("signature", [])
    except tomllib.TOMLDecodeError as error:
        raise RefusalError(place, f"is not readable as TOML: {error}") from error
    if not isinstance(entries, list):
        raise RefusalError(place, "holds something else than signatures")
    found: list[Signature] = []
    for number, entry in enumerate(entries, start=1):
        found.append(_read_one(entry, f"{place} signature {number}", found[-1].seal if found else BEGINNING))
    return tuple(found)


def signed_versions(signatures: Iterable[Signature], *, made_up_too: bool = False) -> frozenset[str]:
    """The versions that are signed, for `edition`. Made-up signatures count only where they are asked for."""
    return frozenset(
        one for signature in signatures if made_up_too or not signature.made_up for one in signature.rules.values()
    )


def standing(
    rules: Iterable[Rule], signatures: Sequence[Signature], *, numbers: Numbers, made_up_too: bool = False
) -> Standing:
    """What of these rules is signed as it is today, what changed since, what is not signed, what is no longer asked."""
    counting = [one for one in signatures if made_up_too or not one.made_up]
    versions = {rule.key: version(rule, numbers) for rule in rules}
    signed, ever = signed_versions(counting, made_up_too=True), {key for one in counting for key in one.rules}
    return Standing(
        signed=tuple(key for key, one in versions.items() if one in signed),
        changed=tuple(key for key, one in versions.items() if one not in signed and key in ever),
        unsigned=tuple(key for key, one in versions.items() if one not in signed and key not in ever),
        gone=tuple(sorted(ever - versions.keys())),
    )


def made_up_edition(rules: Iterable[Rule], *, on: date) -> Edition:
    """The rulebook as the made-up service uses it: everything signed, by an officer who is no person."""
    rules = tuple(rules)
    signature = sign(rules, by=OFFICER, role=OFFICER_ROLE, on=on, numbers={}, made_up=True)
    signed = signed_versions([signature], made_up_too=True)
    return replace(edition(rules, on=on, signed=signed, numbers={}), made_up=True)


def _read_one(entry: Mapping[str, object], place: str, before: str) -> Signature:
    if not isinstance(entry, Mapping) or entry.keys() != FIELDS:
        raise RefusalError(place, f"does not hold exactly {', '.join(sorted(FIELDS))}")
    by, role, on, made_up, rules = (entry[name] for name in ("by", "role", "on", "made_up", "rules"))
    if not (isinstance(by, str) and isinstance(role, str) and type(on) is date and isinstance(made_up, bool)):
        raise RefusalError(place, "has a name, a role, a day or a mark of another kind")
    if not isinstance(rules, Mapping) or not all(isinstance(one, str) for one in rules.values()):
        raise RefusalError(place, "names rules without their versions")
    signature = Signature(by, role, on, made_up, dict(rules), before)
    if (entry["edition"], entry["before"], entry["seal"]) != (signature.edition, before, signature.seal):
        raise RefusalError(place, "was changed after it was signed, or one above it was taken away or changed")
    return signature


def _as_toml(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


def _hash(said: object) -> str:
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()
