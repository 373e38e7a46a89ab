"""What the domain of an e-mail address says of whose it is: an employer's, anybody's, or a scheduling service's."""

import re

_FREE_MAIL = """
126.com 163.com aol.com btinternet.com comcast.net duck.com fastmail.com fastmail.fm free.fr freenet.de gmail.com
gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com hey.com hotmail.co.uk hotmail.com hotmail.de hotmail.fr hotmail.it
icloud.com laposte.net libero.it live.co.uk live.com live.de live.fr mac.com mail.com mail.ru mailbox.org me.com
msn.com naver.com orange.fr outlook.com outlook.de outlook.fr outlook.in pm.me posteo.de proton.me protonmail.com
qq.com rediffmail.com rocketmail.com sky.com t-online.de tuta.com tutanota.com verizon.net virginmedia.com web.de
wp.pl yahoo.ca yahoo.co.in yahoo.co.jp yahoo.co.uk yahoo.com yahoo.com.au yahoo.com.br yahoo.de yahoo.es yahoo.fr
yahoo.in yahoo.it yandex.com yandex.ru ymail.com zoho.com
"""
FREE_MAIL = frozenset(_FREE_MAIL.split())
"""Where private people have their addresses: the domain tells nothing of an employer."""

_ROBOTS = """
ashbyhq.com bamboohr.com breezy.hr cal.com calendly.com calendlymail.com doodle.com eventbrite.com gem.com goodtime.io
google.com greenhouse.io greenhouse-mail.io hirevue.com hubspot.com icims.com jazz.co jobvite.com lever.co
linkedin.com microsoft.com modernloop.io myworkday.com oracle.com paradox.ai pinpointhq.com prelude.co recruitee.com
rippling.com savvycal.com smartrecruiters.com successfactors.com taleo.net teamtailor.com teamtailor-mail.com
webex.com workable.com workablemail.com workday.com youcanbook.me zoom.us
"""
ROBOTS = frozenset(_ROBOTS.split())
"""Where scheduling and recruiting services send from. Some are employers, too: people of theirs are told by a name."""

_ROBOT = re.compile(
    r"(?:no|do|not)?-?_?\.?(?:not)?-?_?\.?reply|calendar(?:-notification)?s?|invit(?:e|ation)s?|mailer(?:-daemon)?|"
    r"notif(?:y|ications?)|schedul(?:er|ing)|unknownorganizer|bookings?",
    re.IGNORECASE,
)
_SECOND_LEVEL = frozenset({"ac", "co", "com", "edu", "go", "gov", "ltd", "me", "ne", "net", "or", "org", "plc"})


def domain(address: str) -> str:
    """Return the domain that somebody registered for an address: of `ann@mail.initech.co.uk`, `initech.co.uk`."""
    labels = address.rpartition("@")[2].lower().strip(".").split(".")
    long = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL  # noqa: PLR2004 - of a country
    return ".".join(labels[-3 if long else -2 :])


def is_private(address: str) -> bool:
    """Whether an address is of a kind that anybody can have."""
    return domain(address) in FREE_MAIL


def is_robot(address: str) -> bool:
    """Whether nobody reads what is sent to an address: a scheduling service's, a room's, a `no-reply`."""
    local, _, host = address.lower().rpartition("@")
    return domain(host) in ROBOTS or bool(_ROBOT.fullmatch(local.partition("+")[0]))


def employer(address: str) -> str | None:
    """Return the domain of the employer that an address is of, or None where it tells of none."""
    found = domain(address)
    return None if "." not in found or found in FREE_MAIL or found in ROBOTS else found


def organization_name(domain: str) -> str:
    """Return what an employer of this domain may be called: of `big-initech.co.uk`, `Big Initech`."""
    return " ".join(word.capitalize() for word in re.split(r"[-_]+", domain.partition(".")[0]) if word)
