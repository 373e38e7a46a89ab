"""`/organizations`, over both databases."""

from typing import Any

import httpx
import pytest

from api.main import Afterword
from api.models import Contact
from api.rows import Rows

CONTACTS = Rows(Contact)
NOBODYS = "0195a4c2-0000-7000-8000-000000000000"


async def create(client: httpx.AsyncClient, **fields: Any) -> dict[str, Any]:
    answer = await client.post("/organizations", json={"name": "Initech"} | fields)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def test_a_new_organization_gets_the_defaults(client: httpx.AsyncClient) -> None:
    """Only the name is required; the answer is what GET gives, with a location and a tag."""
    made = await client.post("/organizations", json={"name": "Initech"})
    assert made.status_code == 201
    body = made.json()
    assert {"name": "Initech", "culture": "balanced", "timezone": "UTC", "country": None}.items() <= body.items()
    assert set(body) == {"id", "name", "culture", "timezone", "country", "created_at", "updated_at"}
    got = await client.get(made.headers["Location"])
    assert (got.json(), got.headers["ETag"]) == (body, made.headers["ETag"])


@pytest.mark.parametrize(
    ("body", "pointer", "code"),
    [
        ({}, "/name", "missing"),
        ({"name": ""}, "/name", "string_too_short"),
        ({"name": " "}, "/name", "blank"),
        ({"name": None}, "/name", "string_type"),
        ({"name": 5}, "/name", "string_type"),
        ({"name": "x" * 201}, "/name", "string_too_long"),
        ({"name": "Initech", "culture": "stern"}, "/culture", "enum"),
        ({"name": "Initech", "timezone": "Mars/Olympus"}, "/timezone", "time_zone"),
        ({"name": "Initech", "timezone": "../../etc/passwd"}, "/timezone", "time_zone"),
        ({"name": "Initech", "country": "gb"}, "/country", "country"),
        ({"name": "Initech", "colour": "red"}, "/colour", "extra_forbidden"),
        ({"name": "Initech", "id": NOBODYS}, "/id", "extra_forbidden"),
        ([], "", "model_attributes_type"),
        (None, "", "missing"),
    ],
)
async def test_a_bad_organization_is_refused_with_the_place(
    client: httpx.AsyncClient, body: Any, pointer: str, code: str
) -> None:
    """422 points at what is wrong, and nothing is kept."""
    answer = await client.post("/organizations", json=body)
    assert answer.status_code == 422
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [(pointer, code)]
    assert (await client.get("/organizations")).json()["items"] == []


async def test_a_patch_merges(client: httpx.AsyncClient) -> None:
    """What is absent stays, null clears or resets to the default."""
    made = await create(client, culture="assertive", country="GB", timezone="Europe/London")
    patched = await client.patch(f"/organizations/{made['id']}", json={"culture": None, "country": None})
    assert patched.status_code == 200
    wanted = made | {"culture": "balanced", "country": None, "updated_at": patched.json()["updated_at"]}
    assert patched.json() == wanted
    assert patched.json()["updated_at"] > made["updated_at"]


async def test_a_patch_cannot_clear_what_is_required(client: httpx.AsyncClient) -> None:
    """A name cannot be null; nothing changes."""
    made = await create(client)
    path = f"/organizations/{made['id']}"
    answer = await client.patch(path, json={"name": None})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/name")
    assert (await client.get(path)).json() == made


async def test_a_merge_patch_media_type_is_taken(client: httpx.AsyncClient) -> None:
    made = await create(client)
    answer = await client.patch(
        f"/organizations/{made['id']}",
        content=b'{"name": "Initrode"}',
        headers={"Content-Type": "application/merge-patch+json"},
    )
    assert (answer.status_code, answer.json()["name"]) == (200, "Initrode")


async def test_a_stale_tag_changes_nothing(client: httpx.AsyncClient) -> None:
    """If-Match with an old tag is 412, for PATCH and DELETE alike; the current one goes through."""
    made = await client.post("/organizations", json={"name": "Initech"})
    path, old = made.headers["Location"], made.headers["ETag"]
    changed = await client.patch(path, json={"name": "Initrode"}, headers={"If-Match": old})
    assert changed.status_code == 200
    for answer in (
        await client.patch(path, json={"name": "Globex"}, headers={"If-Match": old}),
        await client.delete(path, headers={"If-Match": old}),
        await client.delete(path, headers={"If-Match": f"W/{changed.headers['ETag']}"}),
    ):
        assert answer.status_code == 412
    assert (await client.get(path)).json()["name"] == "Initrode"
    assert (await client.delete(path, headers={"If-Match": f'"x", {changed.headers["ETag"]}'})).status_code == 204
    assert (await client.get(path)).status_code == 404


async def test_what_the_client_has_is_not_sent_again(client: httpx.AsyncClient) -> None:
    made = await client.post("/organizations", json={"name": "Initech"})
    path, tag = made.headers["Location"], made.headers["ETag"]
    same = await client.get(path, headers={"If-None-Match": f"W/{tag}"})
    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", tag)
    assert (await client.get(path, headers={"If-None-Match": '"other"'})).status_code == 200


async def test_anothers_organization_is_not_there(client: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    """Another account's id, an unknown one and nonsense are the same 404."""
    made = await create(client)
    bodies = []
    for id in (made["id"], NOBODYS, "nonsense"):
        for answer in (
            await stranger.get(f"/organizations/{id}"),
            await stranger.patch(f"/organizations/{id}", json={"name": "Mine"}),
            await stranger.delete(f"/organizations/{id}"),
        ):
            assert answer.status_code == 404
            bodies.append({**answer.json(), "instance": None})
    assert all(body == bodies[0] for body in bodies)
    assert (await stranger.get("/organizations")).json()["items"] == []
    assert (await client.get(f"/organizations/{made['id']}")).json() == made


async def test_pages_are_stable_while_rows_are_added(client: httpx.AsyncClient) -> None:
    """Following the links gives every organization once, though one is added between two pages."""
    made = [(await create(client, name=f"Organization {number}"))["id"] for number in range(5)]
    seen, path = [], "/organizations?limit=2"
    while path:
        page = await client.get(path)
        assert page.status_code == 200, page.text
        seen += [item["id"] for item in page.json()["items"]]
        if len(seen) == 2:
            made.append((await create(client, name="Late"))["id"])
        assert ("next" in page.links) == (page.json()["next_cursor"] is not None)
        path = page.links["next"]["url"] if "next" in page.links else ""
    assert seen == made


@pytest.mark.parametrize("sort", ["name", "-name", "created_at", "-created_at", "updated_at"])
async def test_every_order_pages_through(client: httpx.AsyncClient, sort: str) -> None:
    """Equal names are told apart by id, in both directions."""
    for name in ("B", "A", "A", "C", "A"):
        await create(client, name=name)
    whole = (await client.get("/organizations", params={"sort": sort})).json()["items"]
    field = sort.removeprefix("-")
    assert whole == sorted(whole, key=lambda item: (item[field], item["id"]), reverse=sort.startswith("-"))
    paged: list[Any] = []
    params = {"sort": sort, "limit": "2"}
    while True:
        page = (await client.get("/organizations", params=params)).json()
        paged += page["items"]
        if page["next_cursor"] is None:
            break
        params["cursor"] = page["next_cursor"]
    assert paged == whole


async def test_an_item_carries_its_tag(client: httpx.AsyncClient) -> None:
    """An item is the resource with its tag, which If-Match takes."""
    made = await create(client)
    (item,) = (await client.get("/organizations")).json()["items"]
    assert item == made | {"etag": item["etag"]}
    answer = await client.patch(f"/organizations/{made['id']}", json={}, headers={"If-Match": item["etag"]})
    assert answer.status_code == 200


async def test_filters(client: httpx.AsyncClient) -> None:
    """Each narrows the list; a percent sign is only a percent sign."""
    await create(client, name="Initech 100%", culture="reserved", country="GB")
    await create(client, name="Globex", timezone="Europe/London")
    for query, names in [
        ("q=TECH", ["Initech 100%"]),
        ("q=0%25", ["Initech 100%"]),
        ("q=%25%25", []),
        ("culture=reserved", ["Initech 100%"]),
        ("country=GB&culture=balanced", []),
        ("timezone=Europe/London", ["Globex"]),
    ]:
        items = (await client.get(f"/organizations?{query}")).json()["items"]
        assert [item["name"] for item in items] == names, query


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=x", "limit"),
        ("limit=1&limit=2", "limit"),
        ("colour=red", "colour"),
        ("sort=country", "sort"),
        ("culture=stern", "culture"),
        ("cursor=x", "cursor"),
        ("cursor=WyJhIl0", "cursor"),
        ("cursor=WyJuYW1lIiwgIkEiLCAiMDE5NWE0YzItMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDAwIl0", "cursor"),
        ("cursor=WyJjcmVhdGVkX2F0IiwgIjk5OTktMDEtMDFUMDA6MDA6MDBaIiwgIjAxIl0", "cursor"),
        ("cursor=%00", "cursor"),
        ("q=%00", "q"),
    ],
)
async def test_a_bad_query_is_refused_with_its_parameter(client: httpx.AsyncClient, query: str, parameter: str) -> None:
    answer = await client.get(f"/organizations?{query}")
    assert answer.status_code == 422
    assert [error["parameter"] for error in answer.json()["errors"]] == [parameter]


async def test_what_is_referred_to_stays(app: Afterword, client: httpx.AsyncClient) -> None:
    """Deleting it is 409 and says by what; once nothing refers to it, it goes."""
    made = await create(client)
    account = (await client.get("/account")).json()["id"]
    contact = dict.fromkeys(("job_title", "email", "phone", "postal_address", "notes"))
    contact |= {"name": "Ann Ames", "name_confirmed": False, "organization_id": made["id"]}
    kept = await app.state.database.write(account, lambda unit: CONTACTS.insert(unit, contact))
    refused = await client.delete(f"/organizations/{made['id']}")
    assert (refused.status_code, refused.json()["references"]) == (409, {"contacts": 1})
    await app.state.database.write(account, lambda unit: CONTACTS.delete(unit, kept["id"]))
    assert (await client.delete(f"/organizations/{made['id']}")).status_code == 204
