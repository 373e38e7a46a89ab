"""Facts in words."""

from datetime import date, datetime

from api.policy.facts import Outcome
from api.policy.wording import count, day, listed, moment, names, plain, quoted


def test_dates_are_said_with_their_weekday_whatever_the_locale() -> None:
    assert day(date(2026, 3, 2)) == "Monday 2 March"
    assert day(date(2026, 12, 27)) == "Sunday 27 December"
    assert moment(datetime(2026, 3, 2, 9, 5)) == "Monday 2 March at 09:05"


def test_numbers_agree_with_their_nouns() -> None:
    assert [count(n, "day") for n in (1, 4)] == ["1 day", "4 days"]
    assert count(2, "enquiry", "enquiries") == "2 enquiries"


def test_names_make_a_sentence() -> None:
    assert names(["Ann"]) == "Ann"
    assert names(["Ann", "Bob"]) == "Ann and Bob"
    assert names(["Ann", "Bob", "Cyd"]) == "Ann, Bob and Cyd"


def test_a_quotation_is_one_line_without_its_full_stop() -> None:
    """The sentence around it ends itself."""
    assert quoted(" It was\n open. ") == "“It was open”"
    assert quoted("Really?") == "“Really?”"
    assert listed(["a", "b."]) == "“a”; “b”"


def test_a_long_quotation_is_cut_at_a_word() -> None:
    cut = quoted("word, " * 100)
    assert len(cut) <= 145
    assert cut.endswith("word …”")


def test_terms_of_the_vocabulary_read_as_words() -> None:
    assert plain(Outcome.NO_RESPONSE) == "no response"
