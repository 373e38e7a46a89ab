"""What a rule is. `/policy`, the docs, the actions and the findings all quote this one place."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from api.policy.case import Case, Scope
from api.policy.decision import Enclosure, Kind
from api.policy.duty import Duty
from api.policy.sources import Source


class RuleKind(StrEnum):
    """What a rule does: propose an action, forbid one, delay one, guide its words, or check a message."""

    OBLIGATION = "obligation"
    PROHIBITION = "prohibition"
    LIMIT = "limit"
    GUIDANCE = "guidance"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the rulebook.

    `house` says that no source settles it, or that a figure which decides when it is to be done is our own choice.
    """

    id: str
    title: str
    statement: str
    kind: RuleKind
    sources: tuple[Source, ...] = ()
    house: bool = False


@dataclass(frozen=True, slots=True)
class Advice:
    """The words of one action: what it is called, why it is there, and what it should and should not hold."""

    title: str
    reason: str
    include: tuple[str, ...]
    avoid: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    cites: tuple[str, ...] = ()
    """Ids of the guidance rules that the words follow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation(Rule):
    """A rule that proposes actions of one kind.

    `evaluate` says from the facts what ought to be done about one interview, and when; `advise` puts one of those
    duties into words. Neither knows the time. `scope` says in which states of an interview the rule speaks at all.
    """

    kind: RuleKind = RuleKind.OBLIGATION
    action: Kind
    scope: Scope
    evaluate: Callable[[Case], Iterable[Duty]]
    advise: Callable[[Case, Duty], Advice]
    in_business_days: bool = False
    """Its windows skip weekends and public holidays."""
