"""The rulebook as a whole."""

import pytest

from api.policy.case import Stage
from api.policy.decision import Kind
from api.policy.rule import Rule, RuleKind
from api.policy.rules import OBLIGATIONS, POSITION, RULES, RULES_BY_ID, SPEAKING

PROPOSING = [
    "ask-next-step",
    "record-debrief",
    "record-people",
    "identify-decision-maker",
    "thank-everyone",
    "confirm-name",
    "send-material",
    "brief-references",
    "tidy-social-media",
    "ask-timeline",
    "enquire-after-decision-date",
    "second-enquiry",
    "two-weeks-silence",
    "move-on",
    "thank-after-rejection",
    "thank-for-offer",
    "withdraw-courteously",
    "keep-in-touch",
]
_OUTCOMES = PROPOSING.index("thank-after-rejection")
"""Where the rules on outcomes begin, with the last family."""
LIMITING = [
    "no-phone-thanks",
    "no-social-contact",
    "no-public-mention",
    "one-call-a-week",
    "calls-in-business-hours",
    "be-patient",
    "no-second-note",
    "no-overdoing",
    "add-value",
    "leave-the-ball",
    "stay-positive",
    "one-note-each",
]
CHECKING = [
    "no-demands",
    "brief",
    "right-name",
    "right-organization",
    "no-placeholder",
    "says-thanks",
    "restate-interest",
    "job-specific",
    "sincere",
    "work-appropriate",
    "no-recount",
    "no-shortcomings",
    "says-why-enclosed",
]


def test_the_rules_are_those_of_the_rulebook_in_its_order() -> None:
    assert [rule.id for rule in RULES] == [*PROPOSING, *LIMITING, *CHECKING]
    assert [POSITION[rule.id] for rule in RULES] == list(range(len(RULES)))
    assert all(RULES_BY_ID[rule.id] is rule for rule in RULES)


def test_every_kind_of_action_has_its_rule() -> None:
    assert {rule.action for rule in OBLIGATIONS} == set(Kind)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_says_what_it_says_and_where_it_is_from(rule: Rule) -> None:
    """Sources, or the house mark, or both; and a statement that says of a house figure that it is one."""
    assert rule.title
    assert not rule.title.endswith(".")
    assert rule.statement.endswith(".")
    assert rule.sources or rule.house
    if rule.house and any(character.isdigit() for character in rule.statement):
        assert "(house)" in rule.statement


def test_only_the_thank_you_and_its_name_rest_on_no_house_figure() -> None:
    assert [rule.id for rule in OBLIGATIONS if not rule.house] == ["thank-everyone", "confirm-name"]


def test_obligations_propose_and_the_others_do_not() -> None:
    assert {rule.id for rule in RULES if rule.kind is RuleKind.OBLIGATION} == set(PROPOSING)
    assert {rule.id for rule in RULES if rule.kind is RuleKind.CHECK} == set(CHECKING)


@pytest.mark.parametrize(
    ("stage", "speaking"),
    [
        (Stage.CANCELLED, []),
        (Stage.OPEN, PROPOSING[:_OUTCOMES]),
        (
            Stage.SUPERSEDED,
            ["record-debrief", "record-people", "thank-everyone", "confirm-name", "send-material", "brief-references"],
        ),
        (Stage.OUTLIVED, ["thank-everyone", "confirm-name"]),
        (Stage.DECIDED, ["thank-everyone", "confirm-name", *PROPOSING[_OUTCOMES:]]),
    ],
)
def test_which_obligations_speak_in_which_stage(stage: Stage, speaking: list[str]) -> None:
    assert [rule.id for rule in SPEAKING[stage]] == speaking
