"""The policy as it is published. It changes with a release alone, so it is put together once."""

from api.policy.engine import VERSION
from api.policy.parameters import PARAMETERS
from api.policy.rule import Rule
from api.policy.rules import RULES, RULES_BY_ID
from api.rulebook.schemas import Parameter, Policy, RulePublic
from api.web.problems import NotFound


def _public(rule: Rule) -> RulePublic:
    return RulePublic(
        id=rule.id,
        title=rule.title,
        statement=rule.statement,
        kind=rule.kind,
        house=rule.house,
        sources=list(rule.sources),
    )


POLICY = Policy(
    version=VERSION,
    parameters={
        figure.name: Parameter(value=figure.value, unit=figure.unit, house=figure.house, meaning=figure.meaning)
        for figure in PARAMETERS.figures()
    },
    rules=[_public(rule) for rule in RULES],
)


def rule(rule_id: str) -> RulePublic:
    """One rule; raise `NotFound`."""
    found = RULES_BY_ID.get(rule_id)
    if found is None:
        raise NotFound
    return _public(found)
