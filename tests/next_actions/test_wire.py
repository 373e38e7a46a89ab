"""Decisions are written as pydantic writes the other answers, to the byte."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AwareDatetime, TypeAdapter
from pydantic_core import to_json

from api.next_actions.wire import encode
from api.policy.engine import decide
from api.policy.facts import Facts
from tests.policy.dossiers import situations
from tests.properties import examples

INSTANTS = st.datetimes(timezones=st.just(UTC))


@dataclass(frozen=True, slots=True)
class Said:
    text: str
    at: datetime


@examples(20)
@given(situation=situations())
def test_a_decision(situation: tuple[Facts, datetime, timedelta]) -> None:
    decision = decide(*situation)
    said = [decision.items, decision.cautions, decision.trace, decision.changes_at()]
    assert encode(said) == to_json(said)


@given(st.builds(Said, st.text(), INSTANTS))
def test_any_text_at_any_instant(said: Said) -> None:
    assert encode(said) == to_json(said)


@pytest.mark.parametrize(
    "text", ['"\\/', "\0\x01\b\t\n\f\r\x1f\x7f\x80", "\u2028\u2029\ufeff\uffff", "naïve \N{WAVING HAND SIGN} שלום"]
)
def test_what_other_writers_escape(text: str) -> None:
    assert encode([text]) == to_json([text])


@pytest.mark.parametrize("text", ["2026-03-02T12:00:00Z", "2026-03-02T12:00:00.000001Z", "0001-01-01T00:00:00Z"])
def test_an_instant_as_a_client_gave_it(text: str) -> None:
    """Pydantic reads it into a zone of its own."""
    given = TypeAdapter(AwareDatetime).validate_json(f'"{text}"')
    assert encode(given) == to_json(given) == f'"{text}"'.encode()
    assert encode(given.replace(tzinfo=timezone(timedelta(0)))) == f'"{text}"'.encode()
