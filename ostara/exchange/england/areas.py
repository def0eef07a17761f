"""Areas of England and Wales: what kind a code names, and which name has one code.

Kinds come from the first letters of an ONS code. Names alone get a code where the other files of the same folder know
exactly one for them. About one name in twenty has none (Cornwall with the Isles of Scilly is two places): it stays
without (reference page on NDTMS, section 7).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from ostara.exchange.england.labels import REMEMBERED, clean, key
from ostara.tables.published import PublishedFigure
from ostara.tables.published_sums import UPPER

CODE = re.compile(r"[EWSNKJ]\d{8}")
KINDS: Mapping[str, str] = MappingProxyType(
    {
        **{"E92": "country", "W92": "country", "K02": "nations", "K03": "nations", "K04": "nations"},
        **{"E12": "region", "E13": "london_part", "E10": "county", "E11": "met_county"},
        **{"E06": "unitary", "E07": "district", "E08": "met_district", "E09": "london_borough", "W06": "unitary"},
        **{"E38": "health", "E40": "health", "E54": "health"},
    }
)
ENGLAND = "E92000001"
# Names of regions as published tables write them.
CODES: Mapping[str, str] = MappingProxyType(
    {
        **{"england": ENGLAND, "national": ENGLAND, "englandtotal": ENGLAND, "wales": "W92000004"},
        **{"englandandwales": "K04000001", "northeast": "E12000001", "northwest": "E12000002"},
        **{"yorkshireandthehumber": "E12000003", "yorkshireandhumber": "E12000003", "eastmidlands": "E12000004"},
        **{"westmidlands": "E12000005", "east": "E12000006", "eastofengland": "E12000006", "london": "E12000007"},
        **{"southeast": "E12000008", "southwest": "E12000009"},
    }
)
# NDTMS shortens names that ONS writes in full (seen in the scripts that put both together for the UN goals).
SHORT: Mapping[str, str] = MappingProxyType(
    {"durham": "countydurham", "stockton": "stocktonontees", "southend": "southendonsea"}
)
TURNED_ROUND = re.compile(r", (city|county) of$", re.IGNORECASE)
STATUS = re.compile(r" (UA|borough|city council|county council|council)$", re.IGNORECASE)


@dataclass(frozen=True)
class Area:
    """A place; `code` is empty where the name has no single one."""

    code: str | None
    name: str
    kind: str


def area_of(code: str, name: str) -> Area | None:
    """The area of a code; None where that is no ONS code."""
    plain = clean(code).upper()
    if not CODE.fullmatch(plain):
        return None
    return Area(plain, clean(name) or plain, KINDS.get(plain[:3], "other"))


def area_named(name: str) -> Area:
    """The area of a name alone: a country or region by its code, everything else an authority without one."""
    code = CODES.get(key(name))
    return Area(code, clean(name), KINDS[code[:3]] if code else "authority")


class Names:
    """Which names of upper-tier authorities have which codes, as the files read so far say."""

    def __init__(self) -> None:
        self._codes: dict[str, dict[str, str]] = {}

    def learn(self, figure: PublishedFigure) -> None:
        """Take note of the code that a file gives to a name."""
        if figure.area_code and figure.area_kind in UPPER:
            self._codes.setdefault(_plain(figure.area_name), {})[figure.area_code] = figure.area_kind

    def with_code(self, figure: PublishedFigure) -> PublishedFigure:
        """The figure with the code of its area where there is exactly one; else with a note that says why not."""
        if figure.area_code or figure.area_kind != "authority":
            return figure
        codes = self._codes.get(_plain(figure.area_name), {})
        if len(codes) == 1:
            ((code, kind),) = codes.items()
            return replace(figure, area_code=code, area_kind=kind)
        why = f"its name has several codes ({', '.join(sorted(codes))})" if codes else "no single code for its name"
        return replace(figure, note=f"{figure.note}; {why}" if figure.note else why)


@lru_cache(REMEMBERED)
def _plain(name: str) -> str:
    short = key(STATUS.sub("", TURNED_ROUND.sub("", clean(name))))
    return SHORT.get(short, short)
