"""Cells of tables that people open in a spreadsheet: words that it would take for a formula, and run, are made plain.

Files for programs, national submissions among them, are not for this: a mark before a value would change it.
"""

_BEGINNINGS = ("=", "+", "-", "@", "\t", "\r")


def cell(text: str) -> str:
    """The text, with a mark before it where a spreadsheet would run it; spaces before it do not hide it."""
    return f"'{text}" if text.lstrip(" ").startswith(_BEGINNINGS) else text
