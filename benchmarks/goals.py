"""What the figures ought to be."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.figure import Figure


@dataclass(frozen=True, slots=True)
class Goal:
    """A bound of one value in the figures of a part that have these labels; all of them have to keep it."""

    claim: str
    part: str
    labels: Mapping[str, str | int]
    value: str
    least: float | None = None
    most: float | None = None

    def worst(self, figures: Sequence[Figure]) -> float | None:
        """Return the value that is farthest on the wrong side; None where it was not measured."""
        values = [figure.values[self.value] for figure in figures if self.labels.items() <= figure.labels.items()]
        return None if not values else min(values) if self.least is not None else max(values)

    def is_met(self, value: float) -> bool:
        """Whether a value is within the bound."""
        return (self.least is None or value >= self.least) and (self.most is None or value <= self.most)


def _on(database: str, least: float, claim: str, asked: str, value: str = "of_floor") -> Goal:
    return Goal(
        f"{claim}, {database}", "polls", {"database": database, "connections": 16, "asked": asked}, value, least=least
    )


_DATABASES = ("SQLite", "PostgreSQL")

GOALS = (
    *(_on(one, 4, "`/next-actions` warm, of the floor", "service, warm") for one in _DATABASES),
    *(
        _on(one, 4, "`/next-actions` warm, an account each, of the floor", "service, warm, an account each")
        for one in _DATABASES
    ),
    _on("SQLite", 0.85, "`/next-actions` cold, of the floor", "service, cold"),
    _on("PostgreSQL", 0.9, "`/next-actions` cold, of the floor", "service, cold"),
    *(_on(one, 10, "`/next-actions` cold, of the idiomatic", "service, cold", "of_idiomatic") for one in _DATABASES),
    *(
        Goal(
            f"The slowest list or get {asked}, of the floor, {one}",
            "resources",
            {"database": one},
            f"{asked}_of_floor",
            least=0.5,
        )
        for one in _DATABASES
        for asked in ("warm", "cold")
    ),
    Goal("Writes, of a commit for each", "writes", {"contender": "service"}, "of_a_commit_for_each", least=2),
    Goal("Two workers, of one", "workers", {"workers": 2}, "of_one", least=1.8),
    Goal("One account warm among most, of among fewest", "in-all", {"asked": "warm"}, "cost_of_fewest", most=1.1),
    Goal(
        "The largest account's first page warm, of 25 interviews'",
        "an-account",
        {"asked": "warm"},
        "cost_of_25",
        most=10,
    ),
    *(
        Goal(f"{interviews:,} interviews, of 25", "an-account", {"interviews": interviews}, "cost_of_25", most=times)
        for interviews, times in ((250, 10), (2_500, 100))
    ),
    Goal("After a write, an account with a long past, of one without", "a-past", {}, "cost_of_25", most=1.1),
    Goal("Facts and engine, µs an interview", "engines", {"what": "facts and engine"}, "us_an_interview", most=6),
    *(
        Goal(f"{one}, of {than}", "engines", {"what": one}, value, least=40)
        for than, value in (("plain Python on the same table", "of_the_table"), ("facts and engine", "of_ours"))
        for one in ("zen-engine", "rule-engine")
    ),
    Goal("Seconds to the first answer", "start-up", {}, "first_answer_s", most=1.5),
    Goal("Megabytes of an idle worker", "memory", {}, "idle_mb", most=120),
    Goal("Its size after many requests, of after few", "memory", {}, "many_of_few", most=1.1),
)


def told(
    measured: Mapping[str, Sequence[Figure]], goals: Sequence[Goal] = GOALS
) -> Iterator[tuple[str, str, str, str]]:
    """Go through the goals that were measured: the claim, the bound, the value, and whether it is met."""
    for goal in goals:
        value = goal.worst(measured.get(goal.part, ()))
        if value is not None:
            bound = f"≥ {goal.least:g}" if goal.least is not None else f"≤ {goal.most:g}"
            yield goal.claim, bound, f"{value:.2f}", "yes" if goal.is_met(value) else "no"
