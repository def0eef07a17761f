"""Whether two results say the same: whole numbers exactly, fractions to nine decimals, and nothing left out."""

from collections.abc import Iterator, Mapping
from typing import Any

TOLERANCE = 1e-9
# What only Ostara says: where its figures come from and what they rest on.
NOT_COMPARED = ("origin", "unverified")


def differences(ours: Any, theirs: Any, place: str = "") -> Iterator[str]:  # noqa: ANN401  any JSON
    """Every place where two JSON values differ, in words, in the order of ours."""
    if isinstance(ours, Mapping) and isinstance(theirs, Mapping):
        yield from _of_mappings(ours, theirs, place)
    elif isinstance(ours, list) and isinstance(theirs, list):
        if len(ours) != len(theirs):
            yield f"{place}: {len(ours)} entries here, {len(theirs)} there"
        for index, (one, other) in enumerate(zip(ours, theirs, strict=False)):
            yield from differences(one, other, f"{place}[{index}]")
    elif not _same(ours, theirs):
        yield f"{place}: {ours!r} here, {theirs!r} there"


def _of_mappings(ours: Mapping[str, Any], theirs: Mapping[str, Any], place: str) -> Iterator[str]:
    for name in [*ours, *(name for name in theirs if name not in ours)]:
        inside = f"{place}.{name}" if place else name
        if name in NOT_COMPARED:
            continue
        if name not in ours or name not in theirs:
            yield f"{inside}: only {'there' if name in theirs else 'here'}"
        else:
            yield from differences(ours[name], theirs[name], inside)


def _same(one: Any, other: Any) -> bool:  # noqa: ANN401  any JSON
    if isinstance(one, float) and isinstance(other, int | float) and not isinstance(other, bool):
        return abs(one - other) <= TOLERANCE
    return type(one) is type(other) and one == other


def numbers_in(result: Any) -> int:  # noqa: ANN401  any JSON
    """How many numbers a result holds that are compared."""
    if isinstance(result, Mapping):
        return sum(numbers_in(inside) for name, inside in result.items() if name not in NOT_COMPARED)
    if isinstance(result, list):
        return sum(map(numbers_in, result))
    return int(isinstance(result, int | float))
