"""Negativity: complaints about the wait and about how one was treated, and a gloomy tone."""

from collections.abc import Iterator

from api.messages.finding import Finding, Severity
from api.messages.gloom import GLOOM
from api.messages.grievances import GRIEVANCES
from api.messages.letter import Letter
from api.messages.phrases import Lapse, lapses
from api.messages.promises import PROMISES
from api.messages.reproaches import REPROACHES
from api.messages.silence import SILENCE
from api.messages.waiting import WAITING

_COMPLAINT = Lapse(
    "stay-positive",
    Severity.ERROR,
    "complains about the wait or about how you were treated.",
    "Leave it out, and ask kindly instead: “I wondered whether there is any news, and remain very interested.”",
    constructions=(*WAITING, *SILENCE, *PROMISES, *GRIEVANCES, *REPROACHES),
)
_GLOOM = Lapse(
    "stay-positive",
    Severity.WARNING,
    "sounds negative.",
    "Say what you hope for, or what you liked, and leave the rest out.",
    constructions=GLOOM,
)


def stay_positive(letter: Letter) -> Iterator[Finding]:
    """Find complaints about waiting, delay and treatment, and a negative tone."""
    for text in letter.texts:
        yield from lapses(text, (_COMPLAINT, _GLOOM))
