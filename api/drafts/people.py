"""How people and organizations are named.

Names of people are of all cultures: where the parts are not sure, all of it is said.
"""

import re

from api.drafts.lexicon import words
from api.drafts.phrases import plain
from api.policy.facts import Culture

_TITLES = words("titles")
_WITH_FIRST_NAME = frozenset({"sir", "dame", "rabbi", "imam", "hon"})
"""Titles that do not go before a surname alone."""
_AFTER_NAME = re.compile(r",?\s+(?:PhD|Ph\.D\.?|MD|MBA|MSc|BSc|MA|BA|CPA|ACA|OBE|CBE|MBE|KC|QC|Jr\.?|Sr\.?|II|III)\.?$")
_NAME_PART = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-])+")
_INITIAL = re.compile(r"[^\W\d_]\.?")
_FAMILY_FIRST = words("family_first")
_NO_ONE = words("no_one")


def address(name: str, culture: Culture) -> str:
    """Return how somebody is addressed after «Dear»: title and surname, the whole name, or where it is warm the first.

    A surname stands alone only behind a title, a first name only where an assertive culture suggests it, and either
    only where it is plain which part of the name it is.
    """
    titles, parts = _parted(name)
    whole = " ".join((*titles, *parts))
    if not _is_given_family(parts):
        return whole
    if titles:
        return whole if _bare(titles[-1]) in _WITH_FIRST_NAME else " ".join((*titles, parts[-1]))
    return parts[0] if culture is Culture.ASSERTIVE else whole


def called(name: str) -> tuple[str, ...]:
    """Return what a note may call somebody, the longest first and the first name last."""
    titles, parts = _parted(name)
    whole = " ".join(parts)
    found = [plain(name), whole]
    if titles and parts:
        found.append(f"{titles[-1]} {parts[-1]}")
    if len(parts) > 1 and len(parts[0].rstrip(".")) > 1:
        found.append(parts[0])
    return tuple(dict.fromkeys(n for n in found if n))


def signature(name: str) -> str | None:
    """Return an account's name as a person signs, or None where it does not look like a person's name."""
    line = spelt(name)
    letters = sum(c.isalpha() for c in line)
    if letters < 2 or re.search(r"[@\d/\\<>{}\[\]_|]", line) or len(line) > 80:  # noqa: PLR2004 - an initial is no name, a sentence neither
        return None
    return None if _NO_ONE & set(line.lower().split()) else line


def spelt(name: str) -> str:
    """Return a name on one line, and in small letters where it is all in capitals."""
    line = plain(name)
    is_shouted = line.isupper() and len(line) > _INITIALS
    return line.title() if is_shouted else line


_INITIALS = 4
"""Capitals that may be initials, as in «AJ» and «JPMG»."""


def named(organization: str) -> str:
    """Return an organization's name for the middle of a sentence: «the Ministry of Fisheries», but «Acme»."""
    name = plain(organization)
    kind, _, rest = name.partition(" of ")
    is_description = bool(rest) and kind.split(" ")[-1].lower() in _INSTITUTIONS
    return f"the {name}" if is_description and not name.lower().startswith(("the ", "our ")) else name


_INSTITUTIONS = words("institutions")


def _parted(name: str) -> tuple[list[str], list[str]]:
    line = spelt(_AFTER_NAME.sub("", plain(name)))
    family, comma, given = line.partition(", ")
    parts = f"{given} {family}".split() if comma else line.split()
    titles: list[str] = []
    while len(parts) > 1 and _bare(parts[0]) in _TITLES:
        titles.append(parts.pop(0))
    return titles, parts


def _is_given_family(parts: list[str]) -> bool:
    """Whether a name is surely a given name, perhaps initials, and a surname, in this order."""
    if len(parts) < 2 or not all(_INITIAL.fullmatch(part) for part in parts[1:-1]):  # noqa: PLR2004 - one for each
        return False
    first, last = parts[0], parts[-1]
    both = all(_NAME_PART.fullmatch(part) and part[0].isupper() for part in (first, last))
    return both and first.lower() not in _FAMILY_FIRST and last.lower() not in _NO_SURNAMES


_NO_SURNAMES = words("no_surnames")


def _bare(title: str) -> str:
    return title.rstrip(".").lower()
