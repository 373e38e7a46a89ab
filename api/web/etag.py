"""Strong entity tags: a resource's is the revision of its account at which it was last written."""

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

from pydantic import BaseModel

from api.web.problems import Fault, Invalid, PreconditionFailed

R_co = TypeVar("R_co", bound=BaseModel, covariant=True)

# With places left empty, as RFC 9110, 5.6.1.2, has them read.
_LIST = re.compile(r'[\s,]*(?:W/)?"[\x21\x23-\x7e]*"(?:\s*,[\s,]*(?:W/)?"[\x21\x23-\x7e]*")*[\s,]*')
_TAG = re.compile(r'(W/)?("[\x21\x23-\x7e]*")')


@dataclass(frozen=True, slots=True)
class Version(Generic[R_co]):
    """A resource as it is shown, and the revision at which it was last written: what its `ETag` says."""

    resource: R_co
    revision: int


def etag(revision: int) -> str:
    """Return the strong entity tag of what was last written at a revision."""
    return f'"{revision}"'


@dataclass(frozen=True, slots=True)
class Precondition:
    """What `If-Match` demands. An absent header demands nothing."""

    header: str | None

    def check(self, revision: int) -> None:
        """Raise `PreconditionFailed` unless the header names this revision, or any."""
        if self.header is None or self.header.strip() == "*":
            return
        # Strong comparison: a weak tag matches nothing.
        if etag(revision) not in [tag for weak, tag in _tags("If-Match", self.header) if not weak]:
            raise PreconditionFailed

    def check_absent(self) -> None:
        """Raise `PreconditionFailed` if the header demands any version of what does not exist yet."""
        if self.header is not None:
            raise PreconditionFailed


def unchanged(if_none_match: str | None, current: str) -> bool:
    """Return whether a client already has the answer with this entity tag. Compares weakly, as RFC 9110 says."""
    if if_none_match is None:
        return False
    if if_none_match == current or if_none_match.strip() == "*":
        return True
    return current.removeprefix("W/") in [tag for _, tag in _tags("If-None-Match", if_none_match)]


def _tags(name: str, header: str) -> list[tuple[str, str]]:
    if not _LIST.fullmatch(header):
        raise Invalid(Fault("entity_tag", 'Must be "*" or entity tags in double quotes', header=name))
    return _TAG.findall(header)
