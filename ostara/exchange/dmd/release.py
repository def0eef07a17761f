"""A release of dm+d as far as we ask it: products with moiety, form and strength, and makers' products of those."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from ostara.exchange.dmd.records import KINDS, Entry, entries, kind_of
from ostara.knowledge.dmd import is_code
from ostara.knowledge.refusal import RefusalError

MG = {"mg": Decimal(1), "microgram": Decimal("0.001"), "gram": Decimal(1000)}
ML = "ml"
BLOCK = 1 << 20


@dataclass(frozen=True)
class Strength:
    """An ingredient of a product: milligrams, in so many millilitres (None: in one unit, such as a tablet)."""

    ingredient: str
    mg: Decimal
    ml: Decimal | None


@dataclass
class VirtualProduct:
    """A product whoever makes it (VMP). `content_ml` is how much one unit holds, where that is a volume."""

    code: str
    name: str
    moiety: str
    unit_dose: str
    content_ml: Decimal | None
    forms: set[str] = field(default_factory=set)
    strengths: list[Strength] = field(default_factory=list)


@dataclass(frozen=True)
class ActualProduct:
    """One maker's product (AMP)."""

    code: str
    name: str
    of: str


@dataclass(frozen=True)
class Release:
    """What was read. `files`: name to SHA-256; `withdrawn`: products marked as no longer valid, which are left out."""

    products: Mapping[str, VirtualProduct]
    actual: tuple[ActualProduct, ...]
    files: dict[str, str]
    not_read: tuple[str, ...]
    withdrawn: int


def read_release(folder: Path, step: Callable[[str], None]) -> Release:
    """Returns the release in a folder of XML files. Raises RefusalError where a file is missing, twice or broken."""
    found, not_read = _files(folder)
    step(f"reading {found['lists'].name}")
    lists = _lists(found["lists"])
    ingredients = _names(found["ingredients"], "ING", "ISID")
    moieties = _names(found["moieties"], "VTM", "VTMID")
    step(f"reading {found['products'].name}")
    products, withdrawn = _products(found["products"], lists, ingredients, moieties)
    step(f"reading {found[MAKERS].name}")
    actual, withdrawn_actual = _actual(found[MAKERS], products)
    files = {path.name: _sha256(path) for path in found.values()}
    return Release(products, actual, files, not_read, withdrawn + withdrawn_actual)


MAKERS = KINDS["ACTUAL_MEDICINAL_PRODUCTS"]


def _files(folder: Path) -> tuple[dict[str, Path], tuple[str, ...]]:
    if not folder.is_dir():
        raise RefusalError(str(folder), "there is no such folder")
    found: dict[str, Path] = {}
    not_read = []
    for path in sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith(".")):
        kind = kind_of(path) if path.suffix.lower() == ".xml" else None
        if kind is None:
            not_read.append(path.name)
        elif kind in found:
            raise RefusalError(path.name, f"holds {kind}, and so does {found[kind].name}: keep one release in a folder")
        else:
            found[kind] = path
    missing = [f"{kind} ({root})" for root, kind in KINDS.items() if kind not in found]
    if missing:
        hint = "; unpack the release first" if any(name.endswith(".zip") for name in not_read) else ""
        raise RefusalError(str(folder), f"holds no file of {', '.join(missing)}{hint}")
    return found, tuple(not_read)


def _lists(path: Path) -> Mapping[tuple[str, str], str]:
    """Each list's codes with their words, such as units and forms."""
    return {
        (one.group, _field(one, "CD", path)): _field(one, "DESC", path) for one in entries(path) if one.kind == "INFO"
    }


def _names(path: Path, kind: str, key: str) -> Mapping[str, str]:
    return {_field(one, key, path): _field(one, "NM", path) for one in _valid(path, kind)}


def _valid(path: Path, kind: str) -> Iterator[Entry]:
    return (one for one in entries(path) if one.kind == kind and one.fields.get("INVALID") != "1")


def _products(
    path: Path,
    lists: Mapping[tuple[str, str], str],
    ingredients: Mapping[str, str],
    moieties: Mapping[str, str],
) -> tuple[dict[str, VirtualProduct], int]:
    found: dict[str, VirtualProduct] = {}
    withdrawn = 0
    for one in entries(path):
        product = found.get(one.fields.get("VPID", ""))
        if one.kind == "VMP" and one.fields.get("INVALID") == "1":
            withdrawn += 1
        elif one.kind == "VMP":
            made = _product(one, path, lists, moieties)
            found[made.code] = made
        elif one.kind == "DFORM" and product:
            product.forms.add(lists.get(("FORM", _field(one, "FORMCD", path)), ""))
        elif one.kind == "VPI" and product:
            strength = _strength(one, path, lists, ingredients)
            product.strengths += [strength] if strength else []
    return found, withdrawn


def _product(
    one: Entry, path: Path, lists: Mapping[tuple[str, str], str], moieties: Mapping[str, str]
) -> VirtualProduct:
    unit = lists.get(("UNIT_OF_MEASURE", one.fields.get("UDFS_UOMCD", "")), "")
    return VirtualProduct(
        code=_code(one, "VPID", path),
        name=_field(one, "NM", path),
        moiety=moieties.get(one.fields.get("VTMID", ""), ""),
        unit_dose=lists.get(("UNIT_OF_MEASURE", one.fields.get("UNIT_DOSE_UOMCD", "")), ""),
        content_ml=_number(one, "UDFS", path) if unit == ML else None,
    )


def _strength(
    one: Entry, path: Path, lists: Mapping[tuple[str, str], str], ingredients: Mapping[str, str]
) -> Strength | None:
    """The strength in milligrams; None where it is not one, or is in something else than millilitres or a unit."""
    unit = lists.get(("UNIT_OF_MEASURE", one.fields.get("STRNT_NMRTR_UOMCD", "")), "")
    below = one.fields.get("STRNT_DNMTR_UOMCD", "")
    amount, volume = _number(one, "STRNT_NMRTR_VAL", path), _number(one, "STRNT_DNMTR_VAL", path)
    if unit not in MG or amount is None or bool(below) != (volume is not None):
        return None
    if below and lists.get(("UNIT_OF_MEASURE", below)) != ML:
        return None
    return Strength(ingredients.get(one.fields.get("ISID", ""), ""), amount * MG[unit], volume)


def _actual(path: Path, products: Mapping[str, VirtualProduct]) -> tuple[tuple[ActualProduct, ...], int]:
    found, withdrawn = [], 0
    for one in entries(path):
        if one.kind != "AMP":
            continue
        if one.fields.get("INVALID") == "1":
            withdrawn += 1
        elif one.fields.get("VPID") in products:
            found.append(ActualProduct(_code(one, "APID", path), _field(one, "NM", path), one.fields["VPID"]))
    return tuple(found), withdrawn


def _field(one: Entry, name: str, path: Path) -> str:
    value = one.fields.get(name, "")
    if not value:
        raise RefusalError(path.name, f"a {one.kind} in {one.group} has no {name}")
    return value


def _code(one: Entry, name: str, path: Path) -> str:
    code = _field(one, name, path)
    if not is_code(code):
        raise RefusalError(path.name, f"{code} is no code: its check digit or length is wrong")
    return code


def _number(one: Entry, name: str, path: Path) -> Decimal | None:
    text = one.fields.get(name, "")
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation as error:
        raise RefusalError(path.name, f"{name} of a {one.kind} is no number: {text}") from error
    return number if number.is_finite() and number > 0 else None


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
