"""Files that are broken in every way: each is taken or refused, and none takes long."""

import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.incoming import card, invitation
from api.web.problems import Invalid
from tests.incoming.files import FIXTURES, calendar, event
from tests.properties import TRIED, examples

FILES = sorted(FIXTURES.glob("*/*.[iv]c[sf]"))
READERS: dict[str, Callable[[bytes], Any]] = {
    ".ics": lambda content: invitation.read(content, "text/calendar", None),
    ".vcf": lambda content: card.read(content, "text/vcard"),
}
TARGETS = {".ics": ("/interviews/from-invite", "text/calendar"), ".vcf": ("/contacts/from-vcard", "text/vcard")}

ODD = st.sampled_from(
    [
        *(
            "",
            " ",
            ":",
            ";",
            ";;;;",
            '"',
            "\\",
            "\\n",
            ",",
            "=",
            "0",
            "-1",
            "\t",
            "\x0b",
            "%s{0}",
            "@",
            "a@b",
            "mailto:",
        ),
        *("20260229T250000", "99991231T235959Z", "00010101", "TZID=x", "P99999999999D", "+9999", "-2359"),
        *("FREQ=YEARLY;BYMONTH=99", "FREQ=SECONDLY", "BEGIN:VEVENT", "END:VEVENT", "é\u202e\ud7ff", "x" * 300),
        "\N{BILLIARDS}" * 60,
    ]
)


@st.composite
def broken(draw: st.DrawFn, lines: list[str]) -> str:
    """A file some of whose lines are left out, repeated, moved, cut off or filled with something odd."""
    lines = list(lines)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(lines) - 1))
        line = lines[at]
        cut = draw(st.integers(0, len(line)))
        lines[at : at + 1] = draw(
            st.sampled_from(
                [
                    [],
                    [line, line],
                    [line[:cut]],
                    [line[:cut] + draw(ODD) + line[cut:]],
                    [line.partition(":")[0] + ":" + draw(ODD)],
                    [draw(ODD), line],
                    [line, lines[draw(st.integers(0, len(lines) - 1))]],
                ]
            )
        )
        lines = lines or [""]
    return "\r\n".join(lines)


@TRIED
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_broken_file_is_read_or_refused(file: Path) -> None:
    read = READERS[file.suffix]

    @settings(examples(25), suppress_health_check=list(HealthCheck))
    @given(broken(file.read_text().split("\n")))
    def check(text: str) -> None:
        with suppress(Invalid):
            read(text.encode())

    check()


@TRIED
@pytest.mark.parametrize("suffix", TARGETS)
async def test_a_broken_file_is_taken_or_refused(client: httpx.AsyncClient, suffix: str) -> None:
    """By the service as a whole: what is read can be kept, too."""
    path, media_type = TARGETS[suffix]
    texts: list[str] = []
    for file in FILES:
        if file.suffix == suffix:

            @settings(examples(4), suppress_health_check=list(HealthCheck))
            @given(broken(file.read_text().split("\n")))
            def collect(text: str) -> None:
                texts.append(text)

            collect()
    for text in texts:
        answer = await client.post(path, content=text.encode(), headers={"Content-Type": media_type})
        assert answer.status_code in (200, 201, 422), answer.text


ONSET = "BEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYMONTH=%s\r\nEND:STANDARD"

LARGE = {
    "title of keywords": event(SUMMARY="interview for " * 60_000),
    "title of spaces": event(SUMMARY=" " * 900_000 + "x"),
    "line ends": event(DESCRIPTION="\\n" * 400_000),
    "invitee": event(DESCRIPTION="Invitee: " + " a" * 400_000),
    "links": event(DESCRIPTION="https://a.a.a." * 60_000),
    "place": event(LOCATION="1 " * 400_000 + "x"),
    "name": event(ORGANIZER=";CN=" + " (" * 400_000 + ":mailto:a@b.example"),
    "address": event(ORGANIZER=":" + "mailto:" * 100_000),
    "people": event(*[f"ATTENDEE:mailto:{number}@initech.example" for number in range(15_000)]),
    "zone": event(DTSTART=";TZID=" + "/" * 900_000 + ":20260407T100000"),
    "empty lines": "\r\n" * 400_000 + event(),
    "rules": "\r\n".join(
        [
            *("BEGIN:VTIMEZONE", "TZID:x", *[ONSET % "2;BYMONTHDAY=31"] * 3_300, "END:VTIMEZONE"),
            event(DTSTART=";TZID=x:20260407T100000"),
        ]
    ),
}


@pytest.mark.parametrize("part", LARGE.values(), ids=LARGE.keys())
def test_no_file_takes_long(part: str) -> None:
    """As large as may be sent, and made to go back over itself; measured by what it costs this process."""
    began = time.process_time()
    with suppress(Invalid):
        invitation.read(calendar(part), "text/calendar", None)
    assert time.process_time() - began < 5
