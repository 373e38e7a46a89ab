"""The checks of a touch: pure functions from facts to findings."""
