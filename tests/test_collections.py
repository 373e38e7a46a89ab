"""What every collection of resources does alike, over both databases."""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple

import httpx
import pytest

from tests import making
from tests.making import NOBODYS, Made, complaints


class Collection(NamedTuple):
    """A collection: how to make one of its resources, a field to change, and a second value of it for sorting."""

    path: str
    make: Callable[..., Awaitable[Made]]
    field: str
    values: tuple[str, str]
    orders: tuple[str, ...]


INSTANTS = ("2026-03-02T10:30:00Z", "2026-03-02T10:15:00.000001Z")
COLLECTIONS = [
    Collection("/organizations", making.organization, "name", ("Beta", "Alpha"), ("name",)),
    Collection("/contacts", making.contact, "name", ("Zoë", "Ann"), ("name",)),
    Collection("/interviews", making.interview, "starts_at", INSTANTS, ("starts_at", "ends_at", "position")),
    Collection("/interactions", making.interaction, "occurred_at", INSTANTS, ("occurred_at",)),
    Collection("/testimonials", making.words, "author", ("Rae", "Bob"), ("author",)),
]


@pytest.fixture(params=COLLECTIONS, ids=lambda collection: collection.path)
def collection(request: pytest.FixtureRequest) -> Collection:
    found: Collection = request.param
    return found


async def test_what_is_made_can_be_got(client: httpx.AsyncClient, collection: Collection) -> None:
    """POST tells where it is; GET there gives the same, with the same tag; the list gives it with its tag."""
    made = await collection.make(client)
    made.pop("findings", None)
    got = await client.get(f"{collection.path}/{made['id']}")
    assert (got.status_code, got.json()) == (200, made)
    (item,) = (await client.get(collection.path)).json()["items"]
    assert item == made | {"etag": got.headers["ETag"]}
    same = await client.get(f"{collection.path}/{made['id']}", headers={"If-None-Match": item["etag"]})
    assert (same.status_code, same.content) == (304, b"")


async def test_ids_in_a_path_may_be_in_upper_case(client: httpx.AsyncClient, collection: Collection) -> None:
    made = await collection.make(client)
    assert (await client.get(f"{collection.path}/{made['id'].upper()}")).json()["id"] == made["id"]


async def test_a_repeated_post_makes_one(client: httpx.AsyncClient, collection: Collection) -> None:
    """With an Idempotency-Key the first answer comes again, byte for byte."""
    made = await collection.make(client)
    answered_only = {"id", "created_at", "updated_at", "findings"}
    body = {field: value for field, value in made.items() if field not in answered_only}
    first, again = [
        await client.post(collection.path, json=body, headers={"Idempotency-Key": "once"}) for _ in range(2)
    ]
    assert first.status_code == 201
    assert (again.content, again.headers["Location"]) == (first.content, first.headers["Location"])
    assert len(await making.ids(client, collection.path)) == 2


async def test_a_change_moves_the_tag(client: httpx.AsyncClient, collection: Collection) -> None:
    """A stale If-Match gets 412 and changes nothing; the current one goes through, for DELETE too."""
    made = await collection.make(client)
    path = f"{collection.path}/{made['id']}"
    old = (await client.get(path)).headers["ETag"]
    patch = {collection.field: collection.values[0]}
    changed = await client.patch(path, json=patch, headers={"If-Match": old})
    assert (changed.status_code, changed.json()[collection.field]) == (200, collection.values[0])
    assert changed.headers["ETag"] != old
    stale = {"If-Match": old}
    other = {collection.field: collection.values[1]}
    assert (await client.patch(path, json=other, headers=stale)).status_code == 412
    assert (await client.delete(path, headers=stale)).status_code == 412
    assert (await client.get(path)).json() == changed.json()
    assert (await client.delete(path, headers={"If-Match": changed.headers["ETag"]})).status_code == 204
    assert (await client.get(path)).status_code == 404


async def test_an_empty_patch_changes_nothing_said(client: httpx.AsyncClient, collection: Collection) -> None:
    made = await collection.make(client)
    made.pop("findings", None)
    patched = await client.patch(f"{collection.path}/{made['id']}", json={})
    assert patched.status_code == 200
    assert patched.json() | {"updated_at": None} == made | {"updated_at": None}


@pytest.mark.parametrize("body", [{"colour": "red"}, {"id": NOBODYS}, {"created_at": "2026-03-02T10:00:00Z"}, [], None])
async def test_only_known_fields_of_an_object(client: httpx.AsyncClient, collection: Collection, body: Any) -> None:
    made = await collection.make(client)
    assert complaints(await client.patch(f"{collection.path}/{made['id']}", json=body))
    assert complaints(await client.post(collection.path, json=body))


async def test_anothers_resource_is_not_there(
    client: httpx.AsyncClient, stranger: httpx.AsyncClient, collection: Collection
) -> None:
    """Another account's id, an unknown one and nonsense are the same 404, and nothing changes."""
    made = await collection.make(client)
    before = await client.get(f"{collection.path}/{made['id']}")
    answers = []
    for id in (made["id"], NOBODYS, "nonsense", "%00"):
        path = f"{collection.path}/{id}"
        answers += [await stranger.get(path), await stranger.patch(path, json={}), await stranger.delete(path)]
    told = [(answer.status_code, answer.json() | {"instance": None}) for answer in answers]
    assert told[0][0] == 404
    assert told == [told[0]] * len(told)
    assert await making.ids(stranger, collection.path) == []
    after = await client.get(f"{collection.path}/{made['id']}")
    assert (after.json(), after.headers["ETag"]) == (before.json(), before.headers["ETag"])


async def test_every_order_pages_through(client: httpx.AsyncClient, collection: Collection) -> None:
    """Each order, both ways, by pages of two, gives the whole, though one more is made after the first page."""
    for value in (*collection.values, collection.values[0]):
        made = await collection.make(client)
        await client.patch(f"{collection.path}/{made['id']}", json={collection.field: value})
    for field in ("created_at", "updated_at", *collection.orders):
        for sort in (field, f"-{field}"):
            whole = (await client.get(collection.path, params={"sort": sort})).json()["items"]
            assert whole == sorted(whole, key=lambda item: (item[field], item["id"]), reverse=sort.startswith("-"))
            paged: list[Made] = []
            late: Made = {}
            path = f"{collection.path}?limit=2&sort={sort}"
            while path:
                page = await client.get(path)
                paged += page.json()["items"]
                if len(paged) == 2:
                    late = await collection.make(client)
                path = page.links["next"]["url"] if "next" in page.links else ""
            assert [item for item in paged if item["id"] != late["id"]] == whole


@pytest.mark.parametrize("q", ["école", "ÉCOLE", "ångström", "le å"])
async def test_a_search_knows_the_case_of_every_letter(client: httpx.AsyncClient, q: str) -> None:
    """On both databases, wherever there is a `q`, in columns that are sorted by and in others."""
    text = "École Ångström"
    interview = await making.interview(client, position=text)
    for make, path, field in (
        (making.organization, "/organizations", "name"),
        (making.contact, "/contacts", "name"),
        (making.contact, "/contacts", "notes"),
        (making.words, "/testimonials", "author"),
        (making.words, "/testimonials", "quote"),
    ):
        made = await make(client, **{field: text})
        assert made["id"] in await making.ids(client, path, q=q), (path, field)
    touch = await making.interaction(client, body=text)
    assert await making.ids(client, "/interactions", q=q) == [touch["id"]]
    assert await making.ids(client, "/interviews", q=q) == [interview["id"]]


@pytest.mark.parametrize("letter", ["Ж", "😀", "\x01", '"'])
async def test_the_longest_names_page_through(client: httpx.AsyncClient, letter: str) -> None:
    """Whatever a character takes in UTF-8 or in JSON, the cursor that holds a name is taken back."""
    names = [letter * 199 + digit for digit in "321"]
    for name in names:
        await making.organization(client, name=name)
    found, path = [], "/organizations?sort=name&limit=1"
    while path:
        page = await client.get(path)
        assert page.status_code == 200, page.text
        found += [item["name"] for item in page.json()["items"]]
        path = page.links["next"]["url"] if "next" in page.links else ""
    assert found == sorted(names)


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=201",
        "limit=1_0",
        "limit=5.0",
        "limit=%2010",
        "limit=٣",
        "limit=-1",
        "limit=",
        "sort=id",
        "sort=",
        "cursor=x",
        "colour=red",
        "q=%00",
        "q=",
        "limit=1&limit=1",
    ],
)
async def test_a_bad_query_names_its_parameter(client: httpx.AsyncClient, collection: Collection, query: str) -> None:
    answer = await client.get(f"{collection.path}?{query}")
    assert {place for place, _ in complaints(answer)} == {query.partition("=")[0]}


async def test_a_cursor_belongs_to_its_order(client: httpx.AsyncClient, collection: Collection) -> None:
    for _ in range(2):
        await collection.make(client)
    cursor = (await client.get(collection.path, params={"limit": 1})).json()["next_cursor"]
    assert complaints(await client.get(collection.path, params={"cursor": cursor, "sort": "-created_at"}))
    assert complaints(await client.get(collection.path, params={"cursor": cursor[:-3]}))


async def test_a_foreign_id_in_a_filter_finds_nothing(client: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    """Another account's id and an unknown one give the same empty list; nonsense is refused."""
    organization = await making.organization(client)
    contact = await making.contact(client, organization_id=organization["id"])
    interview = await making.interview(
        client,
        organization_id=organization["id"],
        participants=[{"contact_id": contact["id"], "role": "hr"}],
    )
    await making.interview(client, previous_interview_id=interview["id"])
    await making.interaction(client, interview_id=interview["id"], contact_id=contact["id"])
    for make in (making.contact, making.interview, making.interaction):
        await make(stranger)
    for path, field, id in [
        ("/contacts", "organization_id", organization["id"]),
        ("/contacts", "interview_id", interview["id"]),
        ("/interviews", "organization_id", organization["id"]),
        ("/interviews", "contact_id", contact["id"]),
        ("/interviews", "previous_interview_id", interview["id"]),
        ("/interactions", "organization_id", organization["id"]),
        ("/interactions", "interview_id", interview["id"]),
        ("/interactions", "contact_id", contact["id"]),
    ]:
        assert len(await making.ids(client, path, **{field: id})) == 1, (path, field)
        assert len(await making.ids(client, path, **{field: id.upper()})) == 1, (path, field)
        assert await making.ids(stranger, path, **{field: id}) == []
        assert await making.ids(stranger, path, **{field: NOBODYS}) == []
        assert complaints(await client.get(path, params={field: "nonsense"})) == [(field, "uuid")]


async def test_a_foreign_id_in_a_body_is_refused_with_its_place(
    client: httpx.AsyncClient, stranger: httpx.AsyncClient
) -> None:
    """In every slot, on POST, PATCH and PUT, another account's id and an unknown one are the same 422."""
    interview = await making.interview(stranger)
    contact = await making.contact(stranger)
    theirs = {"organization": interview["organization_id"], "interview": interview["id"], "contact": contact["id"]}
    own = await making.interview(client)
    person = await making.contact(client)
    touch = await making.interaction(client, interview_id=own["id"])
    bodies = {
        "/contacts": {"name": "Ann"},
        "/interviews": {field: own[field] for field in ("organization_id", "position", "starts_at", "ends_at")},
        "/interactions": {field: touch[field] for field in ("interview_id", "direction", "channel", "purpose")},
    }
    existing = {"/contacts": person["id"], "/interviews": own["id"], "/interactions": touch["id"]}
    slots: list[tuple[str, str, Callable[[str], Made], str]] = [
        ("/contacts", "organization", lambda id: {"organization_id": id}, "/organization_id"),
        ("/interviews", "organization", lambda id: {"organization_id": id}, "/organization_id"),
        ("/interviews", "interview", lambda id: {"previous_interview_id": id}, "/previous_interview_id"),
        (
            "/interviews",
            "contact",
            lambda id: {"participants": [{"contact_id": person["id"], "role": "hr"}, {"contact_id": id, "role": "hr"}]},
            "/participants/1/contact_id",
        ),
        ("/interactions", "interview", lambda id: {"interview_id": id}, "/interview_id"),
        ("/interactions", "contact", lambda id: {"contact_id": id}, "/contact_id"),
    ]
    for path, kind, fields, place in slots:
        for id in (theirs[kind], NOBODYS):
            for answer in (
                await client.post(path, json=bodies[path] | fields(id)),
                await client.patch(f"{path}/{existing[path]}", json=fields(id)),
            ):
                assert complaints(answer) == [(place, "unknown_reference")]
    for id in (theirs["contact"], NOBODYS):
        debrief = {"materials": [{"title": "x"}, {"title": "y", "contact_id": id}]}
        answer = await client.put(f"/interviews/{own['id']}/debrief", json=debrief)
        assert complaints(answer) == [("/materials/1/contact_id", "unknown_reference")]
        answer = await client.put(f"/interviews/{own['id']}/participants/{id}", json={"role": "hr"})
        assert answer.status_code == 404
    assert (await client.get(f"/interviews/{own['id']}")).json() == own
    assert (await client.get(f"/interviews/{own['id']}/debrief")).status_code == 404
    for path in bodies:
        assert await making.ids(client, path) == [existing[path]]
