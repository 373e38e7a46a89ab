"""The fuzz needs what `make test` does without; here is what can be held of it all the same."""

from dataclasses import replace

from trust.fuzz import Fuzzed


def test_a_run_that_tried_nothing_proves_nothing() -> None:
    """Neither one without cases, nor one that never got past the door."""
    sound = Fuzzed(cases=2_000, operations=47, accepted=300, failures=0, first_seed=1)
    assert sound.held
    assert not replace(sound, cases=0).held
    assert not replace(sound, accepted=0).held
    assert not replace(sound, failures=1).held
