"""What a rule says about one interview: a duty with its window, or why there is none."""

from typing import NamedTuple

from api.policy.decision import Verdict, Window
from api.policy.facts import Material


class Duty(NamedTuple):
    """One obligation of one interview, before the clock is looked at.

    `verdict` is None while only marks and the clock can still take it off the list; `because` then stays empty, as the
    action's own reason says it. `moved_by` names the rules that moved the window.
    """

    key: str | None
    contact_id: str | None = None
    window: Window | None = None
    verdict: Verdict | None = None
    because: str = ""
    material: Material | None = None
    number: int = 0
    """n of the ladder, or which light enquiry this is."""
    moved_by: tuple[str, ...] = ()

    def settled(self, verdict: Verdict, because: str) -> "Duty":
        """The same duty, off the list for good."""
        return self._replace(window=None, verdict=verdict, because=because)


def not_applicable(because: str, key: str | None = None, contact_id: str | None = None) -> Duty:
    """The rule has nothing to say here."""
    return Duty(key, contact_id, verdict=Verdict.NOT_APPLICABLE, because=because)


def superseded(because: str, key: str | None = None, contact_id: str | None = None) -> Duty:
    """A later round has taken this over."""
    return Duty(key, contact_id, verdict=Verdict.SUPERSEDED, because=because)


def satisfied(because: str, key: str | None = None, contact_id: str | None = None) -> Duty:
    """It has been done."""
    return Duty(key, contact_id, verdict=Verdict.SATISFIED, because=because)
