"""The bytes of a body as text, by the character set that its sender named."""

import codecs
import re
from email.message import Message

from api.web.problems import Fault, Invalid

# By Python's names. What mail programs write; an unknown one is refused, as guessing would spoil people's names.
_CHARSETS = frozenset({"ascii", "cp1250", "cp1252", "iso8859-1", "iso8859-15", "utf-8", "utf-16"})
_FOLD = re.compile(rb"\r?\n[ \t]")


def decoded(body: bytes, content_type: str) -> str:
    """Return the text of a body with line ends as Python has them, unfolded and without a byte order mark.

    `content_type` is the header; its `charset` is UTF-8 where it names none. Raises `Invalid` for a character set that
    is not taken, for bytes that are not in it, and for a NUL.
    """
    header = Message()
    header["Content-Type"] = content_type
    charset = header.get_content_charset("utf-8")
    try:
        known = codecs.lookup(charset).name
    except (LookupError, ValueError):
        known = ""
    if known not in _CHARSETS:
        raise Invalid(Fault("charset", "Not a character set that is taken here: use UTF-8", header="Content-Type"))
    if known != "utf-16":  # some programs fold within a character: RFC 5545, 3.1
        body = _FOLD.sub(b"", body)
    try:
        text = body.decode(known)
    except UnicodeDecodeError as error:
        raise Invalid.at("", "encoding", f"Not {known.upper()}, at byte {error.start}") from None
    if "\0" in text:
        raise Invalid.at("", "nul", "A text must not contain a NUL character")
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
