"""Times, by the book of `zoneinfo`: every IANA zone, gaps and folds, leap days, the first and the last year we take.

Hypothesis draws moments; what must be true of each is held in the calendar, the zone and the engine of the policy, in
the instants of the HTTP face, and, for some of them, over HTTP on the site's database.
"""

import json
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import cache
from itertools import pairwise
from math import ceil
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import httpx
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from api.next_actions.service import evaluate
from api.policy.calendar import Calendar
from api.web.types import FIRST_YEAR, LAST_YEAR, Instant, time_zones
from trust.service import Service
from trust.site import Site
from trust.trial import Outcome, Trial

# Hypothesis begins with what is simplest: fewer would be that alone.
_LEAST_IN_A_ZONE = 5

_TICK = timedelta(microseconds=1)
_DAY = timedelta(days=1)
_SATURDAY = 5
_FIRST = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
_LAST = datetime(LAST_YEAR, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
_INSTANT: TypeAdapter[datetime] = TypeAdapter(Instant)

# Around what moments are drawn: leap days, the two years that are and are not leap years by the rule of centuries, and
# the bounds. Transitions of the zone itself come on top.
_CORNERS = (
    *(_FIRST, _FIRST + 2 * _DAY, _LAST - 2 * _DAY, _LAST),
    *(datetime(year, 2, 28, 23, 30, tzinfo=UTC) for year in (1972, 2000, 2024, 2028, 2096, 2100)),
    *(datetime(year, 12, 31, 12, tzinfo=UTC) for year in (1999, 2024, 2037, 2038)),
)
_NUDGES = (
    timedelta(0),
    *(sign * nudge for sign in (1, -1) for nudge in (_TICK, timedelta(seconds=1), timedelta(minutes=30))),
    *(timedelta(hours=hours) for hours in (-24, -3, -1, 1, 2, 24)),
)


class Moment(NamedTuple):
    """A case: an instant in a zone, a date and a time of day there, a number of days, and a set of holidays."""

    zone: str
    t: datetime
    wall: datetime
    days: int
    holidays: frozenset[date]
    offset: timezone
    """One that a client may write the instant with; it need not be the zone's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Times(Outcome):
    """What was tried, and what did not hold."""

    cases: int
    zones: int
    """How many different ones the cases were in."""
    over_http: int
    """Cases that went through the service and its database."""
    failures: int

    @property
    def held(self) -> bool:
        """Whether all that was tried was so."""
        return self.cases > 0 and self.over_http > 0 and not self.failures


def run(site: Site, *, cases: int, over_http: int) -> Times:
    """Try at least so many moments in process, and over HTTP."""
    seen: list[str] = []
    served: list[str] = []

    def in_process(moment: Moment) -> None:
        seen.append(moment.zone)
        for holds in _PROPERTIES:
            holds(moment)

    failures = _failures(in_process, cases)
    (account,) = site.found()
    with (
        Service(site.environment, site.folder / "service.log") as service,
        httpx.Client(base_url=service.url, headers={"Authorization": f"Bearer {account.token}"}) as client,
    ):
        organization = client.post("/organizations", json={"name": "Initech"}).json()["id"]

        def through_the_service(moment: Moment) -> None:
            served.append(moment.zone)
            _comes_back_over_http(client, organization, moment)

        failures += _failures(through_the_service, over_http)
    return Times(cases=len(seen), zones=len(set(seen)), over_http=len(served), failures=failures)


def _failures(check: Callable[[Moment], None], cases: int) -> int:
    """Return in how many zones the check failed for some moment, after printing the first in its smallest form.

    The cases are spread over all zones, or over as many as there are cases for.
    """
    zones = sorted(time_zones())
    each = max(_LEAST_IN_A_ZONE, ceil(cases / len(zones)))
    failures = 0
    for number, zone in enumerate(zones[:: max(1, len(zones) * each // cases)]):
        reproducible = settings(
            max_examples=each, database=None, deadline=None, suppress_health_check=list(HealthCheck)
        )
        try:
            seed(number)(reproducible(given(moments(zone))(check)))()
        except Exception:  # noqa: BLE001 - whatever it is, it is what the trial looks for
            if not failures:
                traceback.print_exc(file=sys.stderr)
            failures += 1
    return failures


@st.composite
def moments(draw: st.DrawFn, key: str) -> Moment:
    """Draw a moment in a zone, more often than not one where something happens to the clock."""
    anywhere = st.datetimes(_FIRST.replace(tzinfo=None), _LAST.replace(tzinfo=None), timezones=st.just(UTC))
    near = _transitions(key, draw(st.integers(FIRST_YEAR, LAST_YEAR))) or _CORNERS
    t = draw(anywhere | st.builds(_nudged, st.sampled_from(near) | st.sampled_from(_CORNERS), st.sampled_from(_NUDGES)))
    wall = t.astimezone(ZoneInfo(key)).replace(tzinfo=None) + draw(st.sampled_from(_NUDGES))
    return Moment(
        key,
        t,
        wall,
        draw(st.integers(0, 40)),
        frozenset(wall.date() + number * _DAY for number in draw(st.sets(st.integers(0, 30), max_size=10))),
        timezone(timedelta(minutes=draw(st.integers(-1439, 1439)))),
    )


def _nudged(t: datetime, nudge: timedelta) -> datetime:
    return min(max(t + nudge, _FIRST), _LAST)


@cache
def _transitions(key: str, year: int) -> tuple[datetime, ...]:
    """Return when a zone changes its offset in a year, to the second."""
    zone = ZoneInfo(key)
    steps = [datetime(year, 1, 1, tzinfo=UTC) + number * 10 * _DAY for number in range(37)]
    return tuple(
        _change(zone, before, after)
        for before, after in pairwise(steps)
        if before.astimezone(zone).utcoffset() != after.astimezone(zone).utcoffset()
    )


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


def _shown(moment: Moment, t: datetime) -> datetime:
    return t.astimezone(ZoneInfo(moment.zone)).replace(tzinfo=None)


def _exists(moment: Moment, wall: datetime) -> bool:
    """Whether a clock ever showed this: not where it was put forward over it."""
    return _shown(moment, wall.replace(tzinfo=ZoneInfo(moment.zone)).astimezone(UTC)) == wall


def _is_when_it_shows(moment: Moment, t: datetime, wall: datetime) -> None:
    """Hold an instant to be the first at which the clock shows this, or the end of the gap that swallowed it."""
    shown = _shown(moment, t)
    if _exists(moment, wall):
        assert shown == wall, (t, wall)
        assert t == wall.replace(tzinfo=ZoneInfo(moment.zone)).astimezone(UTC), (t, wall)
    else:
        assert shown > wall, (t, wall)
        assert _shown(moment, t - _TICK) < wall, (t, wall)


def _the_wall_clock_is_zoneinfos(moment: Moment) -> None:
    calendar = Calendar(moment.zone, moment.holidays)
    shown = _shown(moment, moment.t)
    assert calendar.local(moment.t) == shown
    assert calendar.date_of(moment.t) == shown.date()


def _a_wall_clock_time_and_its_instant_agree(moment: Moment) -> None:
    calendar = Calendar(moment.zone, moment.holidays)
    again = calendar.zone.instant(calendar.local(moment.t))
    assert again <= moment.t
    _is_when_it_shows(moment, again, calendar.local(moment.t))
    _is_when_it_shows(moment, calendar.zone.instant(moment.wall), moment.wall)
    later = calendar.days_after(moment.t, moment.days)
    _is_when_it_shows(moment, later, calendar.local(moment.t) + moment.days * _DAY)


def _a_day_ends_where_the_next_begins(moment: Moment) -> None:
    end = Calendar(moment.zone, moment.holidays).end_of(moment.wall.date())
    assert _shown(moment, end).date() > moment.wall.date()
    assert _shown(moment, end - _TICK).date() <= moment.wall.date()


def _business_days_are_counted_one_by_one(moment: Moment) -> None:
    calendar, day = Calendar(moment.zone, moment.holidays), moment.wall.date()
    count = moment.days + 1
    after = calendar.business_day_after(day, count)
    between = [day + number * _DAY for number in range(1, (after - day).days + 1)]
    assert sum(map(calendar.is_business_day, between)) == count
    assert calendar.is_business_day(after)
    assert after < calendar.business_day_after(day, count + 1)
    assert after <= calendar.business_day_after(day + _DAY, count)
    assert not [
        d for d in between if calendar.is_business_day(d) and (d.weekday() >= _SATURDAY or d in moment.holidays)
    ]


def _a_deadline_is_on_the_right_date(moment: Moment) -> None:
    calendar = Calendar(moment.zone, moment.holidays)
    day = calendar.business_day_after(_shown(moment, moment.t).date(), moment.days + 1)
    closing = calendar.closing_after(moment.t, moment.days + 1)
    _is_when_it_shows(moment, closing, datetime.combine(day, time(17)))
    assert closing > moment.t


def _business_hours_are_waited_for(moment: Moment) -> None:
    calendar = Calendar(moment.zone, moment.holidays)
    rolled = calendar.roll(moment.t)
    shown = _shown(moment, rolled)
    assert rolled >= moment.t
    if rolled != moment.t and not _exists(moment, datetime.combine(calendar.date_of(rolled - _DAY), time(9))):
        return  # Samoa, Tokelau and Kiribati each left a whole day out of the calendar
    assert calendar.roll(rolled) == rolled
    assert calendar.is_business_day(shown.date())
    assert time(9) <= shown.time() < time(17)


def _text_and_instant_are_the_same(moment: Moment) -> None:
    """However a client writes it; outside of the years that we take it is refused, and nothing else happens."""
    written = moment.t.astimezone(moment.offset).isoformat()
    assert _INSTANT.validate_python(written) == moment.t
    assert _INSTANT.dump_python(moment.t, mode="json").endswith("Z")
    for beyond in (_FIRST - _TICK * (1 + moment.days), _LAST + _TICK * (1 + moment.days)):
        try:
            _INSTANT.validate_python(beyond.astimezone(moment.offset).isoformat())
        except ValidationError:
            continue
        raise AssertionError(beyond)


def _dossier(moment: Moment) -> dict[str, Any]:
    ends = min(moment.t + timedelta(hours=1), _LAST)
    return {
        "organizations": [{"id": "acme", "name": "Acme", "timezone": moment.zone, "country": "GB"}],
        "contacts": [{"id": "ann", "name": "Ann Ames", "organization_id": "acme", "email": "ann@acme.example"}],
        "interviews": [
            {
                "id": "first",
                "organization_id": "acme",
                "position": "Analyst",
                "starts_at": min(moment.t, _LAST - _TICK).isoformat(),
                "ends_at": ends.isoformat(),
                "decision_expected_on": _promised(moment).isoformat(),
                "participants": [{"contact_id": "ann", "role": "interviewer", "is_decision_maker": True}],
            }
        ],
    }


def _promised(moment: Moment) -> date:
    day = _shown(moment, moment.t).date() + moment.days * _DAY
    return min(max(day, date(FIRST_YEAR, 1, 1)), date(LAST_YEAR, 12, 31))


def _the_engine_answers_on_the_right_date(moment: Moment) -> None:
    """What is due is due after it opens, and an enquiry opens only after the promised day, by the employer's clock."""
    at = min(moment.t + (moment.days + 3) * _DAY, _LAST)
    asked = {"at": at.isoformat(), "horizon": "P366D", "explain": True, "dossier": _dossier(moment)}
    answer = json.loads(evaluate(asked, at))
    assert answer["items"]
    for item in answer["items"]:
        opens, due = datetime.fromisoformat(item["opens_at"]), datetime.fromisoformat(item["due_at"])
        assert opens <= due, item
        if item["rules"][0] == "enquire-after-decision-date":
            assert _shown(moment, opens).date() > _promised(moment), item
    if answer["changes_at"] is not None:
        assert datetime.fromisoformat(answer["changes_at"]) > at


_PROPERTIES = (
    _the_wall_clock_is_zoneinfos,
    _a_wall_clock_time_and_its_instant_agree,
    _a_day_ends_where_the_next_begins,
    _business_days_are_counted_one_by_one,
    _a_deadline_is_on_the_right_date,
    _business_hours_are_waited_for,
    _text_and_instant_are_the_same,
    _the_engine_answers_on_the_right_date,
)


def _comes_back_over_http(client: httpx.Client, organization: str, moment: Moment) -> None:
    """What was stored is given back to the microsecond, is found by its time, and can be asked about."""
    starts = min(moment.t, _LAST - _TICK)
    made = client.post(
        "/interviews",
        json={
            "organization_id": organization,
            "position": "Analyst",
            "starts_at": starts.astimezone(moment.offset).isoformat(),
            "ends_at": (starts + _TICK).astimezone(moment.offset).isoformat(),
            "timezone": moment.zone,
            "decision_expected_on": _promised(moment).isoformat(),
        },
    )
    assert made.status_code == httpx.codes.CREATED, made.text
    path = made.headers["Location"]
    got = client.get(path).json()
    assert datetime.fromisoformat(got["starts_at"]) == starts
    assert datetime.fromisoformat(got["ends_at"]) == starts + _TICK
    assert (got["timezone"], got["decision_expected_on"]) == (moment.zone, _promised(moment).isoformat())
    within = {"starts_after": starts.isoformat(), "starts_before": (starts + _TICK).isoformat()}
    assert [item["id"] for item in client.get("/interviews", params=within).json()["items"]] == [got["id"]]
    asked = client.get("/next-actions", params={"at": starts.isoformat(), "explain": True})
    assert asked.status_code == httpx.codes.OK, asked.text
    assert client.delete(path).status_code == httpx.codes.NO_CONTENT


TRIAL = Trial(
    name="times",
    claim="Times are right in every zone: in gaps and folds, on leap days, from 1970 to 2100",
    run=run,
    middle={"cases": 1_000, "over_http": 100},
    long={"cases": 10_000, "over_http": 1_000},
)
