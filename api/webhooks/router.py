"""`/webhooks`, with their deliveries."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.web.access import Changing, Creating, Listing, PathId, Reading
from api.web.auth import Access
from api.web.documents import problems
from api.web.problems import Conflict
from api.web.routing import Route
from api.webhooks import service
from api.webhooks.schemas import (
    DeliveryPage,
    DeliveryPublic,
    DeliveryQuery,
    WebhookCreate,
    WebhookPage,
    WebhookPublic,
    WebhookQuery,
    WebhookSecret,
    WebhookUpdate,
)

# None of their answers is kept: workers write what they show without a new revision of the account.
router = APIRouter(prefix="/webhooks", tags=["webhooks"], route_class=Route)


@router.get("", response_model=WebhookPage)
async def list_webhooks(listing: Listing, query: Annotated[WebhookQuery, Query()]) -> Response:
    """List webhooks.

    Without their secrets.
    """
    return await listing.page(lambda unit: service.page(unit, query))


@router.post("", status_code=201, response_model=WebhookSecret, responses=problems(Conflict))
async def create_webhook(creating: Creating, request: Request, body: WebhookCreate) -> Response:
    """Create a webhook.

    From now on the events are sent to its address, each signed with the secret that is shown this once. Needs the scope
    `read` beside `write`: whoever is told may know. An account has at most ten.
    """
    creating.caller.require(Access.READ)
    state = request.app.state
    seen = await service.ahead(creating.database, creating.caller.account_id, body.events)
    return await creating.create(
        lambda unit: service.create(unit, body, state.targets, state.vault, seen=seen),
        keep=lambda created: created.model_copy(update={"secret": None}),
    )


@router.get("/{id}", response_model=WebhookPublic)
async def get_webhook(reading: Reading, id: PathId) -> Response:
    """Get a webhook."""
    return await reading.one(lambda unit: service.get(unit, id))


@router.patch("/{id}", response_model=WebhookPublic)
async def update_webhook(changing: Changing, request: Request, id: PathId, body: WebhookUpdate) -> Response:
    """Change a webhook.

    A JSON Merge Patch. One that is enabled anew starts afresh. Needs the scope `read` beside `write`.
    """
    changing.caller.require(Access.READ)
    targets = request.app.state.targets
    seen = await service.ahead(changing.database, changing.caller.account_id, body.events)
    return await changing.change(lambda unit: service.update(unit, id, body, changing.expected, targets, seen=seen))


@router.delete("/{id}", status_code=204)
async def delete_webhook(changing: Changing, id: PathId) -> Response:
    """Delete a webhook.

    Its messages go along, those included that wait to be sent.
    """
    return await changing.delete(lambda unit: service.delete(unit, id, changing.expected))


@router.post("/{id}/rotate-secret", response_model=WebhookSecret)
async def rotate_webhook_secret(creating: Creating, request: Request, id: PathId) -> Response:
    """Give a webhook a new secret.

    It is shown this once. The one before goes on signing beside it for 24 hours, in which the receiver can be changed.
    """
    creating.caller.require(Access.READ)
    vault = request.app.state.vault
    return await creating.act(
        lambda unit: service.rotate_secret(unit, id, vault),
        keep=lambda rotated: rotated.model_copy(update={"secret": None}),
    )


@router.post("/{id}/test", status_code=202, response_model=DeliveryPublic, responses=problems(Conflict))
async def test_webhook(creating: Creating, id: PathId) -> Response:
    """Try a webhook.

    Sends it a message of the type `webhook.test`, whatever it asks for. What becomes of it is in its deliveries.
    """
    return await creating.act(lambda unit: service.test(unit, id), status=202)


@router.get("/{id}/deliveries", response_model=DeliveryPage)
async def list_webhook_deliveries(listing: Listing, id: PathId, query: Annotated[DeliveryQuery, Query()]) -> Response:
    """List what was sent to a webhook, and what waits to be.

    With the latest attempts of each. Messages are kept for 30 days after they were made.
    """
    return await listing.page(lambda unit: service.deliveries(unit, id, query))


@router.get("/{id}/deliveries/{delivery_id}", response_model=DeliveryPublic)
async def get_webhook_delivery(reading: Reading, id: PathId, delivery_id: PathId) -> Response:
    """Get a message of a webhook."""
    return await reading.one(lambda unit: service.delivery(unit, id, delivery_id))


@router.post(
    "/{id}/deliveries/{delivery_id}/redeliver",
    status_code=202,
    response_model=DeliveryPublic,
    responses=problems(Conflict),
)
async def redeliver_webhook_delivery(creating: Creating, id: PathId, delivery_id: PathId) -> Response:
    """Send a message again.

    Whatever became of it, with the same `webhook-id`, as often as it needs.
    """
    return await creating.act(lambda unit: service.redeliver(unit, id, delivery_id), status=202)
