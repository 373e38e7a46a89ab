"""Ordinary dossiers, made of ordinary words: what the properties of drafts are tried on."""

import tomllib
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from api.drafts.errand import Errand
from api.messages.message import Context, Sent
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
    Outcome,
    Participant,
    Problem,
    Purpose,
    Question,
    Role,
    Surprise,
    Testimonial,
)
from api.policy.ledger import Ledger
from api.policy.rules.thanks import Angle

JOTTINGS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "jottings.toml").read_text())
BEGINS = datetime(2026, 3, 2, 10, tzinfo=UTC)

_ALL = (Channel.EMAIL, Channel.LETTER, Channel.HANDWRITTEN_NOTE, Channel.TEXT, Channel.PHONE_CALL, Channel.VOICEMAIL)
_WRITTEN = _ALL[:4]
CHANNELS: dict[Purpose, tuple[Channel, ...]] = {
    Purpose.THANK_YOU: _WRITTEN,
    Purpose.WORK_SAMPLE: _WRITTEN,
    Purpose.STATUS_ENQUIRY: _ALL,
    Purpose.DECISION_ENQUIRY: (Channel.EMAIL, Channel.LETTER),
    Purpose.TIMELINE_ENQUIRY: _ALL,
    Purpose.REFERENCE_BRIEFING: _ALL,
    Purpose.REJECTION_THANKS: _WRITTEN,
    Purpose.FEEDBACK_REQUEST: _ALL,
    Purpose.KEEP_IN_TOUCH: _ALL,
    Purpose.OFFER_THANKS: _WRITTEN,
    Purpose.WITHDRAWAL: _ALL,
}
"""What can be drafted, and where none of it is forbidden."""


MANNERS: tuple[Callable[[str], str], ...] = (
    str,
    str,
    str,
    str.upper,
    str.title,
    lambda text: text[:1].lower() + text[1:],
    lambda text: text[:1].upper() + text[1:] + ".",
    lambda text: f"- {text}",
    lambda text: f"“{text}”",
    lambda text: f"{text}!",
    lambda text: f"{text}\nand more of the like",
)
"""How one and the same thing may be jotted down."""
TOLD: tuple[Callable[[str], str], ...] = (
    *MANNERS,
    lambda text: f"they said that {text}",
    lambda text: f"I was surprised that {text}",
    lambda text: f"I think {text}",
    lambda text: f"maybe {text}",
    lambda text: f"{text}, which I had not expected",
)
"""How a thing may be jotted down that was heard."""


def _jotted(texts: Sequence[str], manners: Sequence[Callable[[str], str]] = MANNERS) -> st.SearchStrategy[str]:
    return st.builds(lambda text, manner: manner(text), st.sampled_from(texts), st.sampled_from(manners))


def _some(
    name: str, most: int = 3, manners: Sequence[Callable[[str], str]] = MANNERS
) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(_jotted(JOTTINGS[name], manners), max_size=most, unique_by=str).map(tuple)


def _pairs(name: str, most: int = 2) -> st.SearchStrategy[list[tuple[str, str | None]]]:
    pair = st.sampled_from(JOTTINGS[name]).flatmap(
        lambda pair: st.tuples(_jotted(pair[:1], TOLD), st.none() | _jotted(pair[1:]))
    )
    return st.lists(pair, max_size=most, unique_by=lambda p: p[0])


debriefs = st.builds(
    Debrief,
    questions=_pairs("questions").map(lambda found: tuple(Question(q, "Something else", a) for q, a in found)),
    topics=_some("topics", manners=TOLD),
    learned=_some("learned"),
    surprises=_pairs("surprises").map(lambda found: tuple(Surprise(*pair) for pair in found)),
    problems=_pairs("problems").map(lambda found: tuple(Problem(*pair) for pair in found)),
    needs=_some("needs", 4),
    challenges=_some("challenges"),
    praise=_some("praise"),
    concerns=st.tuples(_pairs("concerns"), st.booleans()).map(
        lambda drawn: tuple(Concern(*pair, certain=drawn[1]) for pair in drawn[0])
    ),
    materials=_pairs("materials").map(
        lambda found: tuple(Material(title, "https://example.org/piece", why or None) for title, why in found)
    ),
    forgotten=_some("forgotten"),
)


@st.composite
def cases(draw: st.DrawFn, fewest: int = 1, most: int = 4) -> Case:
    """An interview with a panel, a reference, and perhaps a decision maker who was not there."""
    size = draw(st.integers(fewest, most))
    people = draw(st.lists(st.sampled_from(JOTTINGS["people"]), min_size=size + 2, max_size=size + 2, unique=True))
    titles = st.sampled_from([None, *JOTTINGS["titles"]])
    organization = Organization("o", draw(st.sampled_from(JOTTINGS["organizations"])), draw(st.sampled_from(Culture)))
    contacts = {
        f"c{n}": Contact(
            id=f"c{n}",
            name=name,
            organization_id=None if n == size + 1 else "o",
            job_title=draw(titles),
            email="someone@example.org",
            phone="+44 20 7946 0000",
            postal_address="1 High Street",
        )
        for n, name in enumerate(people)
    }
    participants = (
        *(Participant(f"c{n}", Role.INTERVIEWER) for n in range(size)),
        Participant(f"c{size}", Role.OTHER, is_decision_maker=True, met=False),
        Participant(f"c{size + 1}", Role.REFERENCE, met=False),
    )
    outcome = draw(st.sampled_from([Outcome.PENDING, Outcome.PENDING, Outcome.OFFER, Outcome.REJECTED]))
    interview = Interview(
        id="i",
        organization_id="o",
        position=draw(st.sampled_from(JOTTINGS["positions"])),
        starts_at=BEGINS,
        ends_at=BEGINS + timedelta(hours=1),
        format=draw(st.sampled_from(Format)),
        decision_expected_on=draw(st.sampled_from([None, date(2026, 3, 9)])),
        outcome=outcome,
        outcome_at=None if outcome is Outcome.PENDING else BEGINS + timedelta(days=9),
        participants=participants,
        debrief=draw(debriefs),
    )
    testimonials = (Testimonial("Rae Ford", "The clearest forecasts I have read."),) if draw(st.booleans()) else ()
    facts = Facts({"o": organization}, contacts, (interview,), testimonials=testimonials)
    return Case(Ledger(facts), interview)


@st.composite
def errands(draw: st.DrawFn, channels: Sequence[Channel] = _ALL) -> Errand:
    """Something to be written that the policy does not forbid, through one of these channels."""
    case = draw(cases())
    purpose, channel = draw(
        st.sampled_from([(p, c) for p, usable in CHANNELS.items() for c in usable if c in channels])
    )
    if purpose is Purpose.REFERENCE_BRIEFING:
        contact = case.references[0]
    else:
        contact = draw(st.sampled_from([person.contact for person in case.people]))
    return Errand(
        case=case,
        purpose=purpose,
        channel=channel,
        contact=contact,
        sender=draw(st.sampled_from(JOTTINGS["senders"])),
        angle=draw(st.sampled_from([None, *Angle])) if purpose is Purpose.THANK_YOU else None,
        number=draw(st.integers(0, 3)) if purpose is Purpose.STATUS_ENQUIRY else 1,
        asks_decision=purpose is Purpose.STATUS_ENQUIRY and draw(st.booleans()),
    )


def around(errand: Errand, *sent: Sent) -> Context:
    """What the check of a message is told."""
    contacts = errand.case.ledger.facts.contacts.values()
    return Context(
        person=errand.contact,
        interview=errand.case.interview,
        organization=errand.case.organization,
        other_people=tuple(c.name for c in contacts if c is not errand.contact),
        sent=sent,
    )
