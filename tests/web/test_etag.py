"""What `If-Match` and `If-None-Match` say, in all the ways in which RFC 9110 lets it be said."""

import pytest

from api.web.etag import Precondition, unchanged
from api.web.problems import Invalid, PreconditionFailed

SPELT = ['"17"', '"16", "17"', '"16","17"', '"17" , W/"18"', ',"17"', '"16",, "17",', '"a,b", "17"', "*", " * "]
OTHERS = ['"16"', '""', '"17x"', '"16", "18"', '"1,7"']
NONE = ["", " ", ",", "17", "'17'", '"17', '17"', '"17" "18"', '"1 7"', '*, "17"', 'w/"17"', 'W/ "17"', '"17", x']


@pytest.mark.parametrize("header", SPELT)
def test_one_of_several_tags_is_enough(header: str) -> None:
    Precondition(header).check(17)
    assert unchanged(header, '"17"')
    assert unchanged(header, 'W/"17"')


@pytest.mark.parametrize("header", OTHERS)
def test_another_tag_is_another(header: str) -> None:
    with pytest.raises(PreconditionFailed):
        Precondition(header).check(17)
    assert not unchanged(header, '"17"')


def test_a_weak_tag_tells_of_a_reading_and_allows_no_change() -> None:
    """The two headers compare in two ways."""
    with pytest.raises(PreconditionFailed):
        Precondition('W/"17"').check(17)
    assert unchanged('W/"17"', '"17"')


def test_what_is_not_there_has_no_tag() -> None:
    for header in (*SPELT, *OTHERS):
        with pytest.raises(PreconditionFailed):
            Precondition(header).check_absent()


def test_who_says_nothing_demands_nothing() -> None:
    Precondition(None).check(17)
    Precondition(None).check_absent()
    assert not unchanged(None, '"17"')


@pytest.mark.parametrize("header", NONE)
def test_what_is_no_tag_is_a_fault_of_the_header(header: str) -> None:
    with pytest.raises(Invalid) as wrong:
        Precondition(header).check(17)
    assert [(fault.header, fault.code) for fault in wrong.value.faults] == [("If-Match", "entity_tag")]
    with pytest.raises(Invalid) as wrong:
        unchanged(header, '"17"')
    assert [(fault.header, fault.code) for fault in wrong.value.faults] == [("If-None-Match", "entity_tag")]
