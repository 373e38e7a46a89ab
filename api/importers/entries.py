"""What one row of a table says, checked as a request would be, before anything is known of the account."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ValidationError

from api.dossier.cells import plain as unguarded
from api.dossier.schemas import ContactRecord, InterviewRecord, OrganizationRecord
from api.ids import new_id
from api.importers import values
from api.importers.meanings import Meaning
from api.importers.schemas import RowError, SheetQuery
from api.importers.sheet import Row
from api.importers.values import CellError, Moment
from api.policy.facts import Outcome, Role
from api.web.types import MissingPart, time_zones

T = TypeVar("T")
M = TypeVar("M", bound=BaseModel)
W = TypeVar("W", bound=StrEnum)

_NOON = time(12)

# Which column tells a field of a record, and is to blame for it.
_OF_ORGANIZATION = {"name": Meaning.ORGANIZATION}
OF_CONTACT = {
    "name": Meaning.CONTACT_NAME,
    "email": Meaning.CONTACT_EMAIL,
    "phone": Meaning.CONTACT_PHONE,
    "job_title": Meaning.CONTACT_JOB_TITLE,
}
OF_INTERVIEW = {
    "position": Meaning.POSITION,
    "starts_at": Meaning.STARTS_AT,
    "ends_at": Meaning.ENDS_AT,
    "timezone": Meaning.TIMEZONE,
    "format": Meaning.FORMAT,
    "interest": Meaning.INTEREST,
    "outcome": Meaning.STATUS,
    "outcome_at": Meaning.OUTCOME_AT,
    "decision_expected_on": Meaning.DECISION_EXPECTED_ON,
}


class Dated(NamedTuple):
    """An interview, and between which instants it starts, both included: on its day, where no time of it was told."""

    record: InterviewRecord
    earliest: datetime
    latest: datetime
    told: set[str]
    """Those of its fields that the row tells, and that do not tell it from other interviews."""


class Entry(NamedTuple):
    """A row that can be brought in. Its records have new ids, and keep them where the account has nothing alike."""

    number: int
    organization: OrganizationRecord
    contact: ContactRecord | None
    role: Role | None
    interview: Dated | None
    missing: list[MissingPart]


class Refused(NamedTuple):
    """A row that cannot be brought in, or in which nothing stands: then there is nothing wrong with it."""

    number: int
    errors: list[RowError]


def read(
    rows: Sequence[Row], header: Sequence[str], columns: Mapping[Meaning, int], query: SheetQuery, now: datetime
) -> list[Entry | Refused]:
    """Return what each row says.

    Args:
        rows: The table's.
        header: The names of its columns, for what is wrong with one.
        columns: Which column has which meaning.
        query: How dates are written, in which zone, and what else was chosen.
        now: No outcome is later that does not say when it was known.
    """
    outcomes = values.OUTCOMES | query.chosen_outcomes()
    return [_Reading(row, header, columns, query, outcomes).result(now) for row in rows]


class _Reading:
    """One row on its way to an entry: what is wrong with it and what it leaves open is gathered as it is read."""

    def __init__(
        self,
        row: Row,
        header: Sequence[str],
        columns: Mapping[Meaning, int],
        query: SheetQuery,
        outcomes: Mapping[str, Outcome],
    ) -> None:
        self._row = row
        self._header = header
        self._columns = columns
        self._query = query
        self._outcomes = outcomes
        self._errors: list[RowError] = []
        self._missing: list[MissingPart] = []

    def result(self, now: datetime) -> Entry | Refused:
        cells = self._row.cells
        if not any(map(str.strip, cells)):
            return Refused(self._row.number, [])
        if any(map(str.strip, cells[len(self._header) :])):
            self._wrong(None, "too_many_cells", "There are more cells than the header has names")
        organization = self._record(
            OrganizationRecord,
            _OF_ORGANIZATION,
            name=self._text(Meaning.ORGANIZATION),
            timezone=self._query.timezone,
            country=self._query.country,
        )
        contact = self._contact()
        role = self._word(Meaning.CONTACT_ROLE, values.ROLES)
        interview = self._interview(now)
        if self._errors or organization is None:
            return Refused(self._row.number, self._errors)
        return Entry(self._row.number, organization, contact, role, interview, self._missing)

    def _contact(self) -> ContactRecord | None:
        said = {field: self._text(meaning) for field, meaning in OF_CONTACT.items()}
        if said["name"] is None:
            if any(said.values()):
                self._open("contact_name", "Say whose address this is")
            return None
        return self._record(ContactRecord, OF_CONTACT, **said)

    def _interview(self, now: datetime) -> Dated | None:
        zone_name = self._value(Meaning.TIMEZONE, _zone)
        zone = ZoneInfo(zone_name or self._query.timezone)
        otherwise = self._value(Meaning.START_TIME, values.time_of_day)
        start = self._value(Meaning.STARTS_AT, self._moment)
        if start is None:
            self._open("starts_at", "Say when the interview is: without a date there is none yet")
            return None
        guessed = start.time is None and otherwise is None
        if guessed:
            otherwise = time.fromisoformat(self._query.start_time)
            self._open("starts_at", "Put the time of day right: only the date was given")
        starts_at = self._value(Meaning.STARTS_AT, lambda _: start.instant(zone, otherwise or _NOON))
        if starts_at is None:
            return None
        end = self._value(Meaning.ENDS_AT, lambda cell: self._end(cell, start, zone))
        ends_at = end or starts_at + timedelta(minutes=self._query.minutes)
        outcome, outcome_at = self._outcome(ends_at, zone, now)
        chosen = {
            "ends_at": end,
            "timezone": zone_name,
            "format": self._word(Meaning.FORMAT, values.FORMATS),
            "interest": self._word(Meaning.INTEREST, values.INTERESTS),
            "outcome": outcome,
            "outcome_at": self._value(Meaning.OUTCOME_AT, lambda _: outcome_at),
            "decision_expected_on": self._value(Meaning.DECISION_EXPECTED_ON, lambda cell: self._moment(cell).day),
        }
        told = {field for field, value in chosen.items() if value is not None}
        record = self._record(
            InterviewRecord,
            OF_INTERVIEW,
            organization_id=new_id(),  # until it is known which
            position=self._text(Meaning.POSITION),
            starts_at=starts_at,
            **chosen | {"ends_at": ends_at, "outcome_at": outcome_at},
        )
        if record is None:
            return None
        if guessed:
            return Dated(record, start.instant(zone, time.min), start.instant(zone, time.max), told)
        return Dated(record, starts_at, starts_at, told)

    def _outcome(self, ends_at: datetime, zone: ZoneInfo, now: datetime) -> tuple[Outcome | None, datetime | None]:
        """Return the outcome, if there is one, and when it was known.

        That is not before the interview's end where only the day is given.
        """
        outcome = self._word(Meaning.STATUS, self._outcomes, field="outcome")
        if outcome in {None, Outcome.PENDING}:
            return None, None
        known = self._value(Meaning.OUTCOME_AT, self._moment)
        if known is None:
            self._open("outcome_at", "Say when you knew: it is taken to be the interview's end")
            return outcome, min(ends_at, now)
        at = self._value(Meaning.OUTCOME_AT, lambda _: known.instant(zone, _NOON))
        return outcome, at if at is None or known.time is not None else max(at, ends_at)

    def _end(self, cell: str, start: Moment, zone: ZoneInfo) -> datetime:
        """Read an end, which may be a time on the day of the start."""
        try:
            return Moment(start.day, values.time_of_day(cell), start.offset).instant(zone, _NOON)
        except CellError:
            end = self._moment(cell)
        if end.time is None:
            raise CellError("time", "Must say the time of day")
        return end.instant(zone, _NOON)

    def _moment(self, cell: str) -> Moment:
        return values.moment(cell, self._query.dates)

    def _text(self, meaning: Meaning) -> str | None:
        """Return what stands in the cell with a meaning; None where there is nothing, or no such column."""
        place = self._columns.get(meaning)
        if place is None or place >= len(self._row.cells):
            return None
        return unguarded(self._row.cells[place].strip()) or None

    def _value(self, meaning: Meaning, read: Callable[[str], T]) -> T | None:
        """Return what a cell is read as; None where nothing stands in it, or something wrong."""
        text = self._text(meaning)
        try:
            return None if text is None else read(text)
        except CellError as error:
            self._wrong(meaning, error.code, error.detail)
            return None

    def _word(self, meaning: Meaning, words: Mapping[str, W], *, field: str | None = None) -> W | None:
        """Return what a word means. A strange one is left open: the rest of the row is as good without it."""
        text = self._text(meaning)
        found = None if text is None else values.meant(text, words)
        if text is not None and found is None:
            self._open(field or meaning.value, "Say what this is: the word in the table is not known here")
        return found

    def _record(self, model: type[M], blamed: Mapping[str, Meaning], **fields: Any) -> M | None:
        """Return a record of what is given; None where something is wrong with it."""
        given = {name: value for name, value in fields.items() if value is not None}
        try:
            return model.model_validate({"id": new_id(), **given})
        except ValidationError as error:
            for fault in error.errors(include_url=False, include_context=False, include_input=False):
                self._wrong(blamed.get(str(fault["loc"][0])), fault["type"], fault["msg"])
            return None

    def _wrong(self, meaning: Meaning | None, code: str, detail: str) -> None:
        place = None if meaning is None else self._columns.get(meaning)
        column = None if place is None else self._header[place]
        self._errors.append(RowError(field=meaning, column=column, code=code, detail=detail))

    def _open(self, field: str, prompt: str) -> None:
        self._missing.append(MissingPart(field=field, prompt=prompt))


def _zone(cell: str) -> str:
    if cell not in time_zones():
        raise CellError("time_zone", "Must be an IANA time zone, as Europe/London")
    return cell
