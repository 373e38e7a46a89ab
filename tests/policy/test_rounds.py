"""Which rounds supersede which, also where there are very many of them."""

from random import Random
from time import process_time

from api.policy.engine import DEFAULT_HORIZON, decide
from api.policy.facts import Interview, Outcome, Participant, Role
from api.policy.rounds import Rounds
from tests.policy.facts import at, facts, interview


def chain(length: int) -> list[Interview]:
    """Rounds that each name the one before."""
    return [
        interview(f"i{number}", previous_interview_id=f"i{number - 1}" if number else None) for number in range(length)
    ]


def later(interviews: list[Interview], interview_id: str) -> list[Interview]:
    """The rounds that supersede one, by the book."""
    direct = [i for i in interviews if i.previous_interview_id == interview_id and not i.cancelled]
    return direct + [further for i in direct for further in later(interviews, i.id)]


def test_it_agrees_with_the_definition_on_any_forest() -> None:
    """Branches, cancelled rounds, outcomes and references, in any order."""
    random = Random(0)
    for _ in range(300):
        interviews = [
            interview(
                f"i{number}",
                previous_interview_id=f"i{random.randrange(number)}" if number and random.random() < 0.8 else None,
                cancelled=random.random() < 0.2,
                outcome=random.choice([Outcome.PENDING, Outcome.PENDING, Outcome.OFFER]),
                participants=(Participant(random.choice("rst"), Role.REFERENCE, met=False),),
            )
            for number in range(8)
        ]
        random.shuffle(interviews)
        rounds = Rounds(interviews)
        for one in interviews:
            superseding = later(interviews, one.id)
            assert rounds.is_superseded(one.id) == bool(superseding)
            assert rounds.is_outlived(one.id) == any(i.outcome is not Outcome.PENDING for i in superseding)
            listed = {part.contact_id for i in superseding for part in i.participants}
            assert {r for r in "rst" if rounds.is_reference_later(one.id, r)} == listed


def test_a_very_long_process_costs_no_more_for_each_of_its_rounds() -> None:
    """Sixteen times the rounds may not take hundreds of times as long, whatever the collector of garbage adds."""

    def seconds(length: int) -> float:
        known = facts(*chain(length))
        started = process_time()
        decide(known, at("2026-03-02T12:00Z"), DEFAULT_HORIZON).changes_at(explained=True)
        return process_time() - started

    seconds(50)
    assert min(seconds(1600) for _ in range(2)) < 100 * min(seconds(100) for _ in range(5))
