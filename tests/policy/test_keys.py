"""Keys: stable, unique, and safe in a URL path."""

import re

import pytest

from api.policy.engine import Plan
from api.policy.facts import Culture, Debrief, Interest, Interview, Material, Outcome, Purpose
from api.policy.keys import interview_of, key
from tests.policy.facts import REFEREE, acme, ended, facts, heard, interview, participant, round_two, sent

SAFE = re.compile(r"[A-Za-z0-9._~-]+")
"""The unreserved characters of RFC 3986."""


def keys_of(one: Interview, rule_id: str) -> list[str]:
    return [k for k in Plan(facts(one)).obligations() if k.startswith(rule_id)]


def test_plain_parts_stand_as_they_are() -> None:
    assert key("second-enquiry", "0198-ab_c", 2, "2026-03-07") == "second-enquiry.0198-ab_c.2.2026-03-07"


@pytest.mark.parametrize("part", ["Über uns", "a.b", "a/b", "~", "", "x" * 65, "\ud800", "漢字", "a%2Fb"])
def test_any_other_part_becomes_a_digest(part: str) -> None:
    found = key("send-material", "i1", part, 1)
    assert SAFE.fullmatch(found)
    assert len(found) < 80
    assert found != key("send-material", "i1", part + "!", 1)


def test_a_key_says_whose_interview_it_speaks_of() -> None:
    assert interview_of(key("move-on", "i1", 0, "2026-03-02")) == "i1"
    assert interview_of(key("move-on", "not plain")) is None
    assert interview_of("nonsense") is None


def test_a_key_holds_what_the_rulebook_names_and_nothing_else() -> None:
    """The contact; title and ordinal; n and the local date of S; number sent + k."""
    debrief = Debrief(materials=(Material("Report"), Material("Report"), Material("CV")))
    one = interview(participants=(participant("ann"), REFEREE), debrief=debrief)
    assert set(Plan(facts(one)).obligations()) == {
        "ask-next-step.i1",
        "record-debrief.i1",
        "record-people.i1",
        "identify-decision-maker.i1",
        "thank-everyone.i1.ann",
        "confirm-name.i1.ann",
        "send-material.i1.Report.1",
        "send-material.i1.Report.2",
        "send-material.i1.CV.1",
        "brief-references.i1.rita",
        "tidy-social-media.i1",
        "ask-timeline.i1",
        "enquire-after-decision-date.i1.0.2026-03-02",
        "two-weeks-silence.i1.0.2026-03-02",
        "move-on.i1.0.2026-03-02",
    }
    over = ended(Outcome.REJECTED, interest=Interest.HIGH)
    assert {"thank-after-rejection.i1", *(f"keep-in-touch.i1.{k}" for k in (1, 2, 3, 4))} <= set(
        Plan(facts(over)).obligations()
    )


def test_the_date_in_a_rungs_key_is_the_local_one() -> None:
    """Heard at 23:30 UTC, which is the next day in Tokyo."""
    known = facts(interactions=[heard("2026-03-04T23:30Z")], organizations=[acme(timezone="Asia/Tokyo")])
    assert "move-on.i1.0.2026-03-05" in Plan(known).obligations()


def test_a_new_chase_gives_the_later_rungs_new_keys() -> None:
    """So that a rung dismissed before it comes back."""
    known = facts(interactions=[sent(Purpose.STATUS_ENQUIRY, "2026-03-09T12:00Z")])
    assert {"second-enquiry.i1.1.2026-03-02", "two-weeks-silence.i1.1.2026-03-02", "move-on.i1.1.2026-03-02"} <= set(
        Plan(known).obligations()
    )


def test_keys_do_not_change_with_other_facts() -> None:
    """A name, a culture, a wait, a second interview, what was said: none of them enters a key."""
    before = set(Plan(facts()).obligations())
    organization = acme(Culture.RESERVED, name="Acme Ltd", timezone="Europe/Paris")
    after = facts(
        interview(position="Lead", interest=Interest.LOW, debrief=Debrief(topics=("x",))),
        interview("i9"),
        organizations=[organization],
        interactions=[sent(Purpose.THANK_YOU, "2026-03-02T12:00Z")],
    )
    assert before <= set(Plan(after).obligations())


def test_the_same_obligation_of_two_rounds_has_two_keys() -> None:
    obligations = Plan(facts(interview(), round_two())).obligations()
    assert obligations["thank-everyone.i1.ann"] == "i1"
    assert obligations["thank-everyone.i2.ann"] == "i2"


def test_a_satisfied_obligation_keeps_its_key() -> None:
    thanked = facts(interactions=[sent(Purpose.THANK_YOU, "2026-03-02T12:00Z")])
    assert "thank-everyone.i1.ann" in Plan(thanked).obligations()
