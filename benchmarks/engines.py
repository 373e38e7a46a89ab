"""The policy engine by itself, and two general rule engines on a table of as many rules.

The table is a coarse stand-in: no business days, no ladder, no keys, no windows, and its inputs are worked out before
the clock starts. So the general engines do less than ours does, and are still given the same number of rules. What they
cost for being general is told by the same table in plain Python, sorted by the stage of an interview as our rules are.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import cycle
from statistics import median
from time import process_time
from typing import Any

import rule_engine
import zen

from api.db import Unit
from api.next_actions import repository
from api.policy.engine import decide
from api.policy.facts import Facts
from benchmarks.accounts import filled
from benchmarks.dossier import AT, INTERVIEWS
from benchmarks.figure import Figure
from benchmarks.part import Bench

Row = Mapping[str, str | tuple[int, int]]
"""What a rule asks of its inputs: a value, or the half-open range that a number lies in."""

_ANY = 10_000
TABLE: Mapping[str, Row] = {
    "ask-next-step": {"stage": "open", "hours": (-24, 0)},
    "record-debrief": {"stage": "open", "hours": (0, 672), "debriefs": (0, 1)},
    "record-people": {"stage": "open", "hours": (0, 672), "met": (0, 1)},
    "identify-decision-maker": {"stage": "open", "hours": (0, 672), "deciders": (0, 1)},
    "thank-everyone": {"hours": (0, 168), "owed": (1, _ANY)},
    "confirm-name": {"hours": (0, 168), "owed": (1, _ANY), "unconfirmed": (1, _ANY)},
    "send-material": {"stage": "open", "hours": (0, 336), "unsent": (1, _ANY)},
    "brief-references": {"stage": "open", "hours": (0, 672), "references": (1, _ANY)},
    "tidy-social-media": {"stage": "open", "hours": (0, 672)},
    "ask-timeline": {"stage": "open", "hours": (24, 168), "dated": (0, 1)},
    "enquire-after-decision-date": {"stage": "open", "silence": (168, 336), "chases": (0, 1)},
    "second-enquiry": {"stage": "open", "silence": (168, 336), "chases": (1, 2), "culture": "balanced"},
    "two-weeks-silence": {"stage": "open", "silence": (336, 672), "chases": (0, _ANY)},
    "move-on": {"stage": "open", "silence": (672, _ANY)},
    "thank-after-rejection": {"stage": "decided", "outcome": "rejected", "decided": (0, 336)},
    "thank-for-offer": {"stage": "decided", "outcome": "offer", "decided": (0, 168)},
    "withdraw-courteously": {"stage": "decided", "outcome": "withdrawn", "decided": (0, 168)},
    "keep-in-touch": {"stage": "decided", "outcome": "rejected", "interest": "high", "decided": (2160, _ANY)},
}
_INPUTS = sorted({name for row in TABLE.values() for name in row})


def run(bench: Bench) -> Sequence[Figure]:
    """Time them on one account: microseconds of the processor per interview, without words and without queries."""
    site = bench.sites["sqlite"]
    times = site.read(filled(site).account_id, lambda unit: _measured(unit, bench.effort.runs))
    ours, plain = times["facts and engine"], times["the table in Python"]
    return [
        Figure({"what": name}, {"of_ours": time / ours, "of_the_table": time / plain, "us_an_interview": time})
        for name, time in times.items()
    ]


def _measured(unit: Unit, runs: int) -> dict[str, float]:
    fetched = _fetched(unit)
    facts = repository.facts(fetched)
    inputs = [_inputs(facts, place) for place in range(len(facts.interviews))]
    by_zen, by_rule_engine, by_python = _zen(), _rule_engine(), _python()
    if any(not by_zen(one) == by_rule_engine(one) == by_python(one) for one in inputs):
        raise AssertionError("the general engines were given different tables")
    works: Mapping[str, Callable[[], object]] = {
        "facts and engine": lambda: decide(repository.facts(fetched), AT),
        "engine": lambda: decide(facts, AT),
        "the table in Python": lambda: [by_python(one) for one in inputs],
        "zen-engine": lambda: [by_zen(one) for one in inputs],
        "rule-engine": lambda: [by_rule_engine(one) for one in inputs],
    }
    return {name: _time(work, runs) for name, work in works.items()}


def _time(work: Callable[[], object], runs: int) -> float:
    work()
    times = []
    for _ in range(runs):
        began = process_time()
        work()
        times.append(process_time() - began)
    return median(times) * 1e6 / INTERVIEWS


class _Played:
    """A connection, and its driver and the cursor, that give again what was fetched before, as the driver gave it."""

    def __init__(self, unit: Unit) -> None:
        self.dialect = unit.connection.dialect
        self.connection = self.driver_connection = self
        self._driver: Any = unit.connection.connection.driver_connection
        self._fetched: list[Any] = []
        self._again: Iterator[Any] | None = None

    def replayed(self) -> None:
        """Give it from now on, over and over."""
        self._again = cycle(self._fetched)

    def execute(self, sql: str, arguments: Sequence[Any]) -> "_Played":
        if self._again is None:
            self._fetched.append(self._driver.execute(sql, arguments).fetchall())
        return self

    def fetchall(self) -> Any:
        return self._fetched[-1] if self._again is None else next(self._again)


def _fetched(unit: Unit) -> Unit:
    """A unit whose queries are answered at once, with the rows that they gave before."""
    played: Any = _Played(unit)
    again = replace(unit, connection=played)
    repository.facts(again)
    played.replayed()
    return again


def _inputs(facts: Facts, place: int) -> dict[str, Any]:
    """What the table asks about one interview."""
    interview = facts.interviews[place]
    touches = [t for t in facts.interactions if t.interview_id == interview.id and t.occurred_at <= AT]
    heard = max([interview.ends_at, *(t.occurred_at for t in touches if t.direction == "inbound")])
    thanked = {t.contact_id for t in touches if t.purpose == "thank_you"}
    employer = [p for p in interview.participants if p.role != "reference"]
    owed = [p.contact_id for p in employer if p.contact_id not in thanked]

    def hours_since(instant: Any) -> int:
        return int((AT - instant).total_seconds() // 3600)

    return {
        "chases": sum(t.purpose == "status_enquiry" for t in touches),
        "culture": str(facts.organizations[interview.organization_id].culture),
        "dated": int(interview.decision_expected_on is not None),
        "debriefs": int(interview.debrief is not None),
        "decided": hours_since(interview.outcome_at) if interview.outcome_at else -1,
        "deciders": sum(p.is_decision_maker for p in employer),
        "hours": hours_since(interview.ends_at),
        "interest": str(interview.interest),
        "met": sum(p.met for p in employer),
        "outcome": str(interview.outcome),
        "owed": len(owed),
        "references": len(interview.participants) - len(employer),
        "silence": hours_since(heard),
        "stage": "open" if interview.outcome_at is None else "decided",
        "unconfirmed": sum(not facts.contacts[contact].name_confirmed for contact in owed),
        "unsent": sum(not m.sent for m in interview.debrief.materials) if interview.debrief else 0,
    }


def _python() -> Callable[[dict[str, Any]], list[str]]:
    """The table as one would write it by hand: a condition for each rule, of the rules that a stage has."""

    def condition(row: Row) -> str:
        wanted = ((name, want) for name, want in row.items() if name != "stage")
        return " and ".join(
            f"i[{name!r}] == {want!r}" if isinstance(want, str) else f"{want[0]} <= i[{name!r}] < {want[1]}"
            for name, want in wanted
        )

    conditions = {rule: eval(f"lambda i: {condition(row)}") for rule, row in TABLE.items()}  # noqa: S307 - our own table
    speaking = {
        stage: [(rule, conditions[rule]) for rule, row in TABLE.items() if row.get("stage", stage) == stage]
        for stage in ("open", "decided")
    }
    return lambda inputs: [rule for rule, applies in speaking[inputs["stage"]] if applies(inputs)]


def _rule_engine() -> Callable[[dict[str, Any]], list[str]]:
    def expression(row: Row) -> str:
        return " and ".join(
            f'{name} == "{want}"' if isinstance(want, str) else f"{name} >= {want[0]} and {name} < {want[1]}"
            for name, want in row.items()
        )

    rules = {rule: rule_engine.Rule(expression(row)) for rule, row in TABLE.items()}
    return lambda inputs: [rule for rule, compiled in rules.items() if compiled.matches(inputs)]


def _zen() -> Callable[[dict[str, Any]], list[str]]:
    def cell(want: str | tuple[int, int] | None) -> str:
        return "" if want is None else f'"{want}"' if isinstance(want, str) else f"[{want[0]}..{want[1]})"

    table = {
        "hitPolicy": "collect",
        "inputs": [{"id": name, "name": name, "field": name} for name in _INPUTS],
        "outputs": [{"id": "rule", "name": "rule", "field": "rule"}],
        "rules": [
            {"_id": rule, "rule": f'"{rule}"'} | {name: cell(row.get(name)) for name in _INPUTS}
            for rule, row in TABLE.items()
        ],
    }
    nodes = [("in", "inputNode", {}), ("table", "decisionTableNode", table), ("out", "outputNode", {})]
    graph = {
        "nodes": [{"id": id, "name": id, "type": type_, "content": content} for id, type_, content in nodes],
        "edges": [
            {"id": f"{source}-{target}", "type": "edge", "sourceId": source, "targetId": target}
            for source, target in (("in", "table"), ("table", "out"))
        ],
    }
    decision = zen.ZenEngine().create_decision(json.dumps(graph))
    return lambda inputs: [found["rule"] for found in decision.evaluate(inputs)["result"]]
