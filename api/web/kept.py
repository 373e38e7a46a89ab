"""Answers kept in memory for as long as they hold: until the account's next write, or until `changes_at`.

The name of an account's state is read with its token in every request, so that whatever any process writes is seen by
all of them: a kept answer is never older than the state that its request found.
"""

from collections import OrderedDict
from datetime import datetime
from typing import NamedTuple

from starlette.routing import Route

from api.db import State

_OVERHEAD = 400
"""Bytes of an answer beside its content, its cursor and what was asked, about."""
_SHELF_OVERHEAD = 600
"""Bytes that the answers about an account take beside what each takes, about: most accounts have only one."""
_SHARE = 8
"""One account may have this part of the room, so that nobody can crowd the others out."""


class Answer(NamedTuple):
    """An answer of 200: its bytes, its entity tag, the cursor of the page after it, and the route that gave it.

    It holds from `since` on, and before `until`; None means from the beginning, and for good.
    """

    content: bytes
    etag: str | None = None
    next_cursor: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    route: Route | None = None
    media_type: str = "application/json"

    def holds(self, now: datetime) -> bool:
        """Whether this is still the answer at an instant, as long as nothing was written."""
        return (self.since is None or self.since <= now) and (self.until is None or now < self.until)


class _Shelf:
    """The answers about one state of one account, by what was asked, the one asked for longest ago first."""

    __slots__ = ("answers", "size", "state")

    def __init__(self, state: State) -> None:
        self.state = state
        self.answers: dict[bytes, Answer] = {}
        self.size = _SHELF_OVERHEAD

    def find(self, asked: bytes, now: datetime) -> Answer | None:
        answer = self.answers.get(asked)
        if answer is None or not answer.holds(now):
            return None
        self.answers[asked] = self.answers.pop(asked)  # behind all others
        return answer

    def put(self, asked: bytes, answer: Answer) -> None:
        self.take(asked)
        self.answers[asked] = answer
        self.size += _size(asked, answer)

    def take(self, asked: bytes) -> None:
        answer = self.answers.pop(asked, None)
        if answer is not None:
            self.size -= _size(asked, answer)


class KeptAnswers:
    """The answers that were asked for last, `capacity` bytes of them at most; 0 keeps none.

    Of each account only those about its latest known state are kept. For the use of one thread.
    """

    def __init__(self, capacity: int) -> None:
        self.size = 0
        self._capacity = capacity
        self._shelves: OrderedDict[str, _Shelf] = OrderedDict()

    def find(self, account_id: str, state: State, asked: bytes, now: datetime) -> Answer | None:
        """Return the answer to what is asked about a state, if it is kept and holds."""
        shelf = self._shelves.get(account_id)
        if shelf is None or shelf.state != state:
            return None
        answer = shelf.find(asked, now)
        if answer is not None:
            self._shelves.move_to_end(account_id)
        return answer

    def keep(self, account_id: str, state: State, asked: bytes, answer: Answer) -> None:
        """Keep an answer, in place of what was asked for longest ago where there is no room.

        What is about an older state than is known already is not kept.
        """
        if (_SHELF_OVERHEAD + _size(asked, answer)) * _SHARE > self._capacity:
            return
        shelf = self._shelves.get(account_id)
        if shelf is not None and shelf.state > state:
            return
        if shelf is not None:
            self.size -= shelf.size
        if shelf is None or shelf.state != state:
            shelf = self._shelves[account_id] = _Shelf(state)
        shelf.put(asked, answer)
        while shelf.size * _SHARE > self._capacity:
            shelf.take(next(iter(shelf.answers)))
        self.size += shelf.size
        self._shelves.move_to_end(account_id)
        while self.size > self._capacity:
            self.size -= self._shelves.popitem(last=False)[1].size


def _size(asked: bytes, answer: Answer) -> int:
    return len(asked) + len(answer.content) + len(answer.next_cursor or "") + _OVERHEAD
