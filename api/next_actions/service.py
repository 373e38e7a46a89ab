"""Decide, put the decision into bytes, and keep the candidate's marks on it."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import to_json

from api.db import State, Unit, WriteUnit
from api.dossier.integrity import faults
from api.next_actions import repository
from api.next_actions.facts import from_dossier
from api.next_actions.repository import Unsettled
from api.next_actions.rules import RULES
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
from api.settled import Settled, unsettle
from api.web.etag import Precondition, Version, etag
from api.web.kept import Answer
from api.web.pagination import bad_cursor, decode_cursor, encode_cursor
from api.web.problems import Fault, Invalid, NotFound

# Interviews and interactions together: about a tenth of a second's work.
_LARGE = 400


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
    """What an answer is about: an account's facts, the instant to decide for, and how to name the account's state.

    `state` is the account's, or an earlier one: facts that are newer than their name are only named anew sooner.
    `after` is where the page before ended.
    """

    id: str
    state: State
    facts: Facts
    settled: frozenset[str]
    """The interviews of which it is stored from when on they are settled."""
    at: datetime
    is_now: bool
    """Whether the instant is the present one, and not one that was asked for."""
    after: _Position | None

    @property
    def is_large(self) -> bool:
        """Whether deciding takes long enough for other requests to notice."""
        return len(self.facts.interviews) + len(self.facts.interactions) > _LARGE


class Answered(NamedTuple):
    """An answer, and what was found to be over for good that was not known to be yet."""

    answer: Answer
    settled: Sequence[Settled]


def account(unit: Unit, state: State, query: NextActionsQuery) -> Account:
    """Read all that the answer to a query rests on: everything where it is to be explained, else what is not settled.

    Raises:
        Invalid: The cursor is not one of ours, or belongs to another `at`.
    """
    after = _Position.read(query.cursor) if query.cursor is not None else None
    if after is not None and query.at is not None and after.at != query.at:
        raise bad_cursor()
    asked_for = after.at if after is not None else query.at
    at = asked_for or unit.now
    everything = query.explain
    found = Unsettled(repository.facts(unit)) if everything else repository.unsettled_facts(unit, at)
    return Account(unit.account_id, state, *found, at, asked_for is None, after)


def answer(account: Account, query: NextActionsQuery, *, settle: bool = False) -> Answered:
    """Answer a query about an account. With `settle`, find out what of it is over for good."""
    decision = decide(account.facts, account.at, query.horizon)
    matching = [p for p in decision.proposals if _matches(p, query)]
    if account.after is not None:
        place = Proposal.place(account.after.status, account.after.due_at, account.after.key)
        matching = [p for p in matching if p.order > place]
    page = matching[: query.limit]
    cursor = None
    if len(matching) > query.limit:
        last = page[-1]
        cursor = _Position(account.at, last.status, last.window.due_at, last.key).text()
    actions = [proposal.action() for proposal in page]
    document = _document(decision, actions, explain=query.explain, interview_id=query.interview_id)
    document["next_cursor"] = cursor
    tag = _weak_tag(account.id, *account.state, query.model_dump_json(), document["changes_at"])
    window = (account.at, document["changes_at"]) if account.is_now else (None, None)
    found = [Settled(*one) for one in decision.settled()] if settle else []
    return Answered(
        Answer(to_json(document), tag, cursor, *window),
        [group for group in found if account.settled.isdisjoint(group.interview_ids)],
    )


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
    return f'W/"{hashlib.sha256(repr((*rests_on, RULES)).encode()).hexdigest()[:32]}"'


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
    unsettle(unit, interviews=[interview_id])
    mark = Mark(key, new.mark, new.until)
    repository.save_mark(unit, interview_id, mark)
    return Version(_public(mark._asdict()), unit.revision)


def delete_mark(unit: WriteUnit, key: str, expected: Precondition) -> None:
    """Take a mark back; raise `NotFound` where there is none, or `PreconditionFailed`."""
    row = repository.mark(unit, key)
    if row is None:
        raise NotFound
    expected.check(row["revision"])
    unsettle(unit, interviews=[row["interview_id"]])
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
    named = interview_of(key)
    facts = known(repository.facts_around(unit, named), unit.now)
    interview = next((i for i in facts.interviews if i.id == named), None)
    if interview is None or key not in PlanPart(Case(Ledger(facts), interview)).obligations():
        raise NotFound
    return interview.id


def _public(row: Record) -> MarkPublic:
    return MarkPublic.model_construct(key=row["key"], mark=row["mark"], until=row["until"])
