"""What stands on a prescription in instalments, in words as they are printed. Nothing here is worked out."""

from dataclasses import dataclass, fields

from ostara.knowledge.refusal import RefusalError


@dataclass(frozen=True)
class Quantity:
    """A quantity twice: figures and words. `of` names what it is a quantity of, such as tablets of one strength."""

    of: str
    figures: str
    words: str


@dataclass(frozen=True)
class FormInstalment:
    """One line of the instalments: the day it is handed over, what it is for, how much, how much of it is watched."""

    on: str
    covers: str
    quantity: str
    watched: str


@dataclass(frozen=True, kw_only=True)
class PrescriptionForm:
    """One form. All that the law asks for must be there (CD-03, CD-04); only `nhs_number` and `wordings` may be empty.

    `wordings_checked`: whether every wording is the approved text, loaded and compared. `lacks`: what else keeps it
    from being used, in words, such as *the person's address is not known*.
    """

    serial: str
    person: str
    address: tuple[str, ...]
    born: str
    age: str
    nhs_number: str
    pharmacy: str
    medicine: str
    dose: tuple[str, ...]
    days: str
    interval: str
    instalment_count: Quantity
    total: tuple[Quantity, ...]
    instalments: tuple[FormInstalment, ...]
    wordings: tuple[str, ...]
    wordings_checked: bool
    prescriber: str
    prescriber_number: str
    prescriber_address: tuple[str, ...]
    date: str
    lacks: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        optional = {"nhs_number", "wordings", "wordings_checked", "lacks"}
        missing = [one.name for one in fields(self) if one.name not in optional and not getattr(self, one.name)]
        if missing:
            raise RefusalError("prescription", f"lacks {', '.join(name.replace('_', ' ') for name in missing)}")
