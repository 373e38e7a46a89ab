"""Constructions of speech: patterns over words and their kinds, as a grammar of a language would list them.

A pattern is a row of items with spaces between them:

- `reply` is that word, `reply/answer` is either, and `~reply` is that verb in each of its forms;
- `NEWS` is what the lexicon holds by that name;
- `( your answer | word )` is either row;
- `X?` is X or nothing, and `X*` is up to three of them;
- `...` is up to three words of the same sentence, `...8` is up to eight, and `..8` up to eight without a sign;
- `!X` is a place that X does not follow;
- `^` is the start of a clause, `,` a sign within a sentence, `.` the end of one, and `#` a number.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from typing import NamedTuple

from api.messages.lexicon import LEXICON
from api.messages.reading import ADVERBS, MONEY, NUMBER, QUERY, SIGN, STOP, Reading, code
from api.messages.text import Text, words
from api.messages.verbs import forms

_ITEM = re.compile(r"!?\(|\)[?*]?|\||[^\s()|]+")
_TIMES = {"": "", "?": "?", "*": "{0,3}"}
_SIGNS = {
    "#": frozenset({NUMBER}),
    ",": frozenset({SIGN}),
    "£": frozenset({MONEY}),
    ".": frozenset({STOP, QUERY}),
    "?": frozenset({QUERY}),
    "-ly": ADVERBS,
}
_GAP = 3
_DANGLING = frozenset(
    map(code, words("a an the my your our and or but so if that which who to of for from with by at on in as i you"))
)
_JOINING = frozenset(map(code, words("and but or so then")))
_COMMON = frozenset(
    code(word)
    for word in words(
        "a an and are as at be been but by for from had has have he i if in is it me my no not of on or so that the "
        "this to was we were what when which will with would you your"
    )
) | {STOP, SIGN, NUMBER, *ADVERBS}
"""Words that almost every text holds."""
_NEAR = 30
"""How many words apart the parts of what is said together may be."""


class _Row(NamedTuple):
    """A part of a pattern, made ready."""

    pattern: str
    needs: tuple[frozenset[str], ...] = ()
    """Of each of these sets of signs, one is part of whatever it matches."""
    signs: frozenset[str] = frozenset()
    """The signs that it is one of, where it is always one sign."""
    is_ending: bool = False
    """Whether it may end with the end of a sentence."""
    is_crossing: bool = False
    """Whether it may go on behind that."""


class Alternative:
    """One of the rows that a pattern has between its outermost bars, compiled where it may match for the first time."""

    def __init__(self, row: _Row) -> None:
        self._pattern = row.pattern
        self._is_crossing = row.is_crossing
        self.needs = sorted(row.needs, key=_commonness)

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The row as a regular expression over signs."""
        return re.compile(self._pattern)

    def find(self, reading: Reading) -> Iterator[tuple[int, int]]:
        """Go through the places that say it, as `[start, end)` of signs."""
        if self._is_crossing:
            yield from self.within(reading, 0, len(reading.codes))
            return
        rarest = self.needs[0]
        for start, end, holds in reading.stretches:
            if not rarest.isdisjoint(holds) and self.may_be_in(holds):
                yield from self.within(reading, start, end)

    def may_be_in(self, holds: frozenset[str]) -> bool:
        """Whether signs hold all that it needs. Asked hundreds of times of every text, hence in a plain loop."""
        for need in self.needs:  # noqa: SIM110 - twice as fast
            if need.isdisjoint(holds):
                return False
        return True

    def within(self, reading: Reading, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Go through those places between two signs."""
        for found in self.expression.finditer(reading.codes, start, end):
            if found.end() > found.start():
                yield found.span()


class Pattern:
    """A pattern over words. It is read at once, as a text's words have signs only where some pattern has named them."""

    def __init__(self, written: str) -> None:
        self.alternatives = [Alternative(row) for row in _outermost(written)]

    def find(self, reading: Reading) -> Iterator[tuple[int, int]]:
        """Go through the places that say it, of each of its rows in turn."""
        for one in self.alternatives:
            if one.may_be_in(reading.holds):
                yield from one.find(reading)

    def within(self, reading: Reading, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Go through those places between two signs."""
        for one in self.alternatives:
            if one.may_be_in(reading.holds):
                yield from one.within(reading, start, end)


def _outermost(written: str) -> list[_Row]:
    if written.count("(") != written.count(")"):
        raise ValueError(written)
    return _rows(_ITEM.findall(written), 0)[0]


@cache
def _compiled(written: str) -> _Row:
    return _union(_outermost(written))


def _rows(items: Sequence[str], place: int) -> tuple[list[_Row], int]:
    """Read rows between bars, up to a closing bracket or the end."""
    rows: list[_Row] = []
    while True:
        row, place = _row(items, place)
        rows.append(row)
        if place == len(items) or items[place] != "|":
            return rows, place
        place += 1


def _row(items: Sequence[str], place: int) -> tuple[_Row, int]:
    parts: list[_Row] = []
    while place < len(items) and items[place] != "|" and not items[place].startswith(")"):
        item = items[place]
        if item.endswith("("):
            rows, place = _rows(items, place + 1)
            inner = _union(rows)
            parts.append(_absent(inner) if item.startswith("!") else _times(inner, items[place][1:]))
        elif item.startswith(".."):
            is_last = place + 1 == len(items) or items[place + 1] == "|" or items[place + 1].startswith(")")
            parts.append(_gap(item, is_last=is_last))
        else:
            parts.append(_absent(_atom(item[1:])) if item.startswith("!") else _item(item))
        place += 1
    if not parts:
        raise ValueError(" ".join(items))
    if len(parts) == 1:
        return parts[0], place
    row = _Row(
        "".join(part.pattern for part in parts),
        tuple(need for part in parts for need in part.needs),
        is_ending=any(part.is_ending for part in parts),
        is_crossing=any(part.is_crossing for part in parts) or any(part.is_ending for part in parts[:-1]),
    )
    return row, place


def _gap(item: str, *, is_last: bool) -> _Row:
    """Words that do not matter: as few as will do, or where nothing follows, as many as the clause has."""
    is_within = is_last or not item.startswith("...")
    times = f"{{0,{item.lstrip('.') or _GAP}}}{'' if is_last else '?'}"
    return _Row(f"[^{STOP}{QUERY}{SIGN}]{times}" if is_within else f"[^{STOP}{QUERY}]{times}")


def _item(item: str) -> _Row:
    if len(item) > 1 and item[-1] in _TIMES:
        return _times(_atom(item[:-1]), item[-1])
    return _atom(item)


def _atom(item: str) -> _Row:
    if item == "^":
        return _Row(f"(?<![^{STOP}{QUERY}{SIGN}])")
    return _union([_word(word) for word in item.split("/")])


def _word(word: str) -> _Row:
    if not word:
        raise ValueError(word)
    if word in _SIGNS:
        return _one_of(_SIGNS[word])
    if word.isupper():
        return _compiled(LEXICON[word])
    return _one_of(frozenset(map(code, forms(word[1:]) if word.startswith("~") else (word,))))


def _one_of(signs: frozenset[str]) -> _Row:
    pattern = f"[{''.join(sorted(signs))}]" if len(signs) > 1 else next(iter(signs))
    return _Row(pattern, (signs,), signs, is_ending=not signs.isdisjoint((STOP, QUERY)))


def _union(rows: Sequence[_Row]) -> _Row:
    if len(rows) == 1:
        return rows[0]
    if all(row.signs for row in rows):
        return _one_of(frozenset().union(*(row.signs for row in rows)))
    needs = [min(row.needs, key=len) for row in rows if row.needs]
    needed = (frozenset().union(*needs),) if len(needs) == len(rows) else ()
    return _Row(
        f"(?:{'|'.join(row.pattern for row in rows)})",
        needed,
        is_ending=any(row.is_ending for row in rows),
        is_crossing=any(row.is_crossing for row in rows),
    )


def _times(row: _Row, times: str) -> _Row:
    if not times:
        return row
    is_crossing = row.is_crossing or (row.is_ending and times == "*")
    return _Row(f"(?:{row.pattern}){_TIMES[times]}", is_ending=row.is_ending, is_crossing=is_crossing)


def _absent(row: _Row) -> _Row:
    return _Row(f"(?!{row.pattern})", is_crossing=row.is_crossing)


def _commonness(need: frozenset[str]) -> tuple[int, int]:
    """Order what a pattern needs by how seldom a text holds it."""
    return len(need & _COMMON), len(need)


class Construction:
    """A construction that a rule looks for, a sentence that holds it, and a near miss."""

    def __init__(self, pattern: str, *, near: Sequence[str] = (), unless: str = "", example: str, but_not: str) -> None:
        self.example = example
        self.but_not = but_not
        self.pattern = Pattern(pattern)
        self._near = tuple(map(Pattern, near))
        """What has to stand in the same sentence, before or after."""
        self._unless = Pattern(unless) if unless else None

    def places(self, text: Text) -> Iterator[tuple[int, int]]:
        """Go through the places where a text says it, as `[start, end)`."""
        for row in self.pattern.alternatives:
            yield from self.places_of(row, text)

    def places_of(self, row: Alternative, text: Text) -> Iterator[tuple[int, int]]:
        """Go through the places where a text says it in one of its rows."""
        reading = text.reading
        for start, end in row.find(reading):
            sentence = reading.sentence(start)[0], reading.sentence(end - 1)[1]
            if self._unless and any(self._unless.within(reading, *sentence)):
                continue
            if (together := self._together(reading, (start, end), sentence)) is not None:
                yield reading.place(*_whole(reading, *together))

    def _together(self, reading: Reading, place: tuple[int, int], sentence: tuple[int, int]) -> tuple[int, int] | None:
        """Return from the first to the last of what it says, or None where a part is missing or far off."""
        places = [place]
        for pattern in self._near:
            found = min(pattern.within(reading, *sentence), key=lambda other: _apart(place, other), default=None)
            if found is None:
                return None
            places.append(found)
        start, end = min(places)[0], max(end for _, end in places)
        return (start, end) if end - start <= _NEAR else None


class Constructions:
    """The constructions of a rule, each row of theirs filed under what it needs."""

    def __init__(self, constructions: Iterable[Construction]) -> None:
        self._holders = {row: one for one in constructions for row in one.pattern.alternatives}
        self._rows: dict[str, list[Alternative]] = defaultdict(list)
        for row in self._holders:
            for sign in row.needs[0]:
                self._rows[sign].append(row)

    def places(self, text: Text) -> Iterator[tuple[int, int]]:
        """Go through the places where a text says one of them, as `[start, end)`, in no order."""
        holds = text.reading.holds
        for row in {row for sign in self._rows.keys() & holds for row in self._rows[sign]}:
            if row.may_be_in(holds):
                yield from self._holders[row].places_of(row, text)


def _whole(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Leave out what joins it to something else: «and I deserve an answer and»."""
    while end - start > 1 and reading.codes[start] in _JOINING:
        start += 1
    while end - start > 1 and reading.codes[end - 1] in _DANGLING:
        end -= 1
    return start, end


def _apart(one: tuple[int, int], other: tuple[int, int]) -> int:
    return max(one[0] - other[1], other[0] - one[1])
