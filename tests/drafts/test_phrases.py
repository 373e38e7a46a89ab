"""How jottings are read: what they are, where they may stand, and how they speak of their reader."""

import pytest

from api.drafts.grammar import Shape, Sought
from api.drafts.phrases import LONG, SHORT, Phrase, Reader, Refusal, RefusedError, phrase, plain, topical

ANN = Reader(names=("Ann Ames", "Ann"), they="you", proper=frozenset({"ann", "ames", "acme", "grace"}))


def said(text: str, reader: Reader = ANN, limit: int = SHORT, sought: Sought = Sought.ANYTHING) -> Phrase:
    found = phrase("debrief.topics.0", text, reader, limit, sought)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "text",
    [
        "the move to weekly planning",
        "two systems that disagree",
        "no retail experience",
        "the newly founded team",
        "being shown the workshop",
        "forecasting",
        "SQL",
        "how research reaches the roadmap",
        "someone who can calm things down",
        "patience with customers",
        "data quality",
        "the launch in May",
    ],
)
def test_a_noun_phrase_is_known(text: str) -> None:
    """It can follow «about»."""
    assert said(text).shape is Shape.NOUN


@pytest.mark.parametrize(
    "text",
    [
        "returns are booked late",
        "I had expected three layers between",
        "you asked how we measured it",
        "it's a small team",
        "nobody has a fixed desk",
        "there is a garden",
    ],
)
def test_a_clause_is_known(text: str) -> None:
    """It can follow «that»."""
    assert said(text).shape is Shape.CLAUSE


@pytest.mark.parametrize(
    "text",
    [
        "analysts present to the board themselves",
        "the team doubles this year",
        "the researchers brief the board themselves",
        "the approach works",
        "forecast them from the scans",
        "name an owner for each figure",
        "panel participants drop out after the second interview",
        "very open about failures",
        "if we had the figures",
        "to be closer to customers",
        "I would start small. Then I would grow",
        "must be able to work weekends",
        "the lab; the garden",
        "everyone answers support calls",
    ],
)
def test_what_is_not_sure_stands_after_a_colon(text: str) -> None:
    assert said(text).shape is Shape.REST


@pytest.mark.parametrize("text", ["How do you decide?", "what is your biggest achievement", "Have you tried a list?"])
def test_a_question_is_known(text: str) -> None:
    """With its question mark or without, and it always gets one."""
    assert said(text).shape is Shape.QUESTION
    assert said(text).quoted.endswith("?”")


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("Forecasting", "forecasting"),
        ("The move.", "the move"),
        ("The move.!", "the move"),
        ("“The move.”!", "the move"),
        ("Analysts present", "analysts present"),
        ("How do you decide.?", "how do you decide"),
        ("SQL", "SQL"),
        ("I speak Polish", "I speak Polish"),
        ("Kubernetes", "Kubernetes"),
        ("iOS releases", "iOS releases"),
        ("Acme's garden", "Acme's garden"),
        ("Grace under pressure", "Grace under pressure"),
        ("Welsh", "Welsh"),
        ("English lessons", "English lessons"),
        ("Mouse colony", "mouse colony"),
        ("Paediatric first aid", "paediatric first aid"),
        ("Permits hold everything up", "permits hold everything up"),
        ("Accuracy", "accuracy"),
        ("Apple devices", "Apple devices"),
        ("Data Quality", "Data Quality"),
        ("Moving Leeds office", "the moving Leeds office"),
    ],
)
def test_the_first_letter_is_lowered_unless_it_may_be_a_name(text: str, inside: str) -> None:
    assert str(said(text)) == inside


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("STAFF OWN 20% OF THE COMPANY", "staff own 20% of the company"),
        ("ACME HAS A GARDEN", "Acme has a garden"),
        ("I LEARNT ABOUT THE SERVICE", "I learnt about the service"),
        ("FORECASTING", "forecasting"),
        ("VISUAL MERCHANDISING", "visual merchandising"),
        ("the BIGGEST WAREHOUSE", "the BIGGEST warehouse"),
        ("kids have their OWN kitchen", "kids have their OWN kitchen"),
        ("I Have Led A Team Of Four", "I have led a team of four"),
        ("Migrating The Invoices", "migrating the invoices"),
        ("ISO 17025", "ISO 17025"),
        ("P&L", "P&L"),
        ("AML KYC", "AML KYC"),
        ("SCADA", "SCADA"),
    ],
)
def test_capitals_that_no_name_has_go(text: str, inside: str) -> None:
    """All of them where every word is known; an abbreviation keeps its own."""
    assert str(said(text)) == inside


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They liked the study", "you liked the study"),
        ("Their onboarding", "your onboarding"),
        ("They're hiring", "you are hiring"),
        ("They said their systems disagree", "you said your systems disagree"),
        ("They let juniors present their own work", "you let juniors present their own work"),
        ("how open they were", "how open you were"),
        ("Ann asked how we measured it", "you asked how we measured it"),
        ("Ann's openness", "your openness"),
        ("forecast them from the scans", "forecast them from the scans"),
        ("Bob asked about it", "Bob asked about it"),
    ],
)
def test_what_is_said_of_the_reader_is_said_to_the_reader(text: str, expected: str) -> None:
    assert str(said(text)) == expected


def test_a_reader_who_was_not_there_is_told_of_colleagues() -> None:
    assert str(said("They liked the study", Reader(they="your colleagues"))) == "your colleagues liked the study"


def test_a_reader_outside_is_told_as_it_stands() -> None:
    """«They» are the employer for a reference, too."""
    assert str(said("They look for patience", Reader())) == "they look for patience"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("She runs the team", Refusal.NAMES_NOBODY),
        ("his plans", Refusal.NAMES_NOBODY),
        ("a talk with Ann Ames", Refusal.NAMES_READER),
        ("the lunch with ann", Refusal.NAMES_READER),
        ("Amazing!! What a place", Refusal.EXCLAIMS),
        ("the garden of [Company Name]", Refusal.UNFINISHED),
        ("{{ fact }}", Refusal.UNFINISHED),
        ("<insert fact>", Refusal.UNFINISHED),
        ("word " * (SHORT + 1), Refusal.TOO_LONG),
        ("a" * 20_000, Refusal.TOO_LONG),
        ("TBD", Refusal.EMPTY),
        ("tbc", Refusal.EMPTY),
        ("N/A", Refusal.EMPTY),
        ("n/a.", Refusal.EMPTY),
        ("none", Refusal.EMPTY),
        ("-", Refusal.EMPTY),
        ("?", Refusal.EMPTY),
        ("…", Refusal.EMPTY),
        ("TBC by Friday", Refusal.EMPTY),
        ("nothing yet", Refusal.EMPTY),
        ("{{ config }}", Refusal.UNFINISHED),
        ("should've said more about caching", Refusal.NOTE_TO_SELF),
        ("I should have said more about caching", Refusal.NOTE_TO_SELF),
        ("must mention the award", Refusal.NOTE_TO_SELF),
        ("didn't say enough about caching", Refusal.NOTE_TO_SELF),
        ("wish I had said more", Refusal.NOTE_TO_SELF),
        ("Need to read up on returns", Refusal.NOTE_TO_SELF),
        ("quiz night, innit", Refusal.COLLOQUIAL),
        ("They're rubbish at following up", Refusal.COLLOQUIAL),
        ("ring em within two hours", Refusal.COLLOQUIAL),
        ("it is well good", Refusal.COLLOQUIAL),
        ("Y'all put safety first", Refusal.COLLOQUIAL),
        ("we are gonna grow", Refusal.COLLOQUIAL),
        ("the garden\nthe lab", Refusal.LINES),
        ("they grow\r\nall their own veg", Refusal.LINES),
        ("alerts -> noise", Refusal.SHORTHAND),
        ("renaming columns w/o notice", Refusal.SHORTHAND),
        ("about 400 alerts/wk", Refusal.SHORTHAND),
        ("WE USE SCADA", Refusal.SHOUTED),
        ("Coaching Of Zylog Users", Refusal.SHOUTED),
        ("They must treat people well", Refusal.DEMANDS),
        ("you should ask the drivers", Refusal.DEMANDS),
        ("maybe SQL", Refusal.UNSURE),
        ("not sure if they use Python", Refusal.UNSURE),
    ],
)
def test_what_cannot_be_said_is_refused(text: str, reason: Refusal) -> None:
    with pytest.raises(RefusedError) as refused:
        said(text)
    assert refused.value.reason is reason


@pytest.mark.parametrize("text", ["rubbish collection", "the EM role", "a nonesuch", "staff must be able to wait"])
def test_what_only_looks_unusable_is_said(text: str) -> None:
    assert str(said(text)) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I was surprised that the drivers eat for free", "the drivers eat for free"),
        ("I was surprised that they let juniors present", "you let juniors present"),
        ("I was pleasantly surprised to learn that there is a garden", "there is a garden"),
        ("I think that returns are booked late", "returns are booked late"),
        ("I think it is rare", "it is rare"),
        ("you said that guests complain about queues", "guests complain about queues"),
        ("no quotas for installs", "there are no quotas for installs"),
        ("No owner for the dashboard", "there is no owner for the dashboard"),
    ],
)
def test_a_fact_stands_without_what_led_into_it(text: str, expected: str) -> None:
    """As a clause, which can follow «I was glad to learn that»."""
    fact = said(text, sought=Sought.FACT)
    assert (fact.shape, str(fact)) == (Shape.CLAUSE, expected)


@pytest.mark.parametrize("text", ["I loved the garden", "I've never seen that", "felt welcome", "I think the garden"])
def test_what_the_candidate_thought_is_no_fact(text: str) -> None:
    with pytest.raises(RefusedError) as refused:
        said(text, sought=Sought.FACT)
    assert refused.value.reason is Refusal.OWN_VIEW


def test_half_a_thought_is_no_idea() -> None:
    with pytest.raises(RefusedError) as refused:
        said("I think if they scanned pallets they would know", sought=Sought.IDEA)
    assert refused.value.reason is Refusal.OWN_VIEW


@pytest.mark.parametrize("text", ["I learned that way", "I think listening matters most", "I had expected a script"])
def test_elsewhere_the_candidate_may_speak(text: str) -> None:
    """A reason, or a better answer, is the candidate's own."""
    assert str(said(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "people actually talk to each other",
        "usually it takes months",
        "most places keep that for managers",
        "few visitors see it",
        "I grew up on a farm",
    ],
)
def test_a_reason_can_follow_because(text: str) -> None:
    """Four words that begin like a sentence are one."""
    reason = said(text, sought=Sought.REASON)
    assert (reason.shape, str(reason)) == (Shape.CLAUSE, text)


def test_a_reason_that_cannot_follow_because_stands_after_a_colon() -> None:
    assert said("on my last ward only consultants spoke", sought=Sought.REASON).shape is Shape.REST


@pytest.mark.parametrize("text", ["nice touch", "with nine toddlers", "NEVER SEEN THAT", "felt welcome"])
def test_a_word_or_two_are_no_reason(text: str) -> None:
    with pytest.raises(RefusedError) as refused:
        said(text, sought=Sought.REASON)
    assert refused.value.reason is Refusal.FRAGMENT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("can start 1 April", "I can start 1 April"),
        ("led a team of four", "I led a team of four"),
        ("I speak Polish", "I speak Polish"),
    ],
)
def test_what_a_candidate_says_of_themselves_has_its_subject(text: str, expected: str) -> None:
    own = said(text, sought=Sought.OWN)
    assert (own.shape, str(own)) == (Shape.CLAUSE, expected)


def test_a_title_is_left_as_it_is() -> None:
    """But for the marks around it."""
    assert str(said("“CHURN STUDY 2025”", sought=Sought.TITLE)) == "CHURN STUDY 2025"
    assert str(said("The analysis", sought=Sought.TITLE)) == "The analysis"


def test_because_leads_into_a_clause() -> None:
    reason = said("Because everywhere else there may be a machine")
    assert (reason.shape, str(reason)) == (Shape.CLAUSE, "everywhere else there may be a machine")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("File them the day the contract is signed", "file them the day the contract is signed"),
        ("Freeze interfaces, not requirements", "freeze interfaces, not requirements"),
        ("Laminate the handover notes", "laminate the handover notes"),
        ("Kubernetes operators", "Kubernetes operators"),
        ("Ring the customer", "ring the customer"),
        ("Maybe send the card before", "send the card before"),
        ("They should perhaps send the card before", "send the card before"),
        ("we could send the card before", "send the card before"),
    ],
)
def test_what_may_be_an_imperative_stands_after_a_colon(text: str, expected: str) -> None:
    """And begins small, unless it may be a name."""
    idea = said(text, sought=Sought.IDEA)
    assert (str(idea), idea.is_noun) == (expected, False)


@pytest.mark.parametrize("text", ["a shared template", "sorting it by cost", "more time between shifts"])
def test_an_idea_that_is_surely_a_thing_is_one(text: str) -> None:
    assert said(text, sought=Sought.IDEA).is_noun


def test_an_idea_noted_without_an_article_has_an_indefinite_one() -> None:
    assert str(said("reading list", sought=Sought.IDEA)) == "a reading list"


def test_a_fact_that_may_be_a_sentence_stands_after_a_colon() -> None:
    assert not said("the crew votes on the season", sought=Sought.FACT).is_noun
    assert not said("no queues, no fuss", sought=Sought.FACT).is_noun
    assert said("the weekly meetings with users", sought=Sought.FACT).is_noun


def test_a_name_that_is_a_common_word_is_one_only_with_its_capital() -> None:
    will = Reader(names=("Will Grace", "Will"), they="you")
    assert str(said("the firm that will grow", will)) == "the firm that will grow"
    with pytest.raises(RefusedError):
        said("the talk with Will", will)


@pytest.mark.parametrize("text", ["", "  ", "\n\n", "\u200b\x07"])
def test_nothing_is_nothing(text: str) -> None:
    assert phrase("debrief.topics.0", text, ANN) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- the garden.", "the garden"),
        ("2) the garden;", "the garden"),
        ("“the garden”", "the garden"),
        ("the  garden\n", "the garden"),
        ("the garden!", "the garden"),
        ("\nthe garden\n\n", "the garden"),
        ("that I speak Polish", "I speak Polish"),
        ("because it is rare", "it is rare"),
        ("shows trust", "it shows trust"),
        ("I learned that there is a garden", "there is a garden"),
        ("data platform", "the data platform"),
        ("learning budget of £2,000", "the learning budget of £2,000"),
        ("overqualified", "being overqualified"),
        ("data quality", "data quality"),
        ("being shown the workshop", "being shown the workshop"),
        ("leading a small team", "leading a small team"),
        ("usually you only meet the manager", "usually you only meet the manager"),
        ("a\u202eb", "a b"),
    ],
)
def test_a_jotting_is_tidied(text: str, expected: str) -> None:
    assert str(said(text)) == expected


def test_something_sought_has_an_indefinite_article() -> None:
    sought = phrase("debrief.needs.0", "Excel wizard", ANN, sought=Sought.NEED)
    assert str(sought) == "an Excel wizard"
    assert str(said("driver", sought=Sought.NEED)) == "a driver"


@pytest.mark.parametrize("text", ["policy", "strategy", "SQL"])
def test_a_skill_that_is_sought_has_no_article(text: str) -> None:
    assert str(said(text, sought=Sought.NEED)) == text


def test_the_heart_of_a_message_may_be_longer() -> None:
    assert said("word " * LONG, limit=LONG).words == LONG


@pytest.mark.parametrize("text", ["We talked about remote work", "we discussed remote work", "Spoke about remote work"])
def test_a_topic_is_what_was_talked_about(text: str) -> None:
    assert topical(text) == "remote work"
    assert topical(f"{text}, which they want to bring back") == "remote work"


def test_an_aside_fits_into_no_sentence_of_ours() -> None:
    assert said("the lab, which is new").shape is Shape.REST


def test_a_sentence_of_its_own() -> None:
    assert said("returns are booked late").sentence == "Returns are booked late."
    assert said("have you tried a list?").sentence == "Have you tried a list?"


def test_what_joins_signs_is_kept() -> None:
    """The invisible joiner makes one sign of several."""
    assert plain("👩🏽\u200d🔬\u2028¶ x") == "👩🏽\u200d🔬 x"
