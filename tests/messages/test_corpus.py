"""The corpus: nothing serious on what is good, everything on what is bad, and the table of the docs says as much."""

import pytest

from api.messages.check import CHECKS
from api.policy.facts import Channel, Purpose
from api.policy.rules import conduct, message
from tests.messages import report
from tests.messages.specimens import (
    Specimen,
    bad_sentences,
    good_sentences,
    messages,
    serious,
    told,
)

GOOD, BAD = messages("good"), messages("bad")


@pytest.mark.parametrize("specimen", [*GOOD, *BAD], ids=lambda specimen: specimen.id)
def test_a_message_is_told_what_it_must_be_told(specimen: Specimen) -> None:
    """No more and no less, with the exact place."""
    assert told(specimen) == specimen.expected


def test_nothing_serious_is_expected_of_a_good_message() -> None:
    assert not any(serious(specimen.expected) for specimen in GOOD)
    assert all(serious(specimen.expected) for specimen in BAD)


def test_a_good_sentence_raises_nothing_serious() -> None:
    raised = {one.id: serious(told(one)) for one in good_sentences()}
    assert {sentence: found for sentence, found in raised.items() if found} == {}


def test_a_bad_sentence_raises_its_rule() -> None:
    raised = {(rule, one.id): {found.rule for found in told(one)} for rule, one in bad_sentences()}
    assert [(rule, one) for (rule, one), found in raised.items() if rule not in found] == []


def test_the_corpus_is_broad() -> None:
    """At least sixty of each, of every purpose and every channel on which words travel; every rule is broken."""
    assert len(GOOD) >= 60
    assert len(BAD) >= 60
    assert len({specimen.id for specimen in (*GOOD, *BAD)}) == len(GOOD) + len(BAD)
    assert {specimen.message.purpose for specimen in GOOD} == set(Purpose)
    assert {specimen.message.channel for specimen in GOOD} >= set(Channel) - {
        Channel.LINKEDIN,
        Channel.SOCIAL,
        Channel.IN_PERSON,
        Channel.VIDEO,
    }
    on_words = {conduct.LEAVE_THE_BALL, conduct.POSITIVE, conduct.ONE_NOTE_EACH, *message.RULES}
    assert {one.rule for specimen in BAD for one in specimen.expected} == {rule.id for rule in on_words}
    assert len(CHECKS) == len(on_words)


def test_the_table_of_the_docs_is_the_measurement() -> None:
    """`python -m tests.messages.report` writes it anew."""
    page = report.PAGE.read_text(encoding="utf-8")
    assert report.updated(page) == page


def test_precision_and_recall() -> None:
    """No false alarm, and at least 95% of what is to be found, by every rule."""
    for rule, (made, missed, wrong) in report.measured().items():
        assert wrong == 0, rule
        assert made >= 0.95 * (made + missed), rule
