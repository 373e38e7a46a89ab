"""`/account` and `/tokens`."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.accounts import service
from api.accounts.schemas import AccountPublic, TokenCreate, TokenCreated, TokenPage, TokenQuery
from api.web.access import Changing, Creating, Listing, PathId, Reading
from api.web.routing import Route

router = APIRouter(tags=["account"], route_class=Route)


@router.get("/account", response_model=AccountPublic)
async def get_account(reading: Reading) -> Response:
    """Get the account.

    Its ETag changes with every change to anything in it.
    """
    return await reading.one(service.get_account)


@router.get("/tokens", response_model=TokenPage)
async def list_tokens(listing: Listing, query: Annotated[TokenQuery, Query()]) -> Response:
    """List tokens.

    Without their secrets, which nobody has but who was given them.
    """
    return await listing.page(lambda unit: service.page(unit, query))


@router.post("/tokens", status_code=201, response_model=TokenCreated)
async def create_token(creating: Creating, body: TokenCreate) -> Response:
    """Create a token.

    It opens the same account, and can do no more than the token that asks for it.
    """
    return await creating.create(
        lambda unit: service.create(unit, body, creating.caller),
        keep=lambda created: created.model_copy(update={"token": None}),
    )


@router.delete("/tokens/{id}", status_code=204)
async def delete_token(changing: Changing, id: PathId) -> Response:
    """Revoke a token.

    It may be the one that asks.
    """
    return await changing.delete(lambda unit: service.delete(unit, id, changing.expected))
