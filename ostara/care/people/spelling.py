"""Names as they are compared: without accents, capitals and apostrophes, by their sound and by their letters.

Pure functions; what they find is ranked in `ranking` and looked up by `search_keys`.
"""

import re
import unicodedata
from functools import lru_cache

import jellyfish

GRAM = 3
START = "_"
_NOT_DECOMPOSED = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i"}
)
_INSIDE = re.compile(r"['’‘`´.]")
_WORD = re.compile(r"[^\W\d_]+")


def plain_words(*names: str) -> list[str]:
    """Returns the words of names: `O'Neill-Łukasz` is `oneill`, `lukasz`. Each once, in order."""
    # Taken apart before and after the capitals go: some signs are capitals only once apart (ϒ), others have parts only
    # in small letters (İ). Folded, not lowered: one small letter may have two shapes (σ, ς).
    bare = _apart(_apart(_INSIDE.sub("", " ".join(names))).casefold())
    return list(dict.fromkeys(_WORD.findall(bare.translate(_NOT_DECOMPOSED))))


def _apart(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """Returns how a plain word sounds to an English ear (Metaphone); empty for what has no such sound."""
    return str(jellyfish.metaphone(word)) if word.isascii() else ""


def grams(word: str) -> set[str]:
    """Returns the three-letter pieces of a plain word, its start marked, so that a part of a name finds the whole."""
    marked = START + word
    return {marked[at : at + GRAM] for at in range(max(1, len(marked) - GRAM + 1))}


def likeness(asked: str, known: str, *, floor: float) -> float:
    """Returns how alike two plain words are.

    Args:
        asked: what somebody looks for; its start alone counts for much.
        known: a word of a name in the record.
        floor: Jaro-Winkler similarity below which two spellings are not the same name.

    Returns:
        1 for the same word, 0 for another one.
    """
    if asked == known:
        return 1.0
    if len(asked) > 1 and known.startswith(asked):
        return 0.95
    near = float(jellyfish.jaro_winkler_similarity(asked, known))
    if sound(asked) and sound(asked) == sound(known):
        return max(near, 0.9)
    return near if near >= floor else 0.0
