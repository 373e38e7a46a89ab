"""Invitations are taken: what they say becomes an interview, within one unit of work.

What the candidate wrote since stays, unless the invitation itself says something else than it did before.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from api.contacts import service as contacts
from api.contacts.schemas import ContactCreate
from api.db import WriteUnit
from api.incoming import doubts, repository, titles
from api.incoming.acquaintances import Acquaintances, same_name
from api.incoming.domains import employer, organization_name
from api.incoming.invitation import Invitation
from api.incoming.people import Cast, Person, cast
from api.incoming.schemas import InvitationAnswer, InvitationOutcome
from api.interviews import service as interviews
from api.interviews.schemas import MAX_PARTICIPANTS, InterviewCreate, InterviewUpdate, Participant
from api.organizations import service as organizations
from api.organizations.schemas import OrganizationCreate
from api.rows import Record
from api.web.etag import Precondition, Version
from api.web.problems import Invalid

UNKNOWN_EMPLOYER = "Unknown employer"
UNTITLED = "Interview"

_ANY = Precondition(None)
_TIMES = ("starts_at", "ends_at", "timezone")


class _Done(NamedTuple):
    """What was done with an invitation, as it was understood."""

    invitation: Invitation
    outcome: InvitationOutcome
    interview_id: str
    said: Record
    """What is remembered of it, JSON: `fields`, `people` (whose contact each is), `planned_at`, `guess`."""


def take(unit: WriteUnit, invitation: Invitation, me: str | None) -> Version[InvitationAnswer]:
    """Make an interview of an invitation, or change the one that it made.

    `me` is the address that the candidate gave as their own. The version is the interview's. Raises `Invalid` where
    the invitation cancels what no invitation has made.
    """
    me = None if me is None else me.lower()
    mine = repository.candidates(unit) | ({me} if me else set())
    roles = cast(invitation.people, mine, repository.account_name(unit))
    rows = repository.taken(unit, invitation.uid)
    known = _known(rows, invitation)
    done = _done(unit, invitation, roles, known, me)
    if invitation.cancelled and not invitation.recurrence:
        for another in rows:  # of a series, single meetings are cancelled with the whole
            if another is not known:
                _done(unit, invitation, roles, another, me)
    interview = interviews.get(unit, done.interview_id)
    organization = organizations.get(unit, interview.resource.organization_id).resource
    people = [contacts.get(unit, one.contact_id).resource for one in interview.resource.participants]
    answer = InvitationAnswer.model_construct(
        outcome=done.outcome,
        interview=interview.resource,
        organization=organization,
        contacts=people,
        location=invitation.setting.location,
        link=invitation.setting.link,
        missing=[
            *doubts.of_interview(done.invitation, roles, interview.resource),
            *doubts.of_organization(organization, done.said["guess"]),
            *doubts.of_contacts(people),
        ],
    )
    return Version(answer, interview.revision)


def _known(rows: Sequence[Record], invitation: Invitation) -> Record | None:
    """Return what has been taken of the same meeting: under its own name, or as the first one of its series.

    All of a series is cancelled in any of its meetings.
    """
    own = next((row for row in rows if row["recurrence"] == invitation.recurrence), None)
    planned = invitation.planned_at.isoformat()
    first = next((row for row in rows if not row["recurrence"] and row["said"]["planned_at"] == planned), None)
    any_ = next(iter(rows), None) if invitation.cancelled and not invitation.recurrence else None
    return own or first or any_


def _done(unit: WriteUnit, invitation: Invitation, roles: Cast, known: Record | None, me: str | None) -> _Done:
    """Do what an invitation says, and remember what it said."""
    done = _make(unit, invitation, roles) if known is None else _renew(unit, invitation, roles, known)
    if done.outcome is not InvitationOutcome.OUTDATED:
        _remember(unit, done, known, me)
    return done


def _remember(unit: WriteUnit, done: _Done, known: Record | None, me: str | None) -> None:
    """Keep what an invitation said, for its next version to be held against."""
    invitation = done.invitation
    values: dict[str, Any] = {
        "interview_id": done.interview_id,
        "sequence": invitation.sequence,
        "stamped_at": invitation.stamped_at,
        "said": done.said,
    }
    if known is None:
        repository.add(unit, {**values, "uid": invitation.uid, "recurrence": invitation.recurrence, "candidate": me})
    else:
        repository.change(unit, known, values | ({} if me is None else {"candidate": me}))


def _make(unit: WriteUnit, invitation: Invitation, roles: Cast) -> _Done:
    """Make the interview, and what of its organization and its people is not there yet."""
    if invitation.cancelled:
        raise Invalid.at("", "unknown_reference", "This cancels an interview that no invitation has made here")
    acquaintances = Acquaintances(unit)
    organization_id, guess = _organization(unit, acquaintances, invitation, roles)
    zone = organizations.get(unit, organization_id).resource.timezone
    if invitation.names_no_zone and zone != "UTC":
        invitation = invitation.told_in(zone)
    people = {host.key: _contact(unit, acquaintances, host, organization_id) for host in roles.hosts}
    said = {
        "fields": _fields(invitation),
        "people": people,
        "planned_at": invitation.planned_at.isoformat(),
        "guess": guess,
    }
    if len(own := repository.unspoken(unit, organization_id, invitation.starts_at)) == 1:
        # Written down by hand before. All that the invitation adds is people.
        there = interviews.get(unit, own[0]).resource.participants
        interviews.update(unit, own[0], InterviewUpdate(participants=_with(there, roles, people)), _ANY)
        return _Done(invitation, InvitationOutcome.UPDATED, own[0], said)
    new = InterviewCreate(
        organization_id=organization_id,
        position=_position(unit, invitation, organization_id),
        format=invitation.setting.format,
        starts_at=invitation.starts_at,
        ends_at=invitation.ends_at,
        timezone=invitation.zone,
        participants=_with([], roles, people),
    )
    return _Done(invitation, InvitationOutcome.CREATED, interviews.create(unit, new).resource.id, said)


def _renew(unit: WriteUnit, invitation: Invitation, roles: Cast, known: Record) -> _Done:
    """Change what the invitation says otherwise than it did, and leave the rest as it is."""
    interview_id, said = known["interview_id"], known["said"]
    if invitation.names_no_zone and (zone := said["fields"]["timezone"]):
        invitation = invitation.told_in(zone)
    if _is_older(invitation, known):
        return _Done(invitation, InvitationOutcome.OUTDATED, interview_id, said)
    if invitation.cancelled:  # many a cancellation says nothing else
        fields, hosts = said["fields"] | {"cancelled": True}, said["people"].keys()
    else:
        fields, hosts = _fields(invitation), {host.key for host in roles.hosts}
    if fields == said["fields"] and hosts == said["people"].keys():
        return _Done(invitation, InvitationOutcome.UNCHANGED, interview_id, said)
    changed = {name for name, value in fields.items() if value != said["fields"][name]}
    interview = interviews.get(unit, interview_id).resource
    patch: dict[str, Any] = {}
    if "title" in changed:
        patch["position"] = _position(unit, invitation, interview.organization_id)
    if "format" in changed:
        patch["format"] = invitation.setting.format
    if changed.intersection(_TIMES):  # an instant more or less alone could end it before it starts
        patch |= {"starts_at": invitation.starts_at, "ends_at": invitation.ends_at, "timezone": invitation.zone}
    if "cancelled" in changed:
        patch["cancelled"] = invitation.cancelled
    people = {key: id for key, id in said["people"].items() if key in hosts}
    if hosts != said["people"].keys():
        new = [host for host in roles.hosts if host.key not in people]
        acquaintances = Acquaintances(unit)
        people |= {host.key: _contact(unit, acquaintances, host, interview.organization_id) for host in new}
        gone = set(said["people"].values()) - set(people.values())
        staying = [one for one in interview.participants if one.contact_id not in gone]
        patch["participants"] = _with(staying, Cast(tuple(new), None, unclear=False), people)
    interviews.update(unit, interview_id, InterviewUpdate(**patch), _ANY)
    outcome = (
        InvitationOutcome.CANCELLED if "cancelled" in changed and invitation.cancelled else InvitationOutcome.UPDATED
    )
    return _Done(invitation, outcome, interview_id, said | {"fields": fields, "people": people})


def _is_older(invitation: Invitation, known: Record) -> bool:
    """Whether a later version has been taken: by its number, or of the same number by its stamp, if both have one."""
    if invitation.sequence != known["sequence"]:
        return bool(invitation.sequence < known["sequence"])
    stamped_at, before = invitation.stamped_at, known["stamped_at"]
    return None not in (stamped_at, before) and bool(stamped_at < before)


def _fields(invitation: Invitation) -> dict[str, Any]:
    """Return what an invitation says of the interview itself, as JSON."""
    return {
        "title": invitation.title,
        "format": invitation.setting.format.value,
        "starts_at": invitation.starts_at.isoformat(),
        "ends_at": invitation.ends_at.isoformat(),
        "timezone": invitation.zone,
        "cancelled": invitation.cancelled,
    }


def _position(unit: WriteUnit, invitation: Invitation, organization_id: str) -> str:
    """Return the position that the title names; the whole title where it names the employer alone, or nothing."""
    position = titles.position(invitation.title)
    name = organizations.get(unit, organization_id).resource.name
    return (invitation.title[:200] if same_name(position, name) else position) or UNTITLED


def _organization(
    unit: WriteUnit, acquaintances: Acquaintances, invitation: Invitation, roles: Cast
) -> tuple[str, str | None]:
    """Return the employer's id, and its name where it had to be made: then the name is a guess.

    It is who has people at a domain of those who invite; else who is called as the title or the domain says.
    """
    organizer = invitation.people.organizer
    inviting = ([organizer] if organizer and organizer != roles.candidate else []) + list(roles.hosts)
    found = (employer(person.address) for person in inviting if person.address)
    domains = list(dict.fromkeys(domain for domain in found if domain))
    for domain in domains:
        if id := acquaintances.organization_at(domain):
            return id, None
    named = titles.employer(invitation.title)
    names = [named] if named else []
    names += [organization_name(domain) for domain in domains]
    for name in names:
        if id := acquaintances.organization_named(name):
            return id, None
    name = names[0] if names else UNKNOWN_EMPLOYER
    new = OrganizationCreate(name=name, timezone=invitation.zone or "UTC")
    return organizations.create(unit, new).resource.id, name


def _contact(unit: WriteUnit, acquaintances: Acquaintances, person: Person, organization_id: str) -> str:
    """Return the id of the contact that somebody is, made where nobody at the employer is known by that address."""
    id = acquaintances.contact_with(person.address) if person.address else None
    id = id or acquaintances.contact_named(organization_id, person.called, address=person.address)
    if id is not None:
        return id
    new = ContactCreate(organization_id=organization_id, name=person.called, email=person.address)
    made = contacts.create(unit, new).resource
    acquaintances.add_contact(made)
    return made.id


def _with(staying: list[Participant], roles: Cast, people: dict[str, str]) -> list[Participant]:
    """Return participants with those added who are not among them yet, as many as there may be."""
    there = {one.contact_id: one for one in staying}
    for host in roles.hosts:
        id = people[host.key]
        there.setdefault(id, Participant(contact_id=id, role=host.role))
    return [*there.values()][:MAX_PARTICIPANTS]
