"""JSON that could be read in two ways, or that could not be kept, is refused with its place."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.web.json import MAX_DEPTH, JsonError, loads, pointer


def refused(text: bytes) -> JsonError:
    with pytest.raises(JsonError) as caught:
        loads(text)
    return caught.value


@pytest.mark.parametrize(
    "document",
    [None, True, 0, -1.5, "", "naïve 👋 \N{GREEK SMALL LETTER ALPHA}", [], {}, {"a": [{"b": None}]}, {"a~/b": [1]}],
)
@pytest.mark.parametrize("ensure_ascii", [True, False])
def test_reads_what_json_writes(document: Any, ensure_ascii: bool) -> None:  # noqa: FBT001  # parametrised
    assert loads(json.dumps(document, ensure_ascii=ensure_ascii).encode()) == document


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (b"", "syntax"),
        (b"{", "syntax"),
        (b"{'a': 1}", "syntax"),
        (b"[1,]", "syntax"),
        (b"1 2", "syntax"),
        (b'"\x00"', "syntax"),
        (b'\xef\xbb\xbf{"a": 1}', "syntax"),
        (b'{"a": "\xff"}', "encoding"),
        (b'"\xed\xa0\x80"', "encoding"),
        ('{"a": 1}'.encode("utf-16"), "encoding"),
        (b"NaN", "number"),
        (b"[Infinity]", "number"),
        (b"[-Infinity]", "number"),
        (b"1e999", "number"),
        (b"-1e999", "number"),
        (b"9" * 5_000, "number"),
    ],
)
def test_refuses_what_is_no_json(text: bytes, code: str) -> None:
    assert refused(text).code == code


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (b'{"a": 1, "a": 1}', "/a"),
        (b'{"a": {"b": [0, {"c/d": 1, "x": 2, "c/d": 3}]}}', "/a/b/1/c~1d"),
        (b'[{"a": 1}, {"\\u0061": 1, "a": 2}]', "/1/a"),
    ],
)
def test_a_key_said_twice_is_refused_with_its_place(text: bytes, place: str) -> None:
    error = refused(text)
    assert (error.code, error.pointer) == ("duplicate_key", place)


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        (rb'{"a": ["x\u0000"]}', "nul", "/a/0"),
        (rb'{"a": {"\u0000": 1}}', "nul", "/a"),
        (rb'"\u0000"', "nul", ""),
        (rb'["\ud800"]', "surrogate", "/0"),
        (rb'["\uDfff"]', "surrogate", "/0"),
        (rb'["\ud83d\ud83d\ude00"]', "surrogate", "/0"),
        (rb'["\ud83d\ude00\ude00"]', "surrogate", "/0"),
        (rb'{"\udc00": 1}', "surrogate", ""),
    ],
)
def test_text_that_no_database_keeps_is_refused_with_its_place(text: bytes, code: str, place: str) -> None:
    error = refused(text)
    assert (error.code, error.pointer) == (code, place)


def test_an_escaped_backslash_makes_no_nul() -> None:
    assert loads(rb'["\\u0000 \\ud800"]') == [r"\u0000 \ud800"]


@pytest.mark.parametrize("pair", [(b"[", b"]"), (b'{"a":', b"}")])
def test_nesting_ends_at_the_limit(pair: tuple[bytes, bytes]) -> None:
    opening, closing = pair
    assert loads(opening * MAX_DEPTH + b"1" + closing * MAX_DEPTH)
    assert refused(opening * (MAX_DEPTH + 1) + b"1" + closing * (MAX_DEPTH + 1)).code == "depth"
    assert refused(opening * 1_000_000).code == "depth"


def test_brackets_in_texts_and_beside_each_other_are_no_nesting() -> None:
    assert loads(b"[" + b'["[[[["],' * 100 + b"[]]")


def test_pointers_escape_as_rfc_6901_says() -> None:
    assert pointer("a/b", 0, "m~n", "") == "/a~1b/0/m~0n/"


KEEPABLE = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | KEEPABLE,
    lambda inner: st.lists(inner) | st.dictionaries(KEEPABLE, inner),
)


@given(DOCUMENTS, st.booleans())
def test_every_sound_document_is_read_as_written(document: Any, ensure_ascii: bool) -> None:  # noqa: FBT001  # drawn
    assert loads(json.dumps(document, ensure_ascii=ensure_ascii).encode()) == document


@given(st.binary() | st.text().map(lambda text: json.dumps(text).encode()))
def test_anything_else_is_refused_in_one_way(text: bytes) -> None:
    with suppress(JsonError):
        loads(text)
