"""Words by what they are: the lists of `lexicon.toml`."""

import tomllib
from importlib.resources import files

_LISTS: dict[str, str] = tomllib.loads((files("api.drafts") / "lexicon.toml").read_text(encoding="utf-8"))


def words(name: str) -> frozenset[str]:
    """Return one of the lists."""
    return frozenset(_LISTS[name].split())


def expressions(name: str) -> frozenset[str]:
    """Return one of the lists whose entries have several words, one to a line."""
    return frozenset(_LISTS[name].strip().splitlines())
