"""The field types of the HTTP face: what every schema of every feature is made of.

Texts are taken as they come: neither stripped nor normalised, only bounded. Whatever a database could not keep, or
could not give back unchanged, is refused here, so that SQLite and PostgreSQL answer alike.
"""

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import cache
from importlib.resources import files
from typing import Annotated, Any, ClassVar, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, JsonValue
from pydantic_core import PydanticCustomError

FIRST_YEAR, LAST_YEAR = 1970, 2100

# Hours, minutes and seconds are spelt out because later Pythons read "24:00:00" too; [0-9], as \d takes any script's.
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T"
    r"(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{1,12})?"
    r"(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])"
)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WHOLE = re.compile(r"-?[0-9]+")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")

# Kosovo: assigned by its users, not by ISO, yet the code that the European Union, CLDR and `holidays` go by.
_USER_ASSIGNED_COUNTRIES = frozenset({"XK"})


class Schema(BaseModel):
    """What every body and answer is: unknown fields are refused, so that a typing error is never lost silently.

    Booleans are declared as `StrictBool`, numbers as strict ones: "yes" and 1 are no booleans, "5" is no number. In a
    query, where all is text, a boolean may be any of the words that pydantic knows, as `true`, `1` or `yes`.
    """

    alternatives: ClassVar[tuple[type["Schema"], ...]] = ()
    """The shapes of a body that may have one of several, for the OpenAPI document to tell apart.

    They have the fields of the model, which does the checking: what it finds wrong is said of a field, and of no shape.
    """

    model_config = ConfigDict(extra="forbid", json_schema_serialization_defaults_required=True)


def absent() -> Any:
    """The default of a merge patch's field: nothing, and no default in the OpenAPI document either.

    Whether a field was sent is read from `model_fields_set`; a documented default of null would claim that leaving a
    field out clears it.
    """
    return Field(default_factory=lambda: None)


def left_out(*, description: str) -> Any:
    """The default of an answer's field that is there or is not, and is never null."""
    return Field(default_factory=lambda: None, exclude_if=lambda value: value is None, description=description)


def _in_range(year: int) -> bool:
    return FIRST_YEAR <= year <= LAST_YEAR


def _out_of_range() -> PydanticCustomError:
    return PydanticCustomError("out_of_range", f"Must lie in the years {FIRST_YEAR} to {LAST_YEAR}")


def _instant(value: object) -> datetime:
    """Parse RFC 3339 text into an aware UTC datetime, cut off at the microsecond. Our own rows pass through."""
    if isinstance(value, str):
        text = value.upper()
        if not _INSTANT.fullmatch(text):
            hint = "; in a URL, + is written %2B" if " " in text else ""
            raise PydanticCustomError(
                "instant", f"Must be an RFC 3339 instant with an offset, as 2026-03-02T10:00:00Z{hint}"
            )
        try:
            value = datetime.fromisoformat(text)
        except ValueError:
            raise PydanticCustomError("instant", "Must be a day that exists, at a time that exists") from None
    elif not isinstance(value, datetime) or value.tzinfo is None:
        raise PydanticCustomError("instant", "Must be text: an RFC 3339 instant with an offset")
    # One year more on either side, as the offset may carry an instant over; beyond it, astimezone could overflow.
    if not FIRST_YEAR - 1 <= value.year <= LAST_YEAR + 1:
        raise _out_of_range()
    value = value.astimezone(UTC)
    if not _in_range(value.year):
        raise _out_of_range()
    return value


def _local_date(value: object) -> date:
    """Parse `YYYY-MM-DD`, and nothing else that ISO 8601 would allow. Our own rows pass through."""
    if isinstance(value, str):
        if not _DATE.fullmatch(value):
            raise PydanticCustomError("date", "Must be a date as 2026-03-02")
        try:
            value = date.fromisoformat(value)
        except ValueError:
            raise PydanticCustomError("date", "Must be a day that exists") from None
    elif not isinstance(value, date) or isinstance(value, datetime):
        raise PydanticCustomError("date", "Must be text: a date as 2026-03-02")
    if not _in_range(value.year):
        raise _out_of_range()
    return value


@cache
def time_zones() -> frozenset[str]:
    """Return every IANA name of the locked `tzdata` package: the same set on every machine, whatever its own files."""
    return frozenset(files("tzdata").joinpath("zones").read_text(encoding="utf-8").split())


@cache
def country_codes() -> frozenset[str]:
    """Return every ISO 3166-1 alpha-2 and ISO 3166-2 code."""
    import pycountry  # noqa: PLC0415  # its tables take a while to load, and a start should not wait for them

    countries = (country.alpha_2 for country in pycountry.countries)
    subdivisions = (subdivision.code for subdivision in pycountry.subdivisions)
    return _USER_ASSIGNED_COUNTRIES.union(countries, subdivisions)


def _time_zone(value: str) -> str:
    if value not in time_zones():
        raise PydanticCustomError("time_zone", "Must be an IANA time zone, as Europe/London")
    return value


def _country(value: str) -> str:
    if value not in country_codes():
        raise PydanticCustomError("country", "Must be an ISO 3166-1 alpha-2 or ISO 3166-2 code, as GB or GB-ENG")
    return value


def canonical_id(value: str) -> str:
    """Return a UUID of any version in lower case; raise a validation error for anything else."""
    value = value.lower()
    if not _UUID.fullmatch(value):
        raise PydanticCustomError("uuid", "Must be a UUID, as 0195a4c2-7d3e-7a51-8c40-2f6b9d1e3a70")
    return value


def _storable(value: str) -> str:
    if "\0" in value:
        raise PydanticCustomError("nul", "Must not contain a NUL character")
    return value


def _not_blank(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("blank", "Must not be blank")
    return value


def _web_address(value: str) -> str:
    with suppress(ValueError):  # as of a bracket that is not closed, or a port that is no number
        parts = urlsplit(value)
        host, _ = parts.hostname, parts.port
        if host:
            return value
    raise PydanticCustomError("url", "Must be a web address, as https://example.org/a")


def _digits(value: object) -> object:
    """Refuse what Python reads as a number and nobody else does, as `1_0`, `5.0` or one with a space before it."""
    if isinstance(value, str) and not _WHOLE.fullmatch(value):
        raise PydanticCustomError("int_parsing", "Must be a whole number, in digits")
    return value


Digits = BeforeValidator(_digits)
"""For a number in a query, where all is text."""
Instant = Annotated[
    datetime,
    BeforeValidator(_instant),
    Field(
        description=f"RFC 3339 with an offset, in the years {FIRST_YEAR} to {LAST_YEAR}; answered in UTC with `Z`",
        examples=["2026-03-02T10:00:00Z"],
    ),
]
LocalDate = Annotated[
    date,
    BeforeValidator(_local_date),
    Field(description=f"`YYYY-MM-DD`, in the years {FIRST_YEAR} to {LAST_YEAR}", examples=["2026-03-09"]),
]
TimeZoneName = Annotated[
    str,
    Field(description="An IANA time zone", examples=["Europe/London"], json_schema_extra={"maxLength": 64}),
    AfterValidator(_time_zone),
]
CountryCode = Annotated[
    str,
    Field(
        description="ISO 3166-1 alpha-2, or ISO 3166-2 where holidays differ by region",
        examples=["GB-ENG"],
        json_schema_extra={"pattern": "^[A-Z]{2}(-[A-Z0-9]{1,3})?$", "maxLength": 6},
    ),
    AfterValidator(_country),
]
Id = Annotated[
    str,
    Field(
        description="A UUID",
        examples=["0195a4c2-7d3e-7a51-8c40-2f6b9d1e3a70"],
        json_schema_extra={"format": "uuid", "maxLength": 36},
    ),
    AfterValidator(canonical_id),
]
DossierId = Annotated[str, Field(min_length=1, max_length=64), AfterValidator(_storable)]

NotBlank = AfterValidator(_not_blank)
Name = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_storable), NotBlank]
"""A line that identifies: a person's name, a position, a title. Never blank."""
ShortText = Annotated[str, Field(min_length=1, max_length=2_000), AfterValidator(_storable), NotBlank]
"""A sentence or a few: one item of a list, one point of a debrief. Never blank."""
LongText = Annotated[str, Field(max_length=20_000), AfterValidator(_storable)]
"""Free text: notes, impressions, the words of a message. May be empty."""
# Addresses are the candidate's own notes, and we write to none of them: looked at just enough to catch a slip.
EmailAddress = Annotated[str, Field(max_length=320, pattern=r"^\S+@\S+$"), AfterValidator(_storable)]
PhoneNumber = Annotated[str, Field(min_length=1, max_length=50), AfterValidator(_storable), NotBlank]
# Web addresses alone, because frontends make links of them: a `javascript:` one would run in the reader's session, and
# one without a host, or with a bracket that is not closed, makes `new URL()` throw.
Url = Annotated[
    str, Field(max_length=2_000, pattern=r"^https?://\S+$"), AfterValidator(_storable), AfterValidator(_web_address)
]


READ_ONLY: dict[str, JsonValue] = {"readOnly": True}
"""For what the service alone says of a resource."""


class Stored(Schema):
    """What the service adds to every resource that it keeps."""

    id: Id = Field(json_schema_extra=READ_ONLY)
    created_at: Instant = Field(json_schema_extra=READ_ONLY)
    updated_at: Instant = Field(json_schema_extra=READ_ONLY)


M = TypeVar("M", bound=Schema)


def trusted(model: type[M], values: Mapping[str, Any]) -> M:
    """Return a model of values that need no check, as rows have them: at least one for each of its fields.

    What pydantic's own `model_construct` looks at besides, defaults and aliases, takes many times as long, and a list
    is made of hundreds.
    """
    made = model.__new__(model)
    fields = model.__pydantic_fields__
    set_ = object.__setattr__
    set_(made, "__dict__", {name: values[name] for name in fields})
    set_(made, "__pydantic_fields_set__", set(fields))
    set_(made, "__pydantic_extra__", None)
    set_(made, "__pydantic_private__", None)
    return made


class MissingPart(Schema):
    """Something that an answer leaves to the candidate."""

    field: str = Field(description="Where it belongs", examples=["debrief.surprises.0.reason", "sender.phone"])
    prompt: str = Field(description="What to do about it", examples=["Say why it was a surprise."])


class Tagged(Schema):
    """What a resource carries in a list, where no header can."""

    etag: str = Field(
        max_length=32,
        description="As the `ETag` header of the resource itself",
        examples=['"17"'],
        json_schema_extra=READ_ONLY,
    )
