"""What the parts give back: figures with names, so that one table, one file and one comparison do for all of them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, by its labels, and what came out, by names that end in their units; without one it is a ratio.

    Within a part, figures have labels and values of the same names.
    """

    labels: Mapping[str, str | int]
    values: Mapping[str, float]
