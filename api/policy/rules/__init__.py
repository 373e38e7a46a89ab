"""The rulebook: every rule, in its order. A rule that is not in this tuple does not exist."""

from collections.abc import Mapping

from api.policy.case import Stage
from api.policy.rule import Obligation, Rule
from api.policy.rules import chase, conduct, debrief, message, outcome, references, thanks

OBLIGATIONS: tuple[Obligation, ...] = (
    *debrief.RULES,
    *thanks.RULES,
    *references.RULES,
    *conduct.RULES,
    *chase.RULES,
    *outcome.RULES,
)
"""The rules that propose actions, in rulebook order."""

RULES: tuple[Rule, ...] = (
    *OBLIGATIONS,
    *conduct.FIRST_LIMITS,
    thanks.ADD_VALUE,
    *conduct.LAST_LIMITS,
    *message.RULES,
)
"""Every rule, in rulebook order."""

RULES_BY_ID: Mapping[str, Rule] = {rule.id: rule for rule in RULES}
POSITION: Mapping[str, int] = {rule.id: position for position, rule in enumerate(RULES)}

SPEAKING: Mapping[Stage, tuple[Obligation, ...]] = {
    stage: tuple(rule for rule in OBLIGATIONS if stage in rule.scope) for stage in Stage
}
"""The obligations that speak in each stage of an interview."""
