"""Every figure of the policy, in one frozen set. Nothing else in the policy holds a number of hours or days."""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, NamedTuple

from api.policy.facts import Culture


class Unit(StrEnum):
    """How a figure is counted."""

    HOURS = "hours"
    """Elapsed hours."""
    DAYS = "days"
    """Calendar days at the same local wall-clock time."""
    BUSINESS_DAYS = "business_days"
    LOCAL_HOUR = "local_hour"
    """An hour of the local day, 0 to 23."""
    COUNT = "count"
    WORDS = "words"
    PERCENT = "percent"
    """How alike two texts are: 100 for equal ones."""


class Figure(NamedTuple):
    """One parameter as it is published: `house` says that no source settles it."""

    name: str
    value: int
    unit: Unit
    house: bool
    meaning: str


def _figure(value: int, unit: Unit, meaning: str, *, house: bool = False) -> Any:
    return field(default=value, metadata={"unit": unit, "house": house, "meaning": meaning})


def _house(value: int, unit: Unit, meaning: str) -> Any:
    return _figure(value, unit, meaning, house=True)


@dataclass(frozen=True, slots=True)
class Parameters:
    """The figures that the rules use. Each one carries its unit, its meaning, and whether it is the house's own."""

    business_opens: int = _house(9, Unit.LOCAL_HOUR, "business hours begin")
    business_closes: int = _house(17, Unit.LOCAL_HOUR, "business hours end (exclusive)")

    ask_next_step_ahead: int = _house(24, Unit.HOURS, "before the start, asking about the next step is put on the list")
    record_due: int = _house(24, Unit.HOURS, "after the end, notes and names are to be written down")
    record_closes: int = _house(28, Unit.DAYS, "after the end, notes and names are no longer asked for")

    thank_due: int = _figure(24, Unit.HOURS, "after the end, the thank-you is to be sent")
    thank_closes: int = _house(7, Unit.DAYS, "after the end, a thank-you is no longer proposed")
    note_travel: int = _house(5, Unit.BUSINESS_DAYS, "before the decision date, a handwritten note can still arrive")

    material_wait: int = _house(7, Unit.DAYS, "after the end, material goes on its own, if a thank-you could carry it")
    material_due: int = _house(72, Unit.HOURS, "after it opens, material is to be sent")
    material_closes: int = _house(14, Unit.DAYS, "after the end, material is no longer proposed")

    briefing_due: int = _house(48, Unit.HOURS, "after the end, references are to be told")
    briefing_closes: int = _house(28, Unit.DAYS, "after the end, briefing references is no longer proposed")
    tidy_due: int = _house(24, Unit.HOURS, "after the end, social media are to be tidied")
    tidy_closes: int = _house(28, Unit.DAYS, "after the end, tidying is no longer proposed")
    timeline_due: int = _house(2, Unit.BUSINESS_DAYS, "after it opens, the question about the timeline is due")

    wait_reserved: int = _house(
        10, Unit.DAYS, "without a word or a date, a reasonable wait for a reserved organization"
    )
    wait_balanced: int = _house(7, Unit.DAYS, "the same for a balanced organization")
    wait_assertive: int = _house(5, Unit.DAYS, "the same for an assertive organization")
    enquiry_due: int = _house(2, Unit.BUSINESS_DAYS, "after it opens, an enquiry is due")
    second_enquiry_wait: int = _house(
        4, Unit.DAYS, "after the first enquiry, the second one of a balanced organization"
    )
    weekly_enquiry_wait: int = _figure(7, Unit.DAYS, "between the enquiries to an assertive organization")
    weekly_enquiries: int = _house(4, Unit.COUNT, "enquiries to an assertive organization in all")
    silence: int = _figure(14, Unit.DAYS, "of silence, after which one asks whether a decision was made")
    silence_after_chase: int = _house(7, Unit.DAYS, "at least between the last chase and the decision enquiry")
    silence_due: int = _house(3, Unit.BUSINESS_DAYS, "after it opens, the decision enquiry is due")
    silence_closes: int = _house(28, Unit.DAYS, "of silence, after which chasing ends")
    move_on_after_asking: int = _house(7, Unit.DAYS, "after the decision enquiry, an unanswered one is let go")
    move_on_due: int = _house(7, Unit.DAYS, "after it opens, moving on is due")

    chase_spacing: int = _house(4, Unit.DAYS, "at least between two chases of one organization")
    call_spacing: int = _figure(7, Unit.DAYS, "at least between two calls to one organization")
    same_call: int = _house(1, Unit.HOURS, "after a call, a voicemail is still the same call")

    rejection_thanks_due: int = _house(48, Unit.HOURS, "after a rejection, thanks are due")
    rejection_thanks_closes: int = _house(14, Unit.DAYS, "after a rejection, thanks are no longer proposed")
    offer_thanks_due: int = _house(24, Unit.HOURS, "after an offer, thanks are due")
    offer_thanks_closes: int = _house(7, Unit.DAYS, "after an offer, thanks are no longer proposed")
    withdrawal_due: int = _house(24, Unit.HOURS, "after withdrawing, the note is due")
    withdrawal_closes: int = _house(7, Unit.DAYS, "after withdrawing, the note is no longer proposed")

    keep_in_touch_every: int = _house(90, Unit.DAYS, "between two light enquiries to an employer worth waiting for")
    keep_in_touch_times: int = _house(4, Unit.COUNT, "light enquiries in all")
    keep_in_touch_due: int = _house(14, Unit.DAYS, "after it opens, a light enquiry is due")
    keep_in_touch_closes: int = _house(30, Unit.DAYS, "after it opens, a light enquiry is dropped")

    note_words: int = _house(250, Unit.WORDS, "in a written message at most: about a page")
    voicemail_words: int = _house(70, Unit.WORDS, "in a voicemail at most")
    exclamation_marks: int = _house(3, Unit.COUNT, "in a message are too many to be sincere")
    superlatives: int = _house(3, Unit.COUNT, "close together are too many to be sincere")
    name_likeness: int = _house(85, Unit.PERCENT, "alike, and not equal, are a name and its misspelling")
    note_likeness: int = _house(75, Unit.PERCENT, "alike are two notes that count as the same one")

    def reasonable_wait(self, culture: Culture) -> int:
        """After how many days silence without a promised date calls for an enquiry."""
        return {
            Culture.RESERVED: self.wait_reserved,
            Culture.BALANCED: self.wait_balanced,
            Culture.ASSERTIVE: self.wait_assertive,
        }[culture]

    def figures(self) -> Iterator[Figure]:
        """Every figure with its unit, its meaning and its house mark, in the order above."""
        for f in fields(self):
            yield Figure(f.name, getattr(self, f.name), f.metadata["unit"], f.metadata["house"], f.metadata["meaning"])


PARAMETERS = Parameters()
