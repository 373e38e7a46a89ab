"""Make, show and revoke an account's feed, and publish what its calendar says."""

import asyncio
from datetime import datetime
from functools import partial
from typing import NamedTuple

from api.calendar_feed import repository
from api.calendar_feed.access import new_feed_token
from api.calendar_feed.entries import of_actions, of_appointments
from api.calendar_feed.publication import KEPT_AFTER, Publication
from api.calendar_feed.repository import Last, Standing
from api.calendar_feed.schemas import CalendarFeedPublic
from api.db import Database, State, Unit, WriteUnit
from api.next_actions.repository import unsettled_facts
from api.policy.engine import decide
from api.policy.facts import Facts
from api.web.etag import Precondition, Version
from api.web.problems import NotFound, Overloaded
from api.web.turns import Turns

_TRIES = 5
"""How often a publication is worked out anew because somebody else published first."""


class Issue(NamedTuple):
    """A publication, and how long it holds unless something is recorded: None for good."""

    publication: Publication
    until: datetime | None


class NewFeed(NamedTuple):
    """A feed just made, and the token for its address."""

    version: Version[CalendarFeedPublic]
    token: str


class _Material(NamedTuple):
    """What a publication is made of, as it was at one instant."""

    state: State
    now: datetime
    last: Last
    facts: Facts
    standing: Standing


def get(unit: Unit) -> Version[CalendarFeedPublic]:
    """Return the account's feed; raise `NotFound`."""
    row = repository.feed(unit)
    if row is None:
        raise NotFound
    return Version(
        CalendarFeedPublic.model_construct(prefix=row["prefix"], created_at=row["created_at"]), row["revision"]
    )


def create(unit: WriteUnit) -> NewFeed:
    """Make the account's feed, or another address for it: the one before opens nothing from now on."""
    token = new_feed_token(unit.account_id)
    repository.save_feed(unit, token)
    return NewFeed(get(unit), token.text)


def delete(unit: WriteUnit, expected: Precondition) -> None:
    """Revoke the address; raise `NotFound` or `PreconditionFailed`."""
    expected.check(get(unit).revision)
    repository.delete_feed(unit)


async def issue(database: Database, turns: Turns, account_id: str, state: State) -> Issue:
    """Return what the calendar of an account in this state says, published by now.

    Raises:
        Overloaded: Too much is going on at once.
    """
    kept = await database.glance(account_id, repository.PUBLISHED, {"account": account_id, "revision": state.revision})
    if kept is not None:
        founded_at, rules, until, content = kept
        holds = until is None or database.clock() < until
        if holds and (founded_at, rules) == (state.founded_at, repository.BY_RULES):
            return Issue(Publication.read(content), until)
    for _ in range(_TRIES):
        material = await database.read(account_id, _material)
        async with turns.turn(account_id):
            issued = await asyncio.to_thread(_published, material)
        keep = partial(
            repository.keep,
            publication=issued.publication,
            replaced=material.last.number,
            state=material.state,
            until=issued.until,
        )
        if await database.amend(account_id, keep):
            return issued
    raise Overloaded


def _material(unit: Unit) -> _Material:
    return _Material(
        repository.state(unit),
        unit.now,
        repository.last(unit),
        unsettled_facts(unit, unit.now).facts,
        repository.standing(unit, unit.now - KEPT_AFTER),
    )


def _published(material: _Material) -> Issue:
    """Work out what is published next, and until when it holds."""
    now, standing = material.now, material.standing
    decision = decide(material.facts, now)
    present = of_actions(decision) | of_appointments(standing.appointments)
    publication = material.last.publication.followed_by(present, now, standing.since)
    closing = (proposal.window.closes_at for proposal in decision.ahead)
    ends = [*closing, decision.holds_until, publication.changes_at(present, now)]
    return Issue(publication, min((end for end in ends if end is not None), default=None))
