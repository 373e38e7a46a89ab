"""Decide, put the decision into bytes, and keep the candidate's marks on it."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from pydantic import ValidationError

from api.db import State, Unit, WriteUnit
from api.dossier.integrity import faults
from api.next_actions import repository
from api.next_actions.facts import from_dossier
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
from api.next_actions.wire import encode
from api.next_actions.written import LONGEST, UnsaidError, Written
from api.policy.case import Case
from api.policy.decision import Action, Status, Window
from api.policy.engine import VERSION, Decision, Place, PlanPart, Proposal, decide
from api.policy.facts import Facts, Mark
from api.policy.keys import interview_of
from api.policy.ledger import Ledger, known
from api.rows import Record
from api.settled import Settled, unsettle
from api.web.etag import Precondition, Version, etag
from api.web.kept import Answer
from api.web.pagination import bad_cursor, decode_cursor, encode_cursor
from api.web.problems import Fault, Invalid, NotFound
from api.web.types import trusted

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


class Question(NamedTuple):
    """A query about an account in one of its states, at an instant. `after` is where the page before ended.

    `state` is the account's, or an earlier one: facts that are newer than their name are only named anew sooner.
    """

    account_id: str
    state: State
    query: NextActionsQuery
    at: datetime
    is_now: bool
    """Whether the instant is the present one, and not one that was asked for."""
    after: _Position | None

    @property
    def is_of_the_present(self) -> bool:
        """Whether the account's plan answers it, so that what is found out for it is worth keeping."""
        return self.is_now and not self.query.explain

    @property
    def is_of_everything(self) -> bool:
        """Whether the answer is to rest on the facts alone, all of them, and on nothing found out before.

        So it is for an `at` of the client's own, and to explain. Later pages are of the first page's instant.
        """
        return self.query.at is not None or self.query.explain


class Account(NamedTuple):
    """What an answer rests on that is not written down: an account's facts."""

    facts: Facts
    settled: frozenset[str] = frozenset()
    """The interviews of which it is stored from when on they are settled."""

    @property
    def is_large(self) -> bool:
        """Whether deciding takes long enough for other requests to notice."""
        return len(self.facts.interviews) + len(self.facts.interactions) > _LARGE


class Decided(NamedTuple):
    """An answer, the plan that it was read off, and what was found to be over for good that was not known to be yet."""

    answer: Answer
    written: Written | None
    settled: Sequence[Settled]


def question(account_id: str, state: State, query: NextActionsQuery, now: datetime) -> Question:
    """Return what is asked.

    Raises:
        Invalid: The cursor is not one of ours, or belongs to another `at`.
    """
    after = _Position.read(query.cursor) if query.cursor is not None else None
    if after is not None and query.at is not None and after.at != query.at:
        raise bad_cursor()
    asked_for = after.at if after is not None else query.at
    return Question(account_id, state, query, asked_for or now, asked_for is None, after)


def account(unit: Unit, asked: Question) -> Account:
    """Read all that an answer rests on: what is not settled, or everything for an `at` or to explain it.

    Over the pages of an answer, the present instant stays the first page's.
    """
    if asked.is_of_everything:
        return Account(repository.facts(unit))
    return Account(*repository.unsettled_facts(unit, asked.at))


def decided(asked: Question, account: Account, *, settle: bool = False) -> Decided:
    """Answer by deciding. With `settle`, find out what of the account is over for good.

    An answer of the present is read off the whole plan, which is put into words for it and for all that come after it.
    """
    decision = decide(account.facts, asked.at, asked.query.horizon)
    written = Written.of(decision) if asked.is_of_the_present and len(decision.ahead) <= LONGEST else None
    answer = None if written is None else read_off(asked, written)
    found = [Settled(*one) for one in decision.settled()] if settle else []
    unknown = [group for group in found if account.settled.isdisjoint(group.interview_ids)]
    return Decided(answer or told(asked, decision), written, unknown)


def told(asked: Question, decision: Decision) -> Answer:
    """Answer by a decision, of which no more is put into words than is asked for."""
    query = asked.query
    page = _page(asked, decision.proposals)
    actions = [proposal.action() for proposal in page.items]
    document = _document(decision, actions, explain=query.explain, interview_id=query.interview_id)
    document["next_cursor"] = page.next_cursor
    return _answer(asked, encode(document), page.next_cursor, document["changes_at"])


def read_off(asked: Question, written: Written) -> Answer | None:
    """Answer by what is written down, in the same bytes; None where it does not say."""
    at, query = asked.at, asked.query
    if asked.is_of_everything:
        return None
    try:
        changes_at = written.changes_at(at, query.horizon)
    except UnsaidError:
        return None
    page = _page(asked, written.standing(at, query.horizon))
    content = b'{"at":%s,"changes_at":%s,"policy_version":%s,"items":[%s],"cautions":[%s],"next_cursor":%s}' % (
        encode(at),
        encode(changes_at),
        encode(VERSION),
        b",".join([written.words(one) for one in page.items]),
        b",".join(written.warnings(at, query.interview_id)),
        encode(page.next_cursor),
    )
    return _answer(asked, content, page.next_cursor, changes_at)


class _Listed(Protocol):
    """An action on the list."""

    @property
    def status(self) -> Status: ...
    @property
    def key(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def interview_id(self) -> str: ...
    @property
    def contact_id(self) -> str | None: ...
    @property
    def window(self) -> Window: ...
    @property
    def order(self) -> Place: ...


_L = TypeVar("_L", bound=_Listed)


class _Page(NamedTuple, Generic[_L]):
    items: Sequence[_L]
    next_cursor: str | None


def _page(asked: Question, listed: Iterable[_L]) -> _Page[_L]:
    """Return as much of a list as was asked for."""
    query, after = asked.query, asked.after
    matching = [one for one in listed if _matches(one, query)]
    if after is not None:
        place = Proposal.place(after.status, after.due_at, after.key)
        matching = [one for one in matching if one.order > place]
    page = matching[: query.limit]
    if len(matching) <= query.limit:
        return _Page(page, None)
    last = page[-1]
    return _Page(page, _Position(asked.at, last.status, last.window.due_at, last.key).text())


def _answer(asked: Question, content: bytes, next_cursor: str | None, changes_at: datetime | None) -> Answer:
    tag = _weak_tag(asked.account_id, *asked.state, asked.query.model_dump_json(), changes_at)
    return Answer(content, tag, next_cursor, *((asked.at, changes_at) if asked.is_now else (None, None)))


def _matches(listed: _Listed, query: NextActionsQuery) -> bool:
    return (
        (query.interview_id is None or listed.interview_id == query.interview_id)
        and (query.contact_id is None or listed.contact_id == query.contact_id)
        and (not query.kind or listed.kind in query.kind)
        and (not query.status or listed.status in query.status)
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
        written = b"[%s]" % b",".join(map(encode, value)) if is_long else encode(value)
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
    repository.delete_mark(unit, row["interview_id"], key)


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
    return MarkPage.model_construct(
        items=[trusted(MarkItem, {**row, "etag": etag(row["revision"])}) for row in shown],
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
