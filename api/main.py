"""The application: `create_app` puts the parts together, and nothing else does."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cached_property
from importlib.metadata import version
from typing import Any, Literal

from fastapi import FastAPI
from pydantic_core import to_json
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from api.accounts.router import router as accounts
from api.calendar_feed.router import router as calendar_feed
from api.calendar_feed.router import subscribed
from api.clock import Clock, now
from api.contacts.router import router as contacts
from api.db import open_database
from api.dossier.router import router as dossier
from api.drafts.router import router as drafts
from api.health.router import router as health
from api.importers.router import router as importers
from api.incoming.router import cards_router, invitations_router
from api.interactions.router import router as interactions
from api.interviews.router import router as interviews
from api.landing.router import router as landing
from api.message_checks.router import router as message_checks
from api.next_actions.plans import Plans
from api.next_actions.router import kept as next_actions_kept
from api.next_actions.router import router as next_actions
from api.next_actions.settling import Settling
from api.organizations.router import router as organizations
from api.rulebook.router import router as rulebook
from api.settings import Settings
from api.testimonials.router import router as testimonials
from api.web import failures
from api.web.access_log import AccessLog
from api.web.bounds import Bounds
from api.web.cors import Cors
from api.web.docs import router as docs
from api.web.documents import openapi
from api.web.envelope import Envelope
from api.web.head import HeadAsGet
from api.web.idempotency import InFlight
from api.web.keeping import FromMemory
from api.web.kept import KeptAnswers
from api.web.last_uses import LastUses
from api.web.metrics import Measured, Metrics
from api.web.oidc.sign_ins import open_sign_ins
from api.web.rate import open_rate_limit
from api.web.tracing import OFF, Named, Tracing
from api.web.turns import Turns
from api.webhooks.router import router as webhooks
from api.webhooks.secrets import Vault
from api.webhooks.targets import Targets

DESCRIPTION = """\
Record what happened, and ask what to do next.

<details><summary>Tokens, lists, changes and errors</summary>

**Tokens.** Everything but the policy, the health checks and this page needs `Authorization: Bearer …`: a token of an
account (`aw_…`) or, where the service is set up for it, an access token of its OpenID Connect issuer.
The calendar opens by its secret address as well.

**Lists** come in pages of `limit` items; give `next_cursor` as `cursor` for the next one.

**Changes.** PATCH is a JSON Merge Patch: null clears a field or resets it to its default. Every resource has a strong
`ETag`; send it as `If-Match`, and a stale one gets 412. Send a POST with an `Idempotency-Key`, and it can be repeated
safely for 24 hours.

**Errors** are RFC 9457 Problem Details: the schema `ProblemDocument` lists their types. Unknown fields and parameters
are refused. Every answer carries `X-Request-Id`.

</details>
"""

TAGS = [
    {"name": "next actions", "description": "What to do now and soon, and what was said of it"},
    {"name": "messages", "description": "The words: checked before they go, and drafted"},
    {"name": "organizations", "description": "The employers"},
    {"name": "contacts", "description": "The people, and the referees"},
    {"name": "interviews", "description": "The rounds, who was there, and what was written down afterwards"},
    {"name": "interactions", "description": "The log: what happened, either way"},
    {"name": "testimonials", "description": "Words about you that may be quoted"},
    {"name": "policy", "description": "The rules, and the engine without storage"},
    {"name": "calendar", "description": "What to do and the interviews, in calendar programs"},
    {"name": "webhooks", "description": "Addresses of yours that are told what changes, and what becomes due"},
    {"name": "account", "description": "The account, its tokens, and all of it as one document"},
    {"name": "health", "description": "For operators"},
]

EXPOSED_HEADERS = [
    "Content-Disposition",
    "Date",
    "ETag",
    "Idempotent-Replayed",
    "Link",
    "Location",
    "RateLimit",
    "RateLimit-Policy",
    "Retry-After",
    "WWW-Authenticate",
    "X-Request-Id",
]
ACCEPTED_HEADERS = ["Authorization", "Content-Type", "Idempotency-Key", "If-Match", "If-None-Match", "X-Request-Id"]


def _webhooks() -> Sequence[BaseRoute]:
    from api.webhooks.documented import documented  # noqa: PLC0415 - for the document alone: a start need not wait

    return documented().routes


class Afterword(FastAPI):
    """A FastAPI application whose every answer, errors included, goes out with CORS headers and a request id."""

    cors_origins: tuple[str, ...] = ()
    access_log: Literal["off", "on", "accounts"] = "off"
    traced: bool = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request straight on to the layers where there is nothing to trace, which FastAPI would look into."""
        if scope["type"] != "http" or self.traced or self.middleware_stack is None:
            await super().__call__(scope, receive, send)
            return
        scope["app"] = self
        await self.middleware_stack(scope, receive, send)

    def openapi(self) -> dict[str, Any]:
        """Return the OpenAPI document."""
        return openapi(self, _webhooks)

    @cached_property
    def document(self) -> bytes:
        """The OpenAPI document as it is served: writing it takes longer than most requests may."""
        return to_json(self.openapi())

    def build_middleware_stack(self) -> ASGIApp:
        """Return the stack with our layers outermost: `add_middleware` would leave 500s out."""
        cors = Cors(
            Bounds(HeadAsGet(FromMemory(super().build_middleware_stack()))),
            allow_origins=self.cors_origins,
            allow_methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
            allow_headers=ACCEPTED_HEADERS,
            expose_headers=EXPOSED_HEADERS,
            max_age=3600,
        )
        stack: ASGIApp = Measured(cors, self.state.metrics)
        if self.traced:
            stack = Named(stack)
        if self.access_log != "off":
            stack = AccessLog(stack, accounts=self.access_log == "accounts")
        return Envelope(stack)


def create_app(settings: Settings | None = None, *, clock: Clock = now) -> Afterword:
    """Return the service for these settings (by default the environment's). It opens its database when it starts."""
    settings = settings or Settings()
    tracing = Tracing(settings.otlp_endpoint) if settings.otlp_endpoint else None

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        app.state.in_flight = InFlight()
        app.state.turns = Turns()
        app.state.kept = KeptAnswers(settings.answer_cache_size)
        app.state.database = open_database(settings, clock)
        app.state.rate_limit = open_rate_limit(settings.rate_limit, settings.redis_url, clock)
        app.state.sign_ins = sign_ins = open_sign_ins(settings, clock)
        app.state.last_uses = last_uses = LastUses(app.state.database)
        app.state.settling = settling = Settling(app.state.database)
        app.state.plans = plans = Plans(app.state.database)
        async with last_uses.flushing(), settling.flushing(), plans.flushing():
            yield
        if sign_ins is not None:
            await sign_ins.close()
        await app.state.rate_limit.close()
        await app.state.database.close()
        if tracing is not None:
            await tracing.close()

    app = Afterword(
        title="Afterword",
        version=version("afterword"),
        summary="What to do after a job interview",
        description=DESCRIPTION,
        openapi_tags=TAGS,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        openapi_url=None,  # `api.web.docs` serves it
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,  # a path with one slash too many is another path: 404
        lifespan=lifespan,
        telemetry=tracing.telemetry if tracing else OFF,
    )
    app.cors_origins = settings.cors_origins
    app.access_log = settings.access_log
    app.traced = tracing is not None
    app.state.metrics = Metrics()
    app.state.leaving = False
    app.state.patience = settings.patience
    app.state.targets = Targets.of(settings)
    app.state.vault = Vault(settings.webhook_keys)
    failures.install(app)
    for router in (
        next_actions_kept,  # first, as it is asked most often
        organizations,
        contacts,
        interviews,
        invitations_router,
        cards_router,
        interactions,
        testimonials,
        next_actions,
        message_checks,
        drafts,
        rulebook,
        webhooks,
        accounts,
        calendar_feed,
        subscribed,
        dossier,
        importers,
        health,
        docs,
        landing,
    ):
        # Side by side: an included router is looked through far more slowly than its routes are.
        app.router.routes.extend(router.routes)
    return app
