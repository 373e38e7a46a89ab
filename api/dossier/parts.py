"""What a dossier is made of, and the forms that it comes in."""

from enum import StrEnum


class Part(StrEnum):
    """The lists of a dossier, in an order in which each names only what stands before it."""

    ORGANIZATIONS = "organizations"
    CONTACTS = "contacts"
    INTERVIEWS = "interviews"
    INTERACTIONS = "interactions"
    TESTIMONIALS = "testimonials"
    MARKS = "marks"


KINDS: dict[Part, str] = {part: part.removesuffix("s") for part in Part}
"""What one record of each list is called."""


class Form(StrEnum):
    """The forms in which a whole account goes out."""

    JSON = "json"
    NDJSON = "ndjson"
