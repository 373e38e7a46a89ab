"""What clients send and get about their account and its tokens."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from api.web.auth import Access
from api.web.pagination import SORTS, ListQuery, Page
from api.web.types import Instant, Name, Schema, Stored, Tagged

EXAMPLE: dict[str, Any] = {"name": "Calendar on my phone", "scopes": ["read"], "expires_at": "2026-12-31T23:59:59Z"}
EXAMPLE_STORED: dict[str, Any] = {
    "id": "0195a4c2-7d3e-7a51-8c40-2f6b9d1e3a70",
    **EXAMPLE,
    "prefix": "aw_0195a4c19f0c7d6eb2a14c7d90e35f68_Zk3xQ9",
    "last_used_at": "2026-03-02T09:12:30Z",
    "created_at": "2026-02-23T15:02:41Z",
    "updated_at": "2026-02-23T15:02:41Z",
}


class AccountPublic(Stored):
    """An account: one candidate's whole world."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0195a4c1-9f0c-7d6e-b2a1-4c7d90e35f68",
                    "name": "Sam Carter",
                    "created_at": "2026-02-23T15:02:41Z",
                    "updated_at": "2026-02-23T15:02:41Z",
                }
            ]
        }
    )

    name: Name


def _once_each(scopes: list[Access]) -> list[Access]:
    if len(set(scopes)) < len(scopes):
        raise PydanticCustomError("repeated", "Must not name a scope twice")
    return scopes


class TokenFields(Schema):
    """What is said of a token, wherever it appears."""

    name: Annotated[Name, Field(description="What it is for")]
    scopes: Annotated[list[Access], AfterValidator(_once_each)] = Field(
        default=list(Access), min_length=1, max_length=2, description="What it is good for"
    )
    expires_at: Annotated[Instant | None, Field(description="When it stops working; null for never")] = None


class TokenCreate(TokenFields):
    """A token to be made."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})


class TokenPublic(TokenFields, Stored):
    """A token as it is kept: without its secret."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_STORED]})

    prefix: str = Field(max_length=50, description="How the token begins, to tell it from others")
    last_used_at: Annotated[
        Instant | None,
        Field(description="When it was last used, to within an hour; null for never. No ETag changes with it"),
    ]


class TokenCreated(TokenPublic):
    """A token just made."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **EXAMPLE_STORED,
                    "last_used_at": None,
                    "token": EXAMPLE_STORED["prefix"] + "mWb0yqT5cJ7nR1uVtA8sLhD4eFgXp2oKi6NzB",
                }
            ]
        }
    )

    token: str | None = Field(
        max_length=100,
        description="The token itself: shown this once and kept nowhere. Null when a request is repeated with its key",
    )


class TokenItem(TokenPublic, Tagged):
    """A token in a list."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**EXAMPLE_STORED, "etag": '"17"'}]})


class TokenPage(Page[TokenItem]):
    """A page of tokens."""


class TokenQuery(ListQuery):
    """Which tokens, and in which order."""

    sort: Annotated[Literal["created_at", "-created_at", "name", "-name"], SORTS] = "created_at"
