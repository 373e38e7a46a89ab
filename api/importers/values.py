"""What stands in a cell, in the words of people and of other programs."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from datetime import time as TimeOfDay  # noqa: N812 - a field is called `time`
from enum import StrEnum
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from api.importers.meanings import plain
from api.policy.facts import Format, Interest, Outcome, Role
from api.web.types import FIRST_YEAR, LAST_YEAR

E = TypeVar("E", bound=StrEnum)


class DateOrder(StrEnum):
    """How dates in numbers are written. 2026-03-02 is taken in each order, and so are names of months."""

    ISO = "iso"
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class CellError(ValueError):
    """A cell does not say what its column is to tell. `detail` is a sentence that quotes nothing of it."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail


class Moment(NamedTuple):
    """A day, and perhaps the time of it, and perhaps how far that is from UTC."""

    day: date
    time: TimeOfDay | None
    offset: tzinfo | None

    def instant(self, zone: ZoneInfo, otherwise: TimeOfDay) -> datetime:
        """Return the instant, in UTC: in a zone where no offset is given, at another time where none is given."""
        if not FIRST_YEAR < self.day.year < LAST_YEAR:  # well within, as the offset may carry it over
            raise CellError("out_of_range", f"Must lie in the years {FIRST_YEAR + 1} to {LAST_YEAR - 1}")
        return datetime.combine(self.day, self.time or otherwise, self.offset or zone).astimezone(UTC)


_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? )?"
_YEAR, _SHORT_YEAR = r"(?P<year>[0-9]{4})", r"(?P<year>[0-9]{4}|[0-9]{2})"
_DAY, _MONTH = r"(?P<day>[0-9]{1,2})", r"(?P<month>[0-9]{1,2})"
_NUMBER_OF_DAY = rf"{_DAY}(?:st|nd|rd|th)?"

_ANYHOW = (
    rf"{_YEAR}([-/.]){_MONTH}\2{_DAY}",
    rf"{_WEEKDAY}{_NUMBER_OF_DAY}[ -]{_NAME}(?:,? |-){_SHORT_YEAR}",
    rf"{_WEEKDAY}{_NAME} {_NUMBER_OF_DAY},? {_YEAR}",
)
_BY_ORDER = {
    DateOrder.ISO: (),
    DateOrder.DAY_FIRST: (rf"{_DAY}([-/.]){_MONTH}\2{_SHORT_YEAR}",),
    DateOrder.MONTH_FIRST: (rf"{_MONTH}([-/.]){_DAY}\2{_SHORT_YEAR}",),
}
_CLOCK = (
    r"(?P<hour>[0-9]{1,2})(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2})(?:\.[0-9]+)?)?)? ?(?P<half>[ap]\.?m\.?)?"
)
_OFFSET = r"(?: ?(?P<offset>z|utc|gmt|(?:utc|gmt)?[+-][0-9]{2}:?[0-9]{2})(?: \([^()]*\))?)?"
_TIME = re.compile(_CLOCK + _OFFSET, re.IGNORECASE)
_MOMENTS = {
    order: [
        re.compile(rf"{written}(?:(?:,? at |, ?|t| ){_CLOCK}{_OFFSET})?", re.IGNORECASE)
        for written in (*_ANYHOW, *more)
    ]
    for order, more in _BY_ORDER.items()
}


def moment(cell: str, order: DateOrder) -> Moment:
    """Read a date, perhaps with a time; raise `CellError`."""
    text = " ".join(cell.split())
    for pattern in _MOMENTS[order]:
        if found := pattern.fullmatch(text):
            return Moment(_date(found), _time(found), _offset(found["offset"]))
    raise CellError("date", f"Must be a date as {_LIKE[order]}, perhaps with a time")


_LIKE = {
    DateOrder.ISO: "2026-03-02 (or choose how `dates` are written)",
    DateOrder.DAY_FIRST: "02/03/2026 or 2 March 2026",
    DateOrder.MONTH_FIRST: "03/02/2026 or March 2, 2026",
}


def time_of_day(cell: str) -> TimeOfDay:
    """Read a time without a date, as `14:30` or `2.30 pm`; raise `CellError`."""
    text = " ".join(cell.split())
    found = _TIME.fullmatch(text if ":" in text else re.sub(r"(?<=[0-9])\.(?=[0-9])", ":", text))
    read = _time(found) if found and not found["offset"] else None
    if read is None:
        raise CellError("time", "Must be a time as 14:30 or 2:30 pm")
    return read


def _date(found: re.Match[str]) -> date:
    named = found.groupdict()
    month = _MONTH_NAMES.index(named["name"][:3].lower()) + 1 if named.get("name") else int(named["month"])
    year = int(named["year"]) + (2_000 if len(named["year"]) == 2 else 0)  # noqa: PLR2004 - digits
    try:
        return date(year, month, int(named["day"]))
    except ValueError:
        raise _no_date() from None


def _no_date() -> CellError:
    return CellError("date", "Must be a day that exists")


def _time(found: re.Match[str]) -> TimeOfDay | None:
    if found["hour"] is None:
        return None
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if (not half and found["minute"] is None) or (half and not 1 <= hour <= 12):  # noqa: PLR2004 - of a clock
        raise CellError("time", "Must be a time as 14:30 or 2:30 pm")
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    try:
        return TimeOfDay(hour, int(found["minute"] or 0), int(found["second"] or 0))
    except ValueError:
        raise CellError("time", "Must be a time that exists") from None


def _offset(text: str | None) -> tzinfo | None:
    if text is None:
        return None
    sign = re.search(r"([+-])([0-9]{2}):?([0-9]{2})", text)
    if sign is None:
        return UTC
    ahead = timedelta(hours=int(sign[2]), minutes=int(sign[3]))
    try:
        return timezone(-ahead if sign[1] == "-" else ahead)
    except ValueError:
        raise CellError("time", "Must be less than a day from UTC") from None


# Words, without case and signs. A status that only says how far things are leaves the outcome open.
_OUTCOMES: dict[Outcome, str] = {
    Outcome.OFFER: "offer|offers|offered|offerreceived|offerextended|negotiating|negotiation|accepted|offeraccepted"
    "|hired",
    Outcome.REJECTED: "rejected|rejection|notselected|rejectedbyemployer|unsuccessful",
    Outcome.WITHDRAWN: "withdrawn|withdrew|iwithdrew|offerdeclined|declinedoffer",
    Outcome.NO_RESPONSE: "noresponse|ghosted|noanswer|noreply",
    Outcome.PENDING: "pending|wishlist|saved|bookmarked|interested|applying|applied|application|screening|phonescreen|"
    "assessment|interview|interviews|interviewing|interviewed|interviewscheduled|onsite|finalround|waiting|open|active",
}
_FORMATS: dict[Format, str] = {
    Format.IN_PERSON: "inperson|onsite|office|facetoface|f2f",
    Format.VIDEO: "video|videocall|zoom|teams|microsoftteams|googlemeet|meet|skype|webex|online|virtual|remote",
    Format.PHONE: "phone|phonecall|telephone|call|phonescreen|phoneinterview",
}
_INTERESTS: dict[Interest, str] = {
    Interest.LOW: "low|1|2",
    Interest.MEDIUM: "medium|3",
    Interest.HIGH: "high|4|5",
}
_ROLES: dict[Role, str] = {
    Role.INTERVIEWER: "interviewer|hiringmanager|manager|panel",
    Role.RECRUITER: "recruiter|headhunter|agency",
    Role.HR: "hr|humanresources|people|talent",
    Role.ASSISTANT: "assistant|coordinator",
    Role.REFERENCE: "reference|referee",
    Role.OTHER: "other",
}


def _words(said: Mapping[E, str]) -> dict[str, E]:
    return {word: meant for meant, words in said.items() for word in words.split("|")}


OUTCOMES, FORMATS, INTERESTS, ROLES = _words(_OUTCOMES), _words(_FORMATS), _words(_INTERESTS), _words(_ROLES)


def meant(cell: str, words: Mapping[str, E]) -> E | None:
    """Return what a word means; None where it is none of these."""
    return words.get(plain(cell))
