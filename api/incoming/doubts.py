"""What an invitation could not tell, as long as the candidate has not settled it."""

from collections.abc import Iterator, Sequence

from api.contacts.schemas import ContactPublic
from api.incoming import titles
from api.incoming.invitation import Doubt, Invitation
from api.incoming.people import Cast
from api.interviews.schemas import InterviewPublic
from api.organizations.schemas import OrganizationPublic
from api.web.types import MissingPart

_PROMPTS = {
    Doubt.TIME: ("starts_at", "It names a day and no time: say when it starts and ends."),
    Doubt.ZONE: ("timezone", "It names no time zone: check the time, or send it again with ?timezone=."),
    Doubt.END: ("ends_at", "It names no end: an hour was assumed."),
    Doubt.FORMAT: ("format", "Say whether you meet in person, by video or by phone."),
    Doubt.SERIES: (
        "starts_at",
        "It repeats: only the first meeting was kept. Add the others if they are rounds of yours.",
    ),
}


def of_interview(invitation: Invitation, roles: Cast, interview: InterviewPublic) -> Iterator[MissingPart]:
    """Go through what is doubtful of the interview."""
    if interview.position in (titles.position(invitation.title), invitation.title):
        yield missing("interview.position", "Check the position: it is taken from the invitation's title.")
    stands = {
        Doubt.TIME: interview.starts_at == invitation.starts_at,
        Doubt.ZONE: interview.starts_at == invitation.starts_at,
        Doubt.END: interview.ends_at == invitation.ends_at,
        Doubt.FORMAT: interview.format is invitation.setting.format,
        Doubt.SERIES: True,
    }
    for doubt in invitation.doubts:
        if stands[doubt]:
            field, prompt = _PROMPTS[doubt]
            yield missing(f"interview.{field}", prompt)
    if roles.unclear:
        yield missing("me", "Several of the invited may be you: send it again with ?me= and your address in it.")
    if not interview.participants:
        yield missing("interview.participants", "It names nobody who will be there: record whom you meet.")


def of_organization(organization: OrganizationPublic, guess: str | None) -> Iterator[MissingPart]:
    """Go through what is doubtful of an organization whose name was guessed."""
    if guess is None:
        return
    if organization.name == guess:
        yield missing("organization.name", "Check the employer's name: it is a guess.")
    yield from of_whereabouts(organization)


def of_whereabouts(organization: OrganizationPublic) -> Iterator[MissingPart]:
    """Go through what nobody has said of where an organization is, which settles when it is at work."""
    if organization.timezone == "UTC":
        yield missing("organization.timezone", "Say in which time zone its office hours are.")
    if organization.country is None:
        yield missing("organization.country", "Say in which country it is: its public holidays count.")


def of_contacts(people: Sequence[ContactPublic]) -> Iterator[MissingPart]:
    """Go through the people whose names nobody has confirmed."""
    for index, contact in enumerate(people):
        if not contact.name_confirmed:
            yield missing(f"contacts.{index}.name", "Confirm how the name is spelt.")


def missing(field: str, prompt: str) -> MissingPart:
    """Return what to do about a place of an answer."""
    return MissingPart(field=field, prompt=prompt)
