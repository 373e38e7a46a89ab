"""Phrases are looked for only where one of their anchors stands: none may be forgotten."""

import sys

import pytest

import api.messages.check  # noqa: F401 - loads every check
from api.messages.finding import Part
from api.messages.phrases import Lapse, Phrase, compiled
from api.messages.text import Text
from tests.messages.specimens import bad_sentences, good_sentences, messages


def phrases() -> list[Phrase]:
    modules = [module for name, module in sys.modules.items() if name.startswith("api.messages.")]
    things = [thing for module in modules for thing in vars(module).values()]
    lapses = [thing for thing in things if isinstance(thing, Lapse)]
    held = [phrase for lapse in lapses for phrase in lapse.phrases]
    return [thing for thing in (*things, *held) if isinstance(thing, Phrase)]


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    bodies = [specimen.message.body for name in ("good", "bad") for specimen in messages(name)]
    return [
        Text(Part.BODY, body)
        for body in (*bodies, *(one.id for one in (*good_sentences(), *(bad for _, bad in bad_sentences()))))
    ]


def test_no_anchor_is_forgotten(texts: list[Text]) -> None:
    """What a pattern finds in a sentence of the corpus, its phrase finds there too."""
    for phrase in phrases():
        for text in texts:
            for start, end in text.sentences:
                harmless = phrase.unless and phrase.unless.search(text.prose[start:end])
                if phrase.pattern.search(text.prose, start, end) and not harmless:
                    assert any(start <= found.start() < end for found in phrase.find(text)), phrase.pattern.pattern


def test_every_phrase_can_be_found() -> None:
    assert len(phrases()) > 10
    assert all(phrase.anchors for phrase in phrases())


def test_a_space_stands_for_a_stretch_of_spaces() -> None:
    assert compiled("a b ?c").fullmatch("a   bc")
    assert compiled("a b ?c").fullmatch("a b  c")
    assert not compiled("a [ b]").fullmatch("ab")
