"""The etiquette of an interaction that is being recorded, held against what the account already holds."""

from api.db import Unit
from api.messages.etiquette import etiquette
from api.messages.finding import Finding
from api.next_actions import repository
from api.policy.facts import Interaction


def findings(unit: Unit, interaction: Interaction) -> list[Finding]:
    """Which rules of channel and time the interaction breaks. It is not recorded yet, and its interview exists."""
    return list(etiquette(repository.facts(unit), interaction))
