"""What a testimonial's own fields allow and refuse."""

import pytest
from pydantic import ValidationError

from api.testimonials import schemas  # not by name: pytest would take `TestimonialCreate` for a class of tests
from api.testimonials.schemas import EXAMPLE, EXAMPLE_STORED


def test_the_examples_are_sound() -> None:
    assert schemas.TestimonialCreate.model_validate(EXAMPLE).model_dump(mode="json") == EXAMPLE
    assert schemas.TestimonialPublic.model_validate(EXAMPLE_STORED).model_dump(mode="json") == EXAMPLE_STORED


@pytest.mark.parametrize("field", ["author", "quote"])
@pytest.mark.parametrize("value", ["", " ", None])
def test_words_and_who_said_them_are_required(field: str, value: str | None) -> None:
    with pytest.raises(ValidationError):
        schemas.TestimonialCreate.model_validate(EXAMPLE | {field: value})


def test_a_patch_knows_every_field() -> None:
    assert schemas.TestimonialUpdate.model_fields.keys() == schemas.TestimonialCreate.model_fields.keys()
