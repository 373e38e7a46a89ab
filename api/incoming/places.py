"""How an interview is held, as far as the place and the links of an invitation tell."""

import re
from typing import NamedTuple

from api.incoming.components import Component
from api.policy.facts import Format

_LINK = re.compile(r"https?://[^\s<>\"'\\,;]+", re.IGNORECASE)
_CONFERENCE = re.compile(
    r"https?://(?:[\w-]+\.)*(?:zoom\.us/(?:j|my|w|s)/|zoomgov\.com/j/|meet\.google\.com/|teams\.microsoft\.com/|"
    r"teams\.live\.com/|webex\.com/|whereby\.com/|meet\.jit\.si/|gotomeet(?:ing)?\.(?:com|me)/|chime\.aws/|"
    r"bluejeans\.com/|hirevue\.com/|calendly\.com/events/[^/\s]+/(?:google_meet|zoom|microsoft_teams))",
    re.IGNORECASE,
)
_VIDEO = re.compile(
    r"\b(?:zoom|(?:google )?meet|hangouts?|(?:microsoft |ms )?teams|webex|skype|facetime|video(?: ?call| ?conference)?|"
    r"online|virtual|remote)\b",
    re.IGNORECASE,
)
_PHONE = re.compile(r"\b(?:tele)?phone\b|\btel[.:]|\bdial[- ]in\b|\bwe (?:will|'ll) call\b", re.IGNORECASE)
_NUMBER = re.compile(r"(?:tel:)?\+?[0-9][0-9 ()./-]{6,}(?: ?(?:ext|x)\.? ?[0-9]+)?", re.IGNORECASE)
_LINKING = ("X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "X-MICROSOFT-ONLINEMEETINGEXTERNALLINK")


class Setting(NamedTuple):
    """How and where it is held."""

    format: Format
    certain: bool
    location: str | None
    """As the invitation says it."""
    link: str | None
    """Where a video call is joined."""


def setting(event: Component) -> Setting:
    """Return how an event is held: by its place first, then its links, then its words."""
    location = event.text("LOCATION")
    link = _link(event, location)
    words = f"{event.text('SUMMARY')}\n{event.text('DESCRIPTION')}"
    format_, certain = _format(location, link, words)
    return Setting(format_, certain, location or None, link)


def _format(location: str, link: str | None, words: str) -> tuple[Format, bool]:
    """Return the format, and whether it is more than a guess."""
    place = _LINK.sub("", location).strip(" ,;-")
    if _NUMBER.fullmatch(place) or (_PHONE.search(place) and not link):
        return Format.PHONE, True
    if location:
        if not place or _VIDEO.search(place):
            return Format.VIDEO, True
        return Format.IN_PERSON, link is None  # a room, with a link that the calendar may have added by itself
    if link:
        return Format.VIDEO, True
    spoken_of = ((Format.PHONE, _PHONE), (Format.VIDEO, _VIDEO))
    return next((format_ for format_, pattern in spoken_of if pattern.search(words)), Format.IN_PERSON), False


def _link(event: Component, location: str) -> str | None:
    named = [event.text(name) for name in _LINKING]
    named += [line.text for line in event.every("CONFERENCE") if line.text.startswith("http")]
    for found in named:
        if _LINK.fullmatch(found):
            return found
    for text in (location, event.text("URL"), event.text("DESCRIPTION")):
        for link in _LINK.finditer(text):
            if _CONFERENCE.match(link[0]):
                return link[0].rstrip(".)]>")
    return None
