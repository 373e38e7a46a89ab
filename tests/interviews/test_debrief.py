"""`/interviews/{id}/debrief`, over both databases."""

import httpx

from api.interviews.schemas import EXAMPLE_DEBRIEF
from tests import making
from tests.making import NOBODYS, complaints


async def test_a_debrief_is_kept_whole(client: httpx.AsyncClient) -> None:
    """PUT answers what GET gives; a second PUT replaces the first; DELETE removes it."""
    contact = await making.contact(client)
    path = f"/interviews/{(await making.interview(client))['id']}/debrief"
    assert (await client.get(path)).status_code == 404
    materials = [EXAMPLE_DEBRIEF["materials"][0] | {"contact_id": contact["id"]}]
    body = EXAMPLE_DEBRIEF | {"materials": materials}
    put = await client.put(path, json=body)
    assert (put.status_code, put.json()) == (200, body | {"updated_at": put.json()["updated_at"]})
    got = await client.get(path)
    assert (got.json(), got.headers["ETag"]) == (put.json(), put.headers["ETag"])

    emptied = await client.put(path, json={})
    lists = set(EXAMPLE_DEBRIEF) - {"impressions"}
    assert emptied.json() == {field: [] for field in lists} | {
        "impressions": None,
        "updated_at": emptied.json()["updated_at"],
    }
    assert (await client.get(path)).json() == emptied.json()
    assert (await client.delete(path)).status_code == 204
    assert (await client.get(path)).status_code == 404
    assert (await client.delete(path)).status_code == 404


async def test_its_tag_is_its_own(client: httpx.AsyncClient) -> None:
    """If-Match on what is not there yet is 412, and so is a stale one; the interview's tag does not move with it."""
    interview = f"/interviews/{(await making.interview(client))['id']}"
    path = f"{interview}/debrief"
    before = (await client.get(interview)).headers["ETag"]
    for tag in ("*", before):
        assert (await client.put(path, json={}, headers={"If-Match": tag})).status_code == 412
    first = await client.put(path, json={"topics": ["Returns"]})
    stale = {"If-Match": first.headers["ETag"]}
    second = await client.put(path, json={"topics": ["Parcels"]}, headers=stale)
    assert second.status_code == 200
    assert (await client.put(path, json={}, headers=stale)).status_code == 412
    assert (await client.delete(path, headers=stale)).status_code == 412
    unchanged = await client.get(path, headers={"If-None-Match": second.headers["ETag"]})
    assert unchanged.status_code == 304
    assert (await client.get(interview)).headers["ETag"] == before
    assert (await client.delete(path, headers={"If-Match": second.headers["ETag"]})).status_code == 204


async def test_faults_are_told_with_their_places(client: httpx.AsyncClient) -> None:
    path = f"/interviews/{(await making.interview(client))['id']}/debrief"
    for body, faults in [
        ({"topics": ["x", ""]}, [("/topics/1", "string_too_short")]),
        ({"topics": ["a\0b"]}, [("/topics/0", "nul")]),
        ({"topics": None}, [("/topics", "list_type")]),
        ({"topics": ["x"] * 101}, [("/topics", "too_long")]),
        ({"updated_at": "2026-03-02T10:00:00Z"}, [("/updated_at", "extra_forbidden")]),
        ({"problems": [{"problem": "x", "plan": "y"}]}, [("/problems/0/plan", "extra_forbidden")]),
    ]:
        assert complaints(await client.put(path, json=body)) == faults
    assert (await client.get(path)).status_code == 404


async def test_anothers_debrief_is_not_there(client: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    theirs = await making.interview(stranger)
    kept = await stranger.put(f"/interviews/{theirs['id']}/debrief", json={"topics": ["Returns"]})
    for id in (theirs["id"], NOBODYS, "nonsense"):
        path = f"/interviews/{id}/debrief"
        for answer in (await client.get(path), await client.put(path, json={}), await client.delete(path)):
            assert answer.status_code == 404
    assert (await stranger.get(f"/interviews/{theirs['id']}/debrief")).json() == kept.json()
