"""A table into an account: read and checked first, then put beside what is there."""

from collections import Counter, defaultdict
from datetime import datetime
from typing import NamedTuple

from api.db import Unit, WriteUnit
from api.dossier import repository as dossiers
from api.dossier.schemas import Dossier
from api.importers import repository, sheet
from api.importers.entries import Entry, Refused, read
from api.importers.meanings import Meaning, meanings
from api.importers.merging import Merged, alike, merge
from api.importers.schemas import ImportedRow, ReadColumn, RowOutcome, SheetCounts, SheetImported, SheetQuery
from api.importers.sheet import Sheet
from api.interviews import service as interviews
from api.interviews.schemas import ParticipantFields
from api.settled import unsettle
from api.web.etag import Precondition
from api.web.json import pointer
from api.web.problems import Fault, Invalid


class Table(NamedTuple):
    """A table that has been read: what each row says, and which column told it."""

    sheet: Sheet
    columns: dict[Meaning, int]
    entries: list[Entry | Refused]


def table(body: bytes, charset: str | None, query: SheetQuery, now: datetime) -> Table:
    """Read a table; raise `Invalid` where it is none, or where all of it is wanted and a row is wrong."""
    read_sheet = sheet.read(body, charset)
    columns = meanings(read_sheet.header, query.source, query.chosen_columns())
    entries = read(read_sheet.rows, read_sheet.header, columns, query, now)
    faults = [fault for entry in entries if isinstance(entry, Refused) for fault in _faults(entry)]
    if query.atomic and faults:
        raise Invalid(*faults)
    return Table(read_sheet, columns, entries)


def load(unit: WriteUnit, table: Table) -> SheetImported:
    """Bring in what can be, and say what became of each row."""
    merged = _merged(unit, table)
    new = merged.made()
    unsettle(unit, organizations={record.organization_id for record in merged.interviews.values()} - new)
    dossiers.insert_all(
        unit,
        Dossier.model_construct(
            organizations=merged.organizations,
            contacts=merged.contacts,
            interviews=[*merged.interviews.values()],
            interactions=[],
            testimonials=[],
            marks=[],
        ),
    )
    for joined in merged.joined:
        part = ParticipantFields(role=joined.role)
        interviews.put_participant(unit, joined.interview_id, joined.contact_id, part, Precondition(None))
    return _told(table, merged, merged.rows)


def tried(unit: Unit, table: Table) -> SheetImported:
    """Say what would become of each row, and keep nothing: what would be new has no id yet."""
    merged = _merged(unit, table)
    new = merged.made()
    return _told(table, merged, [_without(new, row) for row in merged.rows])


def _merged(unit: Unit, table: Table) -> Merged:
    names = {alike(entry.organization.name) for entry in table.entries if isinstance(entry, Entry)}
    return merge(table.entries, repository.known(unit, names))


def _told(table: Table, merged: Merged, rows: list[ImportedRow]) -> SheetImported:
    told_by = defaultdict[int, list[Meaning | None]](list)
    for meaning, place in table.columns.items():
        told_by[place].append(meaning)
    outcomes = Counter(row.outcome for row in rows)
    return SheetImported(
        encoding=table.sheet.encoding,
        separator=table.sheet.separator,
        columns=[
            ReadColumn(column=name, field=meaning)
            for place, name in enumerate(table.sheet.header)
            for meaning in told_by[place] or [None]
        ],
        counts=SheetCounts(
            organizations=len(merged.organizations),
            contacts=len(merged.contacts),
            interviews=len(merged.interviews),
            **{outcome.value: outcomes[outcome] for outcome in RowOutcome},
        ),
        rows=rows,
    )


def _without(new: set[str], row: ImportedRow) -> ImportedRow:
    return row.model_copy(
        update={
            "organization_id": None if row.organization_id in new else row.organization_id,
            "contact_ids": [id for id in row.contact_ids if id not in new],
            "interview_id": None if row.interview_id in new else row.interview_id,
        }
    )


def _faults(refused: Refused) -> list[Fault]:
    return [
        Fault(error.code, error.detail, pointer(refused.number, *([error.field] if error.field else [])))
        for error in refused.errors
    ]
