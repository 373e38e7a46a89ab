"""The shapes of `/policy`."""

from pydantic import Field

from api.policy.parameters import Unit
from api.policy.rule import RuleKind
from api.policy.sources import Source
from api.web.types import Schema


class Parameter(Schema):
    """One figure of the policy."""

    value: int
    unit: Unit
    house: bool = Field(description="No source settles it: it is our own choice")
    meaning: str


class RulePublic(Schema):
    """One rule."""

    id: str
    title: str
    statement: str
    kind: RuleKind
    house: bool = Field(description="No source settles the rule, or a figure that says when it is to be followed")
    sources: list[Source]


class Policy(Schema):
    """The whole policy."""

    version: str
    parameters: dict[str, Parameter]
    rules: list[RulePublic] = Field(description="In the order of the rulebook")
