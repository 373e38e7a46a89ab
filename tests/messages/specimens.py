"""The corpus: messages with what they must be told, which for good ones is nothing beyond a hint. Data in `corpus/`."""

import tomllib
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from api.messages.check import check
from api.messages.finding import Finding, Severity
from api.messages.message import Context, Message, Sent
from api.next_actions.facts import debrief
from api.policy.facts import Channel, Contact, Interview, Organization, Outcome, Purpose

CORPUS = Path(__file__).parent / "corpus"


class Told(NamedTuple):
    """What a finding says of a message: the rule, how much it weighs, in which part, and what its span slices."""

    rule: str
    severity: str
    field: str | None
    text: str | None


class Specimen(NamedTuple):
    """A message of the corpus, and what it must be told."""

    id: str
    message: Message
    context: Context
    expected: frozenset[Told]


def told(specimen: Specimen) -> frozenset[Told]:
    """Return what the check says of a message, its spans sliced."""
    return frozenset(_told(specimen.message, found) for found in check(specimen.message, specimen.context))


def messages(name: str) -> list[Specimen]:
    """Return the messages of one file of the corpus: `good` or `bad`."""
    return [_specimen(entry) for entry in _read(name)["message"]]


def good_sentences() -> list[Specimen]:
    """Return sentences that nothing is wrong with, each in a message."""
    read = _read("sentences")
    return [*map(_in_an_email, read["good"]), *map(_in_a_voicemail, read["good_in_a_voicemail"])]


def bad_sentences() -> list[tuple[str, Specimen]]:
    """Return sentences, each in a message, after the rule that it breaks."""
    return [
        (rule, _in_a_voicemail(sentence) if rule == "leave-the-ball" else _in_an_email(sentence))
        for rule, sentences in _read("sentences")["bad"].items()
        for sentence in sentences
    ]


def _in_a_voicemail(sentence: str) -> Specimen:
    body = f"Hello Ann, this is Sam Carter. I am interested in the role. {sentence} Thank you."
    return Specimen(sentence, Message(Channel.VOICEMAIL, Purpose.STATUS_ENQUIRY, body), context("ann"), frozenset())


def _in_an_email(sentence: str) -> Specimen:
    body = f"Dear Ann,\n\nI am interested in the role. {sentence}\n\nKind regards,\nSam Carter"
    return Specimen(sentence, Message(Channel.EMAIL, Purpose.STATUS_ENQUIRY, body), context("ann"), frozenset())


def serious(found: frozenset[Told]) -> frozenset[Told]:
    """Return the errors and warnings among what a message is told."""
    return frozenset(one for one in found if one.severity != Severity.HINT)


@cache
def context(name: str) -> Context:
    """Return one of the contexts of the corpus."""
    entry = _read("contexts")[name]
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


def _told(message: Message, found: Finding) -> Told:
    if found.span is None:
        return Told(found.rule, found.severity, None, None)
    text = message.body if found.span.field == "body" else message.subject or ""
    return Told(found.rule, found.severity, found.span.field, text[found.span.start : found.span.end])


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
