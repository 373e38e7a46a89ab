"""`/testimonials`, over both databases."""

from typing import Any

import httpx
import pytest

from tests import making
from tests.making import complaints


@pytest.mark.parametrize(
    ("fields", "pointer", "code"),
    [
        ({"author": None}, "/author", "string_type"),
        ({"quote": ""}, "/quote", "blank"),
        ({"quote": "x" * 20_001}, "/quote", "string_too_long"),
        ({"source_url": "javascript:alert(1)"}, "/source_url", "string_pattern_mismatch"),
    ],
)
async def test_a_bad_testimonial_is_refused_with_the_place(
    client: httpx.AsyncClient, fields: dict[str, Any], pointer: str, code: str
) -> None:
    body = {"author": "Rae", "quote": "Good."}
    assert complaints(await client.post("/testimonials", json=body | fields)) == [(pointer, code)]
    assert await making.ids(client, "/testimonials") == []


async def test_a_patch_merges(client: httpx.AsyncClient) -> None:
    made = await making.words(client, source_url="https://example.org/rae")
    answer = await client.patch(f"/testimonials/{made['id']}", json={"source_url": None, "quote": "Better."})
    assert answer.json() == made | {
        "source_url": None,
        "quote": "Better.",
        "updated_at": answer.json()["updated_at"],
    }


async def test_search_looks_into_author_and_words(client: httpx.AsyncClient) -> None:
    rae = await making.words(client)
    bob = await making.words(client, author="Bob", quote="As Rae says.")
    assert await making.ids(client, "/testimonials", q="rae") == [rae["id"], bob["id"]]
    assert await making.ids(client, "/testimonials", q="bob") == [bob["id"]]
