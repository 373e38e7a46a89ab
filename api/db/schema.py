"""Which revision of the schema this version of the service goes with.

It is read from the migrations' files as text: what runs them takes longer to load than a start has to spare.
"""

import re
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path

TABLE = "alembic_version"
"""Where Alembic writes down the revision of a database."""

ELSEWHERE = "elsewhere"
"""In place of a revision: the table is on another server of a distributed database."""

_NAMES = re.compile(r'^(revision|down_revision)(?:: .*)? = (?:"(\w+)"|None)$', re.MULTILINE)


@cache
def revisions() -> Mapping[str, str | None]:
    """Return every revision that this version knows, with the one before it."""
    found = find_spec("migrations")
    assert found is not None  # noqa: S101 - it is shipped beside us
    assert found.origin is not None  # noqa: S101 - it is a package with a file
    files = (Path(found.origin).parent / "versions").glob("*.py")
    named = [dict(_NAMES.findall(file.read_text(encoding="utf-8"))) for file in files]
    return {names["revision"]: names["down_revision"] or None for names in named}


@cache
def head() -> str:
    """Return the last revision: the one that this version's tables are in."""
    (last,) = revisions().keys() - revisions().values()
    return last
