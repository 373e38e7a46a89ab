"""One version of a message: the dossier's facts put into the templates' sentences."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.drafts.errand import Errand, Missing
from api.drafts.grammar import Sought
from api.drafts.jottings import Jottings, Point
from api.drafts.people import address, called, named, signature, spelt
from api.drafts.phrases import Phrase, Reader, Refusal, plain
from api.drafts.templating import prompt, rendered
from api.messages.message import Message
from api.policy.channels import on_file
from api.policy.facts import Channel, Culture, Material, Outcome, Purpose
from api.policy.parameters import PARAMETERS
from api.policy.rules.thanks import Angle
from api.policy.wording import day, names

FORMS = {
    Channel.EMAIL: "letter",
    Channel.LETTER: "letter",
    Channel.HANDWRITTEN_NOTE: "note",
    Channel.TEXT: "text",
    Channel.PHONE_CALL: "call",
    Channel.VOICEMAIL: "voicemail",
}
"""The form that a message takes on its channel."""
MOST_WORDS = {"letter": 149, "note": 100, "text": 75, "call": 149, "voicemail": PARAMETERS.voicemail_words}
"""How long a message may be in each form."""
_SCALES = {"note": 0.8, "text": 0.5}
"""How much shorter jottings have to be in short forms."""
_NAMED = 3
"""Of a panel larger than that, nobody is named."""
_EXTRAS = ("topic", "enclosed", "forgotten", "challenge")
"""What a thank-you can do without, the last first."""
_ADDRESSES = {Channel.EMAIL: "email", Channel.LETTER: "postal_address", Channel.HANDWRITTEN_NOTE: "postal_address"}
_SAYS_WHAT_IT_IS = re.compile(
    r"\b(?:role|position|job|post|vacancy|traineeship|internship|apprenticeship|fellowship)$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Enclosed:
    """What goes along with a message: a piece of work, or words about the candidate."""

    title: str
    field: str
    url: str | None = None
    reason: Phrase | None = None
    author: str | None = None
    """Whose words they are."""


def _refused(reason: Refusal, limit: int) -> str:
    return prompt(reason, limit) if reason is Refusal.TOO_LONG else prompt(reason)


class Sheet:
    """A message as it is written with some jottings withheld (each with its prompt) and some extras spared.

    `place` decides which wordings are picked.
    """

    def __init__(self, errand: Errand, place: int, withheld: Mapping[str, str], spared: int) -> None:
        self.angle: Angle | None = None
        self.extras = 0
        """How many things are in it that it could do without."""
        self._errand = errand
        self._place = place
        self._missing: dict[str, str] = {}
        self._form = FORMS[errand.channel]
        self._jottings = Jottings(
            errand.case.debrief,
            self._reader(),
            place=place,
            withheld=withheld,
            explain=_refused,
            scale=_SCALES.get(self._form, 1),
        )
        taken = self._taken(spared)
        template = self._template()
        facts = self._facts() | taken
        body = rendered(template, facts | {"form": self._form})
        subject = rendered(template, facts | {"form": "subject"}) if errand.channel is Channel.EMAIL else None
        enclosed: Enclosed | None = taken.get("enclosed")
        self.message = Message(
            errand.channel,
            errand.purpose,
            body,
            subject,
            (enclosed.title,) if enclosed and self._form in {"letter", "note"} else (),
        )

    @property
    def phrases(self) -> list[Phrase]:
        """The jottings that the message may have taken up."""
        return self._jottings.said

    @property
    def is_too_long(self) -> bool:
        """Whether the message has more words than its form allows."""
        return len(self.message.body.split()) > MOST_WORDS[self._form]

    @property
    def missing(self) -> tuple[Missing, ...]:
        """What is to be filled in."""
        errand = self._errand
        found: dict[str, str] = {}
        if errand.contact is None:
            found["interview.participants"] = prompt("address", errand.channel, None)
        elif not on_file(errand.channel, errand.contact):
            field = _ADDRESSES.get(errand.channel, "phone")
            found[f"contact.{field}"] = prompt("address", errand.channel, plain(errand.contact.name))
        found |= self._jottings.missing | self._missing
        return tuple(Missing(field, said) for field, said in found.items())

    # The facts that a template may use

    def _facts(self) -> dict[str, Any]:
        errand = self._errand
        case, contact = errand.case, errand.contact
        position = plain(case.interview.position)
        name = spelt(contact.name) if contact else None
        return {
            "asks_decision": errand.asks_decision,
            "channel": errand.channel,
            "culture": self._culture,
            "day": self._day(),
            "format": case.interview.format,
            "inline": lambda phrases: all(p.is_listable for p in phrases),
            "is_employers": self._is_employers,
            "letterhead": plain(case.organization.name),
            "me": signature(errand.sender),
            "met": self._met,
            "met_names": names(list(map(spelt, case.met_names))) if 0 < len(case.met_names) <= _NAMED else "",
            "missing": self._note_missing,
            "name": name,
            "number": errand.number,
            "organization": named(case.organization.name),
            "pick": self._pick,
            "position": position,
            "position_says_what_it_is": _SAYS_WHAT_IT_IS.search(position) is not None,
            "promised": day(case.silence.dated) if case.silence.dated else None,
            "teller": "You" if self._met else "Your colleagues",
            "title": plain(contact.job_title) if contact and contact.job_title else None,
            "to": address(contact.name, self._culture) if contact else None,
        }

    @property
    def _is_employers(self) -> bool:
        """Whether the reader is somebody of the employer's, and not a reference."""
        return self._errand.purpose is not Purpose.REFERENCE_BRIEFING

    @property
    def _culture(self) -> Culture:
        """The register: that of the employer, which is not that among people who know each other."""
        return self._errand.case.culture if self._is_employers else Culture.BALANCED

    def _day(self) -> str:
        """The day of the interview, with its year where that may be long past."""
        ends_on = self._errand.case.ends_on
        year = f" {ends_on.year}" if self._errand.purpose is Purpose.KEEP_IN_TOUCH else ""
        return f"{day(ends_on)}{year}"

    @property
    def _met(self) -> bool:
        part = self._errand.part
        return part is not None and part.met

    def _pick(self, *wordings: str) -> str:
        return wordings[self._place % len(wordings)]

    def _note_missing(self, field: str, said: str) -> str:
        self._missing.setdefault(field, said)
        return ""

    def _reader(self) -> Reader:
        errand = self._errand
        people = [*(p.contact for p in errand.case.people), *errand.case.references]
        named = [errand.sender, *(p.name for p in people), errand.case.organization.name]
        proper = frozenset(word.lower() for name in named for word in re.findall(r"\w+", name))
        if errand.contact is None or not self._is_employers:
            return Reader(proper=proper)
        return Reader(called(errand.contact.name), "you" if self._met else "your colleagues", proper)

    def _template(self) -> str:
        errand = self._errand
        if errand.purpose is not Purpose.THANK_YOU:
            return errand.purpose
        if self._is_decided:
            return "thank_you_decided"
        return "thank_you" if self._met else "thank_you_unmet"

    @property
    def _is_decided(self) -> bool:
        return self._errand.case.outcome in (Outcome.REJECTED, Outcome.OFFER)

    # What is taken up of the debrief

    def _taken(self, spared: int) -> dict[str, Any]:
        match self._errand.purpose:
            case Purpose.THANK_YOU if self._is_decided:
                return {"topic": self._jottings.topic()}
            case Purpose.THANK_YOU:
                return self._thanks(spared)
            case Purpose.WORK_SAMPLE:
                return {"enclosed": self._material()}
            case Purpose.REFERENCE_BRIEFING:
                return {"heard": self._jottings.heard(), "needs": self._jottings.needs()}
        return {}

    def _thanks(self, spared: int) -> dict[str, Any]:
        jottings = self._jottings
        point = jottings.point(self._errand.angle)
        self.angle = self._errand.angle or (point.angle if point else None)
        extras = {
            "topic": jottings.topic(),
            "enclosed": self._goes_along(),
            "forgotten": jottings.forgotten() if self._form == "letter" else None,
            "challenge": jottings.challenge() if self._form == "letter" else None,
        }
        present = [name for name in _EXTRAS if extras[name]]
        self.extras = len(present)
        for name in present[len(present) - spared :] if spared else ():
            extras[name] = None
        self._ask_for(point, topic=extras["topic"] is not None or bool(spared))
        return {"point": point or Point(Angle.INTEREST), **extras}

    def _ask_for(self, point: Point | None, *, topic: bool) -> None:
        """Say what a thank-you lacks to add something of value."""
        wanted = self._errand.angle
        if point is None and wanted is not None and wanted is not Angle.INTEREST:
            if not self._jottings.missing:
                self._note_missing(_FIELDS[wanted], prompt(wanted))
        elif point is not None and point.angle is Angle.INTEREST:
            if not point.needs:
                self._note_missing("debrief.needs", prompt(Angle.INTEREST))
                if not topic:
                    self._note_missing("debrief.topics", prompt("topic"))
            elif not point.praise and self._form == "letter":
                self._note_missing("sender.strengths", prompt("strengths"))
        elif point is not None and point.fact and not point.reason and self._form == "letter":
            self._note_missing(point.fact.field.replace(".fact", ".reason"), prompt("reason"))

    def _goes_along(self) -> Enclosed | None:
        """What a thank-you by email or letter carries: work that was discussed, else words of a reference."""
        errand = self._errand
        if self._form != "letter" or errand.contact is None:
            return None
        case = errand.case
        for index, (material, key, to) in enumerate(case.materials):
            is_this_readers = to == errand.contact.id or (to is None and self._place == 0)
            if is_this_readers and not case.is_sent(material, to) and not case.is_gone(key):
                return self._enclosed(index, material)
        testimonials = case.ledger.facts.testimonials
        if not testimonials:
            return None
        one = testimonials[self._place % len(testimonials)]
        author = plain(one.author)
        return Enclosed(prompt("testimonial", author), "testimonials", one.source_url, author=author)

    def _material(self) -> Enclosed | None:
        """What a message that sends work sends: what it is about, else what this reader has not had."""
        errand = self._errand
        reader = errand.contact.id if errand.contact else None
        materials = list(enumerate(errand.case.materials))
        own = [m for m in materials if m[1][0] is errand.material]
        unsent = [m for m in materials if not errand.case.is_sent(m[1][0], m[1][2])]
        theirs = [m for m in unsent if m[1][2] == reader]
        for index, (material, _, _) in (*own, *theirs, *unsent)[:1]:
            return self._enclosed(index, material)
        return None

    def _enclosed(self, index: int, material: Material) -> Enclosed | None:
        field = f"materials.{index}"
        title = self._jottings.say(f"{field}.title", material.title, sought=Sought.TITLE)
        if title is None:
            return None
        reason = self._jottings.say(f"{field}.reason", material.reason)
        return Enclosed(title.text, f"debrief.{field}", material.url, reason)


_FIELDS = {
    Angle.SURPRISE: "debrief.surprises",
    Angle.IDEA: "debrief.problems",
    Angle.BETTER_ANSWER: "debrief.questions",
    Angle.REASSURANCE: "debrief.concerns",
}
