"""What is published next: the same entries under the same names, and a higher number if and only if one changed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.calendar_feed import publication
from api.calendar_feed.entries import Entry, Matter, of_actions
from api.calendar_feed.publication import CANCELLED_FOR, KEPT_AFTER, Publication, Published
from api.calendar_feed.rendering import uid
from api.policy.engine import decide
from tests.policy.dossiers import all_dossiers, edges
from tests.properties import examples

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)
CALL = Entry(Matter.ACTION, "Call Ann", "Because.", NOON, NOON + DAY, "Europe/London")
ROUND = Entry(Matter.INTERVIEW, "Interview: Analyst (Acme)", "By video.", NOON + DAY, NOON + 2 * DAY, "UTC")


def follow(before: Publication, at: datetime, **present: Entry) -> Publication:
    return before.followed_by(present, at, at - KEPT_AFTER)


def numbers(published: Publication) -> dict[str, tuple[int, bool]]:
    """The number of each entry, and whether it is cancelled."""
    return {one.key: (one.sequence, one.entry.cancelled) for one in published.entries}


def test_what_stays_the_same_stays_the_same() -> None:
    """Its number and its instants, however often it is published."""
    first = follow(Publication(), NOON, call=CALL)
    assert first.entries == (Published("call", 0, NOON, NOON, CALL),)
    assert follow(first, NOON + DAY, call=CALL) == first


def test_what_changes_gets_the_next_number_and_the_instant() -> None:
    """And when it was published first stays."""
    moved = CALL._replace(ends=NOON + 2 * DAY)
    second = follow(follow(Publication(), NOON, call=CALL), NOON + DAY, call=moved)
    assert second.entries == (Published("call", 1, NOON, NOON + DAY, moved),)
    slow = follow(second, NOON, call=CALL)  # by the clock of another process, which is behind
    assert slow.entries == (Published("call", 2, NOON, NOON + DAY, CALL),)


def test_what_is_gone_is_cancelled_for_a_while_and_then_forgotten() -> None:
    """A new entry then begins beyond its numbers, so that none goes back should it return."""
    first = follow(Publication(), NOON, call=CALL)
    gone = follow(first, NOON + DAY)
    assert numbers(gone) == {"call": (1, True)}
    assert gone.changes_at({}, NOON + DAY) == NOON + DAY + CANCELLED_FOR
    almost = follow(gone, NOON + DAY + CANCELLED_FOR - datetime.resolution)
    assert almost == gone
    forgotten = follow(gone, NOON + DAY + CANCELLED_FOR)
    assert forgotten == follow(forgotten, NOON + 35 * DAY) == Publication((), 2)
    assert numbers(follow(forgotten, NOON + 40 * DAY, call=CALL)) == {"call": (2, False)}


def test_what_comes_back_is_no_longer_cancelled() -> None:
    gone = follow(follow(Publication(), NOON, call=CALL), NOON + DAY)
    assert numbers(follow(gone, NOON + 2 * DAY, call=CALL)) == {"call": (2, False)}


def test_an_interview_that_was_cancelled_and_then_deleted_changes_once() -> None:
    cancelled = follow(Publication(), NOON, one=ROUND._replace(cancelled=True))
    assert follow(cancelled, NOON + DAY) == cancelled


def test_an_interview_long_past_leaves_without_being_cancelled() -> None:
    """It took place; only nobody looks for it any more. Then is when the calendar changes by itself."""
    shown = follow(Publication(), NOON, one=ROUND)
    leaves = ROUND.begins + KEPT_AFTER + timedelta(seconds=1)
    assert shown.changes_at({"one": ROUND}, NOON) == leaves
    last = leaves - timedelta(seconds=1)
    assert numbers(follow(shown, last)) == {"one": (1, True)}  # deleted, while it might still stand there
    assert follow(shown, leaves) == Publication((), 1)


def test_what_does_not_fit_is_left_out_and_not_cancelled(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last ones first, and of what is gone what went first."""
    both = follow(Publication(), NOON, call=CALL, later=CALL)
    monkeypatch.setattr(publication, "_FOR_PRESENT", 1_000)
    assert numbers(follow(both, NOON, call=CALL, later=CALL)) == {"call": (0, False)}
    monkeypatch.setattr(publication, "_FOR_GONE", 1_000)
    one = follow(both, NOON + DAY, call=CALL)
    assert numbers(follow(both, NOON)).keys() == {"later"}
    assert numbers(follow(one, NOON + 2 * DAY)).keys() == {"call"}


def test_it_is_read_as_it_was_written() -> None:
    both = follow(follow(Publication(), NOON, call=CALL, one=ROUND), NOON + DAY, one=ROUND)
    assert Publication.read(both.written()) == both


def lives(data: st.DataObject) -> Iterator[tuple[Publication, datetime]]:
    """A calendar as it is published time and again, while facts come and go."""
    published, now = Publication(), NOON
    one, other = data.draw(all_dossiers), data.draw(all_dossiers)
    for facts in (one, other, one, one._replace(marks={})):
        now = max(now, data.draw(st.sampled_from(edges(facts) or [now]))) + data.draw(st.sampled_from((DAY, 29 * DAY)))
        published = published.followed_by(of_actions(decide(facts, now)), now, now - KEPT_AFTER)
        yield published, now


@examples(5)
@given(st.data())
def test_over_a_life_names_stay_and_numbers_only_rise(data: st.DataObject) -> None:
    """One UID for each key; a higher number, and a later instant, if and only if the entry says something else."""
    seen: dict[str, Published] = {}
    for published, now in lives(data):
        assert len({uid(one.key) for one in published.entries}) == len(published.entries)
        for one in published.entries:
            last = seen.get(one.key)
            if last is not None:
                assert (one.sequence > last.sequence) == (one.entry != last.entry), (last, one)
                assert one.sequence >= last.sequence
                assert one.changed >= last.changed
            assert one.created <= one.changed <= now
        seen |= {one.key: one for one in published.entries}
