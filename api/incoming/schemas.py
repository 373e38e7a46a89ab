"""What is said of an invitation or of cards that were taken."""

from enum import StrEnum
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from api.contacts.schemas import EXAMPLE_STORED as EXAMPLE_CONTACT
from api.contacts.schemas import ContactPublic
from api.interviews.schemas import EXAMPLE_STORED as EXAMPLE_INTERVIEW
from api.interviews.schemas import InterviewPublic
from api.organizations.schemas import EXAMPLE_STORED as EXAMPLE_ORGANIZATION
from api.organizations.schemas import OrganizationPublic
from api.web.types import EmailAddress, MissingPart, Schema, TimeZoneName


class InvitationOutcome(StrEnum):
    """What an invitation did."""

    CREATED = "created"
    UPDATED = "updated"
    CANCELLED = "cancelled"
    UNCHANGED = "unchanged"
    OUTDATED = "outdated"


EXAMPLE_FILE = """\
BEGIN:VCALENDAR
VERSION:2.0
METHOD:REQUEST
BEGIN:VEVENT
UID:20260401-1@initech.example
SEQUENCE:0
DTSTAMP:20260401T090000Z
DTSTART;TZID=Europe/London:20260407T100000
DTEND;TZID=Europe/London:20260407T110000
SUMMARY:Interview: Senior Analyst
LOCATION:https://zoom.us/j/123456789
ORGANIZER;CN="Ames, Ann":mailto:ann.ames@initech.example
ATTENDEE;CN=Sam Carter;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:sam@carter.example
END:VEVENT
END:VCALENDAR
"""
EXAMPLE_INVITATION: dict[str, Any] = {
    "outcome": "created",
    "interview": EXAMPLE_INTERVIEW,
    "organization": EXAMPLE_ORGANIZATION,
    "contacts": [EXAMPLE_CONTACT],
    "location": "Microsoft Teams Meeting",
    "link": "https://teams.microsoft.com/l/meetup-join/19%3ameeting",
    "missing": [
        {"field": "interview.position", "prompt": "Check that this is the position: it is taken from the title."}
    ],
}


class InvitationQuery(Schema):
    """What an invitation does not tell, and its receiver knows."""

    me: Annotated[
        EmailAddress | None,
        Field(description="The candidate's own address, as far as the invitation names it. Known again later"),
    ] = None
    timezone: Annotated[
        TimeZoneName | None, Field(description="The time zone of times for which the invitation names none")
    ] = None


class InvitationAnswer(Schema):
    """The interview that an invitation is about, as it is now, and what the invitation could not tell of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_INVITATION]})

    outcome: InvitationOutcome = Field(
        description="`created` an interview; `updated` or `cancelled` the one that it made earlier; `unchanged`: it "
        "says nothing new; `outdated`: a later version has been taken, and nothing was changed"
    )
    interview: InterviewPublic
    organization: OrganizationPublic
    contacts: list[ContactPublic] = Field(description="The participants, in the interview's order")
    location: str | None = Field(description="The place, as this invitation says it; it is not kept")
    link: str | None = Field(description="Where the video call is joined, by this invitation; it is not kept")
    missing: list[MissingPart] = Field(
        description="What is a guess, as long as it stands, and what nobody said: `interview.format`, "
        "`contacts.0.name`, `organization.timezone`"
    )


class CardOutcome(StrEnum):
    """What a card did."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"


EXAMPLE_CARD = """\
BEGIN:VCARD
VERSION:4.0
FN:Ann Ames
ORG:Initech;Analytics
TITLE:Head of Analytics
EMAIL;TYPE=work:ann.ames@initech.example
TEL;TYPE=work;VALUE=uri:tel:+44-20-7946-0018
END:VCARD
"""


class CardTaken(Schema):
    """What became of one card."""

    outcome: CardOutcome = Field(
        description="`created` a contact, or of an organization's card the organization; `updated`: what was missing "
        "in a contact was filled in; `unchanged`: all of it was known; `skipped`: a group's, or one without any name"
    )
    contact: ContactPublic | None = Field(description="Null for a card that is not a person's")
    organization: OrganizationPublic | None = Field(description="Null where nobody knows it")
    missing: list[MissingPart] = Field(description="What the card did not tell, as `organization.timezone`")


class CardsAnswer(Schema):
    """What became of each card."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "cards": [
                        {
                            "outcome": "created",
                            "contact": EXAMPLE_CONTACT,
                            "organization": EXAMPLE_ORGANIZATION,
                            "missing": [],
                        }
                    ]
                }
            ]
        }
    )

    cards: list[CardTaken] = Field(description="In the file's order")
