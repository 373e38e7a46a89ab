"""What can be done with interactions, within one unit of work."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from api.db import Unit, WriteUnit
from api.interactions import repository
from api.interactions.repository import CONTACTS, INTERACTIONS, INTERVIEWS
from api.interactions.schemas import (
    InteractionCreate,
    InteractionCreated,
    InteractionPage,
    InteractionPublic,
    InteractionQuery,
    InteractionUpdate,
)
from api.next_actions import touches
from api.policy.facts import Interaction
from api.rows import Record
from api.settled import unsettle
from api.web.etag import Precondition, Version
from api.web.lookups import existing, refuse, unknown
from api.web.merge import merged
from api.web.problems import Fault

# An interaction has happened; a client's clock may be a little ahead of ours all the same.
CLOCK_SKEW = timedelta(minutes=5)


def page(unit: Unit, query: InteractionQuery) -> InteractionPage:
    """Return one page of the account's interactions."""
    window = InteractionPage.window(query)
    return InteractionPage.of(repository.page(unit, query, window), window)


def get(unit: Unit, id: str) -> Version[InteractionPublic]:
    """Return an interaction; raise `NotFound`."""
    return _public(existing(unit, INTERACTIONS, id))


def create(unit: WriteUnit, new: InteractionCreate) -> Version[InteractionCreated]:
    """Keep a new interaction, and say which rules it broke; raise `Invalid`."""
    refuse([*_unknown(unit, new), *_ahead(unit, new.occurred_at)])
    values = _dated(unit, new)
    # Looked at before it is kept: it is held against what was there without it.
    found = touches.findings(unit, Interaction(**{field: values[field] for field in Interaction._fields}), new.body)
    unsettle(unit, interviews=[new.interview_id])
    row = INTERACTIONS.insert(unit, values)
    return Version(InteractionCreated.model_construct(**row, findings=found), row["revision"])


def update(unit: WriteUnit, id: str, patch: InteractionUpdate, expected: Precondition) -> Version[InteractionPublic]:
    """Merge a patch into an interaction; raise `NotFound`, `PreconditionFailed` or `Invalid`."""
    row = existing(unit, INTERACTIONS, id)
    expected.check(row["revision"])
    whole = merged(InteractionCreate, row, patch)
    # An imported one may lie ahead, and stays there as long as nobody sets another instant.
    refuse([*_unknown(unit, whole), *_ahead(unit, patch.occurred_at)])
    unsettle(unit, interviews=[row["interview_id"], whole.interview_id])
    return _public(INTERACTIONS.update(unit, row, _dated(unit, whole)))


def delete(unit: WriteUnit, id: str, expected: Precondition) -> None:
    """Remove an interaction; raise `NotFound` or `PreconditionFailed`."""
    row = existing(unit, INTERACTIONS, id)
    expected.check(row["revision"])
    unsettle(unit, interviews=[row["interview_id"]])
    INTERACTIONS.delete(unit, id)


def _unknown(unit: Unit, interaction: InteractionCreate) -> Iterator[Fault]:
    yield from unknown(unit, INTERVIEWS, {"/interview_id": interaction.interview_id})
    yield from unknown(unit, CONTACTS, {"/contact_id": interaction.contact_id})


def _ahead(unit: Unit, occurred_at: datetime | None) -> Iterator[Fault]:
    if occurred_at is not None and occurred_at > unit.now + CLOCK_SKEW:
        yield Fault("in_the_future", "Must be at most five minutes ahead", pointer="/occurred_at")


def _dated(unit: Unit, interaction: InteractionCreate) -> Record:
    return dict(interaction) | {"occurred_at": interaction.occurred_at or unit.now}


def _public(row: Record) -> Version[InteractionPublic]:
    return Version(InteractionPublic.model_construct(**row), row["revision"])
