"""`/message-checks`, over both databases."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from tests import making
from tests.conftest import Connect, SettableClock
from tests.making import Made, complaints

NOTE = (
    "Dear Ann,\n\nThank you for your time. I am very interested in the Analyst position.\n\nKind regards,\nSam Carter"
)


async def checked(client: httpx.AsyncClient, body: str = NOTE, **fields: Any) -> Made:
    """Return the answer about a message, by default a courteous email of thanks."""
    request = {"channel": "email", "purpose": "thank_you", "body": body} | fields
    answer = await client.post("/message-checks", json=request)
    assert answer.status_code == 200, answer.text
    made: Made = answer.json()
    return made


def told(answer: Made) -> list[str]:
    return [finding["rule"] for finding in answer["findings"]]


async def panel(client: httpx.AsyncClient) -> tuple[Made, Made, Made]:
    """Make an interview with Ann Ames and Bob Bell of one organization."""
    organization = await making.organization(client)
    ann, bob = [
        await making.contact(client, name=name, organization_id=organization["id"]) for name in ("Ann Ames", "Bob Bell")
    ]
    participants = [{"contact_id": person["id"], "role": "interviewer"} for person in (ann, bob)]
    interview = await making.interview(client, organization_id=organization["id"], participants=participants)
    return interview, ann, bob


async def test_a_message_is_checked_with_nothing_known(client: httpx.AsyncClient) -> None:
    """Only channel, purpose and body are needed; nothing is kept."""
    assert await checked(client) == {"verdict": "send", "available_from": None, "findings": []}
    assert await making.ids(client, "/interactions") == []


async def test_a_finding_says_what_where_and_why(client: httpx.AsyncClient) -> None:
    """Its place is in code points, after an emoji too."""
    body = "Dear Ann 👩🏽‍💻, thank you. I need an answer by Friday."
    answer = await checked(client, body, subject="About [Company]")
    assert answer["verdict"] == "do_not_send"
    demand, placeholder, *_ = answer["findings"]
    assert demand.keys() == {"rule", "severity", "message", "suggestion", "span", "available_from", "sources"}
    assert (demand["rule"], demand["severity"], demand["span"]["field"]) == ("no-demands", "error", "body")
    assert body[demand["span"]["start"] : demand["span"]["end"]] == "I need an answer by Friday"
    assert "“I need an answer by Friday”" in demand["message"]
    assert [source["short"] for source in demand["sources"]] == ["DC", "AI"]
    assert (placeholder["rule"], placeholder["span"]) == ("no-placeholder", {"field": "subject", "start": 6, "end": 15})


async def test_the_verdict_follows_from_the_worst_finding(client: httpx.AsyncClient) -> None:
    for body, verdict in [
        (NOTE, "send"),
        (NOTE.replace("I am very interested in", "It was about"), "send"),
        (NOTE + " 🙂", "reconsider"),
        (NOTE + " 🙂 I demand an answer.", "do_not_send"),
    ]:
        assert (await checked(client, body))["verdict"] == verdict


async def test_without_an_interview_the_channel_is_checked_as_far_as_it_goes(client: httpx.AsyncClient) -> None:
    """Thanks by telephone, and networks; not where it goes to a reference, or to somebody of no employer."""
    assert told(await checked(client, channel="phone_call")) == ["no-phone-thanks"]
    assert told(await checked(client, channel="linkedin", purpose="other")) == ["no-social-contact"]
    assert told(await checked(client, channel="linkedin", purpose="reference_briefing")) == []
    referee = await making.contact(client)
    assert told(await checked(client, channel="phone_call", contact_id=referee["id"])) == []
    organization = await making.organization(client)
    ann = await making.contact(client, organization_id=organization["id"])
    assert told(await checked(client, channel="phone_call", contact_id=ann["id"])) == ["no-phone-thanks"]


async def test_with_a_person_the_name_is_checked(client: httpx.AsyncClient) -> None:
    ann = await making.contact(client)
    assert told(await checked(client, contact_id=ann["id"])) == []
    assert told(await checked(client, NOTE.replace("Ann", "Anne"), contact_id=ann["id"])) == ["right-name"]


async def test_with_an_interview_the_content_is_checked(client: httpx.AsyncClient) -> None:
    """Against the position and the debrief, and against the account's other employers."""
    interview, ann, _ = await panel(client)
    await making.organization(client, name="Globex")
    where = {"interview_id": interview["id"], "contact_id": ann["id"], "at": "2026-03-02T12:00:00Z"}
    assert told(await checked(client, **where)) == []
    vague = NOTE.replace("the Analyst position", "the role")
    assert told(await checked(client, vague, **where)) == ["job-specific"]
    debrief = {"topics": ["ledgers that disagree"]}
    assert (await client.put(f"/interviews/{interview['id']}/debrief", json=debrief)).is_success
    assert told(await checked(client, vague + "\n\nP.S. Ledgers, too.", **where)) == []
    other = NOTE.replace("Analyst position", "Analyst position at Globex")
    assert told(await checked(client, other, **where)) == ["right-organization"]


async def test_a_chase_before_its_time_is_told_from_when(client: httpx.AsyncClient, clock: SettableClock) -> None:
    """`available_from` is the latest of the findings'; `at` is now unless given."""
    interview, ann, _ = await panel(client)
    clock.instant = datetime(2026, 3, 3, 12, tzinfo=UTC)
    enquiry = "Dear Ann, may I ask whether there is any news? I remain very interested."
    where = {"interview_id": interview["id"], "contact_id": ann["id"], "purpose": "status_enquiry"}
    early = await checked(client, enquiry, **where)
    assert (told(early), early["verdict"]) == (["be-patient"], "do_not_send")
    assert early["available_from"] == early["findings"][0]["available_from"] == "2026-03-09T11:00:00Z"
    later = await checked(client, enquiry, **where, at="2026-03-09T11:00:00Z")
    assert later == {"verdict": "send", "available_from": None, "findings": []}
    await making.interaction(
        client, interview_id=interview["id"], direction="outbound", purpose="status_enquiry", channel="phone_call"
    )
    clock.instant = datetime(2026, 3, 4, 12, tzinfo=UTC)
    both = await checked(client, enquiry, **where, channel="voicemail")
    assert told(both) == ["one-call-a-week", "be-patient", "no-overdoing"]
    assert both["available_from"] == max(finding["available_from"] for finding in both["findings"])


async def test_etiquette_does_not_bind_a_reference(client: httpx.AsyncClient) -> None:
    interview = await making.interview(client)
    helen = await making.contact(client, name="Helen Okafor")
    path = f"/interviews/{interview['id']}/participants/{helen['id']}"
    assert (await client.put(path, json={"role": "reference", "met": False})).is_success
    briefing = {"interview_id": interview["id"], "contact_id": helen["id"], "purpose": "reference_briefing"}
    assert told(await checked(client, "Dear Helen, they may call you.", **briefing, channel="linkedin")) == []


async def test_the_same_note_to_a_second_person(client: httpx.AsyncClient) -> None:
    """Compared with what others in the interview had by then, and nobody else."""
    interview, ann, bob = await panel(client)
    await making.interaction(
        client,
        interview_id=interview["id"],
        contact_id=ann["id"],
        direction="outbound",
        purpose="thank_you",
        occurred_at="2026-03-02T13:00:00Z",
        body=NOTE,
    )
    to_bob = {"interview_id": interview["id"], "contact_id": bob["id"]}
    copy = NOTE.replace("Ann", "Bob")
    assert told(await checked(client, copy, **to_bob, at="2026-03-02T14:00:00Z")) == ["one-note-each"]
    assert told(await checked(client, copy, **to_bob, at="2026-03-02T12:00:00Z")) == []
    to_ann = {"interview_id": interview["id"], "contact_id": ann["id"], "at": "2026-03-02T14:00:00Z"}
    assert "one-note-each" not in told(await checked(client, **to_ann))


async def test_recording_an_interaction_with_its_words_tells_the_same(client: httpx.AsyncClient) -> None:
    """What was said to them; neither what they said, nor what has no words."""
    interview, ann, _ = await panel(client)
    sent = {"interview_id": interview["id"], "contact_id": ann["id"], "direction": "outbound", "purpose": "thank_you"}
    when = {"occurred_at": "2026-03-02T13:00:00Z"}
    body = NOTE.replace("Ann", "Anne") + " 🙂"
    made = await making.interaction(client, **sent, **when, body=body)
    before = await checked(client, body, interview_id=interview["id"], contact_id=ann["id"], at="2026-03-02T12:00:00Z")
    assert made["findings"] == before["findings"]
    assert told(made) == ["right-name", "work-appropriate"]
    assert told(await making.interaction(client, **sent | when | {"purpose": "timeline_enquiry"}, body=None)) == []
    inbound = {**sent, **when, "direction": "inbound"}
    assert told(await making.interaction(client, **inbound, body="We need your answer by Friday, lol!!!")) == []


async def test_what_it_names_must_be_there(client: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    """Another account's ids and unknown ones are the same 422, each with its place."""
    interview, ann, _ = await panel(stranger)
    for interview_id, contact_id in [(interview["id"], ann["id"]), (making.NOBODYS, making.NOBODYS)]:
        request = {"channel": "email", "purpose": "other", "body": "x"}
        request |= {"interview_id": interview_id, "contact_id": contact_id}
        assert complaints(await client.post("/message-checks", json=request)) == [
            ("/interview_id", "unknown_reference"),
            ("/contact_id", "unknown_reference"),
        ]


async def test_what_others_hold_is_not_looked_at(client: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    """Another account's employers, people and messages change nothing."""
    _, _, bob = await panel(stranger)
    await making.interaction(stranger, contact_id=bob["id"], direction="outbound", body=NOTE)
    await making.organization(stranger, name="Globex")
    interview, ann, _ = await panel(client)
    note = NOTE.replace("position", "position at Globex")
    where = {"interview_id": interview["id"], "contact_id": ann["id"], "at": "2026-03-02T12:00:00Z"}
    assert told(await checked(client, note, **where)) == []


@pytest.mark.parametrize(
    ("fields", "place", "code"),
    [
        ({"body": None}, "/body", "string_type"),
        ({"body": "x" * 20_001}, "/body", "string_too_long"),
        ({"body": "word " * 100_000}, "/body", "string_too_long"),
        ({"body": "a\0b"}, "/body", "nul"),
        ({"subject": ""}, "/subject", "string_too_short"),
        ({"subject": "x" * 2_001}, "/subject", "string_too_long"),
        ({"enclosures": ["x"] * 51}, "/enclosures", "too_long"),
        ({"enclosures": [" "]}, "/enclosures/0", "blank"),
        ({"channel": "fax"}, "/channel", "enum"),
        ({"purpose": "gossip"}, "/purpose", "enum"),
        ({"interview_id": "first"}, "/interview_id", "uuid"),
        ({"at": "2026-03-02T10:00:00"}, "/at", "instant"),
        ({"to": "ann"}, "/to", "extra_forbidden"),
    ],
)
async def test_a_bad_request_is_refused_with_the_place(
    client: httpx.AsyncClient, fields: dict[str, Any], place: str, code: str
) -> None:
    request = {"channel": "email", "purpose": "other", "body": "x"} | fields
    assert complaints(await client.post("/message-checks", json=request)) == [(place, code)]


async def test_three_fields_are_needed(client: httpx.AsyncClient) -> None:
    places = [place for place, _ in complaints(await client.post("/message-checks", json={}))]
    assert places == ["/channel", "/purpose", "/body"]


async def test_an_unpaired_surrogate_is_refused(client: httpx.AsyncClient) -> None:
    content = b'{"channel": "email", "purpose": "other", "body": "\\ud83d"}'
    answer = await client.post("/message-checks", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422


async def test_a_token_that_reads_may_check(connect: Connect) -> None:
    """Nothing is written; a token that may only write may not."""
    assert told(await checked(await connect(scopes=["read"]))) == []
    writer = await connect(scopes=["write"])
    request = {"channel": "email", "purpose": "other", "body": "x"}
    assert (await writer.post("/message-checks", json=request)).status_code == 403
