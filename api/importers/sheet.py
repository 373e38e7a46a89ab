"""CSV as trackers and spreadsheets write it: whatever its encoding and its separator, told or found out."""

import codecs
import csv
import re
from collections.abc import Iterator
from encodings import normalize_encoding
from encodings.aliases import aliases
from io import StringIO
from itertools import islice
from typing import NamedTuple

from api.web.problems import Fault, Invalid

MAX_ROWS = 10_000
MAX_COLUMNS = 200

_SEPARATORS = ",;\t|"
_LOOKED_AT = 20_000
"""Characters, in search of the separator."""

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
# In Python's words, which know each charset by all of its names: those of texts, and of no computer long gone.
_CHARSETS = re.compile(
    r"ascii|utf_(?:8|16(?:_[lb]e)?)|cp(?:125[0-8]|874|932|936|949|950)|latin_1|iso8859_(?:[2-9]|1[013-6])|mac_roman|koi8_[ru]"
    r"|shift_jis|euc_(?:jp|kr)|gb(?:2312|k|18030)|big5"
)
_SAYS_SEPARATOR = re.compile(r"\s*sep=(.)\r?\n?")  # Excel's own first line
_QUOTED = re.compile(r'"[^"]*"')


class Row(NamedTuple):
    """The cells of one row, and its number as spreadsheets count: the header's is 1."""

    number: int
    cells: list[str]


class Sheet(NamedTuple):
    """A table: its columns' names, its rows, and how it was written."""

    header: list[str]
    rows: list[Row]
    encoding: str
    separator: str


def read(body: bytes, charset: str | None) -> Sheet:
    """Read a table; `charset` is what its sender said of the encoding. Raises `Invalid`.

    Codes: `charset`, `workbook`, `encoding`, `nul`, `syntax`, `empty`, `too_many_columns`, `too_many_rows`.
    """
    text, encoding = _decoded(body, charset)
    if "\0" in text:
        raise Invalid.at("", "nul", "There are NUL characters in it; UTF-16 without a byte order mark needs a charset")
    says = _SAYS_SEPARATOR.match(text)
    text = text[says.end() :] if says else text
    separator = says[1] if says else _separator(text)
    try:
        rows = list(islice(_rows(text, separator), MAX_ROWS + 2))
    except csv.Error as error:
        raise Invalid.at("", "syntax", f"This is no CSV: {error}") from None
    if not rows:
        raise Invalid.at("", "empty", "There is no header in it")
    if len(rows) > MAX_ROWS + 1:
        raise Invalid.at("", "too_many_rows", f"At most {MAX_ROWS} rows")
    header = [name.strip() for name in rows[0].cells]
    if len(header) > MAX_COLUMNS:
        raise Invalid.at("", "too_many_columns", f"At most {MAX_COLUMNS} columns")
    return Sheet(header, rows[1:], encoding, separator)


def _decoded(body: bytes, charset: str | None) -> tuple[str, str]:
    """Return the text and its encoding: as its mark says, or its sender, or else UTF-8, or else Windows-1252."""
    if body.startswith(_WORKBOOKS):
        raise Invalid.at("", "workbook", "This is a workbook and no CSV: save it as CSV in UTF-8")
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            return _in(encoding, body[len(mark) :]), encoding
    if charset is not None:
        known = normalize_encoding(charset)  # `codecs.lookup` would remember whatever it was asked for, for good
        known = aliases.get(known, known)
        if not _CHARSETS.fullmatch(known):
            raise Invalid(Fault("charset", "Must be a charset that texts are written in", header="Content-Type"))
        return _in(known, body), charset
    try:
        return body.decode(), "utf-8"
    except UnicodeDecodeError:
        return _in("windows-1252", body), "windows-1252"


def _in(encoding: str, body: bytes) -> str:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError as error:
        raise Invalid.at("", "encoding", f"Not {encoding}, at byte {error.start}") from None


def _separator(text: str) -> str:
    """Return what stands most often between the names of the header."""
    header = next(iter(_QUOTED.sub("", text[:_LOOKED_AT].lstrip("\r\n")).splitlines()), "")
    return max(_SEPARATORS, key=header.count)


def _rows(text: str, separator: str) -> Iterator[Row]:
    """Go through the rows in which anything stands, and the empty ones between them."""
    empty: list[Row] = []
    begun = False
    for number, cells in enumerate(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True), 1):
        row = Row(number, cells)
        if not any(map(str.strip, cells)):
            empty.append(row)
            continue
        if begun:
            yield from empty
        empty.clear()
        begun = True
        yield row
