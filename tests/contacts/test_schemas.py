"""What a contact's own fields allow and refuse."""

import pytest
from pydantic import ValidationError

from api.contacts.schemas import EXAMPLE, EXAMPLE_STORED, ContactCreate, ContactPublic, ContactUpdate


def test_the_examples_are_sound() -> None:
    assert ContactCreate.model_validate(EXAMPLE).model_dump(mode="json") == EXAMPLE
    assert ContactPublic.model_validate(EXAMPLE_STORED).model_dump(mode="json") == EXAMPLE_STORED


def test_a_name_is_enough() -> None:
    made = ContactCreate.model_validate({"name": "Ann"})
    assert made.model_dump(exclude_defaults=True) == {"name": "Ann"}
    assert made.name_confirmed is False


@pytest.mark.parametrize("field", ["job_title", "email", "phone", "postal_address"])
def test_an_address_is_something_or_null(field: str) -> None:
    ContactCreate.model_validate({"name": "Ann", field: None})
    with pytest.raises(ValidationError):
        ContactCreate.model_validate({"name": "Ann", field: ""})


def test_a_patch_knows_every_field() -> None:
    assert ContactUpdate.model_fields.keys() == ContactCreate.model_fields.keys()
