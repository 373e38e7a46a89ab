"""Lists, a page at a time: stable while rows are added, because a cursor names the last row seen and not a position."""

import base64
import binascii
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Any, ClassVar, Generic, Self, TypeVar, get_args
from urllib.parse import parse_qsl, urlencode

from pydantic import Field, TypeAdapter, ValidationError
from starlette.requests import Request

from api.rows import Record, Window
from api.web.etag import etag
from api.web.problems import Fault, Invalid
from api.web.types import Digits, Id, Instant, LongText, Schema, Tagged, trusted

Limit = Annotated[int, Field(ge=1, le=200, description="How many items at most"), Digits]
# Base64 of JSON that holds a sort value of up to 200 characters. Each takes 6 bytes at worst, where it is a control
# character, which JSON escapes; those that it does not escape take 4 at most.
Cursor = Annotated[str, Field(max_length=2_000, description="`next_cursor` of the page before")]

SORTS = Field(description="By which field; with `-` before it, the last comes first")

_ID: TypeAdapter[str] = TypeAdapter(Id)
_SORT_VALUES: dict[Any, TypeAdapter[Any]] = {datetime: TypeAdapter(Instant), str: TypeAdapter(LongText)}


class ListQuery(Schema):
    """The query parameters of every list. A list with more orders than this one declares a `sort` of its own."""

    limit: Limit = 50
    cursor: Cursor | None = None
    sort: Annotated[str, SORTS] = "created_at"


AnyItem = TypeVar("AnyItem", bound=Tagged)


class Page(Schema, Generic[AnyItem]):
    """One page of a list."""

    items: list[AnyItem]
    next_cursor: str | None = Field(description="Give it as `cursor` for the next page; null on the last one")

    item_type: ClassVar[type[Tagged]]

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: Any) -> None:
        """Note the type of the items, and show one of them in the example of a page."""
        super().__pydantic_init_subclass__(**kwargs)
        (cls.item_type,) = get_args(cls.model_fields["items"].annotation)
        if issubclass(cls.item_type, Tagged):  # and not Any, as where any page will do
            item: Any = cls.item_type.model_config["json_schema_extra"]
            example = {"items": item["examples"], "next_cursor": None}
            cls.model_config = {**cls.model_config, "json_schema_extra": {"examples": [example]}}

    @classmethod
    def window(cls, query: ListQuery) -> Window:
        """Return which rows a query asks for. A cursor that is not ours for this order is a fault of the query."""
        sort = query.sort.removeprefix("-")
        after = None
        if query.cursor is not None:
            after = cls._after(query.cursor, query.sort)
        return Window(query.limit, sort, query.sort.startswith("-"), after)

    @classmethod
    def of(cls, rows: Sequence[Record], window: Window) -> Self:
        """Return the page of a window's rows, of which there is one too many when another page follows."""
        shown = rows[: window.limit]
        more = len(rows) > window.limit
        page: Any = cls.model_construct  # trusted rows: nothing to validate, nor for mypy's plugin to infer
        made: Self = page(
            items=[trusted(cls.item_type, {**row, "etag": etag(row["revision"])}) for row in shown],
            next_cursor=_cursor_after(shown[-1], window) if more else None,
        )
        return made

    @classmethod
    def _after(cls, cursor: str, sort: str) -> tuple[Any, str]:
        values = _SORT_VALUES[cls.item_type.model_fields[sort.removeprefix("-")].annotation]
        try:
            order, value, id = decode_cursor(cursor)
            if order != sort:
                raise bad_cursor()
            return values.validate_python(value), _ID.validate_python(id)
        except (ValueError, TypeError, ValidationError):
            raise bad_cursor() from None


def bad_cursor() -> Invalid:
    """Return the problem of a cursor that we did not make, or not for this list."""
    return Invalid(Fault("cursor", "Not a cursor of this list in this order", parameter="cursor"))


def encode_cursor(*values: str) -> str:
    """Return an opaque text that holds these values."""
    return base64.urlsafe_b64encode(json.dumps(values, ensure_ascii=False).encode()).decode().rstrip("=")


def decode_cursor(cursor: str) -> list[str]:
    """Return the values of a cursor; raise the problem of a bad one. The values may still be anything but NUL."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        raise bad_cursor() from None
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise bad_cursor()
    return values


def _cursor_after(row: Record, window: Window) -> str:
    value = row[window.sort]
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    return encode_cursor(f"-{window.sort}" if window.descending else window.sort, text, row["id"])


def next_link(request: Request, cursor: str) -> str:
    """Return the `Link` header that leads to the next page: the same query with another cursor."""
    query = [(name, value) for name, value in parse_qsl(request.url.query) if name != "cursor"]
    return f'<{request.url.path}?{urlencode([*query, ("cursor", cursor)])}>; rel="next"'
