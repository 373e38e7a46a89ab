"""What an invitation's title says of the position and of the employer."""

import re

_OPENING = re.compile(
    r"(?:(?:updated |new )?invitation(?: with note)?|(?:updated|cancell?ed)(?: event| invitation)?(?: with note)?|"
    r"accepted|declined|tentative|fwd?|re|tr|aw|wg|sv)\s*:\s*",
    re.IGNORECASE,
)
# As Google writes it behind the title of a mail: ` @ Mon 2 Mar 2026 10am - 11am (GMT) (sam@example.org)`.
_CLOSING = re.compile(r"\s+@\s+(?:mon|tue|wed|thu|fri|sat|sun)\w*\b.*$", re.IGNORECASE)
_TALK = r"(?:interview|screen(?:ing)?|call|chat|conversation|meeting|round|onsite)"
_FOR = re.compile(rf"\b{_TALK}\b[^:|]*?\bfor (?:the |our |an? )?(?P<position>.+)$", re.IGNORECASE)
_BEHIND = re.compile(rf"\b{_TALK}\b[^:|]*?(?::|\s[-\u2013\u2014|])\s*(?P<position>.+)$", re.IGNORECASE)
_SORT = (
    r"(?:first|second|third|final|initial|technical|tech|phone|telephone|video|zoom|teams|on-?site|in-person|virtual|"
    r"hr|panel|job|coding|culture|introductory|intro|recruiter|round|[0-9]+(?:st|nd|rd|th)?|minutes?|min|with|and)"
)
_BEFORE = re.compile(rf"^(?P<position>.+?)\s*(?:[-\u2013\u2014:|]\s*)?(?:\b{_SORT}\W+){{0,4}}{_TALK}$", re.IGNORECASE)
_NO_POSITION = re.compile(rf"(?:{_SORT}\b|\W)+", re.IGNORECASE)
_EDGES = " -\u2013\u2014:|,."
_KIND = re.compile(r"\s+(?:role|position|job|opening|vacancy|opportunity)\b.*$", re.IGNORECASE)
_AT = re.compile(r"\s+(?:at|@)\s+(?P<name>\S.*)$")
_WITH = re.compile(r"\s+with\s+(?P<name>\S.*)$", re.IGNORECASE)


def plain(title: str) -> str:
    """Return a title without what mail and calendar programs put around it."""
    text = " ".join(title[:500].split())
    while opening := _OPENING.match(text):
        text = text[opening.end() :]
    return _CLOSING.sub("", text).strip()


def position(title: str) -> str:
    """Return the position that a plain title speaks of; the title itself where it cannot be told apart."""
    for pattern in (_FOR, _BEHIND, _BEFORE):
        if found := pattern.search(title):
            bare = _KIND.sub("", _WITH.sub("", _AT.sub("", found["position"]))).strip(_EDGES)
            if bare and not _NO_POSITION.fullmatch(bare):
                return bare[:200]
    return title[:200]


def employer(title: str) -> str | None:
    """Return the employer that a plain title names behind an `at`, or None."""
    found = _AT.search(title)
    return found["name"].strip(_EDGES)[:200] or None if found else None
