"""What clients send and get about a calendar feed."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from api.calendar_feed.rendering import Shape
from api.web.types import Instant, Schema

_EXAMPLE: dict[str, Any] = {
    "prefix": "awc_0195a4c19f0c7d6eb2a14c7d90e35f68_Zk3xQ9",
    "created_at": "2026-02-23T15:02:41Z",
}


class CalendarFeedPublic(Schema):
    """The feed of an account as it is kept: without the secret in its address."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    prefix: str = Field(max_length=50, description="How the token in its address begins")
    created_at: Annotated[Instant, Field(description="When this address was made")]


class CalendarFeedCreated(CalendarFeedPublic):
    """A feed with its address, just made."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    **_EXAMPLE,
                    "url": f"https://afterword.example/calendar.ics?token={_EXAMPLE['prefix']}"
                    "mWb0yqT5cJ7nR1uVtA8sLhD4eFgXp2oKi6NzB",
                }
            ]
        }
    )

    url: str | None = Field(
        max_length=2_000,
        description="The address to subscribe to, which is a secret: shown this once and kept nowhere. Null when a "
        "request is repeated with its key",
    )


class CalendarQuery(Schema):
    """What the calendar is to hold."""

    actions: Shape = Field(
        Shape.EVENTS,
        description="What actions are: events, as most programs show no to-dos of a subscribed calendar, or `todos`",
    )
    interviews: bool = Field(
        default=True, description="Whether the interviews stand in it, too; `false` where invitations put them there"
    )
    token: str | None = Field(
        None, max_length=100, description="The token of a feed's address, in place of the `Authorization` header"
    )
