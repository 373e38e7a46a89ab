"""The grammar of the checks: how a text is read, what a pattern says, and what each construction finds."""

import re
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence

import pytest

import api.messages.check  # noqa: F401 - loads every check
from api.messages.constructions import Construction, Pattern
from api.messages.finding import Part
from api.messages.phrases import Lapse
from api.messages.text import Text
from api.messages.verbs import forms
from tests.messages.specimens import bad_sentences


def constructions_by_rule() -> Mapping[str, Sequence[Construction]]:
    """Return all constructions: a near miss of one must be found by no other of its rule."""
    modules = [module for name, module in sys.modules.items() if name.startswith("api.messages.")]
    lapses = {id(thing): thing for module in modules for thing in vars(module).values() if isinstance(thing, Lapse)}
    found: dict[str, list[Construction]] = defaultdict(list)
    for lapse in lapses.values():
        found[lapse.rule] += lapse.constructions
    return {rule: constructions for rule, constructions in found.items() if constructions}


BY_RULE = constructions_by_rule()


def said(pattern: str, text: str) -> list[str]:
    """Return what a pattern finds in a text."""
    of = Text(Part.BODY, text)
    places = (of.reading.place(*found) for found in Pattern(pattern).find(of.reading))
    return [text[start:end] for start, end in places]


@pytest.mark.parametrize("rule", BY_RULE)
def test_each_construction_finds_its_example_and_not_its_near_miss(rule: str) -> None:
    constructions = BY_RULE[rule]
    for construction in constructions:
        assert list(construction.places(Text(Part.BODY, construction.example))), construction.example
        near_miss = Text(Part.BODY, construction.but_not)
        assert not [other.example for other in constructions if list(other.places(near_miss))], construction.but_not


def test_no_anchor_is_forgotten() -> None:
    """A text is searched only where it holds what a pattern needs: whatever its expression matches has to hold it."""
    readings = [Text(Part.BODY, one.id).reading for _, one in bad_sentences()]
    for construction in (construction for constructions in BY_RULE.values() for construction in constructions):
        for row in construction.pattern.alternatives:
            for reading in readings:
                assert list(row.find(reading)) == list(row.within(reading, 0, len(reading.codes)))


def test_words_are_read_however_they_are_written() -> None:
    for text in ("You haven't replied", "You have not replied", "You haven\u2019t replied", "you havent replied"):
        assert said("you have not ~reply", text) == [text]
    assert said("i will not", "I won't") == ["I won't"]
    assert said("can not", "I cannot") == ["cannot"]


def test_a_pattern_is_a_row_of_items() -> None:
    assert said("send/give me", "Give me that, send me this") == ["Give me", "send me"]
    assert said("( the | no ) answer", "No answer is the answer.") == ["No answer", "the answer"]
    assert said("very? good", "good, very good") == ["good", "very good"]
    assert said("-ly* good", "good, really truly good") == ["good", "really truly good"]
    assert said("in # UNIT", "in 3 days") == ["in 3 days"]
    assert said("not !for", "not for, not to") == ["not"]
    assert said("you ... decide", "You will surely decide. You will then go home and decide") == [
        "You will surely decide"
    ]
    assert said("you ...9 decide", "You will then go home and decide") == ["You will then go home and decide"]
    assert said("you ...9 decide", "You will go home, and decide") == ["You will go home, and decide"]
    assert said("you ..9 decide", "You will go home, and decide") == []
    assert said("no reply .", "No reply. No reply to me") == ["No reply"]
    assert said("why ?", "Why? Because I asked why.") == ["Why"]
    assert said("^ tell me", "Tell me. You tell me, tell me") == ["Tell me", "tell me"]


def test_a_gap_ends_with_its_sentence() -> None:
    assert said("you ...9 decide", "You are kind. I shall decide") == []
    assert said("you ...9", "You are kind, and I know it") == ["You are kind"]


def test_a_verb_has_its_forms() -> None:
    assert forms("reply") == ("reply", "replies", "replied", "replying")
    assert forms("ignore") == ("ignore", "ignores", "ignored", "ignoring")
    assert forms("answer") == ("answer", "answers", "answered", "answering")
    assert forms("reach") == ("reach", "reaches", "reached", "reaching")
    assert "kept" in forms("keep")


@pytest.mark.parametrize("pattern", ["( no reply", "no | | reply", "( no | ) reply", ""])
def test_a_pattern_with_an_open_bracket_or_an_empty_row_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(pattern)}$"):
        Pattern(pattern)


def test_what_is_found_begins_and_ends_with_what_it_says() -> None:
    deserved = Construction("and? i deserve ...3", example="I deserve it.", but_not="I do not.")
    text = Text(Part.BODY, "You know me, and I deserve an answer and the job.")
    assert [text.original[start:end] for start, end in deserved.places(text)] == ["I deserve an answer"]
