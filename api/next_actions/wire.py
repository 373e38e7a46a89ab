"""Decisions as JSON, as the other answers are: instants in UTC with a `Z`, and no escapes that a text does not need."""

from msgspec.json import Encoder

encode = Encoder().encode
"""Return the JSON of values of the policy, and of lists and objects of them."""
