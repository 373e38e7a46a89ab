"""POST /drafts, over HTTP on both databases."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tests.conftest import Connect, SettableClock
from tests.making import NOBODYS, Made, complaints, contact, interaction, interview, organization, words

AFTERWARDS = datetime(2026, 3, 2, 15, tzinfo=UTC)
DEBRIEF: dict[str, Any] = {
    "topics": ["The move to weekly planning", "How forecasts reach the shops"],
    "surprises": [{"fact": "Analysts present to the board themselves", "reason": "I had expected three layers"}],
    "problems": [{"problem": "returns are booked late", "idea": "forecast them from the parcels' scans"}],
    "needs": ["Forecasting", "writing for non-specialists", "SQL"],
}


@pytest.fixture
async def at_acme(client: httpx.AsyncClient, clock: SettableClock) -> Made:
    """An interview this morning with Ann, who decides, and Bob; Rae is a reference."""
    clock.instant = AFTERWARDS
    acme = await organization(client, name="Acme", timezone="Europe/London", country="GB")
    ann = await contact(
        client, name="Ann Ames", organization_id=acme["id"], email="ann@example.org", phone="+44 20 7946 0000"
    )
    bob = await contact(client, name="Bob Byrne", organization_id=acme["id"], email="bob@example.org")
    rae = await contact(client, name="Rae Ford", email="rae@example.org")
    made = await interview(
        client,
        organization_id=acme["id"],
        position="Senior Analyst",
        participants=[
            {"contact_id": ann["id"], "role": "interviewer", "is_decision_maker": True},
            {"contact_id": bob["id"], "role": "interviewer"},
            {"contact_id": rae["id"], "role": "reference"},
        ],
    )
    answer = await client.put(f"/interviews/{made['id']}/debrief", json=DEBRIEF)
    assert answer.status_code == 200, answer.text
    return {"interview": made["id"], "ann": ann["id"], "bob": bob["id"], "rae": rae["id"]}


async def draft(client: httpx.AsyncClient, **body: Any) -> Made:
    answer = await client.post("/drafts", json={"channel": "email"} | body)
    assert answer.status_code == 200, answer.text
    drafted: Made = answer.json()
    return drafted


def to(at: Made, whom: str, purpose: str, **fields: Any) -> Made:
    return {"interview_id": at["interview"], "contact_id": at[whom], "purpose": purpose, "channel": "email"} | fields


async def key_of(client: httpx.AsyncClient, kind: str, **query: Any) -> str:
    answer = await client.get("/next-actions", params={"kind": kind, "horizon": "P60D"} | query)
    key: str = answer.json()["items"][0]["key"]
    return key


async def test_a_draft_for_an_action(client: httpx.AsyncClient, at_acme: Made) -> None:
    """The first angle that the debrief offers, in words that its own check has nothing against."""
    found = await draft(client, action_key=await key_of(client, "send_thank_you", contact_id=at_acme["ann"]))
    assert found["channel"] == "email"
    assert found["angle"] == "surprise"
    assert "Senior Analyst" in found["subject"]
    assert found["body"].startswith("Dear Ann Ames,\n\n")
    assert found["body"].endswith("\n\nKind regards,\nSam Carter")
    assert "analysts present to the board themselves" in found["body"]
    assert "Monday 2 March" in found["body"]
    assert found["enclosures"] == found["missing"] == found["findings"] == []


async def test_a_draft_for_a_purpose_says_the_same(client: httpx.AsyncClient, at_acme: Made) -> None:
    """The two forms lead to one draft."""
    by_key = await draft(client, action_key=await key_of(client, "send_thank_you", contact_id=at_acme["ann"]))
    assert await draft(client, **to(at_acme, "ann", "thank_you")) == by_key


async def test_a_draft_passes_the_message_check(client: httpx.AsyncClient, at_acme: Made) -> None:
    """What was drafted may be sent as it is."""
    found = await draft(client, **to(at_acme, "ann", "thank_you"))
    said = {name: found[name] for name in ("channel", "subject", "body", "enclosures")}
    answer = await client.post("/message-checks", json=to(at_acme, "ann", "thank_you") | said)
    assert answer.json()["verdict"] == "send", answer.text


async def test_two_of_a_panel_get_different_notes(client: httpx.AsyncClient, at_acme: Made) -> None:
    ann, bob = [await draft(client, **to(at_acme, whom, "thank_you")) for whom in ("ann", "bob")]
    assert (ann["angle"], bob["angle"]) == ("surprise", "idea")
    shared = set(ann["body"].split("\n\n")) & set(bob["body"].split("\n\n"))
    assert shared == {"Kind regards,\nSam Carter"}


async def test_an_angle_that_finds_nothing_is_asked_for(client: httpx.AsyncClient, at_acme: Made) -> None:
    """It is never made up, and the note reads well without it."""
    found = await draft(client, **to(at_acme, "ann", "thank_you", angle="better_answer"))
    assert found["angle"] == "better_answer"
    assert [missing["field"] for missing in found["missing"]] == ["debrief.questions"]
    assert found["findings"] == []


async def test_without_a_debrief_it_asks_for_what_matters(client: httpx.AsyncClient, at_acme: Made) -> None:
    await client.delete(f"/interviews/{at_acme['interview']}/debrief")
    found = await draft(client, **to(at_acme, "ann", "thank_you"))
    assert [missing["field"] for missing in found["missing"]] == ["debrief.needs", "debrief.topics"]


async def test_a_channel_with_nothing_on_file_is_drafted_and_says_so(client: httpx.AsyncClient, at_acme: Made) -> None:
    found = await draft(client, **to(at_acme, "bob", "thank_you", channel="handwritten_note"))
    assert [missing["field"] for missing in found["missing"]] == ["contact.postal_address"]
    assert "Bob Byrne" in found["missing"][0]["prompt"]
    assert found["subject"] is None


@pytest.mark.parametrize(
    ("purpose", "channel", "rule"),
    [
        ("thank_you", "phone_call", "no-phone-thanks"),
        ("thank_you", "voicemail", "no-phone-thanks"),
        ("work_sample", "phone_call", "no-phone-thanks"),
        ("thank_you", "linkedin", "no-social-contact"),
        ("status_enquiry", "social", "no-social-contact"),
        ("decision_enquiry", "phone_call", "two-weeks-silence"),
        ("decision_enquiry", "letter", "two-weeks-silence"),
    ],
)
async def test_a_forbidden_channel_is_no_draft(
    client: httpx.AsyncClient, at_acme: Made, purpose: str, channel: str, rule: str
) -> None:
    """The problem names the rule, and holds the findings."""
    answer = await client.post("/drafts", json=to(at_acme, "ann", purpose, channel=channel))
    assert answer.status_code == 409, answer.text
    problem = answer.json()
    assert problem["type"] == "urn:afterword:problem:channel-forbidden"
    assert rule in problem["detail"]
    (finding,) = problem["findings"]
    assert (finding["rule"], finding["severity"], finding["available_from"]) == (rule, "error", None)
    assert finding["suggestion"]


async def test_before_its_time_a_draft_is_made_and_says_so(client: httpx.AsyncClient, at_acme: Made) -> None:
    """A draft is not a send."""
    key = await key_of(client, "status_enquiry")
    found = await draft(client, action_key=key)
    assert [finding["rule"] for finding in found["findings"]] == ["be-patient"]
    assert found["findings"][0]["available_from"]
    assert found["body"].startswith("Dear Ann Ames,")


async def test_a_draft_changes_nothing(client: httpx.AsyncClient, at_acme: Made) -> None:
    """No interaction, no new version of anything, and the action is still there."""
    before = [(await client.get(path)).json() for path in ("/next-actions", "/export")]
    await draft(client, **to(at_acme, "ann", "thank_you"))
    assert [(await client.get(path)).json() for path in ("/next-actions", "/export")] == before


async def test_reading_is_all_it_needs(connect: Connect) -> None:
    """It writes nothing, so a token that only reads may ask."""
    reader = await connect(scopes=["read"])
    answer = await reader.post("/drafts", json={"action_key": "a.b", "channel": "email"})
    assert complaints(answer) == [("/action_key", "unknown_reference")]


async def test_an_action_that_reaches_nobody(client: httpx.AsyncClient, at_acme: Made) -> None:
    key = await key_of(client, "confirm_name")
    answer = await client.post("/drafts", json={"action_key": key, "channel": "email"})
    assert complaints(answer) == [("/action_key", "reaches_nobody")]


async def test_an_action_for_nobody_on_record(client: httpx.AsyncClient, at_acme: Made) -> None:
    """There is nobody to ask when they decide: the words are written, and the person is missing."""
    found = await draft(client, action_key=await key_of(client, "ask_timeline"))
    assert found["body"].startswith("Dear hiring team,")
    assert [missing["field"] for missing in found["missing"]] == ["interview.participants"]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, [("/action_key", "missing")]),
        ({"interview_id": NOBODYS}, [("/contact_id", "missing"), ("/purpose", "missing")]),
        (
            {"action_key": "a.b", "purpose": "thank_you", "contact_id": NOBODYS},
            [("/contact_id", "not_with_action_key"), ("/purpose", "not_with_action_key")],
        ),
        ({"action_key": "no such key!"}, [("/action_key", "string_pattern_mismatch")]),
        ({"action_key": "a.b", "angle": "charm"}, [("/angle", "enum")]),
        ({"action_key": "a.b", "channel": "pigeon"}, [("/channel", "enum")]),
        ({"action_key": "a.b", "tone": "warm"}, [("/tone", "extra_forbidden")]),
        (
            {"interview_id": NOBODYS, "contact_id": NOBODYS, "purpose": "thank_you"},
            [("/interview_id", "unknown_reference"), ("/contact_id", "unknown_reference")],
        ),
    ],
)
async def test_what_is_not_one_of_the_two_forms_is_refused(
    client: httpx.AsyncClient, fields: Made, expected: list[tuple[str, str]]
) -> None:
    assert complaints(await client.post("/drafts", json={"channel": "email"} | fields)) == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (("ann", "other", "email"), ("/purpose", "not_drafted")),
        (("ann", "reference_briefing", "email"), ("/contact_id", "not_a_reference")),
        (("rae", "thank_you", "email"), ("/contact_id", "is_a_reference")),
        (("rae", "reference_briefing", "linkedin"), ("/channel", "not_drafted")),
        (("ann", "thank_you", "in_person"), ("/channel", "not_drafted")),
    ],
)
async def test_what_cannot_be_drafted_is_refused(
    client: httpx.AsyncClient, at_acme: Made, asked: tuple[str, str, str], expected: tuple[str, str]
) -> None:
    whom, purpose, channel = asked
    answer = await client.post("/drafts", json=to(at_acme, whom, purpose, channel=channel))
    assert complaints(answer) == [expected]


async def test_another_accounts_ids_are_unknown(
    client: httpx.AsyncClient, stranger: httpx.AsyncClient, at_acme: Made
) -> None:
    """By id and by key, exactly as what never existed."""
    answer = await stranger.post("/drafts", json=to(at_acme, "ann", "thank_you"))
    assert complaints(answer) == [("/interview_id", "unknown_reference"), ("/contact_id", "unknown_reference")]
    key = await key_of(client, "send_thank_you")
    answer = await stranger.post("/drafts", json={"action_key": key, "channel": "email"})
    assert complaints(answer) == [("/action_key", "unknown_reference")]


async def test_a_jotting_that_breaks_a_rule_is_left_out(client: httpx.AsyncClient, at_acme: Made) -> None:
    """The reason is given, and the draft goes on with the next angle."""
    gushing = [{"fact": "It was absolutely incredible!!! The best office ever!!!"}]
    await client.put(f"/interviews/{at_acme['interview']}/debrief", json=DEBRIEF | {"surprises": gushing})
    found = await draft(client, **to(at_acme, "ann", "thank_you"))
    assert "incredible" not in found["body"]
    assert found["angle"] == "idea"
    assert [missing["field"] for missing in found["missing"]] == ["debrief.surprises.0.fact"]
    assert found["findings"] == []


async def test_a_second_note_does_not_repeat_the_first(client: httpx.AsyncClient, at_acme: Made) -> None:
    """Had Bob been sent the words meant for Ann, hers come out otherwise."""
    first = await draft(client, **to(at_acme, "ann", "thank_you"))
    await interaction(
        client,
        interview_id=at_acme["interview"],
        contact_id=at_acme["bob"],
        direction="outbound",
        purpose="thank_you",
        body=first["body"].replace("Ann Ames", "Bob Byrne"),
    )
    second = await draft(client, **to(at_acme, "ann", "thank_you"))
    assert second["body"] != first["body"]
    assert second["findings"] == []


async def test_words_on_file_go_along(client: httpx.AsyncClient, at_acme: Made) -> None:
    """By email they are attached, with a line on why."""
    await words(client, author="Rae Ford")
    found = await draft(client, **to(at_acme, "ann", "thank_you"))
    assert found["enclosures"] == ["Testimonial by Rae Ford"]
    assert "I attach a few words that Rae Ford has written" in found["body"]
