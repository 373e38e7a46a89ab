"""How the interviews of an account follow one another.

Interviews that are linked, in whatever way, are one process. Among them, a round that is not cancelled supersedes the
one that it names as previous. Both are worked out once for all interviews, in time that grows with their number and
not with the length of a process.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from api.policy.facts import Interview, Outcome, Role


class Rounds:
    """Which interviews are one process, and which supersede which. The links have to be free of cycles."""

    def __init__(self, interviews: Sequence[Interview]) -> None:
        """Order the interviews so that all that supersede one come right behind it."""
        by_id = {i.id: i for i in interviews}
        self._process: dict[str, str] = {}
        followers: dict[str, list[Interview]] = defaultdict(list)
        firsts = []
        for interview in interviews:
            self._find_process(interview, by_id)
            if interview.previous_interview_id is not None and not interview.cancelled:
                followers[interview.previous_interview_id].append(interview)
            else:
                firsts.append(interview)
        order: list[Interview] = []
        while firsts:
            order.append(firsts.pop())
            firsts.extend(followers.get(order[-1].id, ()))
        self._place = {i.id: place for place, i in enumerate(order)}
        self._later = dict.fromkeys(self._place, 0)
        for interview in reversed(order):
            self._later[interview.id] = sum(1 + self._later[i.id] for i in followers.get(interview.id, ()))
        self._decided = [place for place, i in enumerate(order) if i.outcome is not Outcome.PENDING]
        self._listing: dict[str, list[int]] = defaultdict(list)
        for place, interview in enumerate(order):
            for part in interview.participants:
                if part.role is Role.REFERENCE:
                    self._listing[part.contact_id].append(place)

    def process(self, interview_id: str) -> str:
        """The name of the process that an interview belongs to: the id of its first round."""
        return self._process[interview_id]

    def is_superseded(self, interview_id: str) -> bool:
        """Whether a later round has taken an interview's place."""
        return self._later[interview_id] > 0

    def is_outlived(self, interview_id: str) -> bool:
        """Whether a round that supersedes an interview, directly or further on, has an outcome."""
        return self._any_later(interview_id, self._decided)

    def is_reference_later(self, interview_id: str, contact_id: str) -> bool:
        """Whether a round that supersedes an interview, directly or further on, lists a contact as a reference."""
        return self._any_later(interview_id, self._listing.get(contact_id, ()))

    def _any_later(self, interview_id: str, places: Sequence[int]) -> bool:
        """Whether one of some places, in order, is among those behind an interview that supersede it."""
        first = self._place[interview_id] + 1
        found = bisect_left(places, first)
        return found < len(places) and places[found] < first + self._later[interview_id]

    def _find_process(self, interview: Interview, by_id: dict[str, Interview]) -> None:
        path = []
        while interview.id not in self._process and interview.previous_interview_id is not None:
            path.append(interview.id)
            interview = by_id[interview.previous_interview_id]
        first = self._process.setdefault(interview.id, interview.id)
        for one in path:
            self._process[one] = first
