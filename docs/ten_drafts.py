"""Writes the ten drafts into docs/drafts.md as the service drafts them: `.venv/bin/python docs/ten_drafts.py`."""  # noqa: INP001 - a script, in no package

import re
from datetime import UTC, datetime
from pathlib import Path

from api.drafts.errand import Errand
from api.drafts.writer import write
from api.messages.check import check
from api.messages.message import Context
from api.policy.case import Case
from api.policy.facts import (
    Channel,
    Concern,
    Contact,
    Culture,
    Debrief,
    Facts,
    Format,
    Interview,
    Material,
    Organization,
    Participant,
    Problem,
    Purpose,
    Question,
    Role,
    Surprise,
)
from api.policy.ledger import Ledger
from api.policy.rules.thanks import Angle

PAGE = Path(__file__).parent / "drafts.md"
_MARKED = re.compile(r"(?<=<!-- drafts -->\n).*?(?=<!-- /drafts -->)", re.DOTALL)

ORGANIZATIONS = (
    Organization("museum", "Museum of Tides"),
    Organization("trust", "Ashdown Trust", Culture.RESERVED),
    Organization("parcels", "Northwind Parcels", Culture.ASSERTIVE),
)
CONTACTS = (
    Contact("priya", "Priya Raman", "museum", job_title="Head of Learning", email="priya@example.org"),
    Contact("tom", "Tom Ellery", "museum", email="tom@example.org", postal_address="4 Quay Street, Bristol"),
    Contact("okafor", "Dr Ngozi Okafor", "trust", job_title="Director", postal_address="1 Ashdown Lane, Lewes"),
    Contact("aziz", "Samir Aziz", "trust", email="samir@example.org", phone="+44 20 7946 0143"),
    Contact(
        "vogt", "Lena Vogt", "parcels", job_title="Operations Manager", email="l@example.org", phone="+44 20 7946 09"
    ),
    Contact("moira", "Moira Kent", "parcels", job_title="Assistant to the board", phone="+44 20 7946 0958"),
    Contact("grace", "Grace Holloway", email="grace@example.org"),
)
MUSEUM = Interview(
    "museum",
    "museum",
    "Learning Officer",
    datetime(2026, 3, 2, 10, tzinfo=UTC),
    datetime(2026, 3, 2, 11, tzinfo=UTC),
    participants=(
        Participant("priya", Role.INTERVIEWER, is_decision_maker=True),
        Participant("tom", Role.INTERVIEWER),
        Participant("grace", Role.REFERENCE, met=False),
    ),
    debrief=Debrief(
        topics=("How school visits are planned", "the new gallery for under-fives"),
        learned=("The team is moving into the old harbour office", "half the visits are by schools outside the city"),
        surprises=(Surprise("Visitor assistants write their own tours", "I had expected a script"),),
        problems=(
            Problem(
                "Bookings fall away after Easter",
                "offer the summer dates to schools that had to cancel in the winter",
            ),
        ),
        needs=("classroom experience", "clear writing", "patience with small children"),
        materials=(
            Material(
                "Rock pools: a lesson in three rooms",
                "https://example.org/rock-pools",
                "Priya asked how the children move from room to room",
                "priya",
            ),
        ),
    ),
)
TRUST = Interview(
    "trust",
    "trust",
    "Evaluation Officer",
    datetime(2026, 3, 4, 14, tzinfo=UTC),
    datetime(2026, 3, 4, 15, tzinfo=UTC),
    participants=(
        Participant("aziz", Role.INTERVIEWER),
        Participant("okafor", Role.OTHER, is_decision_maker=True, met=False),
    ),
    debrief=Debrief(
        topics=("the follow-up of small grants",),
        questions=(
            Question(
                "How would you evaluate a grant that is too small to measure?",
                better_answer="I would ask the grantees what they did next, and look for what they have in common",
            ),
        ),
    ),
)
PARCELS = Interview(
    "parcels",
    "parcels",
    "Depot Manager",
    datetime(2026, 3, 6, 9, tzinfo=UTC),
    datetime(2026, 3, 6, 10, tzinfo=UTC),
    Format.VIDEO,
    participants=(Participant("vogt", Role.INTERVIEWER, is_decision_maker=True), Participant("moira", Role.ASSISTANT)),
    debrief=Debrief(
        topics=("Shift handovers",),
        needs=("Calm under pressure", "route planning", "hiring drivers"),
        concerns=(Concern("I have never run a night shift", "I was a night porter for four years", certain=True),),
        praise=("They liked the plan for the first month",),
        forgotten=("That I hold a transport manager's certificate",),
    ),
)
LEDGER = Ledger(Facts({o.id: o for o in ORGANIZATIONS}, {c.id: c for c in CONTACTS}, (MUSEUM, TRUST, PARCELS)))

Example = tuple[str, Interview, str, Purpose, Channel, Angle | None]
TEN: tuple[Example, ...] = (
    ("Thanks by email, with a surprise", MUSEUM, "priya", Purpose.THANK_YOU, Channel.EMAIL, None),
    ("Thanks by hand to another of the same panel", MUSEUM, "tom", Purpose.THANK_YOU, Channel.HANDWRITTEN_NOTE, None),
    ("Thanks by letter to a director not met", TRUST, "okafor", Purpose.THANK_YOU, Channel.LETTER, None),
    ("Reassurance, to an assertive employer", PARCELS, "vogt", Purpose.THANK_YOU, Channel.EMAIL, Angle.REASSURANCE),
    ("Thanks by text", PARCELS, "vogt", Purpose.THANK_YOU, Channel.TEXT, Angle.INTEREST),
    ("Work that was talked about", MUSEUM, "priya", Purpose.WORK_SAMPLE, Channel.EMAIL, None),
    ("A word to a reference", MUSEUM, "grace", Purpose.REFERENCE_BRIEFING, Channel.EMAIL, None),
    (
        "When will they decide? A call to the assistant",
        PARCELS,
        "moira",
        Purpose.TIMELINE_ENQUIRY,
        Channel.PHONE_CALL,
        None,
    ),
    ("Any news? A voicemail", PARCELS, "vogt", Purpose.STATUS_ENQUIRY, Channel.VOICEMAIL, None),
    ("After a rejection", TRUST, "aziz", Purpose.REJECTION_THANKS, Channel.EMAIL, None),
)


def drafts() -> str:
    """Return the ten drafts, each with what is left to fill in."""
    return "\n".join(_section(number, one) for number, one in enumerate(TEN, start=1))


def _section(number: int, one: Example) -> str:
    title, interview, to, purpose, channel, angle = one
    case, contact = Case(LEDGER, interview), LEDGER.contact(to)
    context = Context(contact, interview, case.organization)
    errand = Errand(case, purpose, channel, contact, "Sam Carter", angle)
    draft = write(errand, lambda message: check(message, context))
    subject = f"Subject: {draft.message.subject}\n\n" if draft.message.subject else ""
    left = "".join(f"- `{field}`: {prompt}\n" for field, prompt in draft.missing)
    missing = f"\nStill to fill in:\n\n{left}" if left else ""
    along = f"\nGoes along: {', '.join(draft.message.enclosures)}.\n" if draft.message.enclosures else ""
    return f"### {number}. {title}\n\n```text\n{subject}{draft.message.body}\n```\n{along}{missing}"


def updated(page: str) -> str:
    """Return the text of docs/drafts.md with the drafts as they should be."""
    return _MARKED.sub(lambda _: drafts(), page)


if __name__ == "__main__":
    PAGE.write_text(updated(PAGE.read_text()))
