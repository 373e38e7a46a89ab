"""What an invitation is taken to say: its clocks, its people, its title and its place."""

from datetime import UTC, datetime

import pytest

from api.incoming import titles
from api.incoming.invitation import Doubt, Invitation, read
from api.incoming.people import cast
from api.policy.facts import Format, Role
from tests.incoming.files import calendar, event


def zone(tzid: str, *parts: str) -> str:
    return "\r\n".join(["BEGIN:VTIMEZONE", f"TZID:{tzid}", *parts, "END:VTIMEZONE"])


def onset(kind: str, start: str, before: str, after: str, *more: str) -> str:
    lines = [
        f"DTSTART{start if start.startswith(';') else f':{start}'}",
        f"TZOFFSETFROM:{before}",
        f"TZOFFSETTO:{after}",
        *more,
    ]
    return "\r\n".join([f"BEGIN:{kind}", *lines, f"END:{kind}"])


WINTER = onset("STANDARD", "16010101T030000", "+0200", "+0100", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10")
SUMMER = onset("DAYLIGHT", "16010101T020000", "+0100", "+0200", "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3")
ALWAYS = onset("STANDARD", "19700101T000000", "+0545", "+0545")


def said(*parts: str, timezone: str | None = None) -> Invitation:
    return read(calendar(*parts), "text/calendar", timezone)


def starts(tzid: str, local: str, *zones: str) -> str:
    """When an event starts, in UTC."""
    found = said(*zones, event(DTSTART=f";TZID={tzid}:{local}", DTEND=None))
    assert Doubt.ZONE not in found.doubts
    return f"{found.starts_at.astimezone(UTC):%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("local", "utc"),
    [
        ("20260101T000000", "12-31 23:00"),
        ("20260329T015959", "03-29 00:59"),
        ("20260329T023000", "03-29 01:30"),  # no clock showed that: it is told by the clocks of before
        ("20260329T030000", "03-29 01:00"),
        ("20260701T120000", "07-01 10:00"),
        ("20261025T023000", "10-25 00:30"),  # shown twice: the first time counts
        ("20261025T030000", "10-25 02:00"),
        ("20261231T120000", "12-31 11:00"),
    ],
)
def test_the_rules_of_the_file_tell_the_instant(local: str, utc: str) -> None:
    """In every season and at its edges, under a name that nobody knows."""
    assert starts("Our zone", local, zone("Our zone", WINTER, SUMMER)) == utc


def test_the_rules_count_more_than_the_name() -> None:
    """A file may be older, or newer, than what is known of a zone here."""
    assert starts("Europe/London", "20260701T120000", zone("Europe/London", ALWAYS)) == "07-01 06:15"
    assert starts("GMT Standard Time", "20260701T120000", zone("GMT Standard Time", WINTER, SUMMER)) == "07-01 10:00"


@pytest.mark.parametrize("tzid", ["Europe/Berlin", "W. Europe Standard Time", "/citadel.org/20210210_1/Europe/Berlin"])
def test_without_rules_the_name_counts(tzid: str) -> None:
    assert starts(tzid, "20260701T120000") == "07-01 10:00"
    assert starts(tzid, "20260701T120000", zone(tzid, onset("DAYLIGHT", "x", "", ""))) == "07-01 10:00"
    later = onset("STANDARD", "20261025T030000", "+0300", "+0100")
    assert starts(tzid, "20260701T120000", zone(tzid, later)) == "07-01 10:00"
    assert starts("ours", "20260701T120000", zone("ours", "X-LIC-LOCATION:Europe/Berlin", later)) == "07-01 10:00"


@pytest.mark.parametrize(
    "rules",
    [
        onset("STANDARD", "20270101T000000", "+0300", "+0100"),
        onset("STANDARD", ";VALUE=DATE:20260701", "+0100", "+0300"),
        onset("STANDARD", "20250101T000000", "+0100", "+0300", "RDATE:20260601T000000,20260801T000000"),
        onset("STANDARD", "19700601T000000", "+0100", "+0300", "RRULE:FREQ=YEARLY"),
        onset(
            "STANDARD",
            "19700601T000000",
            "+0100",
            "+0300",
            "RRULE:FREQ=YEARLY;BYMONTH=6;BYDAY=SU;BYMONTHDAY=1,2,3,4,5,6,7",
        ),
        onset("DAYLIGHT", "20200601T000000", "+0100", "+0300", "RRULE:FREQ=YEARLY;UNTIL=20260531T230000Z;BYMONTHDAY=1")
        + "\r\n"
        + onset("STANDARD", "20200101T000000", "+0300", "+0100", "RRULE:FREQ=YEARLY"),
        onset("DAYLIGHT", "20200701T000000", "+0300", "+0500", "RRULE:FREQ=YEARLY;BYMONTH=7;BYHOUR=13;BYMINUTE=30")
        + "\r\n"
        + onset("STANDARD", "20200101T020000", "+0500", "+0300", "RRULE:FREQ=YEARLY;BYHOUR=2;BYMINUTE=0;BYSECOND=0"),
    ],
)
def test_rules_as_other_programs_write_them(rules: str) -> None:
    assert starts("x", "20260701T120000", zone("x", rules)) == "07-01 09:00"


def test_a_rule_that_is_over_applies_no_more() -> None:
    over = onset(
        "DAYLIGHT", "20000301T000000", "+0100", "+0500", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=1SU;UNTIL=20100401T000000Z"
    )
    after = onset("STANDARD", "20110101T000000", "+0500", "+0100")
    assert starts("x", "20260701T120000", zone("x", over, after)) == "07-01 11:00"


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY", "FREQ=YEARLY;BYHOUR=1,2", "FREQ=YEARLY;BYMONTH=13", "FREQ=YEARLY;COUNT=2", "x"]
)
def test_a_rule_that_no_zone_has_is_not_followed(rule: str) -> None:
    """The time is taken as if it had no zone, and that is told until the receiver names one."""
    odd = zone("x", onset("STANDARD", "20000101T000000", "+0100", "+0500", f"RRULE:{rule}"))
    for timezone, hour in ((None, 12), ("Asia/Tokyo", 3)):
        found = said(odd, event(DTSTART=";TZID=x:20260701T120000", DTEND=None), timezone=timezone)
        assert (found.starts_at, found.zone) == (datetime(2026, 7, 1, hour, tzinfo=UTC), timezone)
        assert (Doubt.ZONE in found.doubts) == (timezone is None)


@pytest.mark.parametrize("tzid", ["UTC", "tzone://Microsoft/Utc", "Etc/UTC", "GMT"])
def test_nobody_lives_by_utc(tzid: str) -> None:
    """A program that thinks so says when it is, and not where."""
    utc = zone(tzid, onset("STANDARD", "16010101T000000", "+0000", "+0000"))
    found = said(utc, event(DTSTART=f';TZID="{tzid}":20260407T100000', DTEND=None))
    assert (found.starts_at, found.zone, Doubt.ZONE in found.doubts) == (
        datetime(2026, 4, 7, 10, tzinfo=UTC),
        None,
        False,
    )


def test_a_calendar_may_say_where_it_is() -> None:
    """That settles times of no zone, and where times in UTC are; it is a guess for a zone that nobody knows."""
    for start, hour, is_doubtful in (
        ("20260701T120000", 10, False),
        ("20260701T120000Z", 12, False),
        (";TZID=x:20260701T120000", 10, True),
    ):
        found = said("X-WR-TIMEZONE:Europe/Berlin", event(DTSTART=start, DTEND=None), timezone="Asia/Tokyo")
        assert (found.starts_at, found.zone) == (datetime(2026, 7, 1, hour, tzinfo=UTC), "Europe/Berlin")
        assert (Doubt.ZONE in found.doubts) == is_doubtful


def test_an_end_is_said_in_several_ways() -> None:
    def lasts(**lines: str | None) -> float:
        found = said(event(**{"DTEND": None, **lines}))
        assert (Doubt.END in found.doubts) == ("DURATION" not in lines)
        return (found.ends_at - found.starts_at).total_seconds() / 60

    assert lasts(DURATION="PT45M") == 45
    assert [lasts(), lasts(DTEND="20260407T090000Z"), lasts(DTEND="soon")] == [60, 60, 60]
    day = said(event(DTSTART=";VALUE=DATE:20260407", DTEND=";VALUE=DATE:20260408"), timezone="Europe/London")
    assert (day.starts_at.hour, day.ends_at.hour, Doubt.TIME in day.doubts) == (8, 16, True)


ORGANIZER = ";CN=Ann Ames:mailto:ann@initech.example"


def hosts(
    *attendees: str, organizer: str | None = ORGANIZER, mine: str = "", description: str = ""
) -> tuple[list[str], str | None]:
    """Who are told to hold the interview, and who to be the candidate."""
    lines = (f"ATTENDEE{one}" for one in attendees)
    found = said(event(*lines, ATTENDEE=None, ORGANIZER=organizer, DESCRIPTION=description))
    roles = cast(found.people, {mine}, "Sam Carter")
    return [host.called for host in roles.hosts], roles.candidate.called if roles.candidate else None


ASKED = ";PARTSTAT=NEEDS-ACTION;RSVP=TRUE"
SAM = ":mailto:s.carter@gmail.com"
ROBOT = ";CN=Calendly:mailto:no-reply@calendly.com"


def test_the_candidate_is_told_from_the_others() -> None:
    """By the address that is given, the name of the account, the domain, and who has yet to answer."""
    pat, kim = ";CN=Pat:mailto:pat@agency.example", ";CN=Kim:mailto:kim@agency.example"
    assert hosts(SAM) == (["Ann Ames"], "S Carter")
    assert hosts(pat, SAM) == (["Ann Ames", "Pat"], "S Carter")
    assert hosts(pat, f"{ASKED}{kim}") == (["Ann Ames", "Pat"], "Kim")
    assert hosts(pat, kim) == (["Ann Ames"], None)
    assert hosts(pat, kim, mine="kim@agency.example") == (["Ann Ames", "Pat"], "Kim")
    assert hosts(pat, ";CN=sam carter:mailto:x@agency.example") == (["Ann Ames", "Pat"], "sam carter")
    assert hosts(":mailto:bob.bell@initech.example") == (["Ann Ames", "Bob Bell"], None)
    assert hosts(pat, SAM, organizer=ROBOT) == (["Pat"], "S Carter")
    assert hosts(SAM, organizer=";CN=Kim:mailto:kim@gmail.com") == (["Kim"], "S Carter")
    assert hosts(pat, organizer=SAM, mine="s.carter@gmail.com") == (["Pat"], "S Carter")
    assert hosts(pat, kim, organizer=ROBOT, description="Invitee: Pat\\nInvitee Email: kim@agency.example") == (
        ["Pat"],
        "Kim",
    )
    assert hosts(organizer=ROBOT, description="Host: Dee Doe") == (["Dee Doe"], None)


def test_rooms_robots_and_those_who_declined_hold_no_interview() -> None:
    room = ";CUTYPE=ROOM;CN=Elm:mailto:elm@initech.example"
    declined = ";PARTSTAT=DECLINED;CN=Bob:mailto:bob@initech.example"
    assert hosts(room, declined, ":mailto:no-reply@initech.example", SAM) == (["Ann Ames"], "S Carter")
    assert hosts(SAM, organizer=None) == ([], "S Carter")


@pytest.mark.parametrize(
    ("cn", "name"),
    [
        ('"Ames, Ann"', "Ann Ames"),
        ("Ann Ames (Initech)", "Ann Ames"),
        ("ann.ames@initech.example", "Ann Ames"),
        ("", "Ann Ames"),
        ("'Ann  Ames'", "Ann Ames"),
        ("Zoë Ames | Talent", "Zoë Ames"),
    ],
)
def test_names_are_written_as_they_are_spoken(cn: str, name: str) -> None:
    assert hosts(organizer=f";CN={cn}:mailto:ann.ames@initech.example") == ([name], None)


def test_recruiters_are_told_by_their_names() -> None:
    found = said(
        event("ATTENDEE;CN=Ann:mailto:talent.team@initech.example", ORGANIZER=";CN=Recruiting:mailto:a@initech.example")
    )
    assert [one.role for one in cast(found.people, (), "").hosts] == [Role.RECRUITER, Role.RECRUITER]
    assert found.people.attendees[0].role is Role.INTERVIEWER


@pytest.mark.parametrize(
    ("title", "position"),
    [
        ("Interview: Senior Analyst at Initech", "Senior Analyst"),
        ("Senior Analyst interview", "Senior Analyst"),
        ("Senior Analyst \u2013 Technical interview", "Senior Analyst"),
        ("Phone screen - Data Engineer", "Data Engineer"),
        ("Updated invitation: Interview with Ann for the Senior Analyst role at Initech", "Senior Analyst"),
        ("Canceled: Interview: Analyst @ Mon 2 Mar 2026 10am - 11am (GMT) (sam@example.org)", "Analyst"),
        ("Technical Interview", "Technical Interview"),
        ("Initech <> Sam", "Initech <> Sam"),
        ("30 Minute Meeting", "30 Minute Meeting"),
        ("", ""),
    ],
)
def test_a_title_names_the_position(title: str, position: str) -> None:
    assert titles.position(titles.plain(title)) == position


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ({"LOCATION": "https://zoom.us/j/1"}, (Format.VIDEO, True)),
        ({"LOCATION": "Microsoft Teams Meeting"}, (Format.VIDEO, True)),
        ({"DESCRIPTION": "Join: https://meet.google.com/abc-defg-hij"}, (Format.VIDEO, True)),
        ({"URL": "https://initech.webex.com/meet/ann"}, (Format.VIDEO, True)),
        ({"X_GOOGLE_CONFERENCE": "https://meet.google.com/abc"}, (Format.VIDEO, True)),
        ({"LOCATION": "+44 20 7946 0018"}, (Format.PHONE, True)),
        ({"LOCATION": "Phone call"}, (Format.PHONE, True)),
        ({"SUMMARY": "Phone screen"}, (Format.PHONE, False)),
        ({"SUMMARY": "Video interview"}, (Format.VIDEO, False)),
        ({"LOCATION": "1 Example Street\\, London"}, (Format.IN_PERSON, True)),
        ({"LOCATION": "1 Example Street", "URL": "https://zoom.us/j/1"}, (Format.IN_PERSON, False)),
        ({"DESCRIPTION": "See https://initech.example/jobs/1"}, (Format.IN_PERSON, False)),
        ({}, (Format.IN_PERSON, False)),
    ],
)
def test_the_place_tells_the_format(lines: dict[str, str], expected: tuple[Format, bool]) -> None:
    setting = said(event(**lines)).setting
    assert (setting.format, setting.certain) == expected
