"""Decide, put the decision into bytes, and keep the candidate's marks on it."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from importlib.metadata import version
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import to_json

from api.db import State, Unit, WriteUnit
from api.dossier.integrity import faults
from api.next_actions import repository
from api.next_actions.facts import from_dossier
from api.next_actions.kept import Answer
from api.next_actions.schemas import (
    EvaluationRequest,
    MarkItem,
    MarkPage,
    MarkPublic,
    MarksQuery,
    MarkUpdate,
    NextActionsQuery,
)
from api.policy.case import Case
from api.policy.decision import Action, Status
from api.policy.engine import VERSION, Decision, PlanPart, Proposal, decide
from api.policy.facts import Facts, Mark
from api.policy.keys import interview_of
from api.policy.ledger import Ledger, known
from api.rows import Record
from api.web.etag import Precondition, Version, etag
from api.web.pagination import bad_cursor, decode_cursor, encode_cursor
from api.web.problems import Fault, Invalid, NotFound

# Interviews and interactions together: about a tenth of a second's work.
_LARGE = 400

# What an answer rests on beside the account's own rows.
_RULES = f"{VERSION} {version('holidays')} {version('tzdata')}"


class _Position(NamedTuple):
    """Where a page ended: the instant that the first page was decided for, and the last item's place in the list."""

    at: datetime
    status: Status
    due_at: datetime
    key: str

    @classmethod
    def read(cls, cursor: str) -> "_Position":
        try:
            at, status, due_at, key = decode_cursor(cursor)
            position = cls(datetime.fromisoformat(at), Status(status), datetime.fromisoformat(due_at), key)
        except ValueError:
            raise bad_cursor() from None
        if position.at.tzinfo is None or position.due_at.tzinfo is None:
            raise bad_cursor()
        return position

    def text(self) -> str:
        return encode_cursor(self.at.isoformat(), self.status, self.due_at.isoformat(), self.key)


class Account(NamedTuple):
    """What an answer is about: an account's facts, as they were read at an instant, and how to name their state.

    `state` is the account's, or an earlier one: facts that are newer than their name are only named anew sooner.
    """

    id: str
    state: State
    facts: Facts
    now: datetime

    @property
    def is_large(self) -> bool:
        """Whether deciding takes long enough for other requests to notice."""
        return len(self.facts.interviews) + len(self.facts.interactions) > _LARGE


def account(unit: Unit, state: State) -> Account:
    """Read all that an answer rests on."""
    return Account(unit.account_id, state, repository.facts(unit), unit.now)


def answer(account: Account, query: NextActionsQuery) -> Answer:
    """Answer a query about an account.

    Raises:
        Invalid: The cursor is not one of ours, or belongs to another `at`.
    """
    position = _Position.read(query.cursor) if query.cursor is not None else None
    if position is not None and query.at is not None and position.at != query.at:
        raise bad_cursor()
    at = position.at if position is not None else query.at or account.now
    decision = decide(account.facts, at, query.horizon)
    matching = [p for p in decision.proposals if _matches(p, query)]
    if position is not None:
        after = Proposal.place(position.status, position.due_at, position.key)
        matching = [p for p in matching if p.order > after]
    page = matching[: query.limit]
    cursor = None
    if len(matching) > query.limit:
        last = page[-1]
        cursor = _Position(at, last.status, last.window.due_at, last.key).text()
    actions = [proposal.action() for proposal in page]
    document = _document(decision, actions, explain=query.explain, interview_id=query.interview_id)
    document["next_cursor"] = cursor
    tag = _weak_tag(account.id, *account.state, query.model_dump_json(), document["changes_at"])
    is_asked_for = position is not None or query.at is not None
    window = (None, None) if is_asked_for else (at, document["changes_at"])
    return Answer(to_json(document), tag, cursor, *window)


def _matches(proposal: Proposal, query: NextActionsQuery) -> bool:
    return (
        (query.interview_id is None or proposal.interview_id == query.interview_id)
        and (query.contact_id is None or proposal.contact_id == query.contact_id)
        and (not query.kind or proposal.kind in query.kind)
        and (not query.status or proposal.status in query.status)
    )


def _document(
    decision: Decision, actions: Iterable[Action], *, explain: bool, interview_id: str | None = None
) -> dict[str, Any]:
    document: dict[str, Any] = {
        "at": decision.at,
        "changes_at": decision.changes_at(explained=explain),
        "policy_version": VERSION,
        "items": actions,
        "cautions": [c for c in decision.cautions if interview_id in (None, c.interview_id)],
        "next_cursor": None,
    }
    if explain:
        document["trace"] = [row for row in decision.trace if interview_id in (None, row.interview_id)]
    return document


def _weak_tag(*rests_on: object) -> str:
    """The tag of an answer, by all that it rests on. Between two changes it is the same: the later one names it."""
    return f'W/"{hashlib.sha256(repr((*rests_on, _RULES)).encode()).hexdigest()[:32]}"'


def evaluate(document: object, now: datetime) -> bytes:
    """Answer a request with a dossier, as JSON was parsed: whole and not paged. Raise `Invalid` with all its faults."""
    request = evaluation(document)
    decision = evaluated(request, now)
    actions = map(Proposal.action, decision.proposals)
    return _written(_document(decision, actions, explain=request.explain))


def _written(document: dict[str, Any]) -> bytes:
    """Return the JSON of a document of any length, item by item.

    In one step, writing it and letting go of it would hold the interpreter for as long as they take.
    """
    members = []
    for name, value in document.items():
        is_long = isinstance(value, (list, Iterator))
        written = b"[%s]" % b",".join(map(to_json, value)) if is_long else to_json(value)
        members.append(b'"%s":%s' % (name.encode(), written))
    return b"{%s}" % b",".join(members)


def evaluation(document: object) -> EvaluationRequest:
    """Read a request with a dossier; raise `Invalid` with each field that is wrong."""
    try:
        return EvaluationRequest.model_validate(document)
    except ValidationError as error:
        raise Invalid.of(error.errors(include_url=False, include_context=False, include_input=False)) from None


def evaluated(request: EvaluationRequest, now: datetime) -> Decision:
    """Decide for a dossier that is not stored; raise `Invalid` with what does not fit together."""
    if found := faults(request.dossier):
        raise Invalid(*(Fault(f.code, f.detail, pointer=f"/dossier{f.pointer}") for f in found))
    return decide(from_dossier(request.dossier), request.at or now, request.horizon)


def put_mark(unit: WriteUnit, key: str, new: MarkUpdate, expected: Precondition) -> Version[MarkPublic]:
    """Mark an action; raise `NotFound` where the key names no obligation of the account, or `PreconditionFailed`."""
    row = repository.mark(unit, key)
    if row is not None:
        expected.check(row["revision"])
        interview_id = row["interview_id"]
    else:
        interview_id = _interview_obliged(unit, key)
        expected.check_absent()
    mark = Mark(key, new.mark, new.until)
    repository.save_mark(unit, interview_id, mark)
    return Version(_public(mark._asdict()), unit.revision)


def delete_mark(unit: WriteUnit, key: str, expected: Precondition) -> None:
    """Take a mark back; raise `NotFound` where there is none, or `PreconditionFailed`."""
    row = repository.mark(unit, key)
    if row is None:
        raise NotFound
    expected.check(row["revision"])
    repository.delete_mark(unit, key)


def marks(unit: Unit, query: MarksQuery) -> MarkPage:
    """One page of the account's marks, by key."""
    after = None
    if query.cursor is not None:
        order, *rest = decode_cursor(query.cursor)
        if order != "key" or len(rest) != 1 or "\0" in rest[0]:
            raise bad_cursor()
        after = rest[0]
    rows = repository.marks(unit, query.limit, after, query.interview_id)
    shown = rows[: query.limit]
    return MarkPage(
        items=[MarkItem(**dict(_public(row)), etag=etag(row["revision"])) for row in shown],
        next_cursor=encode_cursor("key", shown[-1]["key"]) if len(rows) > query.limit else None,
    )


def _interview_obliged(unit: Unit, key: str) -> str:
    """The interview that an obligation belongs to, of which alone the rules are asked; raise `NotFound`."""
    facts = known(repository.facts(unit), unit.now)
    interview = next((i for i in facts.interviews if i.id == interview_of(key)), None)
    if interview is None or key not in PlanPart(Case(Ledger(facts), interview)).obligations():
        raise NotFound
    return interview.id


def _public(row: Record) -> MarkPublic:
    return MarkPublic.model_construct(key=row["key"], mark=row["mark"], until=row["until"])
