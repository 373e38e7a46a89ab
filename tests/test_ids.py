"""Identifiers of our own making."""

from uuid import UUID

from api.ids import new_id, sign_in_id


def test_a_sign_in_has_one_id_for_ever() -> None:
    """Another one would be another account, and the old one lost."""
    assert sign_in_id("https://issuer.example", "sam") == "97b551f9-73b3-89b9-9543-605eb447685c"


def test_it_is_of_both_texts_and_of_where_they_meet() -> None:
    pairs = [("ab", "c"), ("a", "bc"), ("abc", ""), ("", "abc"), ("c", "ab"), ("ab", "C"), ("a\0\0\0\1b", "c")]
    assert len({sign_in_id(*pair) for pair in pairs}) == len(pairs)


def test_no_other_id_of_ours_looks_like_it() -> None:
    """They are UUIDs of two versions."""
    for n in range(100):
        derived, made = UUID(sign_in_id("https://issuer.example", str(n))), UUID(new_id())
        assert (derived.version, made.version) == (8, 7)
        assert derived.variant == made.variant
