"""JSON, strictly: what two parsers could read in two ways is refused rather than guessed at."""

import json
import re
from collections import Counter
from typing import Any, Never

MAX_DEPTH = 32

# In well-formed JSON a NUL or a surrogate can come only from an escape, so that a text without these needs no look:
# a NUL, a leading surrogate that no trailing one follows, a trailing one that follows no leading one.
_SUSPICIOUS_ESCAPE = re.compile(
    rb"""\\u(?:
        0000
        | [dD][89abAB][0-9a-fA-F]{2} (?! \\u[dD][c-fC-F] )
        | (?<! \\u[dD][89abAB][0-9a-fA-F]{2} \\u ) [dD][c-fC-F]
    )""",
    re.VERBOSE,
)
_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")


class JsonError(ValueError):
    """A text that is not the JSON we take.

    `code` is one of `encoding`, `syntax`, `duplicate_key`, `number`, `nul`, `surrogate`, `depth`; `detail` is a
    sentence that quotes nothing of the text; `pointer` (RFC 6901) says where, when that is known.
    """

    def __init__(self, code: str, detail: str, pointer: str | None = None) -> None:
        super().__init__(detail)
        self.code = code
        self.detail = detail
        self.pointer = pointer


def pointer(*steps: str | int) -> str:
    """Return the RFC 6901 pointer that takes these steps from the root."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in steps)


def loads(text: bytes) -> Any:
    """Parse UTF-8 JSON into Python values.

    Refused with a `JsonError`: another encoding, duplicate keys, NaN and infinities, numbers too large to hold, NUL
    and unpaired surrogates (in keys too), and nesting deeper than `MAX_DEPTH`.
    """
    try:
        decoder = _Decoder()
        document = decoder.decode(text.decode())
    except UnicodeDecodeError as error:
        raise JsonError("encoding", f"Not UTF-8, at byte {error.start}") from None
    except json.JSONDecodeError as error:
        raise JsonError("syntax", f"{error.msg}, at line {error.lineno} column {error.colno}") from None
    except RecursionError:
        raise _too_deep() from None
    if text.count(b"[") + text.count(b"{") > MAX_DEPTH:
        _refuse_depth(document)
    if decoder.duplicates or _SUSPICIOUS_ESCAPE.search(text):
        _refuse_unkeepable(document, ())
    return document


class _Repeating(dict[str, Any]):
    """An object that said one of its keys twice: left in place, so that the walk can tell where it was."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        self.key = Counter(key for key, _ in pairs).most_common(1)[0][0]


class _Decoder(json.JSONDecoder):
    """The standard decoder, with hooks where it is too kind."""

    def __init__(self) -> None:
        super().__init__(
            object_pairs_hook=self._object, parse_int=_integer, parse_float=_finite, parse_constant=_refuse_constant
        )
        self.duplicates = False

    def _object(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) == len(pairs):
            return made
        self.duplicates = True
        return _Repeating(pairs)


def _integer(text: str) -> int:
    try:
        return int(text)
    except ValueError:  # Python's own limit on digits, which keeps the conversion from taking for ever
        raise JsonError("number", "A number has too many digits") from None


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise JsonError("number", "A number is too large")
    return number


def _refuse_constant(_: str) -> Never:
    raise JsonError("number", "NaN and infinities are no JSON numbers")


def _too_deep() -> JsonError:
    return JsonError("depth", f"Nested deeper than {MAX_DEPTH}")


def _refuse_depth(document: Any) -> None:
    """Go down level by level: one comprehension each is many times faster than visiting node by node."""
    level = [document]
    for _ in range(MAX_DEPTH):
        level = [
            child
            for node in level
            for child in (node.values() if isinstance(node, dict) else node)
            if isinstance(child, (dict, list))
        ]
        if not level:
            return
    raise _too_deep()


def _refuse_unkeepable(node: Any, steps: tuple[str | int, ...]) -> None:
    """Visit every node, and raise for the first fault with its place. Only for texts already suspected."""
    if isinstance(node, str):
        _refuse_characters(node, pointer(*steps))
    elif isinstance(node, dict):
        if isinstance(node, _Repeating):
            raise JsonError("duplicate_key", "The key stands twice in its object", pointer(*steps, node.key))
        for key, value in node.items():
            _refuse_characters(key, pointer(*steps))
            _refuse_unkeepable(value, (*steps, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            _refuse_unkeepable(value, (*steps, index))


def _refuse_characters(text: str, place: str) -> None:
    found = _UNKEEPABLE.search(text)
    if found and found[0] == "\0":
        raise JsonError("nul", "A text must not contain a NUL character", place)
    if found:
        raise JsonError("surrogate", "A text must not contain an unpaired surrogate", place)
