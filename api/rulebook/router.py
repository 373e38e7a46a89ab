"""`/policy`: the rules, readable without a token."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.rulebook import service
from api.rulebook.schemas import Policy, RulePublic
from api.web.documents import problems
from api.web.problems import NotFound
from api.web.routing import PublicRoute

router = APIRouter(prefix="/policy", tags=["policy"], route_class=PublicRoute)

_CACHED = "public, max-age=3600"


@router.get("")
async def get_policy(response: Response) -> Policy:
    """Read the policy.

    Every rule with its statement, its kind and its sources, and every figure with its unit. What is marked `house`
    rests on no source.
    """
    response.headers["Cache-Control"] = _CACHED
    return service.POLICY


@router.get("/rules/{rule_id}", responses=problems(NotFound))
async def get_rule(response: Response, rule_id: Annotated[str, Path(description="The `id` of a rule")]) -> RulePublic:
    """Read one rule."""
    response.headers["Cache-Control"] = _CACHED
    return service.rule(rule_id)
