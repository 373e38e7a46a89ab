"""A plan in writing says at every instant, and to every query, what deciding anew would say."""

from datetime import datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from api.db import State
from api.next_actions import service
from api.next_actions.schemas import NextActionsQuery
from api.next_actions.written import Written
from api.policy.decision import Kind, Status
from api.policy.engine import DEFAULT_HORIZON, decide
from api.policy.facts import Facts
from tests.policy.dossiers import shifts, situations
from tests.properties import examples

QUERIES: tuple[dict[str, Any], ...] = (
    {},
    {"limit": 1},
    {"limit": 200},
    {"status": [Status.OVERDUE, Status.OPEN]},
    {"kind": [Kind.SEND_THANK_YOU, Kind.KEEP_IN_TOUCH]},
    {"interview_id": "i1"},
    {"contact_id": "ann"},
)
NOBODYS = "0195a4c2-0000-7000-8000-000000000000"


def stored(written: Written) -> Written:
    """The plan as it comes back from where it was kept."""
    return Written.read(written.since, written.until, written.outline(), written.texts)


def asked(at: datetime, state: State, query: NextActionsQuery) -> service.Question:
    return service.question(NOBODYS, state, query, at)


def agrees(facts: Facts, written: Written, at: datetime, query: NextActionsQuery) -> bool:
    """Hold what is written against a decision, page by page; return whether it had an answer."""
    question = asked(at, State(at, 1), query)
    read = service.read_off(question, written)
    if read is None:
        return False
    assert read == service.told(question, decide(facts, question.at, query.horizon))
    if read.next_cursor is not None:
        assert agrees(facts, written, at, query.model_copy(update={"cursor": read.next_cursor, "at": None}))
    return True


@examples(50)
@given(situation=situations(), shift=shifts, query=st.sampled_from(QUERIES))
def test_it_says_what_deciding_would(
    situation: tuple[Facts, datetime, timedelta], shift: timedelta, query: dict[str, Any]
) -> None:
    """Now, later, and exactly when something changes; or nothing, where a fact may have become known by then."""
    facts, at, horizon = situation
    decision = decide(facts, at)
    written = stored(Written.of(decision))
    wanted = NextActionsQuery().model_copy(update={**query, "horizon": horizon})
    until = decision.holds_until
    instants = [at, at + abs(shift)]
    for instant in (decision.changes_at(), until):
        if instant is not None:
            instants += [instant - timedelta(microseconds=1), instant]
    for instant in instants:
        has_answer = agrees(facts, written, instant, wanted)
        assert has_answer or (until is not None and (instant >= until or horizon != DEFAULT_HORIZON))


@given(situation=situations())
def test_it_says_nothing_of_earlier_instants(situation: tuple[Facts, datetime, timedelta]) -> None:
    """What was over by then is not part of it."""
    facts, at, _ = situation
    question = asked(at - timedelta(microseconds=1), State(at, 1), NextActionsQuery())
    assert service.read_off(question, Written.of(decide(facts, at))) is None


@given(situation=situations(), query=st.sampled_from(("explain", "at")))
def test_it_is_not_asked_to_explain_nor_for_an_instant_of_the_clients(
    situation: tuple[Facts, datetime, timedelta], query: str
) -> None:
    """Those rest on all of the facts."""
    facts, at, _ = situation
    question = asked(at, State(at, 1), NextActionsQuery.model_validate({query: True if query == "explain" else at}))
    assert service.read_off(question, Written.of(decide(facts, at))) is None
