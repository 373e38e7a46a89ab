"""Each rule on words, present and missing, where the corpus leaves something to say."""

import pytest

from api.messages.check import check
from api.messages.message import Context, Message, Sent
from api.policy.facts import Channel, Contact, Debrief, Interview, Organization, Outcome, Purpose, Question
from api.policy.parameters import PARAMETERS
from tests.messages.specimens import context

ANN = context("ann")


def rules(
    body: str,
    *,
    purpose: Purpose = Purpose.OTHER,
    channel: Channel = Channel.EMAIL,
    around: Context = Context(),  # noqa: B008 - frozen
    subject: str | None = None,
    enclosures: tuple[str, ...] = (),
) -> list[str]:
    return [finding.rule for finding in check(Message(channel, purpose, body, subject, enclosures), around)]


def interview(**fields: object) -> Interview:
    assert ANN.interview is not None
    return ANN.interview._replace(**fields)  # type: ignore[arg-type]  # as the fields are


@pytest.mark.parametrize(
    ("channel", "most"),
    [(Channel.EMAIL, PARAMETERS.note_words), (Channel.TEXT, 250), (Channel.VOICEMAIL, PARAMETERS.voicemail_words)],
)
def test_a_note_may_be_a_page_long_and_a_voicemail_short(channel: Channel, most: int) -> None:
    assert rules("word " * most, channel=channel) == []
    assert rules("word " * (most + 1), channel=channel) == ["brief"]


def test_quoted_mail_and_signs_are_no_words() -> None:
    assert rules("word " * 250 + "\n- \u2013 \u2014\n> and more\n> of theirs") == []


def test_a_call_may_take_its_time() -> None:
    assert rules("word " * 1000, channel=Channel.PHONE_CALL) == []


def test_only_a_voicemail_must_leave_the_ball() -> None:
    """In an email, a promise to call is nothing to wait for in vain."""
    assert rules("I will call you back on Monday.", channel=Channel.VOICEMAIL) == ["leave-the-ball"]
    assert not rules("Thank you for calling back on Friday.", channel=Channel.VOICEMAIL)
    assert rules("I will call you back on Monday.") == []
    assert rules("I will not call you back, of course.", channel=Channel.VOICEMAIL) == []
    assert rules("I'll follow up with an email.", channel=Channel.VOICEMAIL) == []


@pytest.mark.parametrize("purpose", [Purpose.THANK_YOU, Purpose.REJECTION_THANKS, Purpose.OFFER_THANKS])
def test_every_kind_of_thanks_thanks(purpose: Purpose) -> None:
    assert "says-thanks" in rules("It was good to meet you.", purpose=purpose)
    assert "says-thanks" in rules("", purpose=purpose)
    assert "says-thanks" in rules("No thanks to the weather, I arrived.", purpose=purpose)
    for thanks in ("I am grateful for your time.", "Much obliged!", "I appreciated our talk.", "Merci!", "ありがとう"):
        assert "says-thanks" not in rules(thanks, purpose=purpose)


def test_interest_is_restated_while_the_process_is_open() -> None:
    """After an offer or a rejection there is nothing to sell."""
    body = "Dear Ann, thank you for the talk about forecasting."
    assert rules(body, purpose=Purpose.THANK_YOU, around=ANN) == ["restate-interest"]
    decided = Context(ANN.person, interview(outcome=Outcome.OFFER), ANN.organization)
    assert rules(body, purpose=Purpose.THANK_YOU, around=decided) == []
    assert rules("I am not interested.", purpose=Purpose.STATUS_ENQUIRY) == ["restate-interest"]
    assert rules("Dear Ann, hello.", purpose=Purpose.KEEP_IN_TOUCH, around=ANN) == []


def test_specific_is_what_the_position_or_the_debrief_says() -> None:
    """With nothing known about the interview, nothing is said; with no debrief, words of its own are enough."""
    plain = "Dear Ann, thank you for the interview. I am very interested in the role."
    assert rules(plain, purpose=Purpose.THANK_YOU, around=ANN) == ["job-specific"]
    assert rules(plain, purpose=Purpose.THANK_YOU, around=Context(ANN.person)) == []
    for mention in ("analyst", "analysts", "forecasts", "Snowflake", "the warehouses"):
        assert rules(f"{plain} I liked what you said of {mention}.", purpose=Purpose.THANK_YOU, around=ANN) == []
    lecturer = Context(ANN.person, interview(position="Lecturer in History"), ANN.organization)
    assert rules(f"{plain} The lectureship appeals to me.", purpose=Purpose.THANK_YOU, around=lecturer) == []
    blank = Context(ANN.person, interview(debrief=Debrief()), ANN.organization)
    assert rules(plain, purpose=Purpose.THANK_YOU, around=blank) == ["job-specific"]
    own = f"{plain} Replaying partitions after outages sounds like plumbing at midnight."
    assert rules(own, purpose=Purpose.THANK_YOU, around=blank) == []


def test_interest_may_be_hoped_for_or_named_by_the_job() -> None:
    for said in ("I look forward to maybe working together.", "I would be very glad to get the rigger job."):
        assert rules(f"Dear Ann, hello. {said}", purpose=Purpose.STATUS_ENQUIRY) == []
    assert rules("Dear Ann, I would be glad to get news.", purpose=Purpose.STATUS_ENQUIRY) == ["restate-interest"]


def test_a_subject_counts_as_mentioning_the_position() -> None:
    body = "Dear Ann, thank you for the interview. I am very interested."
    assert rules(body, purpose=Purpose.THANK_YOU, around=ANN, subject="Senior Analyst") == []


def test_another_note_is_compared_without_names_and_frame() -> None:
    """With notes to others only, and not with the briefing of a reference."""
    body = "Dear Ann,\n\nThank you for the hour about ledgers and forecasts; I am keen to help.\n\nBest,\nSam Carter"
    copy = body.replace("Dear Ann", "Dear Ms Bell").replace("Best", "Kind regards")
    around = Context(ANN.person, ANN.interview, ANN.organization, sent=(Sent("bell", "Bea Bell", copy),))
    assert rules(body, around=around) == ["one-note-each"]
    assert rules(body, around=around, purpose=Purpose.REFERENCE_BRIEFING) == []
    other = "Dear Ms Bell,\n\nThank you for showing me the library. The maps were a joy to see.\n\nBest,\nSam Carter"
    around = Context(ANN.person, ANN.interview, ANN.organization, sent=(Sent("bell", "Bea Bell", other),))
    assert rules(body, around=around) == []


def test_only_another_employer_of_the_account_is_a_wrong_one() -> None:
    """A part of this one's own name is none, and neither is one that the debrief speaks of."""
    body = "Dear Ann, I would love to work at Acme. I would love to work at Hooli."
    person = Contact("ann", "Ann Ames", "acme")
    acme = Organization("acme", "Acme Widgets Ltd")
    assert rules(body, around=Context(person, None, acme, other_organizations=("Acme", "Globex"))) == []
    assert rules(body, around=Context(person, None, acme, other_organizations=("Hooli Inc.",))) == [
        "right-organization"
    ]
    known = interview(debrief=Debrief(topics=("the merger with Hooli",)))
    assert rules(body, around=Context(person, known, acme, other_organizations=("Hooli Inc.",))) == []
    assert rules(body, around=Context(person, None, None, other_organizations=("Hooli Inc.",))) == []


def test_an_employer_of_ones_own_history_is_none_to_join() -> None:
    """What one answered in the interview excuses the name, but no wish to work there."""
    answer = (Question("Where did you learn it?", "at Hooli", "at Hooli, in two years"),)
    known = interview(debrief=Debrief(answer, topics=("the merger with Globex",)))
    around = Context(ANN.person, known, ANN.organization, other_organizations=("Hooli", "Globex"))
    assert rules("Dear Ann, two years were enough at Hooli, and the whole team would say so.", around=around) == []
    assert rules("Dear Ann, I would be happy to work at Hooli.", around=around) == ["right-organization"]
    assert rules("Dear Ann, I would be happy to work at Globex.", around=around) == []


def test_a_placeholder_like_term_of_the_debrief_is_none() -> None:
    known = Context(ANN.person, interview(debrief=Debrief(topics=("the XYZ project",))), ANN.organization)
    assert rules("Dear Ann, the XYZ project.", around=known) == []
    assert rules("Dear Ann, the XYZ project.", around=ANN) == ["no-placeholder"]


def test_words_that_are_names_of_known_people_are_not_looked_at() -> None:
    """No list of words looks at a known name, in any case that a name may have."""
    body = "Dear Ann, please greet Dick, Crap and Damn for me."
    assert rules(body, around=Context(ANN.person, other_people=("Dick Van Houten", "Ed Crap", "Al Damn"))) == []


def test_a_shortcoming_that_they_voiced_may_be_taken_up() -> None:
    """The debrief marks it certain; to a reference, and after a rejection, anything may be said."""
    snowflake = "Dear Ann, I know I have little experience with Snowflake, and I have finished a course."
    people = "Dear Ann, although I have never managed people, I led three trainees."
    assert rules(snowflake, around=ANN) == []
    assert rules(snowflake) == ["no-shortcomings"]
    assert rules(people, around=ANN) == ["no-shortcomings"]
    for purpose in (Purpose.REFERENCE_BRIEFING, Purpose.REJECTION_THANKS, Purpose.FEEDBACK_REQUEST):
        assert "no-shortcomings" not in rules(people, around=ANN, purpose=purpose)


def test_why_is_asked_of_work_and_of_what_goes_along_with_thanks() -> None:
    bare = "Dear Ann, thank you. Please find attached my portfolio."
    why = "Dear Ann, thank you. Please find attached my portfolio, which shows the bridge we spoke about."
    away = "Dear Ann, with reference to Monday, I say again that I am keen. Enclosure: one. Kind regards, Sam"
    spoken = "Hello Ann. I would like to walk you through the depot case, as it answers your question."
    assert "says-why-enclosed" in rules(bare, purpose=Purpose.WORK_SAMPLE)
    assert "says-why-enclosed" in rules(away, purpose=Purpose.WORK_SAMPLE)
    assert "says-why-enclosed" not in rules(spoken, purpose=Purpose.WORK_SAMPLE, channel=Channel.PHONE_CALL)
    assert "says-why-enclosed" in rules(bare, purpose=Purpose.THANK_YOU, enclosures=("Portfolio",))
    assert "says-why-enclosed" not in rules(bare, purpose=Purpose.THANK_YOU)
    assert "says-why-enclosed" not in rules(bare, enclosures=("Portfolio",))
    assert "says-why-enclosed" not in rules(why, purpose=Purpose.WORK_SAMPLE, enclosures=("Portfolio",))


def test_two_exclamation_marks_are_warm_and_three_too_many() -> None:
    """A name that ends with one does not count."""
    assert rules("Thank you! It was good to see you!") == []
    assert rules("Thank you! It was good! I mean it!") == ["sincere"]
    yahoo = Context(organization=Organization("yahoo", "Yahoo!"))
    assert rules("Thank you! Yahoo! is what I hoped. It was good!", around=yahoo) == []


def test_an_emoji_is_found_whole() -> None:
    """With its skin tone, its joiners and its variation selector; text signs are no emoji."""
    for emoji in ("👍🏽", "👨‍👩‍👧", "🏳️‍🌈", "❤️", "☺", "1️⃣", "🇨🇭"):
        body = f"e\u0301 {emoji} ok"
        (finding,) = check(Message(Channel.EMAIL, Purpose.OTHER, body), Context())
        assert finding.span is not None
        assert body[finding.span.start : finding.span.end] == emoji
    assert rules("It costs 5 €, 100 % ™ © ® → ✓ • ½ ° № \u2013 …") == []
