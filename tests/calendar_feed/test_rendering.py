"""A calendar as programs read it, held to what Google, Apple and Outlook take: `docs/calendars.md` says where from."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ical.event import Event, EventStatus
from ical.todo import Todo, TodoStatus

from api.calendar_feed import publication
from api.calendar_feed.entries import Appointment, Entry, Matter, of_actions, of_appointments
from api.calendar_feed.publication import KEPT_AFTER, Publication, Published
from api.calendar_feed.rendering import Shape, calendar, uid
from api.policy.engine import decide
from api.policy.facts import Format
from tests.calendar_feed.reading import alarms, by_summary, by_uid, instant, read, stated
from tests.policy.dossiers import ZONES, all_dossiers, moments
from tests.policy.facts import NOON
from tests.properties import examples

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
ACCOUNT = "0195a4c1-9f0c-7d6e-b2a1-4c7d90e35f68"
CALL = Entry(Matter.ACTION, "Call Ann", "Because.", NOON, NOON + DAY, "Europe/London")
ROUND = Entry(Matter.INTERVIEW, "Interview", "By video.", NOON, NOON + HOUR, "America/New_York")
LONG = "Zoë's \\ naïve, “quoted”; a:b\tand 😀👩\u200d👩\u200d👧 " * 12

MOST_BYTES = 1_000_000
"""What Google takes."""
LONGEST_UID = 202
"""Bytes that Outlook can tell apart."""


def written(*entries: Entry, shape: Shape = Shape.EVENTS) -> bytes:
    present = {str(number): entry for number, entry in enumerate(entries)}
    return calendar(ACCOUNT, Publication().followed_by(present, NOON, NOON - KEPT_AFTER).entries, shape)


def event(entry: Entry) -> Event:
    (found,) = by_uid(written(entry)).values()
    assert isinstance(found, Event)
    return found


def test_an_action_ends_when_it_is_due() -> None:
    """Its last half hour, with an alarm an hour before it is due; one can do something else then."""
    found = event(CALL)
    assert (instant(found.dtstart), instant(found.dtend)) == (NOON + DAY - HOUR / 2, NOON + DAY)
    assert [alarm.trigger for alarm in alarms(found)] == [-HOUR / 2]
    assert (found.status, found.transparency) == (EventStatus.CONFIRMED, "TRANSPARENT")


def test_an_action_is_not_shown_before_it_can_be_done() -> None:
    """One that is put off until it is due begins then, and so does its alarm."""
    found = event(CALL._replace(begins=CALL.ends))
    assert (instant(found.dtstart), instant(found.dtend)) == (CALL.ends, CALL.ends + HOUR / 2)
    assert [alarm.trigger for alarm in alarms(found)] == [timedelta(0)]


def test_an_action_due_at_midnight_takes_the_day_before() -> None:
    """On the clock of its zone."""
    found = event(CALL._replace(ends=datetime(2026, 6, 9, 23, tzinfo=UTC)))
    assert (found.dtstart, found.dtend) == (date(2026, 6, 9), date(2026, 6, 10))
    assert [alarm.trigger for alarm in alarms(found)] == [-timedelta(hours=15)]
    short = event(CALL._replace(ends=datetime(2026, 6, 9, 23, tzinfo=UTC), begins=datetime(2026, 6, 9, 20, tzinfo=UTC)))
    assert instant(short.dtend) == datetime(2026, 6, 9, 23, tzinfo=UTC)


def test_an_interview_takes_its_time() -> None:
    found = event(ROUND)
    assert (instant(found.dtstart), instant(found.dtend)) == (ROUND.begins, ROUND.ends)
    assert found.transparency == "OPAQUE"
    assert [alarm.trigger for alarm in alarms(found)] == [-HOUR]
    short = event(ROUND._replace(ends=NOON))  # of less than a second
    assert instant(short.dtend) > instant(short.dtstart)


def test_what_is_cancelled_is_said_so_and_warns_nobody() -> None:
    for shape, status in ((Shape.EVENTS, EventStatus.CANCELLED), (Shape.TODOS, TodoStatus.CANCELLED)):
        (found,) = by_uid(written(CALL._replace(cancelled=True), shape=shape)).values()
        assert (found.status, alarms(found)) == (status, [])


def test_a_to_do_has_its_whole_window() -> None:
    """With an alarm when it opens and one before it is due; interviews stay events, and names stay names."""
    content = written(CALL, ROUND, shape=Shape.TODOS)
    found = by_summary(content)
    call = found["Call Ann"]
    assert isinstance(call, Todo)
    assert isinstance(found["Interview"], Event)
    assert (instant(call.dtstart), instant(call.due)) == (CALL.begins, CALL.ends)
    assert [alarm.trigger for alarm in alarms(call)] == [timedelta(0), -HOUR]
    assert b"TRIGGER;RELATED=END:-PT1H" in content
    assert by_uid(content).keys() == by_uid(written(CALL, ROUND)).keys()


def test_a_to_do_of_an_instant_has_no_beginning() -> None:
    """RFC 5545 has it begin before it is due."""
    (found,) = by_uid(written(CALL._replace(begins=CALL.ends), shape=Shape.TODOS)).values()
    assert (found.dtstart, len(alarms(found))) == (None, 1)


def test_a_time_that_is_shown_twice_is_given_in_utc() -> None:
    """On 25 October 2026 London shows half past one twice: the first is a local time, the second could not be."""
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    for begins, line in (
        (first, "DTSTART;TZID=Europe/London:20261025T013000"),
        (first + HOUR, "DTSTART:20261025T013000Z"),
    ):
        content = written(ROUND._replace(begins=begins, ends=begins + DAY, timezone="Europe/London"))
        assert line.encode() in content
        assert {instant(one.dtstart) for one in by_uid(content).values()} == {begins}


def test_utc_needs_no_zone() -> None:
    content = written(ROUND._replace(timezone="UTC"), CALL._replace(timezone="Etc/UTC"))
    assert (b"VTIMEZONE" not in content, b"TZID" not in content) == (True, True)


def test_texts_come_back_as_they_were() -> None:
    """Folded between characters, escaped, line breaks and all; the number and the instants of its version with it."""
    entry = CALL._replace(summary=LONG.strip(), description=f"{LONG}\n{LONG}")
    (found,) = by_uid(calendar(ACCOUNT, [Published("0", 3, NOON, NOON + DAY, entry)], Shape.EVENTS)).values()
    assert (found.summary, found.description) == (LONG.strip(), f"{LONG}\n{LONG}")
    assert (found.created, found.last_modified, found.dtstamp) == (NOON, NOON + DAY, NOON + DAY)
    assert (found.sequence, found.uid) == (3, uid("0"))


@pytest.mark.parametrize("shape", Shape)
def test_it_is_what_the_three_take(shape: Shape) -> None:
    """What each documents, and what none of them forgives."""
    content = written(CALL, ROUND, CALL._replace(cancelled=True), shape=shape)
    text = content.decode()
    head = text.partition("BEGIN:VTIMEZONE")[0].split("\r\n")
    assert head[0] == "BEGIN:VCALENDAR"
    assert {"VERSION:2.0", "CALSCALE:GREGORIAN", "NAME:Afterword", "X-WR-CALNAME:Afterword"} < {*head}
    assert {"REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H", "LAST-MODIFIED:20260302T120000Z"} < {*head}
    assert not re.search(r"^(METHOD|ORGANIZER|ATTENDEE|RECURRENCE-ID|SOURCE|URL|ATTACH)", text, re.MULTILINE)
    assert re.findall(r"DTSTART:(?!\d{8}T\d{6}Z\r)", text.partition("BEGIN:VEVENT")[2]) == []  # none that floats
    assert all(len(name.encode()) <= LONGEST_UID for name in by_uid(content))
    for key in re.findall(r"^TZID:(.+)\r$", text, re.MULTILINE):
        assert re.fullmatch(r"[A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*", key)
    for found in by_uid(content).values():
        assert found.sequence is not None
        if isinstance(found, Event):
            assert len(alarms(found)) <= 1  # Outlook takes one, and for one before the beginning, whatever its sign
            assert all(alarm.trigger <= timedelta(0) for alarm in alarms(found))  # type: ignore[operator]
    assert text.index("BEGIN:VEVENT") > text.rindex("END:VTIMEZONE")


def test_it_stays_within_a_megabyte(monkeypatch: pytest.MonkeyPatch) -> None:
    """However much there is to do, and in whatever script; tried with a tenth of it, as writing it all takes long."""
    rooms = {name: getattr(publication, name) for name in ("_FOR_PRESENT", "_FOR_GONE")}
    frame = MOST_BYTES - sum(rooms.values())
    assert frame >= MOST_BYTES / 20
    for name, room in rooms.items():
        monkeypatch.setattr(publication, name, room // 10)
    long = CALL._replace(summary=";" * 250, description="\U0001f600" * 1_000)
    for entry, least in ((CALL, 90), (long, 6)):
        present = {f"a{number}": entry for number in range(100)}
        first = Publication().followed_by(present, NOON, NOON - KEPT_AFTER)
        assert least <= len(first.entries) < len(present)
        second = first.followed_by({f"b{key}": entry for key in present}, NOON + HOUR, NOON - KEPT_AFTER)
        # To-dos have more alarms: the largest there is.
        assert len(calendar(ACCOUNT, second.entries, Shape.TODOS)) < sum(rooms.values()) / 10 + frame / 20


def test_what_an_interview_says() -> None:
    """How it is held and with whom; odd characters of a name are no end of a line."""
    one = Appointment(
        "i1",
        "Acme\u2028\x85 Ltd",
        "Analyst\r\nlead",
        Format.PHONE,
        NOON,
        NOON + HOUR,
        "UTC",
        cancelled=False,
        people=("Ann\x07\u2029", "Bob"),
    )
    (found,) = by_uid(written(*of_appointments([one]).values())).values()
    assert (found.summary, found.description) == (
        "Interview: Analyst lead (Acme Ltd)",
        "By telephone, with Ann   and Bob.",
    )
    (alone,) = of_appointments([one._replace(people=(), format=Format.IN_PERSON)]).values()
    assert alone.description == "In person."


@examples(4)
@given(st.data())
def test_every_entry_is_read_as_what_it_is(data: st.DataObject) -> None:
    """In every zone and around its changes, the zone's own VTIMEZONE gives each instant; nothing is lost on the way."""
    facts = data.draw(all_dossiers)
    entries = of_actions(decide(facts, data.draw(moments(facts))))
    zones = st.sampled_from(ZONES)
    present = {key: entry._replace(timezone=data.draw(zones)) for key, entry in entries.items()}
    published = Publication().followed_by(present, NOON, NOON - KEPT_AFTER).entries
    content = calendar(ACCOUNT, published, Shape.TODOS)
    found = by_uid(content)
    assert found.keys() == {uid(key) for key in present}
    for key, entry in present.items():
        todo = found[uid(key)]
        assert isinstance(todo, Todo)
        assert (todo.summary, todo.description, instant(todo.due)) == (entry.summary, entry.description, entry.ends)
    told = {one.instant for one in stated(content) if one.field == "DUE"}
    assert told <= {entry.ends for entry in present.values()}
    events = calendar(ACCOUNT, published, Shape.EVENTS)
    assert by_uid(events).keys() == found.keys()
    assert {one.instant for one in stated(events) if one.field == "DTEND"} <= {
        max(entry.ends, entry.begins + HOUR / 2) for entry in present.values()
    }
    assert read(events).todos == []
