"""An account as lines of JSON and as tables: the same as the dossier, of one state, and never whole in memory."""

import asyncio
import csv
import json
import tracemalloc
from collections import defaultdict
from collections.abc import Coroutine
from io import StringIO
from typing import Any, TypeVar

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.util import await_only
from sqlalchemy.util.concurrency import in_greenlet

from api.db import Unit
from api.dossier import forms, repository
from api.dossier.cells import guarded, plain
from api.dossier.parts import KINDS, Part
from api.web import spooled
from tests.conftest import Connect
from tests.dossier.test_router import rich
from tests.making import app_of, contact, organization
from tests.planting import planted
from tests.properties import examples

T = TypeVar("T")

LINES = {"Accept": "application/x-ndjson"}
SHARED = {"organization_id", "contact_id", "interview_id", "previous_interview_id"}
"""The fields by which records name each other."""


async def exported(client: httpx.AsyncClient) -> dict[str, list[dict[str, Any]]]:
    """The account as one document."""
    document: dict[str, list[dict[str, Any]]] = (await client.get("/export")).json()
    return document


async def lines(client: httpx.AsyncClient) -> list[dict[str, Any]]:
    answer = await client.get("/export?format=ndjson")
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"] == "application/x-ndjson"
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    return [json.loads(line) for line in answer.content.splitlines()]


def named(record: Any) -> list[str]:
    """Every id that a record names, at whatever depth."""
    if isinstance(record, list):
        return [id for item in record for id in named(item)]
    if not isinstance(record, dict):
        return []
    own = [value for name, value in record.items() if name in SHARED and value is not None]
    return own + [id for value in record.values() for id in named(value)]


@pytest.fixture
def few_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that a small account has many pages."""
    monkeypatch.setattr(repository, "AT_ONCE", 2)


async def test_lines_hold_what_the_document_holds(client: httpx.AsyncClient, few_at_a_time: None) -> None:
    """Each with its type; whatever a record names stands before it, be it a round that came later into the account."""
    assert (await client.post("/import", json=rich(7))).status_code == 200
    found, parts, seen = await lines(client), defaultdict(list), set[str]()
    for line in found:
        assert set(named(line)) <= seen
        seen.add(line.get("id", ""))
        parts[line.pop("type")].append(line)
    document = await exported(client)
    assert [*parts] == [KINDS[part] for part in Part]
    for part, kind in KINDS.items():
        assert sorted(parts[kind], key=str) == sorted(document[part], key=str)
    assert len(document["interviews"]) == 7


def test_what_is_behind_a_held_round_is_held_too() -> None:
    """The first comes before the round that it names, and the second names the first."""
    named = {"first": "last", "second": "first", "other": None, "last": None}
    interviews = [{"id": id, "previous_interview_id": previous} for id, previous in named.items()]
    found = forms._earlier_rounds_first(interviews, {"first"})
    assert [interview["id"] for interview in found] == ["other", "last", "first", "second"]


async def test_lines_are_imported_to_the_same(client: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    """Of a full account and of an empty one; and in any order."""
    headers = {"Content-Type": "application/x-ndjson"}
    nothing = await client.get("/export", headers=LINES)
    assert (nothing.content, (await client.post("/import", content=b"", headers=headers)).status_code) == (b"", 200)
    assert (await client.post("/import", json=rich(5))).status_code == 200
    brought = (await client.get("/export", headers=LINES)).content
    backwards = b"\r\n\r\n".join(reversed(brought.splitlines()))
    assert (await stranger.post("/import", content=backwards, headers=headers)).status_code == 200
    assert (await stranger.get("/export")).content == (await client.get("/export")).content


async def test_nothing_in_a_record_ends_its_line(client: httpx.AsyncClient) -> None:
    """Whatever a reader takes for an end, as Python's `str.splitlines` does of all of these."""
    name = "a\n\r\x0b\x0c\x1c\x85\u2028\u2029b"
    await organization(client, name=name)
    (line,) = (await client.get("/export", headers=LINES)).text.splitlines()
    assert json.loads(line)["name"] == name


@pytest.mark.parametrize("media_type", ["application/x-ndjson", "application/ndjson", "application/jsonl"])
async def test_lines_go_by_several_names(client: httpx.AsyncClient, connect: Connect, media_type: str) -> None:
    """None of which is registered: who asks by one is answered by it."""
    await organization(client)
    answer = await client.get("/export", headers={"Accept": media_type})
    assert answer.headers["Content-Type"] == media_type
    headers = {"Content-Type": media_type}
    assert (await (await connect()).post("/import", content=answer.content, headers=headers)).status_code == 200


async def test_the_form_is_asked_for_in_either_way(client: httpx.AsyncClient) -> None:
    """`format` outdoes `Accept`; without either it is what it always was."""
    await organization(client)
    forms_of = {
        (query, accept): (await client.get(f"/export{query}", headers={"Accept": accept})).headers["Content-Type"]
        for query in ("", "?format=json", "?format=ndjson")
        for accept in ("*/*", "application/x-ndjson", "application/json, application/x-ndjson;q=0.9", "text/html")
    }
    ndjson = {asked for asked, given in forms_of.items() if given == "application/x-ndjson"}
    assert ndjson == {asked for asked in forms_of if asked[0].endswith("ndjson")} | {("", "application/x-ndjson")}
    assert (await client.get("/export?format=xml")).status_code == 422


def wait(loop: asyncio.AbstractEventLoop, work: Coroutine[Any, Any, T]) -> T:
    """Wait inside a reading: on PostgreSQL it is a part of the event loop, on SQLite a thread beside it."""
    if in_greenlet():
        return await_only(work)
    return asyncio.run_coroutine_threadsafe(work, loop).result(10)


async def test_a_stream_is_of_one_state(client: httpx.AsyncClient, few_at_a_time: None) -> None:
    """What is written while it is read is not in it, and does not wait for it."""
    for _ in range(5):
        await organization(client)
    account, loop = (await client.get("/account")).json()["id"], asyncio.get_running_loop()

    def read(unit: Unit) -> list[bytes]:
        stream = forms.lines(unit)
        first = next(stream)
        made = wait(loop, client.post("/organizations", json={"name": "Late"}))
        assert made.status_code == 201
        assert wait(loop, contact(client, organization_id=made.json()["id"]))
        return [first, *stream]

    stream = await app_of(client).state.database.read(account, read, long=True)
    assert len(stream) == 5
    assert len(await lines(client)) == 7


async def test_a_large_account_is_never_whole_in_memory(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six megabytes go out through less than half of it."""
    monkeypatch.setattr(repository, "AT_ONCE", 20)
    dossier = rich(1)
    one = dossier["interactions"][0]
    dossier["interactions"] = [
        one | {"id": f"{one['id'][:-4]}{number:04x}", "body": "x" * 20_000} for number in range(300)
    ]
    assert (await client.post("/import", json=dossier)).status_code == 200
    account = (await client.get("/account")).json()["id"]
    tracemalloc.start()
    try:
        file = await app_of(client).state.database.read(account, lambda unit: spooled.spool(forms.lines(unit)))
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    with file:
        assert file.tell() > 6_000_000
    assert most < 3_000_000


@pytest.mark.parametrize("part", Part)
async def test_a_table_holds_what_the_document_holds(
    client: httpx.AsyncClient, part: Part, few_at_a_time: None
) -> None:
    """RFC 4180 under a header of the contract's names; undone as it is documented, it is the records again."""
    assert (await client.post("/import", json=planted("zyzzyva"))).status_code == 200
    answer = await client.get(f"/export/{part}")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{part}.csv"'
    assert answer.content.endswith(b"\r\n")
    records = (await exported(client))[part]
    header, *rows = csv.reader(StringIO(answer.text, newline=""), strict=True)
    assert set(header) == set(records[0])
    assert [read_back(dict(zip(header, row, strict=True)), record) for row, record in zip(rows, records, strict=True)]


HEADERS = {
    Part.ORGANIZATIONS: "id,name,culture,timezone,country,created_at,updated_at",
    Part.CONTACTS: "id,organization_id,name,name_confirmed,job_title,email,phone,postal_address,notes,created_at,"
    "updated_at",
    Part.INTERVIEWS: "id,organization_id,position,format,starts_at,ends_at,timezone,decision_expected_on,interest,"
    "cancelled,outcome,outcome_at,previous_interview_id,participants,debrief,created_at,updated_at",
    Part.INTERACTIONS: "id,interview_id,contact_id,direction,channel,purpose,automatic,body,occurred_at,created_at,"
    "updated_at",
    Part.TESTIMONIALS: "id,author,quote,source_url,created_at,updated_at",
    Part.MARKS: "key,mark,until",
}


@pytest.mark.parametrize(("part", "header"), HEADERS.items())
async def test_a_table_keeps_its_columns(client: httpx.AsyncClient, part: Part, header: str) -> None:
    """And their order, which a spreadsheet goes by; an empty list has them too."""
    assert (await client.get(f"/export/{part}")).text == f"{header}\r\n"


def read_back(row: dict[str, str], record: dict[str, Any]) -> bool:
    """Whether the cells of a row are the fields of a record."""
    for name, value in record.items():
        cell = row[name]
        undone = plain(cell) if isinstance(value, str) else None if cell == "" else json.loads(cell)
        assert undone == value, name
    return True


async def test_a_cell_is_never_a_formula(client: httpx.AsyncClient) -> None:
    """What a spreadsheet would run or reckon with is text to it; and its first letter alone matters."""
    said = ['=HYPERLINK("https://x.example")', "+44 20 7946 0001", "-2", "@sum(a1)", "'t Hooft", "a=b", "Ann\r\nAmes"]
    for name in said:
        await contact(client, name=name)
    rows = csv.DictReader(StringIO((await client.get("/export/contacts")).text, newline=""), strict=True)
    cells = [row["name"] for row in rows]
    assert cells == [f"'{name}" for name in said[:5]] + said[5:]


@examples(50)
@given(st.text(max_size=20) | st.text("'=+-@\t\r\n\uff1da", max_size=5))
def test_what_is_guarded_can_be_undone(text: str) -> None:
    assert plain(guarded(text)) == text
    assert guarded(text)[:1] not in set("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")


@pytest.mark.parametrize("cell", ["'90s Radio", "Ann", "", "'"])
def test_somebody_elses_cell_is_what_it_says(cell: str) -> None:
    """An apostrophe before anything harmless is none of ours."""
    assert plain(cell) == cell


async def test_there_is_no_other_table(client: httpx.AsyncClient) -> None:
    assert [(await client.get(path)).status_code for path in ("/export/tokens", "/export/")] == [404, 404]


async def test_a_full_disk_is_said(client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything has gone out: an answer that begins is whole."""

    def full(**_: Any) -> spooled.Spool:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(spooled, "SpooledTemporaryFile", full)
    answer = await client.get("/export?format=ndjson")
    assert (answer.status_code, answer.json()["type"]) == (503, "urn:afterword:problem:unavailable")


async def test_a_spooled_file_is_closed_whatever_comes() -> None:
    """By one who hangs up, and by what cannot be written."""

    async def hung_up(_: object) -> None:
        raise OSError

    file = spooled.spool([b"a", b"b"])
    with pytest.raises(OSError):  # noqa: PT011 - which one does not matter
        await spooled.SpooledResponse(file, "text/csv", {})({"type": "http"}, asyncio.Queue().get, hung_up)
    assert file.closed
