"""The attributor: the key by which national figures tell people apart, made of initials, date of birth and sex.

In the national extract (ndtms-s3) the initials stand at 1 and 2 and the sex at 11. That 3 to 10 are the date of birth
and that an area may follow is inferred, and the order of the date's digits is not known (year first here): a key
compares with other keys made here, not with national ones. The privacy notice (ndtms-s26) names the same items.
Different people may share a key, and one person may have several.
"""

from datetime import date

from ostara.ndtms.lists import national_list


def attributor(
    first_initial: str | None, second_initial: str | None, born: date | None, sex: str | None, area: str | None = None
) -> str | None:
    """The key of a person, with the area where one is given; None where a part is missing or not of its form."""
    if not (first_initial and second_initial and born and sex):
        return None
    if len(first_initial) != 1 or len(second_initial) != 1 or sex not in national_list("sex"):
        return None
    return f"{first_initial}{second_initial}".upper() + f"{born:%Y%m%d}" + sex + (area or "")
