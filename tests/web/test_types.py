"""What the field types take, refuse and give back."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import StrictBool, TypeAdapter, ValidationError

from api.web import types
from api.web.types import Schema, absent, trusted


def taken(kind: Any, value: object) -> Any:
    return TypeAdapter(kind).validate_python(value)


def code(kind: Any, value: object) -> str:
    with pytest.raises(ValidationError) as caught:
        taken(kind, value)
    return caught.value.errors()[0]["type"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("2026-03-02T10:00:00Z", "2026-03-02T10:00:00Z"),
        ("2026-03-02t10:00:00z", "2026-03-02T10:00:00Z"),
        ("2026-03-02T10:00:00.5+01:00", "2026-03-02T09:00:00.500000Z"),
        ("2026-03-02T10:00:00.123456789-00:00", "2026-03-02T10:00:00.123456Z"),
        ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"),
        ("1969-12-31T23:00:00-01:00", "1970-01-01T00:00:00Z"),
        ("2100-12-31T23:59:59.999999Z", "2100-12-31T23:59:59.999999Z"),
        ("2101-01-01T00:30:00+01:00", "2100-12-31T23:30:00Z"),
    ],
)
def test_instants_are_answered_in_utc(text: str, answer: str) -> None:
    instant = taken(types.Instant, text)
    assert instant.tzinfo is UTC
    assert TypeAdapter(types.Instant).dump_python(instant, mode="json") == answer


@pytest.mark.parametrize(
    "value",
    [
        0,
        1_700_000_000,
        1.5,
        True,
        None,
        "",
        "1700000000",
        "2026-03-02",
        "2026-03-02T10:00:00",
        "2026-03-02 10:00:00Z",
        "2026-03-02T10:00Z",
        "2026-03-02T10Z",
        "20260302T100000Z",
        "2026-W10-1T10:00:00Z",
        "2026-02-29T10:00:00Z",
        "2026-03-02T24:00:00Z",
        "2026-03-02T23:59:60Z",
        "2026-03-02T10:00:00+24:00",
        "2026-03-02T10:00:00+0100",
        "2026-03-02T10:00:00Z ",
        "2026-03-02T10:00:00Z\n",
        "\uff12\uff10\uff12\uff16-03-02T10:00:00Z",
        "0000-01-01T00:00:00Z",
        datetime(2026, 3, 2),  # naive
        date(2026, 3, 2),
    ],
)
def test_no_instant_without_an_offset_and_nothing_guessed(value: object) -> None:
    assert code(types.Instant, value) == "instant"


@pytest.mark.parametrize(
    "text",
    [
        "0001-01-01T00:00:00+23:59",
        "9999-12-31T23:59:59-23:59",
        "1970-01-01T00:00:00+00:01",
        "2100-12-31T23:59:59-00:01",
        "1969-12-31T23:59:59Z",
        "2101-01-01T00:00:00Z",
    ],
)
def test_years_are_bounded_after_the_offset(text: str) -> None:
    assert code(types.Instant, text) == "out_of_range"


def test_an_aware_datetime_of_ours_passes_as_utc() -> None:
    eastern = datetime(2026, 3, 2, 5, 0, tzinfo=timezone(timedelta(hours=-5)))
    assert taken(types.Instant, eastern) == datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "value", [0, "2026-3-2", "2026-02-29", "20260302", "2026-03-02T00:00:00Z", "\uff12\uff10\uff12\uff16-03-02", None]
)
def test_dates_are_plain(value: object) -> None:
    assert code(types.LocalDate, value) == "date"


OFFSETS = st.integers(-23 * 60 - 59, 23 * 60 + 59).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(timezones=OFFSETS))
def test_every_instant_is_kept_or_refused(instant: datetime) -> None:
    """To the microsecond, whatever its offset, in the years that we take; no year overflows."""
    if datetime(1970, 1, 1, tzinfo=UTC) <= instant < datetime(2101, 1, 1, tzinfo=UTC):
        assert taken(types.Instant, instant.isoformat()) == instant
    else:
        assert code(types.Instant, instant.isoformat()) == "out_of_range"


def test_dates_are_bounded() -> None:
    assert taken(types.LocalDate, "2100-12-31") == date(2100, 12, 31)
    assert code(types.LocalDate, "2101-01-01") == "out_of_range"
    assert code(types.LocalDate, "1969-12-31") == "out_of_range"


def test_every_zone_taken_can_be_loaded() -> None:
    assert {"UTC", "Europe/London", "Australia/Lord_Howe", "America/Argentina/Buenos_Aires"} <= types.time_zones()
    assert all(ZoneInfo(name) for name in types.time_zones())


@pytest.mark.parametrize(
    "value", ["", "europe/london", "../Europe/London", "/etc/passwd", "localtime", "+01:00", "CETT"]
)
def test_no_zone_but_iana_ones(value: str) -> None:
    assert code(types.TimeZoneName, value) == "time_zone"


@pytest.mark.parametrize("value", ["GB", "GB-ENG", "US-CA", "DE-BY", "JP", "XK"])
def test_countries_and_regions(value: str) -> None:
    assert taken(types.CountryCode, value) == value


@pytest.mark.parametrize("value", ["", "gb", "GBR", "UK", "ZZ", "GB-XXX", "England"])
def test_no_country_but_iso_ones(value: str) -> None:
    assert code(types.CountryCode, value) == "country"


def test_ids_are_uuids_of_any_version_in_lower_case() -> None:
    assert taken(types.Id, "0195A4C2-7D3E-7A51-8C40-2F6B9D1E3A70") == "0195a4c2-7d3e-7a51-8c40-2f6b9d1e3a70"
    assert taken(types.Id, "00000000-0000-0000-0000-000000000000") == "00000000-0000-0000-0000-000000000000"


@pytest.mark.parametrize(
    "value",
    [
        "",
        "acme",
        "0195a4c27d3e7a518c402f6b9d1e3a70",
        "{0195a4c2-7d3e-7a51-8c40-2f6b9d1e3a7}",
        "0195a4c2-7d3e-7a51-8c40-2f6b9d1e3a7g",
    ],
)
def test_no_id_but_a_plain_uuid(value: str) -> None:
    assert code(types.Id, value) == "uuid"


def test_dossier_ids_are_short_texts() -> None:
    assert taken(types.DossierId, "x" * 64) == "x" * 64
    assert code(types.DossierId, "") == "string_too_short"
    assert code(types.DossierId, "x" * 65) == "string_too_long"
    assert code(types.DossierId, "\0") == "nul"


@pytest.mark.parametrize("kind", [types.Name, types.ShortText, types.LongText, types.PhoneNumber, types.DossierId])
def test_texts_are_kept_as_they_are_and_bounded(kind: Any) -> None:
    assert taken(kind, "  Zoë 👩‍💻 \n") == "  Zoë 👩‍💻 \n"
    assert code(kind, "x" * 20_001) == "string_too_long"
    assert code(kind, "\ud800") == "string_unicode"
    assert code(kind, "a\0b") == "nul"
    assert code(kind, 1) == "string_type"


@pytest.mark.parametrize("kind", [types.Name, types.ShortText, types.PhoneNumber])
def test_texts_that_identify_are_not_blank(kind: Any) -> None:
    assert code(kind, " \t\n\u2003") == "blank"


@pytest.mark.parametrize("value", ["", "ann", "ann @example.org", "@"])
def test_an_email_address_has_two_sides(value: str) -> None:
    assert taken(types.EmailAddress, "ann@example") == "ann@example"
    assert code(types.EmailAddress, value) == "string_pattern_mismatch"


@pytest.mark.parametrize("value", ["", "javascript:alert(1)", "ftp://example.org", "https://", "https://a b"])
def test_links_lead_to_the_web(value: str) -> None:
    assert taken(types.Url, "https://example.org/a?b#c")
    assert code(types.Url, value) == "string_pattern_mismatch"


@pytest.mark.parametrize(
    "value", ["https://[", "http://[::1", "https:///a", "https://?a", "https://:80", "https://a:x"]
)
def test_links_can_be_taken_apart(value: str) -> None:
    """A reader's program would stumble over them: Python's and a browser's alike."""
    assert taken(types.Url, "http://[::1]:8000/a")
    assert code(types.Url, value) == "url"


class Example(Schema):
    flag: StrictBool = absent()


def test_a_schema_refuses_unknown_fields_and_near_booleans() -> None:
    assert code(Example, {"flag": True, "flg": True}) == "extra_forbidden"
    assert code(Example, {"flag": "yes"}) == "bool_type"
    assert code(Example, {"flag": 1}) == "bool_type"


def test_an_absent_field_has_no_default_in_the_document() -> None:
    assert taken(Example, {}).model_fields_set == set()
    assert Example.model_json_schema()["properties"]["flag"] == {"title": "Flag", "type": "boolean"}


def test_a_trusted_model_is_the_one_that_pydantic_makes() -> None:
    """Whatever else a row holds, in whatever order: it compares, and is written, as one that was checked."""

    class Pair(Schema):
        one: int
        other: str | None

    made = trusted(Pair, {"revision": 5, "other": None, "one": 1})
    assert made == Pair(one=1, other=None)
    assert made.model_dump_json() == '{"one":1,"other":null}'
    assert made.model_fields_set == {"one", "other"}
    with pytest.raises(KeyError):
        trusted(Pair, {"one": 1})
