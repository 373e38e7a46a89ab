"""The corpus: messages that are good, and messages that are bad with what they must be told. Data in `corpus/`."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from api.messages.finding import Finding
from api.messages.message import Context, Message, Sent
from api.next_actions.facts import debrief
from api.policy.facts import Channel, Contact, Interview, Organization, Outcome, Purpose

CORPUS = Path(__file__).parent / "corpus"


class Told(NamedTuple):
    """What a finding says of a message: the rule, how much it weighs, where, and the text that its span slices."""

    rule: str
    severity: str
    field: str | None
    text: str | None


class Specimen(NamedTuple):
    """A message of the corpus. A good one expects nothing beyond hints."""

    id: str
    message: Message
    context: Context
    expected: frozenset[Told]


def load(name: str) -> list[Specimen]:
    """Return the messages of one file of the corpus."""
    return [_specimen(entry) for entry in _read(name)["message"]]


def told(message: Message, finding: Finding) -> Told:
    """Return what a finding says, its span sliced."""
    span = finding.span
    if span is None:
        return Told(finding.rule, finding.severity, None, None)
    text = message.body if span.field == "body" else message.subject or ""
    return Told(finding.rule, finding.severity, span.field, text[span.start : span.end])


@cache
def context(name: str) -> Context:
    """Return one of the contexts, by name."""
    return _context(_read("contexts")[name])


@cache
def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((CORPUS / f"{name}.toml").read_text(encoding="utf-8"))


def _specimen(entry: dict[str, Any]) -> Specimen:
    message = Message(
        Channel(entry["channel"]),
        Purpose(entry["purpose"]),
        entry["body"],
        entry.get("subject"),
        tuple(entry.get("enclosures", ())),
    )
    expected = frozenset(
        Told(f["rule"], f["severity"], f.get("field", "body") if "text" in f else None, f.get("text"))
        for f in entry.get("findings", ())
    )
    return Specimen(entry["id"], message, context(entry["context"]) if "context" in entry else Context(), expected)


def _context(entry: dict[str, Any]) -> Context:
    from datetime import UTC, datetime

    interview = Interview(
        id="interview",
        organization_id="organization",
        position=entry["position"],
        starts_at=datetime(2026, 3, 2, 10, tzinfo=UTC),
        ends_at=datetime(2026, 3, 2, 11, tzinfo=UTC),
        outcome=Outcome(entry.get("outcome", "pending")),
        debrief=debrief(entry["debrief"]) if "debrief" in entry else None,
    )
    return Context(
        person=Contact("person", entry["person"], "organization"),
        interview=interview,
        organization=Organization("organization", entry["organization"]),
        other_people=tuple(entry.get("others", ())),
        other_organizations=tuple(entry.get("elsewhere", ())),
        sent=tuple(Sent(sent["to"], sent["to"], sent["body"]) for sent in entry.get("sent", ())),
    )
