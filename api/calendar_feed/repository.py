"""Feeds, publications, and the interviews that stand in a calendar, in the database."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Any, NamedTuple

from sqlalchemy import Table, bindparam, delete, func, insert, select, update

from api.calendar_feed.entries import Appointment
from api.calendar_feed.publication import Publication
from api.db import ACCOUNTS, State, Unit, UnknownAccountError, WriteUnit
from api.models import CalendarFeed, CalendarPublication, Contact, Interview, Organization, Participant
from api.next_actions.rules import RULES
from api.policy.facts import Role
from api.rows import Record
from api.web.auth import NewToken

_FEEDS: Table = CalendarFeed.__table__
_PUBLICATIONS: Table = CalendarPublication.__table__
_INTERVIEWS: Table = Interview.__table__
_ORGANIZATIONS: Table = Organization.__table__
_PARTICIPANTS: Table = Participant.__table__
_CONTACTS: Table = Contact.__table__

BY_RULES = f"{RULES} {version('afterword')} 1"
"""What the words of a publication rest on beside the account. The number changes with what `entries` makes of it."""

_MOST = 1_000
"""Interviews that are read, the latest: more than fit in a calendar."""

PUBLISHED = select(
    _PUBLICATIONS.c.founded_at, _PUBLICATIONS.c.rules, _PUBLICATIONS.c.until, _PUBLICATIONS.c.content
).where(_PUBLICATIONS.c.account_id == bindparam("account"), _PUBLICATIONS.c.revision == bindparam("revision"))
_LAST = select(_PUBLICATIONS.c.number, _PUBLICATIONS.c.content).where(
    _PUBLICATIONS.c.account_id == bindparam("account")
)
_STATE = select(ACCOUNTS.c.created_at, ACCOUNTS.c.revision).where(ACCOUNTS.c.account_id == bindparam("account"))

_STANDING = (_INTERVIEWS.c.account_id == bindparam("account"), _INTERVIEWS.c.starts_at >= bindparam("since"))
_APPOINTMENTS = (
    select(
        _INTERVIEWS.c.id,
        _ORGANIZATIONS.c.name,
        _INTERVIEWS.c.position,
        _INTERVIEWS.c.format,
        _INTERVIEWS.c.starts_at,
        _INTERVIEWS.c.ends_at,
        func.coalesce(_INTERVIEWS.c.timezone, _ORGANIZATIONS.c.timezone),
        _INTERVIEWS.c.cancelled,
    )
    .join_from(
        _INTERVIEWS,
        _ORGANIZATIONS,
        (_ORGANIZATIONS.c.account_id == _INTERVIEWS.c.account_id)
        & (_ORGANIZATIONS.c.id == _INTERVIEWS.c.organization_id),
    )
    .where(*_STANDING)
    .order_by(_INTERVIEWS.c.starts_at.desc(), _INTERVIEWS.c.id.desc())
    .limit(_MOST)
)
_PEOPLE = (
    select(_PARTICIPANTS.c.interview_id, _CONTACTS.c.name)
    .join_from(
        _INTERVIEWS,
        _PARTICIPANTS,
        (_PARTICIPANTS.c.account_id == _INTERVIEWS.c.account_id) & (_PARTICIPANTS.c.interview_id == _INTERVIEWS.c.id),
    )
    .join(
        _CONTACTS,
        (_CONTACTS.c.account_id == _PARTICIPANTS.c.account_id) & (_CONTACTS.c.id == _PARTICIPANTS.c.contact_id),
    )
    .where(*_STANDING, _PARTICIPANTS.c.role != Role.REFERENCE)
    .order_by(_PARTICIPANTS.c.interview_id, _PARTICIPANTS.c.position)
)


class Last(NamedTuple):
    """What was published last, and as what number: 0 for nothing yet."""

    number: int
    publication: Publication


class Standing(NamedTuple):
    """The interviews that stand in a calendar, the latest first: those that begin at an instant or later."""

    appointments: Sequence[Appointment]
    since: datetime


def feed(unit: Unit) -> Record | None:
    """Return the account's feed, or None."""
    row = unit.connection.execute(select(_FEEDS).where(_FEEDS.c.account_id == unit.account_id)).first()
    return None if row is None else row._asdict()


def save_feed(unit: WriteUnit, token: NewToken) -> Record:
    """Make the account's feed, in place of the one before."""
    values = {
        "revision": unit.revision,
        "prefix": token.prefix,
        "digest": token.digest,
        "created_at": unit.now,
    }
    mine = _FEEDS.c.account_id == unit.account_id
    if not unit.connection.execute(update(_FEEDS).where(mine).values(values)).rowcount:
        unit.connection.execute(insert(_FEEDS).values(account_id=unit.account_id, **values))
    return values


def delete_feed(unit: WriteUnit) -> None:
    """Remove the account's feed."""
    unit.connection.execute(delete(_FEEDS).where(_FEEDS.c.account_id == unit.account_id))


def state(unit: Unit) -> State:
    """Return the name of what the account holds; raise `UnknownAccountError`."""
    row = unit.connection.execute(_STATE, {"account": unit.account_id}).first()
    if row is None:  # gone since its token was looked up
        raise UnknownAccountError
    return State(*row)


def last(unit: Unit) -> Last:
    """Return what was published last."""
    row = unit.connection.execute(_LAST, {"account": unit.account_id}).first()
    return Last(0, Publication()) if row is None else Last(row.number, Publication.read(row.content))


def standing(unit: Unit, since: datetime) -> Standing:
    """Return the interviews that begin at an instant or later, or those of them for which there is room."""
    given = {"account": unit.account_id, "since": since}
    rows: Sequence[Any] = unit.connection.execute(_APPOINTMENTS, given).all()
    people: dict[str, list[str]] = defaultdict(list)
    for interview_id, name in unit.connection.execute(_PEOPLE, given):
        people[interview_id].append(name)
    appointments = [Appointment._make((*row, people[row.id])) for row in rows]
    return Standing(appointments, since if len(rows) < _MOST else rows[-1].starts_at + timedelta(seconds=1))


def keep(unit: Unit, *, publication: Publication, replaced: int, state: State, until: datetime | None) -> bool:
    """Keep a publication in place of the one with the number `replaced`; return whether that was still the last."""
    values = {
        "founded_at": state.founded_at,
        "revision": state.revision,
        "rules": BY_RULES,
        "until": until,
        "number": replaced + 1,
        "content": publication.written(),
    }
    mine = (_PUBLICATIONS.c.account_id == unit.account_id, _PUBLICATIONS.c.number == replaced)
    if replaced:
        return bool(unit.connection.execute(update(_PUBLICATIONS).where(*mine).values(values)).rowcount)
    # A second first one finds the account's row locked, and then the publication there.
    if unit.connection.execute(_STATE.with_for_update(key_share=True), {"account": unit.account_id}).first() is None:
        raise UnknownAccountError
    if unit.connection.execute(_LAST, {"account": unit.account_id}).first() is not None:
        return False
    unit.connection.execute(insert(_PUBLICATIONS).values(account_id=unit.account_id, **values))
    return True
