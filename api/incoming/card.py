"""A card of an address book as it is written in a `text/vcard` file (RFC 2426 and 6350), and read here."""

import re
from enum import Enum, auto
from typing import NamedTuple

from api.incoming.components import MAX_TEXT, Component, Line, components
from api.incoming.people import clean_address
from api.incoming.text import decoded
from api.web.problems import Invalid

MAX_CARDS = 200

_VERSIONS = frozenset({"3.0", "4.0"})
_LEAST_PREFERRED = 101
"""One more than the largest `PREF` that there is."""
_KINDS_OF_PLACE = ("work", "cell", "", "home")
"""Whose numbers and addresses come first: an interviewer is at work."""
_EMPTY = Line("", {}, "")
_NOBODY = frozenset({"group", "location", "application", "device"})
_NO_CALLS = frozenset({"fax", "pager", "bbs", "modem", "textphone"})


class Kind(Enum):
    """Whose card it is."""

    PERSON = auto()
    ORGANIZATION = auto()
    NOBODY = auto()
    """A list of others, a room, a thing; or there is no name."""


class Card(NamedTuple):
    """Somebody, as far as a card tells."""

    kind: Kind
    name: str
    """Empty where there is none."""
    organization: str | None
    job_title: str | None
    email: str | None
    phone: str | None
    postal_address: str | None
    notes: str | None


def read(body: bytes, content_type: str) -> list[Card]:
    """Return the cards that a file holds, in their order. May take a while: not for the event loop.

    Raises `Invalid` where it holds none, too many, or one of another version.
    """
    found = components(decoded(body, content_type), "VCARD")
    if len(found) > MAX_CARDS:
        raise Invalid.at("", "too_long", f"At most {MAX_CARDS} cards")
    return [_card(card, number) for number, card in enumerate(found, 1)]


def _card(card: Component, number: int) -> Card:
    if card.text("VERSION") not in _VERSIONS:
        raise Invalid.at("", "version", f"Card {number} is no vCard 3.0 or 4.0: export it as one of these")
    if card.is_quoted_printable:
        raise Invalid.at("", "encoding", f"Card {number} is quoted-printable, which is vCard 2.1's: export it as UTF-8")
    organization = _line_of((card.first("ORG") or _EMPTY).fields[0])
    name = _line_of(card.text("FN")) or _spoken(card)
    kind = card.text("KIND").lower() or ("org" if card.text("X-ABSHOWAS").upper() == "COMPANY" else "individual")
    if kind in {"org", "organization"} or (name is None and organization is not None):
        name = organization or name
        kinds = Kind.ORGANIZATION
    else:
        kinds = Kind.PERSON
    return Card(
        kind=Kind.NOBODY if kind in _NOBODY or name is None else kinds,
        name=name or "",
        organization=organization,
        job_title=_line_of(card.text("TITLE")) or _line_of(card.text("ROLE")),
        email=next((found for line in _preferred(card, "EMAIL") if (found := clean_address(line.value))), None),
        phone=next((found for line in _preferred(card, "TEL") if (found := _phone(line))), None),
        postal_address=next((found for line in _preferred(card, "ADR") if (found := _address(line))), None),
        notes="\n\n".join(note for line in card.every("NOTE") if (note := line.text.strip()))[:MAX_TEXT] or None,
    )


def _preferred(card: Component, name: str) -> list[Line]:
    """Return the properties of this name, the preferred one first, then those of work."""
    return sorted(card.every(name), key=lambda line: (_preference(line), _KINDS_OF_PLACE.index(_place(line))))


def _preference(line: Line) -> int:
    """Return how far down a property is among those of its name: from 1 on."""
    if "pref" in _types(line):
        return 1
    said = line.parameter("PREF") or ""
    return int(said) if re.fullmatch(r"[0-9]{1,3}", said) else _LEAST_PREFERRED


def _place(line: Line) -> str:
    return next((kind for kind in _KINDS_OF_PLACE if kind in _types(line)), "")


def _types(line: Line) -> set[str]:
    """Return what a property is for, in lower case. Some programs put several kinds between one pair of quotes."""
    return {kind.strip() for types in line.parameters.get("TYPE", ()) for kind in types.lower().split(",")}


def _spoken(card: Component) -> str | None:
    """Return the name that is made of the parts of `N`: prefix, given, additional, family, suffix."""
    family, given, additional, prefix, suffix = ([*(card.first("N") or _EMPTY).fields, "", "", "", "", ""])[:5]
    return _line_of(f"{prefix} {given} {additional} {family} {suffix}".replace(",", " "))


def _phone(line: Line) -> str | None:
    if _types(line) & _NO_CALLS:
        return None
    number, _, rest = line.text.strip().removeprefix("tel:").partition(";")
    extension = re.search(r"(?:^|;)ext=([0-9]{1,10})", rest, re.IGNORECASE)
    return _line_of(f"{number} ext. {extension[1]}" if extension else number, 50)


def _address(line: Line) -> str | None:
    """Return an address as it stands on an envelope."""
    box, more, street, place, region, code, country = ([*line.fields, "", "", "", "", "", "", ""])[:7]
    label = (line.parameter("LABEL") or "").replace("\\n", "\n").replace("\\,", ",")
    lines = label.split("\n") if label.strip() else [street, more, box, f"{place} {region} {code}", country]
    return "\n".join(filter(None, map(_line_of, lines)))[:2_000] or None


def _line_of(text: str, limit: int = 200) -> str | None:
    """Return a text as one line, or None where there is nothing in it."""
    return " ".join(text[:MAX_TEXT].split())[:limit].strip() or None
