"""`/contacts`, over both databases."""

from typing import Any

import httpx
import pytest

from tests import making
from tests.making import NOBODYS, complaints


async def test_a_name_makes_a_contact(client: httpx.AsyncClient) -> None:
    """Everything else has its default: a referee without any address."""
    made = await making.contact(client)
    fields = ("organization_id", "job_title", "email", "phone", "postal_address", "notes")
    assert made == dict.fromkeys(fields) | {
        "name": "Ann Ames",
        "name_confirmed": False,
        "id": made["id"],
        "created_at": made["created_at"],
        "updated_at": made["created_at"],
    }


async def test_texts_come_back_as_they_went(client: httpx.AsyncClient) -> None:
    """Nothing is stripped or normalised, whatever the script."""
    texts = {
        "name": " Zoe\u0308 O'Neill-Łęcka 👩‍💻 ",
        "notes": "\u05e9\u05dc\u05d5\u05dd\r\n\t\u200f\u0645\u0631\u062d\\\"'%_;--",
        "job_title": "x" * 200,
    }
    made = await making.contact(client, **texts)
    assert texts.items() <= (await client.get(f"/contacts/{made['id']}")).json().items()


@pytest.mark.parametrize(
    ("fields", "pointer", "code"),
    [
        ({"name": ""}, "/name", "string_too_short"),
        ({"name": "\u2003"}, "/name", "blank"),
        ({"name": None}, "/name", "string_type"),
        ({"name": "a\0b"}, "/name", "nul"),
        ({"notes": "x" * 20_001}, "/notes", "string_too_long"),
        ({"email": "ann"}, "/email", "string_pattern_mismatch"),
        ({"phone": ""}, "/phone", "string_too_short"),
        ({"name_confirmed": 1}, "/name_confirmed", "bool_type"),
        ({"name_confirmed": None}, "/name_confirmed", "bool_type"),
        ({"organization_id": "acme"}, "/organization_id", "uuid"),
    ],
)
async def test_a_bad_contact_is_refused_with_the_place(
    client: httpx.AsyncClient, fields: dict[str, Any], pointer: str, code: str
) -> None:
    assert complaints(await client.post("/contacts", json={"name": "Ann"} | fields)) == [(pointer, code)]
    assert await making.ids(client, "/contacts") == []


async def test_a_patch_clears_and_resets(client: httpx.AsyncClient) -> None:
    """Null clears a field or resets it; a name cannot be cleared."""
    organization = await making.organization(client)
    made = await making.contact(
        client, organization_id=organization["id"], email="ann@example.org", name_confirmed=True
    )
    path = f"/contacts/{made['id']}"
    patch = {"organization_id": None, "email": None, "name_confirmed": None, "phone": "+44 20 7946 0018"}
    patched = (await client.patch(path, json=patch)).json()
    wanted = {"organization_id": None, "email": None, "name_confirmed": False, "phone": "+44 20 7946 0018"}
    assert patched == made | wanted | {"updated_at": patched["updated_at"]}
    assert complaints(await client.patch(path, json={"name": None, "phone": None})) == [("/name", "string_type")]
    assert (await client.get(path)).json() == patched


async def test_filters(client: httpx.AsyncClient) -> None:
    """Each narrows the list; `role` looks into the interview that is named, or into all."""
    organization = await making.organization(client)
    ann = await making.contact(client, organization_id=organization["id"], email="aa@initech.example")
    bob = await making.contact(client, name="Bob 100%", job_title="Head of Annuities", name_confirmed=True)
    people = [{"contact_id": ann["id"], "role": "interviewer"}, {"contact_id": bob["id"], "role": "reference"}]
    both = await making.interview(client, participants=people)
    alone = await making.interview(client, participants=[{"contact_id": bob["id"], "role": "hr"}])
    for query, wanted in [
        ({"q": "ANN"}, [ann, bob]),
        ({"q": "initech"}, [ann]),
        ({"q": "0%"}, [bob]),
        ({"q": "%"}, [bob]),
        ({"q": "_"}, []),
        ({"organization_id": organization["id"]}, [ann]),
        ({"name_confirmed": "true"}, [bob]),
        ({"interview_id": both["id"]}, [ann, bob]),
        ({"interview_id": both["id"], "role": "reference"}, [bob]),
        ({"interview_id": alone["id"], "role": "reference"}, []),
        ({"role": "reference"}, [bob]),
        ({"role": "assistant"}, []),
    ]:
        found = await making.ids(client, "/contacts", **query)
        assert found == [contact["id"] for contact in wanted], query


async def test_a_contact_that_is_referred_to_stays(client: httpx.AsyncClient) -> None:
    """409 says by what and how often; once nothing refers to it, it goes."""
    ann, bob = await making.contact(client), await making.contact(client)
    interview = await making.interview(client, participants=[{"contact_id": ann["id"], "role": "hr"}])
    path = f"/interviews/{interview['id']}"
    material = {"title": "Study", "contact_id": ann["id"]}
    notes = {"materials": [material, material, {"title": ann["id"]}], "impressions": bob["id"]}
    assert (await client.put(f"{path}/debrief", json=notes)).status_code == 200
    touch = await making.interaction(client, interview_id=interview["id"], contact_id=ann["id"])
    refused = await client.delete(f"/contacts/{ann['id']}")
    assert refused.status_code == 409
    assert refused.json()["references"] == {"participants": 1, "materials": 2, "interactions": 1}
    assert (await client.delete(f"/contacts/{bob['id']}")).status_code == 204
    await client.delete(f"/interactions/{touch['id']}")
    await client.delete(f"{path}/participants/{ann['id']}")
    assert (await client.delete(f"/contacts/{ann['id']}")).json()["references"] == {"materials": 2}
    await client.delete(f"{path}/debrief")
    assert (await client.delete(f"/contacts/{ann['id']}")).status_code == 204
    assert (await client.get(f"/contacts/{ann['id']}")).status_code == 404


async def test_deleting_what_is_not_there(client: httpx.AsyncClient) -> None:
    assert (await client.delete(f"/contacts/{NOBODYS}")).status_code == 404
