"""Content lines, which calendars (RFC 5545) and cards (RFC 6350) are made of, and the components that they make up.

The lines are taken apart with tools of `icalendar`. Its own readers of whole calendars are not used: they keep each
time zone that a file defines for the whole process, by its name, so that one account's file could move another's hours;
of several values of one parameter they keep the last; and they read what we have no use for.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from icalendar.parser import (
    Contentlines,
    q_split,
    rfc_6868_unescape,
    split_on_unescaped_semicolon,
    unescape_backslash,
)

from api.web.problems import Invalid

MAX_LINES = 20_000
MAX_DEPTH = 8
MAX_TEXT = 20_000
"""How many characters of a value are looked at."""


class Line(NamedTuple):
    """One property: its name in capitals and without its group, its parameters by name, and its value as written."""

    name: str
    parameters: dict[str, list[str]]
    value: str

    @property
    def text(self) -> str:
        """The value with its escapes resolved."""
        return str(unescape_backslash(self.value))

    @property
    def fields(self) -> list[str]:
        """The parts of a structured value, between semicolons."""
        return split_on_unescaped_semicolon(self.value)

    def parameter(self, name: str) -> str | None:
        """Return the first value of a parameter, or None."""
        return next(iter(self.parameters.get(name, ())), None)


@dataclass(slots=True)
class Component:
    """What stands between `BEGIN` and `END`."""

    name: str
    lines: list[Line] = field(default_factory=list)
    components: list["Component"] = field(default_factory=list)

    def every(self, name: str) -> list[Line]:
        """Return the properties of this name, in their order."""
        return [line for line in self.lines if line.name == name]

    def first(self, name: str) -> Line | None:
        """Return the first property of this name, or None."""
        return next((line for line in self.lines if line.name == name), None)

    def text(self, name: str) -> str:
        """Return the text of the first property of this name without spaces around it; empty where there is none."""
        line = self.first(name)
        return line.text[:MAX_TEXT].strip() if line else ""

    @property
    def is_quoted_printable(self) -> bool:
        """Whether a value is encoded as it was before iCalendar 2.0 and vCard 3.0: nobody reads that here."""
        return any((line.parameter("ENCODING") or "").upper() == "QUOTED-PRINTABLE" for line in self.lines)

    def within(self, name: str) -> list["Component"]:
        """Return the components of this name that are directly inside."""
        return [component for component in self.components if component.name == name]


def components(text: str, root: str) -> list[Component]:
    """Return the components named `root` that a text consists of, at least one.

    What stands around them and lines that nobody can read are passed over, as every program that sends such files has
    its own. Raises `Invalid` where there is no such component, one is not ended, or the text is too long or too deep.
    """
    found = list(_ended(_lines(text), root))
    if not found:
        raise Invalid.at("", "syntax", f"There is no BEGIN:{root}")
    return found


def _ended(lines: Iterator[Line], root: str) -> Iterator[Component]:
    """Go through the components named `root`, each when it has ended."""
    open_: list[Component] = []
    for line in lines:
        if line.name == "BEGIN":
            _begin(open_, line.value.strip().upper(), root)
        elif open_ and line.name == "END":
            if line.value.strip().upper() != open_[-1].name:
                raise Invalid.at("", "syntax", "An END has another name than its BEGIN")
            ended = open_.pop()
            if not open_:
                yield ended
        elif open_:
            open_[-1].lines.append(line)
    if open_:
        raise Invalid.at("", "syntax", "The text breaks off before its END")


def _begin(open_: list[Component], name: str, root: str) -> None:
    """Open a component within the innermost one that is open, or outside of all if it is a root."""
    if not open_ and name != root:
        return
    if len(open_) == MAX_DEPTH:
        raise Invalid.at("", "depth", f"Nested deeper than {MAX_DEPTH}")
    begun = Component(name)
    if open_:
        open_[-1].components.append(begun)
    open_.append(begun)


def _lines(text: str) -> Iterator[Line]:
    lines = Contentlines.from_ical(text)  # type: ignore[no-untyped-call] # icalendar's
    if len(lines) > MAX_LINES:
        raise Invalid.at("", "too_long", f"At most {MAX_LINES} lines")
    for content in lines[:-1]:  # behind the last one it puts an empty text
        at = content.value_separator_index()
        if at > 0:
            yield _line(content[:at], content[at + 1 :])


def _line(head: str, value: str) -> Line:
    """Return a line of what stands before its colon and behind it."""
    name, *parts = q_split(head, ";")
    parameters: dict[str, list[str]] = {}
    for part in parts:
        key, named, values = part.partition("=")
        if not named:  # `TEL;WORK:`, as vCard 2.1 has it, and many a program to this day
            key, values = "TYPE", part
        read = [rfc_6868_unescape(one.strip().strip('"')) for one in q_split(values, ",")]
        parameters.setdefault(key.strip().upper(), []).extend(read)
    return Line(name.strip().rpartition(".")[2].upper(), parameters, value)
