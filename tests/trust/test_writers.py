"""The comparison of what writers were told with what is stored misses nothing that is amiss."""

from typing import Any

import pytest

from trust.site import Founded
from trust.writers import Differences, Employer, Log, compared

ANN = Employer("Ann", 0, '"7"')
RIGHT = Differences(lost=0, invented=0, wrong_revisions=0)


def told(**fields: Any) -> Log:
    """What was told of one write, the account's ninth: that Ann is at `a`."""
    log: dict[str, Any] = {"revision": 8, "acknowledged": 1, "employers": {"a": ANN}}
    return Log(Founded("", ""), **log | fields)


@pytest.mark.parametrize(
    ("log", "stored", "revision", "difference"),
    [
        (told(), {"a": ANN}, 9, RIGHT),
        (told(), {}, 9, RIGHT._replace(lost=1)),
        (told(), {"a": ANN._replace(name="Bob")}, 9, RIGHT._replace(lost=1)),
        (told(), {"a": ANN._replace(etag='"8"')}, 9, RIGHT._replace(lost=1)),
        (told(employers={}), {"a": ANN}, 9, RIGHT._replace(invented=1)),
        (told(), {"a": ANN, "b": ANN}, 9, RIGHT._replace(invented=1)),
        (told(), {"a": ANN}, 8, RIGHT._replace(wrong_revisions=1)),
        (told(), {"a": ANN}, 10, RIGHT._replace(wrong_revisions=1)),
    ],
)
def test_what_was_told_is_there(log: Log, stored: dict[str, Employer], revision: int, difference: Differences) -> None:
    """As it was told, and nothing besides, after as many revisions as there were writes."""
    assert compared(log, stored, revision, highest=7) == difference


def test_no_row_is_newer_than_its_account() -> None:
    assert compared(told(), {"a": ANN}, 9, highest=10) == RIGHT._replace(wrong_revisions=1)


@pytest.mark.parametrize(
    ("log", "happened", "by_halves"),
    [
        (told(doubts={"a": None}), {}, {"a": ANN._replace(name="Bob")}),
        (told(doubts={"a": ANN._replace(name="Bob")}), {"a": ANN._replace(name="Bob")}, {}),
        (told(doubts={"b": Employer("Bob", 3)}), {"a": ANN, "b": Employer("Bob", 3, '"10"')}, {"a": ANN, "b": ANN}),
        (told(unnamed={"Bob"}), {"a": ANN, "b": Employer("Bob", 0)}, {"a": ANN, "b": Employer("Bob", 1)}),
    ],
)
def test_what_is_in_doubt_happened_or_did_not(
    log: Log, happened: dict[str, Employer], by_halves: dict[str, Employer]
) -> None:
    """A deletion, a change, an import, a new one: either way is right, with its revision, and nothing between is."""
    assert compared(log, {"a": ANN}, 9, highest=7) == RIGHT
    assert compared(log, happened, 10, highest=7) == RIGHT
    assert compared(log, happened, 9, highest=7) == RIGHT._replace(wrong_revisions=1)
    wrong = compared(log, by_halves, 9, highest=7)
    assert wrong.lost + wrong.invented == 1
