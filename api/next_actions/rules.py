"""What an answer rests on beside the account's own rows, by its name."""

from importlib.metadata import version

from api.policy.engine import VERSION

RULES = f"{VERSION} {version('holidays')} {version('tzdata')} {version('afterword')}"
"""The policy, the public holidays, the time zones, and the release, which may read the same policy better."""
