"""Which channels may carry an action, and which is best."""

import pytest

from api.policy.channels import (
    CALLS,
    NETWORKS,
    ORDER,
    PAPER,
    UNREACHED,
    WRITTEN,
    CallLimit,
    forbidden,
    judge,
    listed,
    on_file,
    preference,
    usable,
)
from api.policy.decision import Kind, Permission
from api.policy.facts import Channel, Contact, Culture, Role
from tests.policy.facts import NOON, contact, unreachable

REACHING = sorted(set(Kind) - UNREACHED)
PHONE_FORBIDDEN = {Kind.SEND_THANK_YOU, Kind.THANK_AFTER_REJECTION, Kind.THANK_FOR_OFFER, Kind.SEND_MATERIAL}


def test_a_channel_is_either_written_or_a_call_or_a_network() -> None:
    assert {*WRITTEN, *CALLS, *NETWORKS} == set(ORDER)
    assert len(WRITTEN) + len(CALLS) + len(NETWORKS) == len(ORDER)


@pytest.mark.parametrize("channel", ORDER)
def test_a_channel_needs_its_own_address(channel: Channel) -> None:
    """Networks need nothing, which is why they have to be forbidden."""
    holder = {
        "email": unreachable("ann", email="a@acme.example"),
        "postal_address": unreachable("ann", postal_address="1 High Street"),
        "phone": unreachable("ann", phone="1"),
    }
    needed = "email" if channel is Channel.EMAIL else "postal_address" if channel in PAPER else "phone"
    for field, person in holder.items():
        assert on_file(channel, person) is (channel in NETWORKS or field == needed)


@pytest.mark.parametrize("kind", REACHING)
def test_what_is_forbidden_by_kind(kind: Kind) -> None:
    """Calls for thanks and material; networks for all but a reference; all but email for the decision enquiry."""
    against = forbidden(kind, contact("ann"))
    assert {c for c in CALLS if against.get(c) == "no-phone-thanks"} == (CALLS if kind in PHONE_FORBIDDEN else set())
    if kind is Kind.DECISION_ENQUIRY:
        assert set(against) == set(ORDER) - {Channel.EMAIL}
        assert set(against.values()) == {"two-weeks-silence"}
    elif kind is not Kind.BRIEF_REFERENCE:
        assert {c for c, rule in against.items() if rule == "no-social-contact"} == NETWORKS
    assert {c for c in listed(kind) if c in NETWORKS} == (set() if kind is Kind.BRIEF_REFERENCE else NETWORKS)


def test_a_decision_enquiry_may_go_by_letter_to_someone_without_email() -> None:
    assert usable(Kind.DECISION_ENQUIRY, contact("ann", email=None)) == (Channel.LETTER,)
    assert usable(Kind.DECISION_ENQUIRY, contact("ann")) == (Channel.EMAIL,)
    assert usable(Kind.DECISION_ENQUIRY, unreachable("ann", phone="1")) == ()


def best(
    kind: Kind, person: Contact, *, culture: Culture, role: Role | None = None, note: bool = False
) -> list[Channel]:
    """The channels in the order in which they are recommended, as one after the other falls away."""
    preferred = preference(kind, culture=culture, role=role, note_arrives=note)
    found = []
    while usable(kind, person):
        verdicts = judge(kind, person, preferred, CallLimit(), str)
        (channel,) = (v.channel for v in verdicts if v.verdict is Permission.RECOMMENDED)
        found.append(channel)
        if channel is Channel.EMAIL:
            person = person._replace(email=None)
        elif channel in PAPER:
            person = person._replace(postal_address=None)
        else:
            person = person._replace(phone=None)
    return found


EMAIL, NOTE, LETTER, TEXT, PHONE = ORDER[:5]
BY_DEFAULT = [EMAIL, NOTE]


@pytest.mark.parametrize(
    ("kind", "culture", "role", "expected"),
    [
        (Kind.SEND_THANK_YOU, Culture.BALANCED, None, [EMAIL, LETTER, TEXT]),
        (Kind.STATUS_ENQUIRY, Culture.BALANCED, None, [PHONE, EMAIL, NOTE]),
        (Kind.STATUS_ENQUIRY, Culture.ASSERTIVE, None, [PHONE, EMAIL, NOTE]),
        (Kind.STATUS_ENQUIRY, Culture.RESERVED, None, [EMAIL, PHONE, NOTE]),
        (Kind.DECISION_ENQUIRY, Culture.BALANCED, None, [EMAIL, LETTER]),
        (Kind.ASK_TIMELINE, Culture.BALANCED, Role.ASSISTANT, [PHONE, EMAIL, NOTE]),
        (Kind.ASK_TIMELINE, Culture.BALANCED, Role.RECRUITER, [EMAIL, PHONE, NOTE]),
        (Kind.ASK_TIMELINE, Culture.RESERVED, Role.HR, [EMAIL, PHONE, NOTE]),
        (Kind.BRIEF_REFERENCE, Culture.BALANCED, Role.REFERENCE, [EMAIL, PHONE, NOTE]),
        (Kind.SEND_MATERIAL, Culture.BALANCED, None, [*BY_DEFAULT, TEXT]),
        (Kind.THANK_AFTER_REJECTION, Culture.BALANCED, None, [*BY_DEFAULT, TEXT]),
        (Kind.THANK_FOR_OFFER, Culture.BALANCED, None, [*BY_DEFAULT, TEXT]),
        (Kind.WITHDRAWAL_NOTE, Culture.BALANCED, None, [*BY_DEFAULT, TEXT]),
        (Kind.KEEP_IN_TOUCH, Culture.BALANCED, None, [*BY_DEFAULT, TEXT]),
    ],
)
def test_the_recommended_channel_by_kind(
    kind: Kind, culture: Culture, role: Role | None, expected: list[Channel]
) -> None:
    assert best(kind, contact("ann"), culture=culture, role=role) == expected


def test_every_kind_that_reaches_someone_is_in_that_table() -> None:
    assert len(REACHING) == 10


def test_a_note_by_hand_leads_where_it_suits() -> None:
    expected = [NOTE, EMAIL, TEXT]
    assert best(Kind.SEND_THANK_YOU, contact("ann"), culture=Culture.BALANCED, note=True) == expected


def test_a_call_that_has_to_wait_comes_after_what_is_free() -> None:
    limit = CallLimit(NOON, "one-call-a-week", "wait")
    preferred = preference(Kind.STATUS_ENQUIRY, culture=Culture.BALANCED, role=None, note_arrives=False)
    for person, expected in (
        (contact("ann"), EMAIL),
        (unreachable("ann", phone="1"), TEXT),
        (unreachable("ann", postal_address="1 High Street"), NOTE),
    ):
        verdicts = judge(Kind.STATUS_ENQUIRY, person, preferred, limit, str)
        assert [v.channel for v in verdicts if v.verdict is Permission.RECOMMENDED] == [expected]


def test_a_delay_is_said_of_calls_that_could_be_made_only() -> None:
    limit = CallLimit(NOON, "one-call-a-week", "wait")
    for kind, person, expected in (
        (Kind.STATUS_ENQUIRY, contact("ann"), CALLS),
        (Kind.STATUS_ENQUIRY, contact("ann", phone=None), set()),
        (Kind.SEND_THANK_YOU, contact("ann"), set()),
    ):
        verdicts = judge(kind, person, (), limit, str)
        assert {v.channel for v in verdicts if v.available_from is not None} == expected


def test_every_verdict_gives_its_reason() -> None:
    person = contact("ann", phone=None)
    said = {v.channel: v.reason for v in judge(Kind.SEND_THANK_YOU, person, (EMAIL,), CallLimit(), "Says {}.".format)}
    assert said[EMAIL] == "An email is there at once."
    assert said[LETTER] == "Possible too."
    assert said[TEXT] == "No telephone number is on file for Ann Shaw."
    assert said[PHONE] == "Says no-phone-thanks."
