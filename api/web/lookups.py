"""What a request names must be there: in its path, or it is 404; in its body, or it is 422 with the place."""

from collections.abc import Iterator, Mapping, Sequence

from api.db import Unit
from api.rows import Record, Rows
from api.web.problems import Fault, Invalid, NotFound


def existing(unit: Unit, rows: Rows, id: str) -> Record:
    """Return the row that a path names; raise `NotFound`."""
    row = rows.get(unit, id)
    if row is None:
        raise NotFound
    return row


def unknown(unit: Unit, rows: Rows, named: Mapping[str, str | None]) -> Iterator[Fault]:
    """Go through the places of a body (RFC 6901 pointers) whose ids are no rows of the account. Null names nothing."""
    wanted = {id for id in named.values() if id is not None}
    known = rows.existing(unit, wanted) if wanted else set()
    for place, id in named.items():
        if id is not None and id not in known:
            yield Fault("unknown_reference", "Nothing of this account has this id", pointer=place)


def refuse(faults: Sequence[Fault]) -> None:
    """Raise `Invalid` if there is any fault."""
    if faults:
        raise Invalid(*faults)
