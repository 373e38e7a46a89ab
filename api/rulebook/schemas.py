"""The shapes of `/policy`."""

from typing import Any

from pydantic import ConfigDict, Field

from api.policy.parameters import Unit
from api.policy.rule import RuleKind
from api.policy.sources import Source
from api.web.types import Schema

EXAMPLE_PARAMETER: dict[str, Any] = {
    "value": 24,
    "unit": "hours",
    "house": False,
    "meaning": "after the end, the thank-you is to be sent",
}
EXAMPLE_RULE: dict[str, Any] = {
    "id": "add-value",
    "title": "Add value with one angle from the interview",
    "statement": "A thank-you carries one thing drawn from the conversation.",
    "kind": "guidance",
    "house": False,
    "sources": [
        {
            "short": "GP",
            "title": "Green & Pye, Interview Tips 4: post-interview follow-up",
            "section": "3 Add value with your thank you note",
        }
    ],
}


class Parameter(Schema):
    """One figure of the policy."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_PARAMETER]})

    value: int
    unit: Unit
    house: bool = Field(description="No source settles it: it is our own choice")
    meaning: str


class RulePublic(Schema):
    """One rule."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_RULE]})

    id: str
    title: str
    statement: str
    kind: RuleKind
    house: bool = Field(description="No source settles the rule, or a figure that says when it is to be followed")
    sources: list[Source]


class Policy(Schema):
    """The whole policy."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"version": "1.0.0", "parameters": {"thank_due": EXAMPLE_PARAMETER}, "rules": [EXAMPLE_RULE]}]
        }
    )

    version: str
    parameters: dict[str, Parameter]
    rules: list[RulePublic] = Field(description="In the order of the rulebook")
