"""An account in forms that a script reads as they come: lines of JSON, and tables.

Both go through the account's records a few at a time, so that its size does not matter.
"""

import csv
from collections import defaultdict
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import chain
from typing import Any

from pydantic_core import to_json, to_jsonable_python

from api.db import Unit
from api.dossier import repository
from api.dossier.cells import guarded
from api.dossier.parts import KINDS, Part
from api.dossier.repository import Row
from api.dossier.schemas import RECORDS

# Where Python's `str.splitlines` and some others end a line too, though JSON has them in texts as they are.
_OTHER_ENDS = {end.encode(): f"\\u{ord(end):04x}".encode() for end in "\x85\u2028\u2029"}


def lines(unit: Unit) -> Iterator[bytes]:
    """Go through the account as NDJSON: a record a line, as in a dossier, with the kind of thing that it is as `type`.

    Whatever a record names stands before it, so that a reader can keep each as it comes. Nothing in a record ends its
    line, whatever a reader takes for an end.
    """
    for part, kind in KINDS.items():
        records = repository.records(unit, part)
        if part is Part.INTERVIEWS:
            records = _earlier_rounds_first(records, repository.before_their_rounds(unit))
        for record in records:
            yield _line({"type": kind, **record})


def table(unit: Unit, part: Part) -> Iterator[bytes]:
    """Go through one of a dossier's lists as CSV (RFC 4180, UTF-8), under a header of its fields' names.

    Nothing is an empty cell, and so is an empty text; a list or an object is JSON; booleans are `true` and `false`;
    texts are `guarded`.
    """
    names = _columns(part)
    rows = ([_cell(record[name]) for name in names] for record in map(_jsonable, repository.records(unit, part)))
    with StringIO(newline="") as buffer:
        write = csv.writer(buffer).writerow
        for row in chain([names], rows):
            write(row)
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()


def _line(record: Row) -> bytes:
    line = to_json(record)
    for end, escaped in _OTHER_ENDS.items():
        line = line.replace(end, escaped)
    return line + b"\n"


def _columns(part: Part) -> list[str]:
    """Return the fields of a part's records: what it is first, when it was written last."""
    fields = [*RECORDS[part].model_fields]
    stamps = [name for name in ("created_at", "updated_at") if name in fields]
    return [name for name in fields if name not in stamps] + stamps


def _jsonable(record: Row) -> dict[str, Any]:
    made: dict[str, Any] = to_jsonable_python(record)
    return made


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case str():
            return guarded(value)
        case _:  # which no spreadsheet takes for a formula
            return to_json(value).decode()


def _earlier_rounds_first(interviews: Iterable[Row], early: set[str]) -> Iterator[Row]:
    """Go through interviews so that each comes after the one that it names.

    Args:
        interviews: In their order.
        early: Those that come before the one that they name. These are held until it has come, with those behind them.
    """
    held: set[str] = set()
    waiting: dict[str, list[Row]] = defaultdict(list)
    for interview in interviews:
        previous = interview["previous_interview_id"]
        if interview["id"] in early or previous in held:
            held.add(interview["id"])
            waiting[previous].append(interview)
            continue
        ready = [interview]
        while ready:
            one = ready.pop()
            held.discard(one["id"])
            yield one
            ready += waiting.pop(one["id"], ())
