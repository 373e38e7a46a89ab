"""Which interviews can reach each other: those of one organization, and those that are rounds of one another.

No fact of one group can make a difference to another: calls and chases are counted by organization, words from the
employer by process, and everything else by interview (see `api.policy.ledger.becoming_known`).
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple


class Link(NamedTuple):
    """What ties one interview to others."""

    interview_id: str
    organization_id: str
    previous_interview_id: str | None


_Node = tuple[str, str]


def groups(links: Iterable[Link]) -> list[list[str]]:
    """The ids of the interviews, each with all those that it can reach, in whatever way and however far."""
    beside: dict[_Node, list[_Node]] = defaultdict(list)
    for interview_id, organization_id, previous_interview_id in links:
        interview = ("interview", interview_id)
        others = [("organization", organization_id)]
        if previous_interview_id is not None:
            others.append(("interview", previous_interview_id))
        for other in others:
            beside[interview].append(other)
            beside[other].append(interview)
    found: list[list[str]] = []
    seen: set[_Node] = set()
    for start in beside:
        if start in seen:
            continue
        group = [start]
        seen.add(start)
        for node in group:  # which grows meanwhile
            new = [one for one in beside[node] if one not in seen]
            seen.update(new)
            group += new
        found.append([id for kind, id in group if kind == "interview"])
    return found
