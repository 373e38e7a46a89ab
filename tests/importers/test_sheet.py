"""Tables are read as they come, or refused in words that help."""

import pytest

from api.importers import sheet
from api.importers.sheet import MAX_COLUMNS, MAX_ROWS
from api.web.problems import Invalid

TEXT = 'Company,Role\r\n"Zoë, Ltd","Ana\nlyst"\r\n'
ROWS = [["Company", "Role"], ["Zoë, Ltd", "Ana\nlyst"]]


def cells(body: bytes, charset: str | None = None) -> list[list[str]]:
    read = sheet.read(body, charset)
    return [read.header, *(row.cells for row in read.rows)]


@pytest.mark.parametrize(
    ("body", "charset", "encoding"),
    [
        (TEXT.encode(), None, "utf-8"),
        (TEXT.encode("utf-8-sig"), None, "utf-8"),
        (TEXT.encode("utf-8-sig"), "windows-1252", "utf-8"),
        (TEXT.encode("utf-16"), None, "utf-16-le"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), None, "utf-16-be"),
        (TEXT.encode("utf-16-le"), "utf-16le", "utf-16le"),
        (TEXT.encode("windows-1252"), None, "windows-1252"),
        (TEXT.encode("iso-8859-15"), "iso-8859-15", "iso-8859-15"),
        (TEXT.encode("macintosh"), "macintosh", "macintosh"),
        (TEXT.encode("latin-1"), "latin1", "latin1"),
        (TEXT.encode("windows-1252"), "cp1252", "cp1252"),
        (TEXT.encode(), "utf8", "utf8"),
    ],
)
def test_every_encoding_reads_the_same(body: bytes, charset: str | None, encoding: str) -> None:
    """By its mark, by what its sender says, or by what it can be."""
    assert cells(body, charset) == ROWS
    assert sheet.read(body, charset).encoding == encoding


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_every_separator_and_end_of_line_reads_the_same(separator: str, end: str) -> None:
    """Whatever else stands in quotes; as Excel says in a first line, too."""
    name = "".join(other * 2 for other in ",;\t|" if other != separator)
    text = end.join((f'"{name}"{separator}Role', f'"Zoë{separator} Ltd"{separator}Analyst', ""))
    for said in ("", f"sep={separator}\r\n"):
        assert cells((said + text).encode()) == [[name.strip(), "Role"], [f"Zoë{separator} Ltd", "Analyst"]]


def test_rows_are_numbered_as_spreadsheets_do() -> None:
    """Empty ones count; those at the end are not there."""
    rows = sheet.read(b"\r\na;b\r\n\r\n;\r\n1;2\r\n\r\n;;\r\n", None).rows
    assert [(row.number, row.cells) for row in rows] == [(3, []), (4, ["", ""]), (5, ["1", "2"])]


@pytest.mark.parametrize(
    ("body", "charset", "code"),
    [
        (b"", None, "empty"),
        (b"\xef\xbb\xbf \r\n,,\r\n", None, "empty"),
        (b"PK\x03\x04...", None, "workbook"),
        (b"\xd0\xcf\x11\xe0...", None, "workbook"),
        (TEXT.encode("utf-16-le"), None, "nul"),
        (TEXT.encode("utf-32"), None, "nul"),
        (b"a,b\r\n\x81\xff", None, "encoding"),
        (b"a,\xff", "utf-8", "encoding"),
        (b"\xff\xfea", None, "encoding"),
        *((b"a,b", charset, "charset") for charset in ("rot13", "idna", "iso-8859-12", "utf-7", "caf\xe9", "")),
        (b'a,b\r\n"never ends', None, "syntax"),
        (b'a,b\r\n"one"two,3', None, "syntax"),
        (b'a,b\r\n"' + b"x" * 200_000 + b'",', None, "syntax"),
        (b"a," * MAX_COLUMNS + b"b", None, "too_many_columns"),
        (b"a\n" * (MAX_ROWS + 2), None, "too_many_rows"),
    ],
)
def test_what_is_no_table_is_refused(body: bytes, charset: str | None, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        sheet.read(body, charset)
    assert [fault.code for fault in caught.value.faults] == [code]
