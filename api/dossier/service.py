"""A whole account as one document: out, and in."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from pydantic import ValidationError
from pydantic_core import to_json

from api.db import Unit, WriteUnit
from api.dossier import integrity, repository
from api.dossier.schemas import Counts, Dossier, Imported, read
from api.policy.keys import interview_of
from api.web.json import pointer
from api.web.problems import MAX_FAULTS, AlreadyExists, Fault, Invalid


def export(unit: Unit) -> bytes:
    """Return the account's dossier as JSON."""
    return to_json(repository.whole(unit))


def checked(document: Any) -> Dossier:
    """Return the dossier that a parsed document is; raise `Invalid` with all that keeps it from being stored."""
    try:
        dossier = read(document, kept=True)
    except ValidationError as error:
        raise Invalid.of(error.errors(include_url=False, include_context=False, include_input=False)) from None
    faults = integrity.faults(dossier)
    faults += islice(_strange_marks(dossier), MAX_FAULTS - len(faults))
    if faults:
        raise Invalid(*faults)
    return dossier


def load(unit: WriteUnit, dossier: Dossier) -> Imported:
    """Keep every record of a checked dossier; raise `AlreadyExists` with the place of each id that is taken."""
    imported = tried(unit, dossier)
    repository.insert_all(unit, dossier)
    return imported


def tried(unit: Unit, dossier: Dossier) -> Imported:
    """Return what `load` would, or raise what it would, and keep nothing."""
    if faults := list(islice(_taken(unit, dossier), MAX_FAULTS)):
        raise AlreadyExists(faults=faults)
    counts = {name: len(getattr(dossier, name)) for name in Counts.model_fields}
    return Imported(counts=Counts(**counts))


def _strange_marks(dossier: Dossier) -> Iterator[Fault]:
    interviews = {interview.id for interview in dossier.interviews}
    for index, mark in enumerate(dossier.marks):
        if interview_of(mark.key) not in interviews:
            place = pointer("marks", index, "key")
            yield Fault("unknown_reference", "No interview of the dossier is in this key", place)


def _taken(unit: Unit, dossier: Dossier) -> Iterator[Fault]:
    for part, ids in repository.taken(unit, dossier).items():
        name = "key" if part == "marks" else "id"
        for index, record in enumerate(getattr(dossier, part)):
            if getattr(record, name) in ids:
                yield Fault("taken", "The account has one of these already", pointer(part, index, name))
