"""The main workflow, from an employer to the answer of "what next?", against a running service.

AFTERWORD_URL and AFTERWORD_TOKEN say which one, and for which account.
"""

import csv
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from io import BytesIO, TextIOWrapper
from typing import TypeVar, cast
from uuid import UUID, uuid4

from afterword_client import AuthenticatedClient
from afterword_client.api.account import export_table, import_csv, import_dossier
from afterword_client.api.contacts import create_contact, list_contacts
from afterword_client.api.interactions import create_interaction
from afterword_client.api.interviews import create_interview, get_interview, put_debrief, update_interview
from afterword_client.api.messages import check_message, draft_message
from afterword_client.api.next_actions import delete_mark, get_next_actions, put_mark
from afterword_client.api.organizations import create_organization, delete_organization
from afterword_client.models import (
    Action,
    Channel,
    ContactCreate,
    ContactItem,
    Culture,
    Debrief,
    DebriefSurprise,
    Direction,
    DraftOfAction,
    ExportTablePart,
    Format,
    InteractionCreate,
    Interest,
    InterviewCreate,
    InterviewPublic,
    InterviewUpdate,
    Kind,
    MarkKind,
    MarkSettled,
    MarkSettledMark,
    MarkSnoozed,
    MessageCheckRequest,
    MessageVerdict,
    NextActions,
    OrganizationCreate,
    ParameterFault,
    Participant,
    Permission,
    PointerFault,
    ProblemDocument,
    Purpose,
    Role,
    RowOutcome,
    Severity,
)
from afterword_client.types import UNSET, File, Unset

T = TypeVar("T")

PEOPLE = ["Ann Ames", "Bob Ball", "Cleo Cole"]


class ProblemError(Exception):
    """What the service answers when it cannot do what was asked: RFC 9457 Problem Details."""

    def __init__(self, problem: ProblemDocument) -> None:
        super().__init__(f"{problem.title}: {problem.detail}")
        self.problem = problem


def must(answer: T | ProblemDocument | None) -> T:
    """Return what was answered; raise where it is a problem."""
    if isinstance(answer, ProblemDocument):
        raise ProblemError(answer)
    assert answer is not None
    return answer


def problem_of(answer: object) -> ProblemDocument:
    """Return the problem that was answered."""
    assert isinstance(answer, ProblemDocument), answer
    return answer


def contacts_of(client: AuthenticatedClient, organization_id: UUID) -> Iterator[ContactItem]:
    """Go through all contacts of an organization, a page at a time."""
    cursor: str | Unset | None = UNSET
    while cursor is not None:
        page = must(list_contacts.sync(client=client, organization_id=organization_id, limit=2, cursor=cursor))
        yield from page.items
        cursor = page.next_cursor


def in_hours(hours: float) -> datetime:
    """Return an instant that many hours ahead."""
    return datetime.now(UTC) + timedelta(hours=hours)


def record_interview(client: AuthenticatedClient) -> InterviewPublic:
    """Keep an employer, two people there and an interview with both."""
    initech = OrganizationCreate(name="Initech", culture=Culture.RESERVED, country="GB")
    organization = must(create_organization.sync(client=client, body=initech))
    ann = ContactCreate(organization_id=organization.id, name="Ann Ames", email="ann@example.org", name_confirmed=True)
    bob = ContactCreate(organization_id=organization.id, name="Bob Ball")
    interviewer, assistant = (must(create_contact.sync(client=client, body=person)) for person in (ann, bob))
    first_round = InterviewCreate(
        organization_id=organization.id,
        position="Senior Analyst",
        starts_at=in_hours(-3),
        ends_at=in_hours(-2),
        participants=[
            Participant(contact_id=interviewer.id, role=Role.INTERVIEWER, is_decision_maker=True),
            Participant(contact_id=assistant.id, role=Role.ASSISTANT),
        ],
    )
    interview = must(create_interview.sync(client=client, body=first_round))
    # What was left out of the request is there in the answer, and never unset.
    met: list[bool] = [participant.met for participant in interview.participants]
    assert met == [True, True]
    assert interview.format_ is Format.IN_PERSON
    assert interview.outcome_at is None
    return interview


def debrief(client: AuthenticatedClient, interview: InterviewPublic) -> None:
    """Write down how it went."""
    said = Debrief(
        topics=["The move to weekly planning"],
        surprises=[DebriefSurprise(fact="Analysts present to the board themselves", reason="I had expected layers")],
        needs=["Forecasting", "Writing for non-specialists", "SQL"],
    )
    kept = must(put_debrief.sync(interview.id, client=client, body=said))
    assert kept.concerns == []


def what_next(client: AuthenticatedClient, interview: InterviewPublic) -> Action:
    """Show what is to be done and what is not; return the thanks that are owed."""
    answer = get_next_actions.sync_detailed(client=client, interview_id=interview.id, horizon="P14D")
    assert isinstance(answer.parsed, NextActions)
    for action in answer.parsed.items:
        fit = [each.channel for each in action.channels if each.verdict in {Permission.RECOMMENDED, Permission.ALLOWED}]
        print(f"{action.status} until {action.due_at:%d %B %H:%M}: {action.title} ({', '.join(fit)})")
    for caution in answer.parsed.cautions:
        until = "further notice" if caution.until is None else f"{caution.until:%d %B %H:%M}"
        print(f"until {until}: {caution.statement}")
    thanks = next(action for action in answer.parsed.items if action.kind is Kind.SEND_THANK_YOU)
    assert thanks.contact is not None
    assert thanks.contact.email == "ann@example.org"
    assert "no-phone-thanks" in {caution.rule for caution in answer.parsed.cautions}

    # Nothing new, nothing sent: 304, and no body.
    again = get_next_actions.sync_detailed(
        client=client, interview_id=interview.id, horizon="P14D", if_none_match=answer.headers["ETag"]
    )
    assert again.status_code is HTTPStatus.NOT_MODIFIED
    return thanks


def write(client: AuthenticatedClient, action: Action) -> None:
    """Have the thanks drafted; try a channel that is forbidden, and words that will not do."""
    draft = must(draft_message.sync(client=client, body=DraftOfAction(action_key=action.key, channel=Channel.EMAIL)))
    print(f"\n{draft.subject}\n\n{draft.body}\n")

    by_phone = DraftOfAction(action_key=action.key, channel=Channel.PHONE_CALL)
    forbidden = problem_of(draft_message.sync(client=client, body=by_phone))
    assert forbidden.type_ == "urn:afterword:problem:channel-forbidden"
    assert not isinstance(forbidden.findings, Unset)
    assert [(finding.rule, finding.severity) for finding in forbidden.findings] == [("no-phone-thanks", Severity.ERROR)]

    assert action.contact_id is not None
    words = MessageCheckRequest(
        channel=Channel.EMAIL,
        purpose=Purpose.THANK_YOU,
        subject="Thank you",
        body="Dear Anne,\n\nThank you for your time. I need an answer by Friday.\n\nKind regards,\nSam",
        interview_id=UUID(action.interview_id),
        contact_id=UUID(action.contact_id),
    )
    check = must(check_message.sync(client=client, body=words))
    assert check.verdict is MessageVerdict.DO_NOT_SEND
    for finding in check.findings:
        where = "" if finding.span is None else f" ({finding.span.field} {finding.span.start}–{finding.span.end})"  # noqa: RUF001 - a range
        print(f"{finding.severity}: {finding.message}{where} {finding.suggestion}")


def mark(client: AuthenticatedClient, action: Action) -> None:
    """Put the thanks off for an hour, and take that back."""
    snoozed = must(put_mark.sync(action.key, client=client, body=MarkSnoozed(mark="snoozed", until=in_hours(1))))
    assert snoozed.mark is MarkKind.SNOOZED
    end = in_hours(1).isoformat()
    wrong = MarkSettled(mark=MarkSettledMark.DONE, until=end)  # type: ignore[arg-type]  # only what is snoozed has an end
    refused = problem_of(put_mark.sync(action.key, client=client, body=wrong))
    assert not isinstance(refused.errors, Unset)
    assert [fault.pointer for fault in refused.errors if isinstance(fault, PointerFault)] == ["/until"]
    assert delete_mark.sync_detailed(action.key, client=client).status_code is HTTPStatus.NO_CONTENT


def thank(client: AuthenticatedClient, action: Action) -> None:
    """Record thanks by telephone, twice with one key: it is kept once, and said to break a rule."""
    assert action.contact_id is not None
    call = InteractionCreate(
        interview_id=UUID(action.interview_id),
        contact_id=UUID(action.contact_id),
        direction=Direction.OUTBOUND,
        channel=Channel.PHONE_CALL,
        purpose=Purpose.THANK_YOU,
        body="Thank you so much!",
    )
    key = str(uuid4())
    kept, repeated = (must(create_interaction.sync(client=client, body=call, idempotency_key=key)) for _ in range(2))
    assert kept.id == repeated.id
    assert "no-phone-thanks" in {finding.rule for finding in kept.findings}


def page_through(client: AuthenticatedClient, organization_id: UUID) -> None:
    """List more people than fit on a page."""
    must(create_contact.sync(client=client, body=ContactCreate(organization_id=organization_id, name="Cleo Cole")))
    assert [contact.name for contact in contacts_of(client, organization_id)] == PEOPLE


def move_out(client: AuthenticatedClient) -> None:
    """Take everything out as lines and a list of it as a table, and see whether the lines would go in again."""
    with client.get_httpx_client().stream("GET", "/export", params={"format": "ndjson"}) as answer:
        records = [json.loads(line) for line in answer.iter_lines()]
    assert [record["name"] for record in records if record["type"] == "contact"] == [
        "Ann Ames",
        "Bob Ball",
        "Cleo Cole",
    ]

    table = must(export_table.sync(ExportTablePart.CONTACTS, client=client))
    rows = csv.DictReader(TextIOWrapper(cast(BytesIO, table.payload), "utf-8", newline=""))
    assert [row["name"] for row in rows] == PEOPLE

    lines = File(BytesIO(b"".join(json.dumps(record).encode() + b"\n" for record in records)))
    taken = problem_of(import_dossier.sync(client=client, body=lines, dry_run=True))
    assert taken.type_ == "urn:afterword:problem:already-exists"


def bring_table(client: AuthenticatedClient) -> None:
    """See what would become of a table, row by row."""
    table = File(BytesIO(b"Firm,Job,When\nInitech,Engineer,2026-03-02 10:00\nGlobex,Engineer,soon\n"))
    columns = ["organization:Firm", "position:Job", "starts_at:When"]
    report = must(import_csv.sync(client=client, body=table, columns=columns, dry_run=True))
    assert [row.outcome for row in report.rows] == [RowOutcome.MERGED, RowOutcome.FAILED]
    assert [(row.row, error.column, error.code) for row in report.rows for error in row.errors] == [(3, "When", "date")]


def go_wrong(client: AuthenticatedClient, interview: InterviewPublic) -> None:
    """Ask for too much, change what has changed since, and delete what is in use."""
    invalid = problem_of(list_contacts.sync(client=client, limit=1000))
    assert not isinstance(invalid.errors, Unset)
    (fault,) = invalid.errors
    assert isinstance(fault, ParameterFault)
    assert fault.parameter == "limit"

    etag = get_interview.sync_detailed(interview.id, client=client).headers["ETag"]
    high, low = (InterviewUpdate(interest=interest) for interest in (Interest.HIGH, Interest.LOW))
    assert must(update_interview.sync(interview.id, client=client, body=high, if_match=etag)).interest is Interest.HIGH
    stale = problem_of(update_interview.sync(interview.id, client=client, body=low, if_match=etag))
    assert (stale.status, stale.type_) == (412, "urn:afterword:problem:precondition-failed")

    used = problem_of(delete_organization.sync(interview.organization_id, client=client))
    assert not isinstance(used.references, Unset)
    assert used.references.additional_properties == {"contacts": 3, "interviews": 1}


def main() -> None:
    """Walk through it all."""
    client = AuthenticatedClient(os.environ["AFTERWORD_URL"], os.environ["AFTERWORD_TOKEN"])
    interview = record_interview(client)
    debrief(client, interview)
    action = what_next(client, interview)
    write(client, action)
    mark(client, action)
    thank(client, action)
    page_through(client, interview.organization_id)
    move_out(client)
    bring_table(client)
    go_wrong(client, interview)
    print("All of it went as the types say.")


if __name__ == "__main__":
    main()
