"""`POST /interviews/from-invite`, over both databases."""

import json
import re
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from api.incoming.schemas import EXAMPLE_FILE
from api.interviews.schemas import MAX_PARTICIPANTS
from tests import making
from tests.incoming.files import CALENDAR, PATH, Made, calendar, event, send, taken, written
from tests.making import complaints


def people(answer: Made) -> list[tuple[str, str | None]]:
    return [(contact["name"], contact["email"]) for contact in answer["contacts"]]


def missing(answer: Made) -> set[str]:
    return {part["field"] for part in answer["missing"]}


async def counts(client: httpx.AsyncClient) -> dict[str, int]:
    """How many of each the account has."""
    dossier = (await client.get("/export")).json()
    return {name: len(dossier[name]) for name in ("organizations", "contacts", "interviews")}


class Written(NamedTuple):
    """What a program's invitation has to become."""

    interview: Made
    organization: Made
    contacts: list[tuple[str, str]]
    unclear: set[str]


PROGRAMS = {
    "google.ics": Written(
        {"starts_at": "2026-04-07T09:00:00Z", "timezone": "Europe/London", "position": "Senior Analyst"},
        {"name": "Initech", "timezone": "Europe/London"},
        [("Ann Ames", "ann.ames@initech.example"), ("Bob Bell", "bob.bell@initech.example")],
        set(),
    ),
    "outlook.ics": Written(
        {"starts_at": "2026-03-30T12:00:00Z", "timezone": "Europe/Berlin", "position": "Senior Analyst"},
        {"name": "Initech", "timezone": "Europe/Berlin"},
        [("Erika Falk", "erika.falk@initech.example"), ("Bob Bell", "bob.bell@initech.example")],
        set(),
    ),
    "zoom.ics": Written(
        {"starts_at": "2026-04-09T17:00:00Z", "timezone": "America/New_York", "position": "Data Engineer"},
        {"name": "Big Initech", "timezone": "America/New_York"},
        [],
        {"interview.participants"},
    ),
    "calendly.ics": Written(
        {"starts_at": "2026-04-08T14:00:00Z", "position": "30 Minute Interview between Ann Ames and Sam Carter"},
        {"name": "Initech", "timezone": "UTC"},
        [("Ann Ames", "ann.ames@initech.example")],
        {"organization.timezone"},
    ),
}


@pytest.mark.parametrize("name", PROGRAMS)
async def test_each_program_writes_it_in_its_own_way(client: httpx.AsyncClient, name: str) -> None:
    """The instant is right in summer and in winter, and the candidate is nobody's interviewer."""
    expected = PROGRAMS[name]
    answer = await send(client, written("invitations", name))
    assert answer.status_code == 201, answer.text
    said = answer.json()
    assert said["outcome"] == "created"
    assert said["interview"] | expected.interview | {"format": "video"} == said["interview"]
    assert said["organization"] | expected.organization == said["organization"]
    assert people(said) == expected.contacts
    assert {one["role"] for one in said["interview"]["participants"]} <= {"interviewer"}
    assert not any(contact["name_confirmed"] for contact in said["contacts"])
    names = {f"contacts.{index}.name" for index in range(len(expected.contacts))}
    always = {"interview.position", "organization.name", "organization.country"}
    assert missing(said) == always | names | expected.unclear
    assert said["link"].startswith("https://")
    found = await client.get(answer.headers["Location"])
    assert (found.json(), found.headers["ETag"]) == (said["interview"], answer.headers["ETag"])


async def test_the_page_about_invitations_is_true(client: httpx.AsyncClient) -> None:
    """The file that it shows, as the docs explorer does, gets the answer that it shows."""
    page = (Path(__file__).parents[2] / "docs" / "invitations.md").read_text()
    file, shown = (
        re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)[0] for language in ("ics", "json")
    )
    assert file == EXAMPLE_FILE
    answer = await taken(client, file.encode(), me="sam@carter.example")
    for name, value in json.loads(shown).items():
        assert (answer[name] | value if isinstance(value, dict) else value) == answer[name]


async def test_the_same_invitation_again_changes_nothing(client: httpx.AsyncClient) -> None:
    first, again = [await send(client, written("invitations", "google.ics")) for _ in range(2)]
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json() == first.json() | {"outcome": "unchanged"}
    assert again.headers["Location"] == first.headers["Location"]
    assert await counts(client) == {"organizations": 1, "contacts": 2, "interviews": 1}


async def test_a_later_version_changes_what_it_says_otherwise(client: httpx.AsyncClient) -> None:
    """Bob makes way for Cho, and the hour is another one; Bob's contact stays."""
    bob, cho = (f"ATTENDEE;CN={name}:mailto:{name.lower()}@initech.example" for name in ("Bob", "Cho"))
    first = await taken(client, calendar(event(bob)))
    moved = {"DTSTART": "20260407T130000Z", "DTEND": "20260407T140000Z", "SEQUENCE": "1"}
    later = await taken(client, calendar(event(cho, **moved)))
    assert later["outcome"] == "updated"
    assert later["interview"]["id"] == first["interview"]["id"]
    assert later["interview"]["starts_at"] == "2026-04-07T13:00:00Z"
    assert [name for name, _ in people(later)] == ["Ann Ames", "Cho"]
    longer = await taken(client, calendar(event(cho, **moved | {"DTEND": "20260407T150000Z", "SEQUENCE": "2"})))
    assert (longer["outcome"], longer["interview"]["ends_at"]) == ("updated", "2026-04-07T15:00:00Z")
    assert await counts(client) == {"organizations": 1, "contacts": 3, "interviews": 1}


async def test_an_older_version_changes_nothing(client: httpx.AsyncClient) -> None:
    """By its sequence first, then by its stamp; and it is told."""
    moved = {"DTSTART": "20260407T130000Z", "DTEND": "20260407T140000Z"}
    first = await taken(client, calendar(event(SEQUENCE="2", DTSTAMP="20260402T090000Z")))
    for older in ({"SEQUENCE": "1", "DTSTAMP": "20260403T090000Z"}, {"SEQUENCE": "2"}):
        answer = await taken(client, calendar(event(**older, **moved)))
        assert (answer["outcome"], answer["interview"]) == ("outdated", first["interview"])
    same = await taken(client, calendar(event(SEQUENCE="2", DTSTAMP="20260402T090001Z", **moved)))
    assert (same["outcome"], same["interview"]["starts_at"]) == ("updated", "2026-04-07T13:00:00Z")
    unstamped = await taken(client, calendar(event(SEQUENCE="2", DTSTAMP=None)))
    assert (unstamped["outcome"], unstamped["interview"]["starts_at"]) == ("updated", "2026-04-07T09:00:00Z")


@pytest.mark.parametrize("status", [None, "CANCELLED"])
async def test_a_cancellation_cancels(client: httpx.AsyncClient, status: str | None) -> None:
    """By its method or by its status, whatever else it leaves out; a later invitation takes that back."""
    first = await taken(client, written("invitations", "outlook.ics"))
    uid = "040000008200E00074C5B7101A82E00800000000C0FFEE00D5DAD9010000000000000000100000004F1C0FFEE"
    unsaid: dict[str, str | None] = dict.fromkeys(("DTSTART", "DTEND", "ORGANIZER", "ATTENDEE"))
    bare = event(UID=uid, SEQUENCE="2", STATUS=status, SUMMARY="Canceled: x", **unsaid)
    answer = await taken(client, calendar(bare, method=None if status else "CANCEL"))
    assert answer["outcome"] == "cancelled"
    changed = {"cancelled": True, "updated_at": answer["interview"]["updated_at"]}
    assert answer["interview"] == first["interview"] | changed
    again = written("invitations", "outlook.ics").replace(b"SEQUENCE:1", b"SEQUENCE:3")
    assert (await taken(client, again))["interview"]["cancelled"] is False


async def test_what_the_candidate_wrote_stays(client: httpx.AsyncClient) -> None:
    """Until the invitation says something else of just that."""
    first = await taken(client, calendar(event()))
    path = f"/interviews/{first['interview']['id']}"
    own = {"position": "Lead Analyst", "format": "phone", "ends_at": "2026-04-07T12:00:00Z", "participants": []}
    assert (await client.patch(path, json=own)).status_code == 200
    later = (await taken(client, calendar(event(SEQUENCE="1", LOCATION="https://zoom.us/j/1"))))["interview"]
    assert later | own | {"format": "video"} == later
    last = (await taken(client, calendar(event(SEQUENCE="2", DTSTART="20260407T093000Z"))))["interview"]
    assert (
        last | own | {"ends_at": "2026-04-07T10:00:00Z", "starts_at": "2026-04-07T09:30:00Z", "format": "in_person"}
        == last
    )


async def test_what_is_settled_is_missing_no_more(client: httpx.AsyncClient) -> None:
    first = await taken(client, calendar(event()))
    unsure = {"interview.position", "interview.format", "contacts.0.name"}
    unsure |= {"organization.name", "organization.timezone", "organization.country"}
    assert missing(first) == unsure
    employer = {"name": "Initech Ltd", "timezone": "Europe/London", "country": "GB"}
    assert (await client.patch(f"/organizations/{first['organization']['id']}", json=employer)).status_code == 200
    ann = first["contacts"][0]["id"]
    assert (await client.patch(f"/contacts/{ann}", json={"name_confirmed": True})).status_code == 200
    own = {"position": "Lead Analyst", "format": "phone"}
    assert (await client.patch(f"/interviews/{first['interview']['id']}", json=own)).status_code == 200
    again = await taken(client, calendar(event()))
    assert (again["outcome"], again["missing"]) == ("unchanged", [])


async def test_the_employer_is_found_by_the_domain_of_its_people(client: httpx.AsyncClient) -> None:
    """Whatever it is called, and whoever of them writes; a mail provider's domain is nobody's."""
    employer = await making.organization(client, name="Initech Group")
    ann = await making.contact(client, organization_id=employer["id"], name="Ann", email="Ann@Mail.Initech.example")
    await making.contact(client, organization_id=employer["id"], name="Zed", email="zed@gmail.com")
    found = await taken(client, calendar(event(ORGANIZER=";CN=Cho:mailto:cho@initech.example")))
    assert (found["organization"]["id"], found["interview"]["timezone"]) == (employer["id"], None)
    assert not missing(found) & {"organization.name", "organization.country"}
    known = await taken(client, calendar(event(UID="2", ORGANIZER=":mailto:ann@mail.initech.example")))
    assert [contact["id"] for contact in known["contacts"]] == [ann["id"]]
    private = await taken(client, calendar(event(UID="3", ORGANIZER=";CN=Kim:mailto:kim@gmail.com")))
    assert private["organization"]["name"] == "Unknown employer"


async def test_the_employer_is_found_by_its_name(client: httpx.AsyncClient) -> None:
    """That the title tells, or the domain, in any case and whatever its legal form."""
    employer = await making.organization(client, name="Big Initech GmbH")
    titled = await taken(client, calendar(event(SUMMARY="Interview: Analyst at big initech", ORGANIZER=None)))
    named = await taken(client, calendar(event(UID="2", ORGANIZER=":mailto:ann@big-initech.co.uk")))
    assert titled["organization"]["id"] == named["organization"]["id"] == employer["id"]


async def test_an_interview_that_was_written_down_before_is_the_same(client: httpx.AsyncClient) -> None:
    """By its employer and its start; it is given people, and the next version may change it. Of two, neither is."""
    employer = await making.organization(client, name="Initech")
    own = {"organization_id": employer["id"], "starts_at": "2026-04-07T09:00:00Z", "ends_at": "2026-04-07T12:00:00Z"}
    mine = await making.interview(client, **own)
    found = await taken(client, calendar(event()))
    assert (found["outcome"], found["interview"]["id"]) == ("updated", mine["id"])
    assert (found["interview"]["position"], found["interview"]["ends_at"]) == ("Analyst", "2026-04-07T12:00:00Z")
    assert [name for name, _ in people(found)] == ["Ann Ames"]
    assert (await taken(client, calendar(event())))["outcome"] == "unchanged"
    assert (await taken(client, calendar(event(UID="2"))))["outcome"] == "created"
    for _ in range(2):
        await making.interview(client, **own)
    assert (await taken(client, calendar(event(UID="3"))))["outcome"] == "created"


async def test_unknown_employers_are_not_one(client: httpx.AsyncClient) -> None:
    """Of two of whom nothing is known, nothing says that they are the same."""
    bare: dict[str, str | None] = dict.fromkeys(("SUMMARY", "ORGANIZER", "ATTENDEE"))
    answers = [await taken(client, calendar(event(UID=uid, **bare))) for uid in "ab"]
    assert answers[0]["organization"]["id"] != answers[1]["organization"]["id"]
    assert {one["interview"]["position"] for one in answers} == {"Interview"}


async def test_of_a_crowd_the_first_are_kept(client: httpx.AsyncClient) -> None:
    """As many as an interview may have."""
    crowd = (f"ATTENDEE:mailto:p{number}@initech.example" for number in range(60))
    answer = await taken(client, calendar(event(*crowd, ATTENDEE=None)))
    assert len(answer["contacts"]) == MAX_PARTICIPANTS
    assert people(answer)[0] == ("Ann Ames", "ann@initech.example")


async def test_one_may_say_who_one_is(client: httpx.AsyncClient) -> None:
    """Of two outsiders neither is an interviewer until it is said which is the candidate; and that is remembered."""
    pat = "ATTENDEE;CN=Pat:mailto:pat@agency.example"
    first = await taken(client, calendar(event(pat)))
    assert "me" in missing(first)
    assert [name for name, _ in people(first)] == ["Ann Ames"]
    told = await taken(client, calendar(event(pat)), me="SAM@carter.example")
    assert "me" not in missing(told)
    assert [name for name, _ in people(told)] == ["Ann Ames", "Pat"]
    later = await taken(client, calendar(event(pat, UID="2")))
    assert [name for name, _ in people(later)] == ["Ann Ames", "Pat"]


async def test_a_time_without_a_zone_is_in_the_one_that_is_given(client: httpx.AsyncClient) -> None:
    floating = {"DTSTART": "20260407T100000", "DTEND": "20260407T110000"}
    unsure = await taken(client, calendar(event(**floating)))
    assert unsure["interview"]["starts_at"] == "2026-04-07T10:00:00Z"
    assert "interview.timezone" in missing(unsure)
    told = await taken(client, calendar(event(**floating)), timezone="Europe/Paris")
    assert (told["outcome"], told["interview"]["starts_at"]) == ("updated", "2026-04-07T08:00:00Z")
    assert told["interview"]["timezone"] == "Europe/Paris"
    assert "interview.timezone" not in missing(told)
    again = await taken(client, calendar(event(**floating)))
    assert (again["outcome"], again["interview"]) == ("unchanged", told["interview"])


async def test_a_time_without_a_zone_is_in_the_known_employers(client: httpx.AsyncClient) -> None:
    """Which stays a guess; and it lasts as long, though the clocks be changed meanwhile."""
    await making.organization(client, name="Initech", timezone="America/New_York")
    floating = {"DTSTART": "20260308T024500", "DTEND": "20260308T031500"}
    found = await taken(client, calendar(event(**floating)))
    times = {"starts_at": "2026-03-08T07:45:00Z", "ends_at": "2026-03-08T08:15:00Z", "timezone": "America/New_York"}
    assert found["interview"] | times == found["interview"]
    assert "interview.timezone" in missing(found)
    assert (await taken(client, calendar(event(**floating))))["outcome"] == "unchanged"
    late = {"DTSTART": "21001231T210000", "DTEND": "21001231T220000"}
    assert complaints(await send(client, calendar(event(UID="2", **late)))) == [("", "out_of_range")]


async def test_of_a_series_the_first_meeting_is_kept(client: httpx.AsyncClient) -> None:
    """One that is moved is the same; another one is an interview of its own."""
    weekly = event(RRULE="FREQ=WEEKLY;COUNT=3")
    whole = await taken(client, calendar(weekly))
    assert "It repeats" in str(whole["missing"])
    moved = {"DTSTART": "20260408T090000Z", "DTEND": "20260408T100000Z", "SEQUENCE": "1"}
    first = await taken(client, calendar(event("RECURRENCE-ID:20260407T090000Z", **moved)))
    assert (first["outcome"], first["interview"]["id"]) == ("updated", whole["interview"]["id"])
    assert first["interview"]["starts_at"] == "2026-04-08T09:00:00Z"
    second = await taken(
        client, calendar(event("RECURRENCE-ID:20260414T090000Z", DTSTART="20260415T090000Z", DTEND=None))
    )
    assert (second["outcome"], second["interview"]["id"] == whole["interview"]["id"]) == ("created", False)
    assert second["organization"]["id"] == whole["organization"]["id"]


async def test_a_series_is_cancelled_as_a_whole(client: httpx.AsyncClient) -> None:
    """With its single meetings, but for one of which a later version is known; though its first one never came."""
    uninvited = {"DTSTART": None, "DTEND": None, "SEQUENCE": "1"}
    meetings = [
        (await taken(client, calendar(event(f"RECURRENCE-ID:202604{day}T090000Z", SEQUENCE=sequence))))["interview"]
        for day, sequence in (("14", "0"), ("21", "2"), ("28", "0"))
    ]
    answer = await taken(client, calendar(event(**uninvited), method="CANCEL"))
    assert (answer["outcome"], answer["interview"]["id"]) == ("cancelled", meetings[0]["id"])
    found = [(await client.get(f"/interviews/{one['id']}")).json()["cancelled"] for one in meetings]
    assert found == [True, False, True]


async def test_an_interview_that_was_deleted_is_made_anew(client: httpx.AsyncClient) -> None:
    first = await taken(client, calendar(event(SEQUENCE="4")))
    assert (await client.delete(f"/interviews/{first['interview']['id']}")).status_code == 204
    assert (await taken(client, calendar(event())))["outcome"] == "created"


async def test_anothers_invitation_is_unknown(client: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    """It cannot be cancelled or changed, and says nothing of whom the other knows."""
    mine = await taken(client, calendar(event()))
    cancelled = await send(stranger, calendar(event(SEQUENCE="1"), method="CANCEL"))
    assert complaints(cancelled) == [("", "unknown_reference")]
    assert complaints(await send(stranger, calendar(event(UID="nobodys"), method="CANCEL"))) == [
        ("", "unknown_reference")
    ]
    theirs = await taken(stranger, calendar(event(SEQUENCE="1", SUMMARY="Lunch")))
    assert theirs["outcome"] == "created"
    assert theirs["organization"]["id"] != mine["organization"]["id"]
    found = await client.get(f"/interviews/{mine['interview']['id']}")
    assert found.json() == mine["interview"]


async def test_an_idempotency_key_is_honoured(client: httpx.AsyncClient) -> None:
    """The same request gets its first answer again; the same file with another parameter is another request."""
    headers = {**CALENDAR, "Idempotency-Key": "a"}
    content = calendar(event())
    first, again = [await client.post(PATH, content=content, headers=headers) for _ in range(2)]
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["Idempotent-Replayed"] == "true"
    other = await client.post(PATH, content=content, headers=headers, params={"me": "sam@carter.example"})
    assert other.json()["type"] == "urn:afterword:problem:idempotency-key-reused"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "syntax"),
        (b"BEGIN:VCARD\r\nEND:VCARD\r\n", "syntax"),
        (calendar(event())[:-20], "syntax"),
        (calendar("BEGIN:VEVENT", "END:VTODO"), "syntax"),
        (calendar(*["BEGIN:X"] * 10, *["END:X"] * 10), "depth"),
        (calendar(*["X:1"] * 20_001), "too_long"),
        (calendar(), "no_event"),
        (calendar(event()) * 2, "several_calendars"),
        (calendar(event(), event(UID="2")), "several_events"),
        (calendar(event(), event()), "several_events"),
        (calendar(event(), method="REPLY"), "method"),
        (calendar(event(), method="COUNTER"), "method"),
        (calendar(event(UID=None)), "uid"),
        (calendar(event(UID="x" * 501)), "uid"),
        (calendar(event(DTSTART=None)), "starts_at"),
        (calendar(event(DTSTART="20260231T090000Z")), "starts_at"),
        (calendar(event(DTSTART="22260101T090000Z", DTEND=None)), "out_of_range"),
        (calendar(event(DTSTART="21001231T230000Z", DTEND=None)), "out_of_range"),
        (calendar(event(DTSTART="99991231T235959Z", DTEND=None)), "out_of_range"),
        (calendar(event(SUMMARY=";ENCODING=QUOTED-PRINTABLE:Zo=C3=AB")), "encoding"),
        (calendar(event(SUMMARY="a\0b")), "nul"),
        (calendar(event(SUMMARY="Zoë")).decode().encode("latin-1"), "encoding"),
    ],
)
async def test_what_is_no_invitation_is_refused(client: httpx.AsyncClient, content: bytes, code: str) -> None:
    """And leaves nothing behind."""
    assert complaints(await send(client, content)) == [("", code)]
    assert set((await counts(client)).values()) == {0}


async def test_how_it_is_sent(client: httpx.AsyncClient) -> None:
    """As a calendar, in a character set that is known, and not too much of it."""
    content = calendar(event(SUMMARY="Interview: Zoë"))
    for charset, sent in (
        ("iso-8859-1", content.decode().encode("latin-1")),
        ("utf-8", b"\xef\xbb\xbf" + content),
        ("utf-8", content.replace(b"\r\n", b"\r")),
    ):
        headers = {"Content-Type": f'text/calendar; method=REQUEST; charset="{charset}"'}
        answer = await client.post(PATH, content=sent, headers=headers)
        assert answer.json()["interview"]["position"] == "Zoë", answer.text
    folded = content.replace("ë".encode(), b"\xc3\r\n \xab").replace(b"UID:", b"UID:2")
    assert (await taken(client, folded))["interview"]["position"] == "Zoë"
    unknown = await client.post(PATH, content=content, headers={"Content-Type": "text/calendar; charset=x-none"})
    assert complaints(unknown) == [("Content-Type", "charset")]
    for media_type in ("application/json", "text/plain", ""):
        answer = await client.post(PATH, content=content, headers={"Content-Type": media_type})
        assert answer.status_code == 415
    large = await send(client, content + b" " * 1_000_000)
    assert (large.status_code, large.json()["detail"]) == (413, "At most 1000000 bytes")
    for query, place in (({"me": "sam"}, "me"), ({"timezone": "Mars"}, "timezone"), ({"who": "sam"}, "who")):
        faults = complaints(await send(client, content, **query))
        assert [name for name, _ in faults] == [place]
