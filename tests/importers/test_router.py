"""`POST /import/csv`, over both databases."""

import json
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.interviews.schemas import MAX_PARTICIPANTS
from api.policy.facts import Outcome
from tests import making
from tests.conftest import Connect, SettableClock
from tests.making import Made, complaints
from tests.planting import AFTERNOON
from tests.properties import examples

CSV = {"Content-Type": "text/csv"}
PLAIN = {"columns": ["organization:Company", "position:Role", "starts_at:Interview"]}
PEOPLE = {"columns": [*PLAIN["columns"], "contact_name:Who", "contact_email:Mail", "contact_role:Part"]}


async def bring(client: httpx.AsyncClient, text: str, **query: Any) -> Made:
    answer = await client.post("/import/csv", content=text.encode(), headers=CSV, params=query)
    assert answer.status_code == 200, answer.text
    brought: Made = answer.json()
    return brought


def became(brought: Made) -> list[str]:
    return [row["outcome"] for row in brought["rows"]]


async def all_of(client: httpx.AsyncClient) -> dict[str, list[Made]]:
    """The account, by the names of its lists."""
    document: dict[str, list[Made]] = (await client.get("/export")).json()
    return document


async def test_a_plain_spreadsheet(client: httpx.AsyncClient) -> None:
    """Each row makes an organization and an interview, at local time; what it leaves open is told."""
    brought = await bring(
        client,
        "Company,Role,Salary,Interview\nInitech,Analyst,60k,02/07/2026 14:30\nGlobex,Engineer,,03/07/2026\n",
        **PLAIN,
        dates="day_first",
        timezone="Europe/London",
        country="GB-ENG",
        minutes=45,
    )
    assert became(brought) == ["created", "created"]
    assert [column["field"] for column in brought["columns"]] == ["organization", "position", None, "starts_at"]
    assert [[part["field"] for part in row["missing"]] for row in brought["rows"]] == [[], ["starts_at"]]
    account = await all_of(client)
    assert {(one["name"], one["timezone"], one["country"]) for one in account["organizations"]} == {
        ("Initech", "Europe/London", "GB-ENG"),
        ("Globex", "Europe/London", "GB-ENG"),
    }
    assert {(one["position"], one["starts_at"], one["ends_at"]) for one in account["interviews"]} == {
        ("Analyst", "2026-07-02T13:30:00Z", "2026-07-02T14:15:00Z"),
        ("Engineer", "2026-07-03T08:00:00Z", "2026-07-03T08:45:00Z"),
    }
    assert {row["interview_id"] for row in brought["rows"]} == {one["id"] for one in account["interviews"]}


HUNTR = {
    "of all data": "id,title,companyName,listName,htmlDescription\n1,Analyst,Initech,Rejected,<p>x</p>\n",
    "of a board": "Employer,Job Title,List,URL,Location,Salary,Date Saved,Notes\nInitech,Analyst,Rejected,,,,,\n",
    "of a board, otherwise": "Company,Title,List,Date Applied\nInitech,Analyst,Rejected,2026-01-02\n",
}
TEAL = {
    "of all data": "id,company_name,role,excitement,statusName\n1,Initech,Analyst,5,Not Selected\n",
    "of the table": "Job Position,Company,Max. Salary,Status,Date Saved,Excitement\nAnalyst,Initech,,Not Selected,,5\n",
    "of the table, otherwise": "Company Name,Job Title,Status,Job URL\nInitech,Analyst,Not Selected,\n",
}


@pytest.mark.parametrize(
    ("source", "text"),
    [*(("huntr", text) for text in HUNTR.values()), *(("teal", text) for text in TEAL.values())],
    ids=[*(f"huntr {kind}" for kind in HUNTR), *(f"teal {kind}" for kind in TEAL)],
)
async def test_an_export_of_a_tracker(client: httpx.AsyncClient, source: str, text: str) -> None:
    """In each form that it is known in. Without a date it makes the organization, and says so; with one, all of it."""
    assert (await bring(client, text, source=source, dry_run=True))["counts"]["organizations"] == 1
    undated = await bring(client, text, source=source)
    assert (became(undated), undated["rows"][0]["interview_id"]) == (["created"], None)
    assert [part["field"] for part in undated["rows"][0]["missing"]] == ["starts_at"]
    header, row = text.splitlines()
    dated = await bring(client, f"{header},Interview Date\n{row},2026-03-02 10:00\n", source=source)
    assert became(dated) == ["merged"]
    (interview,) = (await all_of(client))["interviews"]
    assert (interview["position"], interview["outcome"]) == ("Analyst", Outcome.REJECTED)
    assert interview["interest"] == ("high" if "5," in text or text.endswith(",5\n") else "medium")


async def test_what_is_there_is_not_made_again(client: httpx.AsyncClient) -> None:
    """Neither of the account nor of the file, in whatever case and spacing it is called; and it is not changed."""
    there = await making.organization(client, name="Initech", culture="reserved")
    text = (
        "Company,Role,Interview,Who,Mail,Part\n"
        "INITECH ,Analyst,2026-03-02 10:00,Ann Ames,ann@x.example,\n"
        "Initech,analyst,2026-03-02 10:00,Bob Bell,,Recruiter\n"
        "Initech,Analyst,2026-03-02 10:00,Ann A. Ames,ANN@x.example,\n"
        "Initech,Analyst,2026-03-09 10:00,ann  ames,,\n"
        "Initech,Analyst,2026-03-09 10:00,Ann Ames,other@x.example,\n"
    )
    brought = await bring(client, text, **PEOPLE)
    assert became(brought) == ["merged", "merged", "skipped", "merged", "merged"]
    assert {row["organization_id"] for row in brought["rows"]} == {there["id"]}
    account = await all_of(client)
    assert [one["culture"] for one in account["organizations"]] == ["reserved"]
    assert sorted((one["name"], one["email"]) for one in account["contacts"]) == [
        ("Ann Ames", "ann@x.example"),
        ("Ann Ames", "other@x.example"),
        ("Bob Bell", None),
    ]
    people = {one["starts_at"]: [each["role"] for each in one["participants"]] for one in account["interviews"]}
    assert people == {"2026-03-02T10:00:00Z": ["interviewer", "recruiter"], "2026-03-09T10:00:00Z": ["interviewer"] * 2}
    again = await bring(client, text, **PEOPLE)
    assert became(again) == ["skipped"] * 5
    assert [row["contact_ids"] for row in again["rows"]] == [row["contact_ids"] for row in brought["rows"]]


async def test_a_day_is_enough_to_find_an_interview(client: httpx.AsyncClient) -> None:
    """Of a row without a time of day: so that once it was put right, the same table does not bring it in again."""
    text = "Company,Role,Interview\nInitech,Analyst,2026-03-02\n"
    query = PLAIN | {"timezone": "America/New_York"}
    brought = await bring(client, text, **query)
    url = f"/interviews/{brought['rows'][0]['interview_id']}"
    for start, found in [
        ("2026-03-02T05:00:00Z", "skipped"),  # midnight there
        ("2026-03-03T04:59:00Z", "skipped"),
        ("2026-03-03T05:00:00Z", "merged"),
    ]:
        right = {"starts_at": start, "ends_at": "2026-03-03T06:00:00Z"}
        assert (await client.patch(url, json=right)).status_code == 200
        again = await bring(client, text, **query, dry_run=True)
        assert became(again) == [found]
        assert bool(again["rows"][0]["missing"]) == (found == "merged")
    timed = text.replace("2026-03-02", "2026-03-02 10:00")
    assert became(await bring(client, timed, **query, dry_run=True)) == ["merged"]


async def test_what_a_row_tells_otherwise_is_said(client: httpx.AsyncClient) -> None:
    """By the account and by an earlier row alike; and what it does not tell, or nobody understands, is not."""
    columns = (
        "organization,position,starts_at,ends_at,timezone,format,interest,status,outcome_at,decision_expected_on,"
        "contact_name,contact_email,contact_phone,contact_job_title,contact_role\n"
    )
    first = "Initech,Analyst,2026-03-02 10:00,,,video,,Applied,,,Ann Ames,ann@x.example,,,\n"
    same = "initech,ANALYST,2026-03-02 10:00,11:00,,Zoom,medium,Ghosting,,,ann ames,ANN@x.example,,,Interviewer\n"
    other = (
        "Initech,Analyst,2026-03-02 10:00Z,12:00,Europe/Paris,phone,high,Rejected,2026-03-04,2026-03-05,"
        "Ann Smith,ann@x.example,+44,CTO,hr\n"
    )
    open_again = first.replace("video", "hologram")
    told = [meaning for meaning in columns.strip().split(",") if meaning not in {"organization", "position"}]
    differing = {*told} - {"starts_at", "contact_email"}
    at_once = await bring(client, columns + first + same + other + open_again, dry_run=True)
    await bring(client, columns + first)
    afterwards = await bring(client, columns + first + same + other + open_again)
    assert became(afterwards) == ["skipped"] * 4
    for brought in (at_once, afterwards):
        assert [set(row["differs"]) for row in brought["rows"]] == [set(), set(), differing, set()]
    (interview,) = (await all_of(client))["interviews"]
    assert (interview["format"], interview["outcome"]) == ("video", "pending")
    assert (await client.patch(f"/interviews/{interview['id']}", json={"outcome": "offer"})).status_code == 200
    assert (await bring(client, columns + first))["rows"][0]["differs"] == []  # `Applied` tells no outcome


async def test_what_another_account_has_is_not_there(client: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    """Names alone tell what is there: a name that somebody else knows too is new all the same."""
    text = "Company,Role,Interview,Who,Mail,Part\nInitech,Analyst,2026-03-02 10:00,Ann Ames,ann@x.example,\n"
    theirs, ours = [await bring(who, text, **PEOPLE) for who in (stranger, client)]
    assert became(theirs) == became(ours) == ["created"]
    assert ours["rows"][0]["organization_id"] != theirs["rows"][0]["organization_id"]


async def test_an_address_is_found_by_the_name_of_somebody_without_one(client: httpx.AsyncClient) -> None:
    """It is not written down, and that is said."""
    text = "Company,Role,Interview,Who,Mail,Part\nInitech,Analyst,2026-03-02 10:00,Ann Ames,,\n"
    await bring(client, text, **PEOPLE)
    again = text.replace("Ames,,", "Ames,ann@x.example,").replace(
        "Initech", "\uff29\uff4e\uff49\uff54\uff45\uff43\uff48"
    )
    brought = await bring(client, again, **PEOPLE)
    assert (became(brought), brought["rows"][0]["differs"]) == (["skipped"], ["contact_email"])


async def test_there_is_no_room_for_any_number_of_people(client: httpx.AsyncClient) -> None:
    """Who is one too many is kept as somebody of theirs, and it is said that they take no part."""
    row = "Initech,Analyst,2026-03-02 10:00,Ann{},,\n"
    text = "Company,Role,Interview,Who,Mail,Part\n" + "".join(map(row.format, range(MAX_PARTICIPANTS + 1)))
    brought = await bring(client, text, **PEOPLE)
    assert [row["row"] for row in brought["rows"] if row["missing"]] == [MAX_PARTICIPANTS + 2]
    assert brought["rows"][-1]["missing"][0]["field"] == "participants"
    account = await all_of(client)
    assert (len(account["contacts"]), len(account["interviews"][0]["participants"])) == (51, 50)


async def test_a_referee_is_nobody_of_theirs(client: httpx.AsyncClient) -> None:
    """One and the same wherever they are named, as a reference and at no organization."""
    text = "Company,Role,Interview,Who,Mail,Part\n{},Analyst,2026-03-02 10:00,Rae Ford,,Referee\n"
    brought = [await bring(client, text.format(name), **PEOPLE) for name in ("Initech", "Globex")]
    assert [became(one) for one in brought] == [["created"], ["merged"]]
    account = await all_of(client)
    (rae,) = account["contacts"]
    assert rae["organization_id"] is None
    assert [one["participants"][0]["role"] for one in account["interviews"]] == ["reference"] * 2


async def test_somebody_joins_an_interview_that_is_there(client: httpx.AsyncClient) -> None:
    """As a further participant, who is acted upon at once."""
    text = "Company,Role,Interview,Who,Mail,Part\nInitech,Analyst,2026-03-02 10:00,{},,\n"
    await bring(client, text.format("Ann Ames"), **PEOPLE)
    assert became(await bring(client, text.format("Bob Bell"), **PEOPLE)) == ["merged"]
    asked = {"at": AFTERNOON.isoformat(), "kind": "send_thank_you"}
    items = (await client.get("/next-actions", params=asked)).json()["items"]
    assert {item["contact"]["name"] for item in items} == {"Ann Ames", "Bob Bell"}


BAD = """\
Company,Role,Interview,Mail,Who,Status
Initech,Analyst,2026-03-02 10:00,,,Applied
,Analyst,2026-03-02 10:00,,,
Globex,,2026-03-02 10:00,,,
Hooli,Analyst,02/03/2026,nobody,Ann,
,,,,,
Umbrella,Analyst,2026-03-02 10:00,,,On ice,and more
Wonka,Analyst,2026-03-02 10:00,,,On ice
"""
BAD_COLUMNS = {"columns": [*PLAIN["columns"], "contact_email:mail", "contact_name:Who", "status:STATUS"]}


async def test_good_rows_go_in_and_bad_ones_are_told(client: httpx.AsyncClient) -> None:
    """With everything that is wrong with them, in the table's own words; a strange word is no more than left open."""
    brought = await bring(client, BAD, **BAD_COLUMNS)
    assert became(brought) == ["created", "failed", "failed", "failed", "skipped", "failed", "created"]
    wrong = [[(error["column"], error["code"]) for error in row["errors"]] for row in brought["rows"]]
    assert wrong == [
        [],
        [("Company", "missing")],
        [("Role", "missing")],
        [("Mail", "string_pattern_mismatch"), ("Interview", "date")],
        [],
        [(None, "too_many_cells")],
        [],
    ]
    assert [part["field"] for part in brought["rows"][-1]["missing"]] == ["outcome"]
    assert [row["row"] for row in brought["rows"]] == [2, 3, 4, 5, 6, 7, 8]
    assert len((await all_of(client))["organizations"]) == 2


@pytest.mark.parametrize(
    ("column", "cell", "wrong", "left_open"),
    [
        ("ends_at", "2026-03-02", ["time"], []),
        ("ends_at", "2026-03-01 12:00", ["not_after_start"], []),
        ("timezone", "Mars", ["time_zone"], []),
        ("decision_expected_on", "soon", ["date"], []),
        ("contact_email", "ann@x.example", [], ["contact_name"]),
        ("contact_role", "Mascot", [], ["contact_role"]),
        ("format", "Séance", [], ["format"]),
    ],
)
async def test_each_cell_is_looked_at(
    client: httpx.AsyncClient, column: str, cell: str, wrong: list[str], left_open: list[str]
) -> None:
    text = f"organization,position,starts_at,{column}\nInitech,Analyst,2026-03-02 10:00,{cell}\n"
    (row,) = (await bring(client, text))["rows"]
    assert [error["code"] for error in row["errors"]] == wrong
    assert [part["field"] for part in row["missing"]] == left_open


async def test_a_time_may_stand_in_a_cell_of_its_own(client: httpx.AsyncClient) -> None:
    """Of the row's own zone; an end then is on the day of the start."""
    text = (
        "organization,position,starts_at,start_time,ends_at,timezone\nInitech,Analyst,2 Jul 2026,{},4 pm,Asia/Tokyo\n"
    )
    brought = await bring(client, text.format("2.30 pm"))
    assert brought["rows"][0]["missing"] == []
    (interview,) = (await all_of(client))["interviews"]
    assert (interview["starts_at"], interview["ends_at"]) == ("2026-07-02T05:30:00Z", "2026-07-02T07:00:00Z")
    assert became(await bring(client, text.format("9 am"))) == ["merged"]


async def test_all_or_nothing_where_that_is_asked_for(client: httpx.AsyncClient) -> None:
    """422 points at the rows and what their cells were to tell, and nothing has been brought in."""
    before = (await client.get("/export")).content
    for dry_run in (True, False):
        answer = await client.post(
            "/import/csv",
            content=BAD.encode(),
            headers=CSV,
            params=BAD_COLUMNS | {"atomic": True, "dry_run": dry_run},
        )
        assert {place for place, _ in complaints(answer)} == {
            "/3/organization",
            "/4/position",
            "/5/contact_email",
            "/5/starts_at",
            "/7",
        }
    assert (await client.get("/export")).content == before
    good = "".join(line for line in BAD.splitlines(keepends=True) if line.startswith(("Company", "Initech")))
    assert became(await bring(client, good, **BAD_COLUMNS, atomic=True)) == ["created"]


async def test_a_dry_run_tells_the_same_and_changes_nothing(client: httpx.AsyncClient) -> None:
    """Save the ids of what would be new."""
    there = await making.organization(client, name="Initech")
    state = (await client.get("/export")).content, (await client.get("/account")).headers["ETag"]
    text = BAD + "Initech,Baker,2026-03-02 10:00,ann@x.example,Ann Ames,\n"
    tried = await bring(client, text, **BAD_COLUMNS, dry_run=True)
    assert ((await client.get("/export")).content, (await client.get("/account")).headers["ETag"]) == state
    meant = await bring(client, text, **BAD_COLUMNS)
    for brought in (tried, meant):
        ids = [(row.pop("organization_id"), row.pop("contact_ids"), row.pop("interview_id")) for row in brought["rows"]]
        assert ids[-1][0] == there["id"]
        assert all(ids[-1]) == (brought is meant)
    assert tried == meant


async def test_outcomes_are_dated(client: httpx.AsyncClient, clock: SettableClock) -> None:
    """As the table says, and else with the interview's end, or with now where that is to come."""
    clock.instant = AFTERNOON
    brought = await bring(
        client,
        "Company,Role,Interview,State,Known\n"
        "A,x,2026-03-01 10:00,Ghosted,\nB,x,2026-03-09 10:00,Offer,\n"
        "C,x,2026-03-01 14:00,On ice,2026-03-01\nD,x,2026-03-01 10:00,On ice,2026-03-02 08:00\n",
        columns=[*PLAIN["columns"], "status:State", "outcome_at:Known"],
        outcomes=["on ice:withdrawn", "never:rejected"],
    )
    assert [[part["field"] for part in row["missing"]] for row in brought["rows"]] == [["outcome_at"]] * 2 + [[]] * 2
    account = await all_of(client)
    names = {one["id"]: one["name"] for one in account["organizations"]}
    assert {names[one["organization_id"]]: (one["outcome"], one["outcome_at"]) for one in account["interviews"]} == {
        "A": ("no_response", "2026-03-01T11:00:00Z"),
        "B": ("offer", "2026-03-02T15:00:00Z"),
        "C": ("withdrawn", "2026-03-01T15:00:00Z"),
        "D": ("withdrawn", "2026-03-02T08:00:00Z"),
    }


async def test_our_own_table_can_be_brought_in(client: httpx.AsyncClient, connect: Connect) -> None:
    """With its guards against formulas taken away."""
    for name in ("=Ann", "'t Hooft", "+1"):
        await making.contact(client, name=name, organization_id=(await making.organization(client, name=name))["id"])
    table = (await client.get("/export/contacts")).text
    other = await connect()
    brought = await bring(other, table, columns=["organization:name", "contact_name:name"])
    assert became(brought) == ["created"] * 3
    assert [one["field"] for one in brought["columns"] if one["column"] == "name"] == ["organization", "contact_name"]
    assert {one["name"] for one in (await all_of(other))["contacts"]} == {"=Ann", "'t Hooft", "+1"}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ({}, "missing"),
        ({"columns": ["position:Role"]}, "missing"),
        ({"columns": ["organization:Nowhere"]}, "unknown_column"),
        ({"columns": ["organization:twice"]}, "ambiguous_column"),
        ({"columns": ["organization:Company", "organization:Role"]}, "repeated"),
        ({"columns": ["colour:Company"]}, "string_pattern_mismatch"),
    ],
)
async def test_a_choice_of_columns_has_to_fit(client: httpx.AsyncClient, query: Made, code: str) -> None:
    answer = await client.post("/import/csv", content=b"Company,Role,Twice,TWICE\n", headers=CSV, params=query)
    ((place, found),) = complaints(answer)
    assert (place.partition("/")[0], found) == ("columns", code)


async def test_a_column_that_was_chosen_tells_nothing_else(client: httpx.AsyncClient) -> None:
    """However well its name is known; and of two names that are nearly the same, the one to the letter is meant."""
    text = "status,organization,Position,position\n2026-03-02 10:00,Initech,Analyst,1\n"
    brought = await bring(client, text, columns=["starts_at:status", "position:Position"])
    assert [column["field"] for column in brought["columns"]] == ["starts_at", "organization", "position", None]
    assert [one["position"] for one in (await all_of(client))["interviews"]] == ["Analyst"]


@pytest.mark.parametrize("query", ["dates=any", "timezone=Mars", "minutes=0", "start_time=9", "outcomes=x", "source=x"])
async def test_other_choices_have_to_be_known(client: httpx.AsyncClient, query: str) -> None:
    answer = await client.post(f"/import/csv?{query}", content=b"a", headers=CSV)
    assert complaints(answer)[0][0] == query.partition("=")[0]


async def test_it_is_done_once_for_a_key(client: httpx.AsyncClient) -> None:
    """The second is the first one's answer; with other choices it is another request."""
    headers, body = CSV | {"Idempotency-Key": "table"}, b"Company,Role\nInitech,Analyst\n"
    url = "/import/csv?columns=organization:Company"
    first = await client.post(url, content=body, headers=headers)
    again = await client.post(url, content=body, headers=headers)
    assert (again.content, again.headers["Idempotent-Replayed"]) == (first.content, "true")
    other = await client.post("/import/csv?columns=organization:Role", content=body, headers=headers)
    assert other.json()["type"] == "urn:afterword:problem:idempotency-key-reused"


async def test_a_table_is_declared_as_one(client: httpx.AsyncClient) -> None:
    """As CSV, or as what browsers call it; a charset is heeded."""
    url, kinds = (
        "/import/csv?dry_run=true&columns=organization:Zo%C3%AB",
        ("text/csv; charset=Windows-1252", 'application/csv; header=present; charset="latin1"', "text/plain"),
    )
    answers = [
        await client.post(url, content="Zoë\nx".encode("cp1252"), headers={"Content-Type": one}) for one in kinds
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 415]
    assert answers[2].headers["Accept"].startswith("text/csv, ")
    refused = await client.post(url, content=b"a", headers={"Content-Type": "text/csv; charset=rot13"})
    assert complaints(refused) == [("Content-Type", "charset")]


CELLS = st.one_of(
    st.sampled_from(
        ["Initech", "2026-03-02 10:00", "02/03/2026", "Rejected", "a@b.example", '"', "=1", "9999-12-31", ""]
    ),
    st.text(st.characters(codec="utf-8"), max_size=8),
)
TABLES = st.one_of(
    st.binary(max_size=60),
    st.lists(st.lists(CELLS, max_size=7), max_size=6).map(
        lambda rows: "\n".join(["Company,Role,Interview,Status,Mail,Who", *map(",".join, rows)]).encode()
    ),
)


@settings(examples(10), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=TABLES, order=st.sampled_from(["iso", "day_first", "month_first"]), atomic=st.booleans())
async def test_nothing_that_can_be_sent_breaks_it(
    client: httpx.AsyncClient,
    body: bytes,
    order: str,
    atomic: bool,  # noqa: FBT001 - given by name
) -> None:
    """200 with each row, or 422; and of a refused cell nothing is repeated."""
    query: dict[str, Any] = {**BAD_COLUMNS, "dates": order, "atomic": atomic}
    answer = await client.post("/import/csv", content=body, headers=CSV, params=query)
    assert answer.status_code in {200, 422}, answer.text
    if answer.status_code == 200:
        counts = json.loads(answer.content)["counts"]
        assert counts["created"] + counts["merged"] + counts["skipped"] + counts["failed"] == len(answer.json()["rows"])
