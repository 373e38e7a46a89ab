"""Who is who among those that an invitation names: who holds the interview, and who is the candidate."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from api.incoming.components import Component, Line
from api.incoming.domains import domain, employer, is_private, is_robot
from api.policy.facts import Role

MAX_PEOPLE = 50

_ADDRESS = re.compile(r"[^\s@<>\"(),:;\\]{1,64}@[^\s@<>\"(),:;\\]{1,255}")
_RECRUITING = re.compile(
    r"\b(?:recruit\w*|talent|people ?ops|hr|human resources|careers?|jobs|hiring|staffing|sourc(?:er|ing))\b",
    re.IGNORECASE,
)
_NOBODY = frozenset({"ROOM", "RESOURCE", "GROUP"})
_INVITEE = re.compile(r"^[ \t]*Invitee(?P<address> Email)?:[ \t]*(?P<value>\S.*)$", re.IGNORECASE | re.MULTILINE)
_HOST = re.compile(r"^[ \t]*(?:Event )?Host:[ \t]*(?P<value>\S.*)$", re.IGNORECASE | re.MULTILINE)


class Person(NamedTuple):
    """Somebody whom an invitation names."""

    address: str | None
    """In lower case."""
    name: str | None
    asked: bool = False
    """Whether the invitation waits for an answer."""
    declined: bool = False

    @property
    def key(self) -> str:
        """What tells this person from others of the same invitation."""
        return self.address or (self.name or "").casefold()

    @property
    def called(self) -> str:
        """The name, or the best guess at it that the address allows."""
        return self.name or _from_address(self.address or "")

    @property
    def role(self) -> Role:
        """A recruiter, where the name or the address says so."""
        local = re.sub(r"[._+-]", " ", (self.address or "").partition("@")[0])
        return Role.RECRUITER if _RECRUITING.search(f"{self.name or ''} {local}") else Role.INTERVIEWER


class Invited(NamedTuple):
    """All whom an invitation names."""

    organizer: Person | None
    attendees: tuple[Person, ...]
    invitee: str | None
    """The address or the name of whoever booked it, where a scheduling service says so."""


class Cast(NamedTuple):
    """Who plays which part."""

    hosts: tuple[Person, ...]
    """Who holds the interview, the organizer first."""
    candidate: Person | None
    unclear: bool
    """Whether there are people of whom nobody can tell which one is the candidate: none of them is a host."""


def invited(event: Component) -> Invited:
    """Return whom an event names. Rooms are nobody."""
    lines = event.every("ATTENDEE")
    people = [_person(line) for line in lines if (line.parameter("CUTYPE") or "").upper() not in _NOBODY]
    line = event.first("ORGANIZER")
    organizer = _person(line) if line else None
    said = event.text("DESCRIPTION")
    if (organizer is None or (organizer.address and is_robot(organizer.address))) and (host := _HOST.search(said)):
        named = Person(None, clean_name(host["value"]))
        if named.name and named.name not in {one.name for one in people if one}:
            people.append(named)
    by_key = {one.key: one for one in reversed(people) if one is not None}  # the first one of each counts
    attendees = tuple(by_key[key] for key in reversed(by_key))[:MAX_PEOPLE]
    invitees = {bool(match["address"]): match["value"].strip() for match in _INVITEE.finditer(said)}
    return Invited(organizer, attendees, invitees.get(True) or invitees.get(False))


def cast(found: Invited, mine: Collection[str], my_name: str) -> Cast:
    """Tell the candidate from the others.

    Args:
        found: Whom the invitation names.
        mine: Addresses that are known to be the candidate's, in lower case.
        my_name: What the candidate's account is called.
    """
    organizer = found.organizer if found.organizer and found.organizer.key else None
    others = [one for one in found.attendees if organizer is None or one.key != organizer.key]
    people = [*([organizer] if organizer else []), *others]
    human = [one for one in people if not (one.address and is_robot(one.address)) and not one.declined]
    candidate = _known(people, found.invitee, mine, my_name)
    suspects: list[Person] = []
    if candidate is None:
        suspects = _suspects(organizer, [one for one in human if one is not organizer], human)
        candidate = suspects[0] if len(suspects) == 1 else None
    out = {one.key for one in suspects} | ({candidate.key} if candidate else set())
    hosts = tuple(one for one in human if one.key not in out)
    return Cast(hosts, candidate, unclear=candidate is None and bool(suspects))


def clean_name(text: str) -> str | None:
    """Return a person's name as it is spoken: `Ames, Ann (Initech)` is Ann Ames. None where it is none."""
    name = re.sub(r"\s*[(\[<|/].*$", "", text[:500].strip().strip("\"'")).strip()
    family, comma, given = name.partition(",")
    if comma and given.strip() and "," not in given:
        name = f"{given.strip()} {family.strip()}"
    name = " ".join(name.split())[:200]
    return name if name and "@" not in name and any(map(str.isalpha, name)) else None


def clean_address(text: str) -> str | None:
    """Return the e-mail address in a text, in lower case, or None."""
    address = _ADDRESS.search(re.sub(r"(?i)^.*?mailto:", "", text[:500].strip()))
    return address[0].lower() if address else None


def _person(line: Line) -> Person | None:
    address = clean_address(line.value) or clean_address(line.parameter("EMAIL") or "")
    name = clean_name(line.parameter("CN") or "")
    status = (line.parameter("PARTSTAT") or "").upper()
    if address is None and name is None:
        return None
    asked = status == "NEEDS-ACTION" or (not status and (line.parameter("RSVP") or "").upper() == "TRUE")
    return Person(address, name, asked, declined=status == "DECLINED")


def _known(people: Sequence[Person], invitee: str | None, mine: Collection[str], my_name: str) -> Person | None:
    """Return the one of whom it is known to be the candidate, by address first."""
    said = (invitee or "").casefold()
    for is_it in (
        lambda one: one.address in mine,
        lambda one: bool(said) and said in (one.address, (one.name or "").casefold()),
        lambda one: (one.name or "").casefold() == my_name.casefold(),
    ):
        if found := next(filter(is_it, people), None):
            return found
    return None


def _suspects(organizer: Person | None, others: Sequence[Person], human: Sequence[Person]) -> list[Person]:
    """Return those who may be the candidate: one where it can be told, none where there seems to be none."""
    home = employer(organizer.address) if organizer and organizer.address else None
    if home is not None:
        outside = [one for one in others if one.address and domain(one.address) != home]
    elif organizer in human:  # who has a private address, or none
        outside = list(others) if len(others) == 1 else list(_private(human))
    else:
        outside = list(_private(others)) or [one for one in others if one.address]
    if len(outside) > 1:
        for fewer in (list(_private(outside)), [one for one in outside if one.asked]):
            if len(fewer) == 1:
                return fewer
    return outside


def _private(people: Sequence[Person]) -> Iterator[Person]:
    return (one for one in people if one.address and is_private(one.address))


def _from_address(address: str) -> str:
    words = [word for word in re.split(r"[^\w]+|_|[0-9]+", address.partition("@")[0].partition("+")[0]) if word]
    return " ".join(word.capitalize() for word in words) or address
