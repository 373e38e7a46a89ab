"""A dossier that comes as NDJSON: a record a line."""

import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, NamedTuple, Self

from api.dossier.parts import KINDS, Part
from api.web.json import JsonError, loads, pointer
from api.web.problems import MAX_FAULTS, AlreadyExists, Fault, Invalid

_PARTS = {kind: part for part, kind in KINDS.items()}
_IN_A_RECORD = re.compile(r"/(\w+)/(\d+)(.*)", re.DOTALL)


class Lines(NamedTuple):
    """A dossier's document, and where in the body each of its records stood."""

    document: dict[str, list[Any]]
    places: dict[str, list[int]]
    """The lines, counted from 0, of the records of each list."""

    @classmethod
    def of(cls, body: bytes) -> Self:
        """Take apart a body; raise `Invalid` for lines that are no JSON object with a known `type`."""
        document: dict[str, list[Any]] = defaultdict(list)
        places: dict[str, list[int]] = defaultdict(list)
        faults: list[Fault] = []
        for number, line in enumerate(body.split(b"\n")):
            if not line.strip():
                continue
            try:
                part, record = _record(loads(line))
            except JsonError as error:
                place = pointer(number) + (error.pointer or "")
                detail = error.detail.replace("at line 1 column", "at column")  # which line it is says the pointer
                faults.append(Fault(error.code, detail, place))
                if len(faults) == MAX_FAULTS:
                    break
                continue
            document[part].append(record)
            places[part].append(number)
        if faults:
            raise Invalid(*faults)
        return cls(document, places)

    @contextmanager
    def placing(self) -> Iterator[None]:
        """Point at the lines of the body, in whatever is wrong with the document."""
        try:
            yield
        except (Invalid, AlreadyExists) as problem:
            problem.faults = [replace(fault, pointer=self._place(fault.pointer)) for fault in problem.faults]
            raise

    def _place(self, place: str | None) -> str | None:
        """Return where a place of the document was in the body: in a line, or in none of them more than in others."""
        found = _IN_A_RECORD.fullmatch(place or "")
        return f"/{self.places[found[1]][int(found[2])]}{found[3]}" if found else place and ""


def _record(line: Any) -> tuple[Part, dict[str, Any]]:
    """Return which list a record belongs into, and the record; raise `JsonError`."""
    if not isinstance(line, dict):
        raise JsonError("dict_type", "A line must be a JSON object")
    kind = line.pop("type", None)
    if not isinstance(kind, str) or kind not in _PARTS:
        raise JsonError("type", f"Must be one of {', '.join(_PARTS)}", "/type")
    return _PARTS[kind], line
