"""Invitations to test with: those of the programs that most people use, and small ones made up line by line."""

from pathlib import Path
from typing import Any

import httpx

Made = dict[str, Any]

FIXTURES = Path(__file__).parent
PATH = "/interviews/from-invite"
CALENDAR = {"Content-Type": "text/calendar; charset=utf-8"}

_DEFAULTS = {
    "UID": "1@initech.example",
    "DTSTAMP": "20260401T090000Z",
    "DTSTART": "20260407T090000Z",
    "DTEND": "20260407T100000Z",
    "SUMMARY": "Interview: Senior Analyst",
    "ORGANIZER": ";CN=Ann Ames:mailto:ann@initech.example",
    "ATTENDEE": ";CN=Sam:mailto:sam@carter.example",
}


def written(folder: str, name: str) -> bytes:
    """A file of a folder, with the line ends that mail programs send."""
    return (FIXTURES / folder / name).read_bytes().replace(b"\n", b"\r\n")


def event(*more: str, **lines: str | None) -> str:
    """An event with other lines than usual; None leaves one out, what begins with `;` has parameters."""
    said = [
        f"{name.replace('_', '-')}{'' if value[:1] in (';', ':') else ':'}{value}"
        for name, value in (_DEFAULTS | lines).items()
        if value is not None
    ]
    return "\r\n".join(["BEGIN:VEVENT", *said, *more, "END:VEVENT"])


def calendar(*parts: str, method: str | None = "REQUEST") -> bytes:
    """A calendar of these parts."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//example//EN", *([f"METHOD:{method}"] if method else ())]
    return "\r\n".join([*head, *parts, "END:VCALENDAR", ""]).encode()


async def send(client: httpx.AsyncClient, content: bytes, **query: str) -> httpx.Response:
    return await client.post(PATH, content=content, headers=CALENDAR, params=query)


async def taken(client: httpx.AsyncClient, content: bytes, **query: str) -> Made:
    """What is answered to an invitation that is taken."""
    answer = await send(client, content, **query)
    assert answer.is_success, answer.text
    made: Made = answer.json()
    return made
