"""The check of a message's words: how long a note of 250 words takes, with nothing known and with a debrief."""

from collections.abc import Sequence
from datetime import UTC, datetime
from time import process_time

from api.messages.check import check
from api.messages.message import Context, Message
from api.policy.facts import Channel, Contact, Debrief, Interview, Organization, Problem, Purpose
from benchmarks.figure import Figure
from benchmarks.part import Bench

_PARAGRAPH = (
    "Thank you for the generous hour on Monday about the position of Senior Analyst. I enjoyed hearing how the team "
    "reviews one another's models, and how the board reads a forecast. You mentioned that month-end reporting takes "
    "nine days; I wondered afterwards whether the ledgers could be reconciled weekly, as we did at my last employer, "
    "where nobody had expected it to work. I look forward to hearing from you when you have been able to decide.\n\n"
)
_WORDS = 250
_BODY = "Dear Ann,\n\n" + " ".join((_PARAGRAPH * 4).split(" ")[:_WORDS])
_NOTE = Message(Channel.EMAIL, Purpose.THANK_YOU, _BODY, "Thank you for Monday")
_KNOWN = Context(
    person=Contact("ann", "Ann Ames", "initech"),
    interview=Interview(
        id="interview",
        organization_id="initech",
        position="Senior Analyst",
        starts_at=datetime(2026, 3, 2, 10, tzinfo=UTC),
        ends_at=datetime(2026, 3, 2, 11, tzinfo=UTC),
        debrief=Debrief(
            topics=("the move from spreadsheets to a forecasting service", "how models are reviewed"),
            problems=(Problem("month-end reporting takes nine days", "reconcile the ledgers weekly"),),
            needs=("forecasting", "explaining figures to people who are not analysts", "SQL"),
        ),
    ),
    organization=Organization("initech", "Initech"),
    other_people=("Bob Bell", "Grace Hope"),
    other_organizations=("Globex", "Umbrella Foods Ltd"),
)


def run(bench: Bench) -> Sequence[Figure]:
    """Check the note over and over; the time is the processor's."""
    known = {"nothing": Context(), "a debrief, people, other employers": _KNOWN}
    return [
        Figure({"known": name}, {"check_ms": _milliseconds(one, 10 * bench.effort.runs)}) for name, one in known.items()
    ]


def _milliseconds(known: Context, runs: int) -> float:
    check(_NOTE, known)
    started = process_time()
    for _ in range(runs):
        check(_NOTE, known)
    return 1000 * (process_time() - started) / runs
