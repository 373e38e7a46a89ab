"""Names in greetings: of many cultures, spelt right and wrong, short and formal."""

import pytest

from api.messages.check import check
from api.messages.finding import Finding
from api.messages.message import Context, Message
from api.policy.facts import Channel, Contact, Purpose
from tests.messages.specimens import CORPUS

LINES = (CORPUS / "greetings.txt").read_text(encoding="utf-8").splitlines()
GREETINGS = [[part.strip() for part in line.split("|")] for line in LINES if not line.startswith("#")]


def found(name: str, body: str, channel: Channel = Channel.EMAIL, others: tuple[str, ...] = ()) -> list[Finding]:
    around = Context(person=Contact("person", name), other_people=others)
    return [f for f in check(Message(channel, Purpose.OTHER, body), around) if f.severity != "hint"]


def said(body: str, finding: Finding) -> str:
    kind = "nickname" if finding.rule == "work-appropriate" else finding.severity
    return f"{kind} {body[finding.span.start : finding.span.end] if finding.span else ''}"


@pytest.mark.parametrize(("name", "greeting", "expected"), GREETINGS)
def test_a_greeting(name: str, greeting: str, expected: str) -> None:
    body = f"{greeting}\n\nThank you for the talk. It went well, I think.\n\nKind regards,\nSam Carter"
    assert "; ".join(said(body, finding) for finding in found(name, body)) == expected.replace("ok", "")


def test_only_what_is_read_needs_a_greeting() -> None:
    """On the telephone nobody sees how a name is spelt."""
    for channel in (Channel.PHONE_CALL, Channel.VOICEMAIL):
        assert found("Ann Ames", "Good morning, this is Sam Carter.", channel) == []


def test_a_misspelling_says_how_it_is_spelt() -> None:
    (finding,) = found("Dr. Katrin Mueller", "Dear Dr. Müller,\n\nThank you.")
    assert "“Müller”" in finding.message
    assert "Mueller" in finding.suggestion


def test_another_persons_name_in_the_text_is_their_own() -> None:
    """Ann Bell is no misspelt Ann Ames, and Anna no misspelt Ann, where they are other people of the account."""
    body = "Dear Ann,\n\nI enjoyed meeting Ann Aimes and Anna.\n\nThanks again, Anna."
    assert [said(body, f) for f in found("Ann Ames", body)] == ["error Aimes", "error Anna"]
    assert found("Ann Ames", body, others=("Ann Aimes", "Anna Bell")) == []


def test_the_name_in_a_decomposed_form_is_the_same_name() -> None:
    """An accent may be a code point of its own; leaving it out is a misspelling all the same."""
    assert found("Zoë Ball", "Dear Zoe\u0308,\n\nThank you.") == []
    assert [f.severity for f in found("Zoe\u0308 Ball", "Dear Zoe,\n\nThank you.")] == ["error"]
