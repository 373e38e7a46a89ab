"""Answers too large for the memory: written to the disk first, and sent from there.

So a reader takes its time over a file, and not over a transaction that shows one state of the account: that is over
when the last row is read. What goes wrong until then is still answered with a problem, and the length is known.
"""

from collections.abc import Iterable
from tempfile import SpooledTemporaryFile

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

_IN_MEMORY = 1_000_000
"""Bytes; what is shorter never touches the disk."""
_SENT_AT_ONCE = 65_536

Spool = SpooledTemporaryFile[bytes]


def spool(chunks: Iterable[bytes]) -> Spool:
    """Return a file with all that is gone through, which nobody else can open and which is gone when it is closed.

    Raises `OSError` where the disk takes no more.
    """
    file: Spool = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - whoever sends it closes it
    try:
        for chunk in chunks:  # `writelines` would have all of them in memory before it looked at how much it is
            file.write(chunk)
        file.flush()
    except BaseException:
        file.close()
        raise
    return file


class SpooledResponse(Response):
    """The answer that is a spooled file, whole. It is closed when it has been sent, or given up."""

    def __init__(self, file: Spool, media_type: str, headers: dict[str, str]) -> None:
        super().__init__(None, 200, headers | {"Content-Length": str(file.tell())}, media_type)
        self._file = file
        file.seek(0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI's own
        """Send it piece by piece: the server below waits with the next until the last has gone."""
        with self._file as file:
            await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
            while piece := file.read(_SENT_AT_ONCE):
                await send({"type": "http.response.body", "body": piece, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
