"""What an interaction's own fields allow and refuse."""

import pytest
from pydantic import ValidationError

from api.interactions.schemas import (
    EXAMPLE,
    EXAMPLE_STORED,
    InteractionCreate,
    InteractionPublic,
    InteractionUpdate,
)


def test_the_examples_are_sound() -> None:
    assert InteractionCreate.model_validate(EXAMPLE).model_dump(mode="json") == EXAMPLE
    assert InteractionPublic.model_validate(EXAMPLE_STORED).model_dump(mode="json") == EXAMPLE_STORED


@pytest.mark.parametrize("field", ["interview_id", "direction", "channel", "purpose"])
def test_what_happened_is_required(field: str) -> None:
    with pytest.raises(ValidationError, match=field):
        InteractionCreate.model_validate({key: EXAMPLE[key] for key in EXAMPLE if key != field})


@pytest.mark.parametrize(("field", "value"), [("channel", "fax"), ("direction", "Outbound"), ("automatic", "false")])
def test_nothing_outside_the_vocabulary(field: str, value: str) -> None:
    with pytest.raises(ValidationError):
        InteractionCreate.model_validate(EXAMPLE | {field: value})


def test_a_patch_knows_every_field() -> None:
    assert InteractionUpdate.model_fields.keys() == InteractionCreate.model_fields.keys()
