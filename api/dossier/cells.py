"""Texts in the cells of a table that a spreadsheet may open: none of them may be taken for a formula.

A text that a spreadsheet could take for one gets an apostrophe before it, and so does one that begins with an
apostrophe: taking one away gives back what was there.
"""

import re

# What OWASP's page on CSV injection lists, with the wide forms that East Asian spreadsheets take for the narrow ones.
_TELLING = re.compile("['=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def guarded(text: str) -> str:
    """Return a text as a cell holds it."""
    return f"'{text}" if _TELLING.match(text) else text


def plain(cell: str) -> str:
    """Return the text that was `guarded`. A cell of somebody else's keeps an apostrophe before anything harmless."""
    return cell[1:] if cell.startswith("'") and _TELLING.match(cell, 1) else cell
