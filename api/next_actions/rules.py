"""What an answer rests on beside the account's own rows, by its name."""

from importlib.metadata import version

from api.policy.engine import VERSION

RULES = f"{VERSION} {version('holidays')} {version('tzdata')}"
"""The policy, the public holidays, and the time zones."""
