"""How people of many cultures are addressed, and who can sign."""

import pytest

from api.drafts.people import address, called, named, signature
from api.policy.facts import Culture


@pytest.mark.parametrize(
    ("name", "reserved", "assertive"),
    [
        ("Ann Ames", "Ann Ames", "Ann"),
        ("Dr Ngozi Okafor", "Dr Okafor", "Dr Okafor"),
        ("Prof. Dr. Anna Müller", "Prof. Dr. Müller", "Prof. Dr. Müller"),
        ("Dr John A. Smith", "Dr Smith", "Dr Smith"),
        ("Mx Robin Hale-Hood", "Mx Hale-Hood", "Mx Hale-Hood"),
        ("Okafor, Ngozi", "Ngozi Okafor", "Ngozi"),
        ("Jane Doe, PhD", "Jane Doe", "Jane"),
        ("Sir Ian Blair", "Sir Ian Blair", "Sir Ian Blair"),
        ("Ms Nguyen Thi Minh", "Ms Nguyen Thi Minh", "Ms Nguyen Thi Minh"),
        ("Dr. Zhang Wei", "Dr. Zhang Wei", "Dr. Zhang Wei"),
        ("Li Ming", "Li Ming", "Li Ming"),
        ("María García López", "María García López", "María García López"),
        ("Dr Ludwig van Beethoven", "Dr Ludwig van Beethoven", "Dr Ludwig van Beethoven"),
        ("Harpreet Kaur", "Harpreet Kaur", "Harpreet Kaur"),
        ("Ms Harpreet Kaur", "Ms Harpreet Kaur", "Ms Harpreet Kaur"),
        ("O’Brien", "O’Brien", "O’Brien"),
        ("JANE O'FENNIMORE", "Jane O'Fennimore", "Jane"),
        ("AJ", "AJ", "AJ"),
        ("李 明", "李 明", "李 明"),
        ("Ann", "Ann", "Ann"),
        ("  Ann\n Ames ", "Ann Ames", "Ann"),
    ],
)
def test_only_what_is_sure_is_left_out_of_a_name(name: str, reserved: str, assertive: str) -> None:
    """A surname alone needs a title, a first name alone an assertive culture."""
    assert address(name, Culture.RESERVED) == address(name, Culture.BALANCED) == reserved
    assert address(name, Culture.ASSERTIVE) == assertive


def test_what_a_note_may_call_somebody() -> None:
    assert called("Dr Ngozi Okafor") == ("Dr Ngozi Okafor", "Ngozi Okafor", "Dr Okafor", "Ngozi")
    assert called("Ann") == ("Ann",)


@pytest.mark.parametrize("name", ["Sam Carter", "陈伟", "Mary-Jane O’Neill", "Sam"])
def test_a_person_can_sign(name: str) -> None:
    assert signature(name) == name


@pytest.mark.parametrize(
    "name", ["First account", "me", "sam@example.org", "test", "X", "user 7", "{{ name }}", "a" * 81]
)
def test_what_names_no_person_cannot(name: str) -> None:
    assert signature(name) is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Ministry of Fisheries", "the Ministry of Fisheries"),
        ("Royal College of Nursing", "the Royal College of Nursing"),
        ("The Society of Authors", "The Society of Authors"),
        ("Leeds City Council", "Leeds City Council"),
        ("Bank of Ireland", "Bank of Ireland"),
        ("Acme", "Acme"),
    ],
)
def test_an_organization_that_is_described_has_an_article(name: str, expected: str) -> None:
    assert named(name) == expected
