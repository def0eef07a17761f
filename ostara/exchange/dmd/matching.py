"""Which products of a release are exactly ours: moiety, form, strength and, for a brand, its name.

wanted.csv holds the words to look for. Nobody has compared them with a release: one that is wrong matches nothing, and
the account says so.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

from ostara.exchange.dmd.release import Release, VirtualProduct
from ostara.knowledge.amounts import plain
from ostara.knowledge.dmd import DmdCode
from ostara.knowledge.medicines import Product, products
from ostara.knowledge.refusal import RefusalError

SOURCE = "nhsbsa-dmd"
ANY, NO_BRAND = "any", "none"
SHOWN = 5


@dataclass(frozen=True)
class Wanted:
    """The words of the dictionary for one of our products."""

    product: str
    moiety: str
    form: str
    unit_dose: str
    brand: str


@dataclass(frozen=True)
class Unmatched:
    """A strength of a product for which no code was taken, why, and products of the release that come near."""

    product: str
    strength: str
    why: str
    near: tuple[str, ...]


@cache
def wanted() -> Mapping[str, Wanted]:
    """Returns the words for each of our products."""
    with (files(__package__) / "wanted.csv").open(encoding="utf-8") as lines:
        found = {row["product"]: Wanted(**row) for row in csv.DictReader(lines)}
    if found.keys() != products().keys():
        raise RefusalError("wanted.csv", f"differs from products.csv: {', '.join(found.keys() ^ products().keys())}")
    return found


def matched(release: Release) -> tuple[tuple[DmdCode, ...], tuple[Unmatched, ...]]:
    """Returns the codes of our products in their order, and what has none."""
    codes: list[DmdCode] = []
    unmatched: list[Unmatched] = []
    for words in wanted().values():
        product = products()[words.product]
        alike = [one for one in release.products.values() if _alike(one, words)]
        if not product.strengths:
            unmatched.append(Unmatched(product.code, "unknown", "we do not know its strengths", _named(alike)))
        for strength in product.strengths:
            exact = [one for one in alike if _holds(one, product, strength)]
            found = list(_codes(exact, release, words, product, strength))
            codes += found
            if not found:
                unmatched.append(_none(product, strength, words, release, alike, exact))
    return tuple(codes), tuple(unmatched)


def _alike(one: VirtualProduct, words: Wanted) -> bool:
    if one.moiety.casefold() != words.moiety.casefold() or words.unit_dose not in {ANY, one.unit_dose}:
        return False
    return one.forms == {words.form}


def _holds(one: VirtualProduct, product: Product, strength: Decimal) -> bool:
    """Whether the product's own ingredient, and no other of that name, has exactly this strength."""
    ours = [each for each in one.strengths if each.ingredient.casefold().split()[:1] == [product.medicine]]
    if len(ours) != 1:
        return False
    (each,) = ours
    if product.strength_unit == "mg/mL":
        return each.ml is not None and each.mg == strength * each.ml
    if each.ml is None:
        return each.mg == strength
    return one.content_ml is not None and each.mg * one.content_ml == strength * each.ml


def _codes(
    exact: Iterable[VirtualProduct], release: Release, words: Wanted, product: Product, strength: Decimal
) -> Iterable[DmdCode]:
    of = {one.code for one in exact}
    said = f"{plain(strength)} {product.strength_unit}"
    if words.brand == NO_BRAND:
        for one in sorted(exact, key=lambda one: one.code):
            yield DmdCode(one.code, one.name, SOURCE, product.code, said, "VMP")
        return
    for made in sorted(release.actual, key=lambda made: made.code):
        if made.of in of and made.name.casefold().split()[:1] == [words.brand.casefold()]:
            yield DmdCode(made.code, made.name, SOURCE, product.code, said, "AMP")


def _none(
    product: Product,
    strength: Decimal,
    words: Wanted,
    release: Release,
    alike: Iterable[VirtualProduct],
    exact: Iterable[VirtualProduct],
) -> Unmatched:
    same_moiety = [one for one in release.products.values() if one.moiety.casefold() == words.moiety.casefold()]
    if exact:
        why, near = f"no maker's product is called {words.brand}", _named(exact)
    elif alike:
        why, near = "none has exactly this strength", _named(alike)
    elif same_moiety:
        why, near = f"none has exactly the form {words.form}", _named(same_moiety)
    else:
        why, near = f"no product has the moiety {words.moiety}", ()
    return Unmatched(product.code, f"{plain(strength)} {product.strength_unit}", why, near)


def _named(found: Iterable[VirtualProduct]) -> tuple[str, ...]:
    return tuple(sorted(one.name for one in found)[:SHOWN])
