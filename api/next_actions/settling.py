"""What is over for good: found out when an answer is made, and written down beside the requests."""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from functools import partial

from api.db import Database, State
from api.next_actions.rules import RULES
from api.settled import Settled, settle
from api.web.flushing import Flushed

_REMEMBERED = 10_000
"""Accounts of which it is remembered that they have been looked through."""
_TOGETHER = 1_000
"""Interviews that are settled in one transaction, about: others wait for it."""


class Settling(Flushed):
    """What is to be written about each account: a group once, unless the account is written to.

    A process that is killed loses a note, and so does one whose database is away just then. Either way it is found
    out again, by this process after the account's next write and by another one at once.
    """

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database
        self._noted: dict[str, tuple[State, Sequence[Settled]]] = {}
        self._seen: OrderedDict[str, State] = OrderedDict()

    def is_new(self, account_id: str, state: State) -> bool:
        """Whether an account in this state has not been looked through yet."""
        return self._seen.get(account_id) != state

    def note(self, account_id: str, state: State, found: Sequence[Settled]) -> None:
        """Note what an account in this state was found to hold that is not known to be settled yet."""
        self._seen[account_id] = state
        self._seen.move_to_end(account_id)
        if len(self._seen) > _REMEMBERED:
            self._seen.popitem(last=False)
        if found:
            self._noted[account_id] = (state, found)

    async def flush(self) -> None:
        """Write down what is noted. No account gets a new revision from it, and no resource a new ETag."""
        noted, self._noted = self._noted, {}
        for account_id, (state, found) in noted.items():
            for some in _portions(found):
                work = partial(settle, state=state, rules=RULES, found=some)
                await self._database.amend(account_id, work)


def _portions(found: Sequence[Settled]) -> Iterator[list[Settled]]:
    """Divide groups up, each of which is written as a whole."""
    portion: list[Settled] = []
    size = 0
    for group in found:
        portion.append(group)
        size += len(group.interview_ids)
        if size >= _TOGETHER:
            yield portion
            portion, size = [], 0
    if portion:
        yield portion
