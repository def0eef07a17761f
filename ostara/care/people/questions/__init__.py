"""What is asked about people: which records are theirs, what stands, what happened; in a constant number of queries."""

from ostara.care.people.questions.joined import for_one_page, goes_on_as, records_of
from ostara.care.people.questions.standing import (
    Header,
    age,
    all_of,
    attributor_of,
    born_and_sex,
    children_of,
    consent_of,
    consents_of,
    contact_of,
    flags_of,
    header_of,
    involved_in,
    particulars_of,
    photo_of,
    relations_of,
)

__all__ = [
    "Header",
    "age",
    "all_of",
    "attributor_of",
    "born_and_sex",
    "children_of",
    "consent_of",
    "consents_of",
    "contact_of",
    "flags_of",
    "for_one_page",
    "goes_on_as",
    "header_of",
    "involved_in",
    "particulars_of",
    "photo_of",
    "records_of",
    "relations_of",
]
