"""Clients that dawdle, crowd or talk nonsense, on real connections to a service of little patience."""

import json
import select
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from http.client import HTTPResponse
from urllib.parse import urlsplit

import httpx
import pytest

from api.web.bounds import HEADERS_LIMIT, LEAST_RATE, URL_LIMIT
from api.web.connection import HEAD_LIMIT
from tests.serving import Served, afterword, served

PATIENCE = 0.6
MOST = 12
GET = b"GET /health/live HTTP/1.1\r\nHost: afterword.test\r\n"


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("connection")
    url = f"sqlite:///{folder}/afterword.db"
    with served(url, folder / "log", patience=PATIENCE, connections=MOST) as service:
        yield service


@pytest.fixture(autouse=True)
def _still_well(service: Served) -> Iterator[None]:
    """Whatever one client does, the next is served."""
    yield
    assert httpx.get(f"{service.url}/health/live").json() == {"status": "ok"}


@pytest.fixture
def post(service: Served) -> bytes:
    """The head of a POST, all but how long its body is."""
    return (
        b"POST /organizations HTTP/1.1\r\nHost: afterword.test\r\nContent-Type: application/json\r\n"
        b"Authorization: Bearer " + service.tokens()[0].encode() + b"\r\n"
    )


def connected(service: Served) -> socket.socket:
    place = urlsplit(service.url)
    return socket.create_connection((place.hostname, place.port), timeout=10)


class Told:
    """What the service says on a connection before it closes it."""

    def __init__(self, connection: socket.socket) -> None:
        answer = HTTPResponse(connection)
        answer.begin()
        self.status = answer.status
        self.headers = answer.headers
        self.problem = json.loads(answer.read())
        self.slug = str(self.problem.get("type", "")).rpartition(":")[2]
        self.closed = answer.will_close


def is_over(connection: socket.socket) -> bool:
    """Whether the service closes the connection without another word."""
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True


def refused(connection: socket.socket, status: int, slug: str) -> Told:
    """Hold an answer that uvicorn's part of us gives against the form of all others."""
    told = Told(connection)
    assert (told.status, told.slug, told.closed) == (status, slug, True)
    assert told.headers["Content-Type"] == "application/problem+json"
    assert told.headers["X-Content-Type-Options"] == "nosniff"
    assert told.headers["Cache-Control"] == "no-store"
    assert told.headers["X-Request-Id"]
    assert told.headers["Date"]
    assert told.problem["status"] == status
    assert is_over(connection)
    return told


def drip(connection: socket.socket, content: bytes) -> None:
    """Send byte by byte, until the service has had enough."""
    for position in range(len(content)):
        try:
            connection.sendall(content[position : position + 1])
        except OSError:
            return
        time.sleep(PATIENCE / 6)


def test_a_dripped_head(service: Served) -> None:
    """Each byte comes soon after the one before, and the head is due in time all the same."""
    with closing(connected(service)) as connection:
        drip(connection, b"GET /health")
        refused(connection, 408, "request-timeout")


def test_a_second_head_is_dripped(service: Served) -> None:
    """A connection that was well used has no more time than a new one."""
    with closing(connected(service)) as connection:
        connection.sendall(GET + b"\r\n")
        assert Told(connection).status == 200
        drip(connection, b"GET /health")
        refused(connection, 408, "request-timeout")


@pytest.mark.parametrize("before", [b"", GET + b"\r\n"])
@pytest.mark.parametrize("content", [b"", b"\r\n" * 6])
def test_nothing_asked(service: Served, before: bytes, content: bytes) -> None:
    """Silence, and blank lines, which begin no request, are answered with silence. After a request one may be idle."""
    with closing(connected(service)) as connection:
        if before:
            connection.sendall(before)
            assert Told(connection).status == 200
        drip(connection, content)
        if before and not content:
            time.sleep(PATIENCE * 2)
            connection.sendall(before)
            assert Told(connection).status == 200
        else:
            assert is_over(connection)


@pytest.mark.parametrize("length", [b"Content-Length: 1000\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n3e8\r\n"])
def test_a_stalled_body(service: Served, post: bytes, length: bytes) -> None:
    """Announced or in chunks, what is missing is not waited for; the answer is like any other."""
    with closing(connected(service)) as connection:
        connection.sendall(post + b"Origin: https://app.example\r\nX-Request-Id: mine\r\n" + length + b'{"name": "')
        told = Told(connection)
        assert (told.status, told.slug, told.closed) == (408, "request-timeout", True)
        assert told.headers["X-Request-Id"] == "mine"
        assert told.problem["instance"] == "/organizations"
        assert is_over(connection)


def test_a_slow_body_that_gets_on(service: Served, post: bytes) -> None:
    """Twice as long as our patience, and fast enough."""
    name = b'{"name": "' + b"x" * int(LEAST_RATE * PATIENCE * 4) + b'"}'
    step = len(name) // 20
    with closing(connected(service)) as connection:
        connection.sendall(post + b"Content-Length: %d\r\n\r\n" % len(name))
        for start in range(0, len(name), step):
            connection.sendall(name[start : start + step])
            time.sleep(PATIENCE / 10)
        assert (told := Told(connection)).status == 422
        assert told.problem["errors"][0]["code"] == "string_too_long"


def test_a_body_that_is_not_wanted(service: Served) -> None:
    """The answer comes before the body, and the rest of it is not waited for."""
    with closing(connected(service)) as connection:
        connection.sendall(b"POST /organizations HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000\r\n\r\n")
        assert Told(connection).status == 401
        drip(connection, b"x" * 20)
        assert is_over(connection)


def test_the_rest_of_a_body_that_is_not_wanted(service: Served) -> None:
    """Where it comes in time, the next request on the connection is answered, however idle it was in between."""
    with closing(connected(service)) as connection:
        connection.sendall(b"POST /organizations HTTP/1.1\r\nHost: a\r\nContent-Length: 20\r\n\r\n")
        assert Told(connection).status == 401
        time.sleep(PATIENCE * 0.6)
        connection.sendall(b"x" * 20)
        time.sleep(PATIENCE * 2)
        connection.sendall(GET + b"\r\n")
        answer = HTTPResponse(connection)
        answer.begin()
        assert answer.status == 200


def test_an_answer_that_nobody_reads(service: Served) -> None:
    """It is not kept for long: the connection is reset, and nothing of the answer stays in memory."""
    with closing(socket.socket()) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        place = urlsplit(service.url)
        connection.connect((place.hostname, place.port))
        # More than the system itself takes off our hands.
        connection.sendall(b"GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: a\r\n\r\n" * 20)
        reset = select.poll()
        reset.register(connection, 0)
        assert reset.poll(10_000) == [(connection.fileno(), select.POLLERR | select.POLLHUP)]


@pytest.mark.parametrize(
    "content",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"HELLO\r\n\r\n",
        b"GET /health/live HTTP/1.1\r\nBad Header: 1\r\n\r\n",
        b"POST /import HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        b"POST /import HTTP/1.1\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"POST /import HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST /import HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        b"GET /\xff HTTP/1.1\r\nHost: a\r\n\r\n",
        b"CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n",
    ],
)
def test_no_http(service: Served, content: bytes) -> None:
    """What cannot be read, or could be read in two ways, is 400."""
    with closing(connected(service)) as connection:
        connection.sendall(content)
        refused(connection, 400, "malformed")


def test_nonsense_in_a_body(service: Served, post: bytes) -> None:
    with closing(connected(service)) as connection:
        connection.sendall(post + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\nnonsense\r\n")
        refused(connection, 400, "malformed")


def test_nonsense_behind_a_request(service: Served) -> None:
    """The request is answered, in its place, and the connection ends."""
    with closing(connected(service)) as connection:
        connection.sendall(GET + b"\r\nHELLO\r\n\r\n")
        assert Told(connection).problem == {"status": "ok"}
        assert is_over(connection)


def test_another_protocol_is_not_spoken(service: Served) -> None:
    """An offer to upgrade is let pass, and not a line of the log is spent on it."""
    before = service.log.read_text()
    for protocol in (b"websocket", b"h2c"):
        with closing(connected(service)) as connection:
            connection.sendall(GET + b"Connection: upgrade\r\nUpgrade: " + protocol + b"\r\n\r\n")
            assert Told(connection).status == 200
    assert service.log.read_text() == before


def test_idle_connections_make_room(service: Served) -> None:
    """A new client is served; the one that was idle for longest has to come again."""
    with ExitStack() as stack:
        idle = [stack.enter_context(closing(connected(service))) for _ in range(MOST)]
        for connection in idle:
            connection.sendall(GET + b"\r\n")
            assert Told(connection).status == 200
            time.sleep(
                0.003
            )  # the service's clock counts milliseconds, and two of the same age are as good as each other
        assert httpx.get(f"{service.url}/health/live").status_code == 200
        assert is_over(idle[0])
        idle[-1].sendall(GET + b"\r\n")
        assert Told(idle[-1]).status == 200


def test_too_many_connections(service: Served) -> None:
    """Where all are at work, the next is told to come again."""
    with ExitStack() as stack:
        for _ in range(MOST):
            stack.enter_context(closing(connected(service))).sendall(b"GET")
        with closing(connected(service)) as connection:
            told = refused(connection, 503, "overloaded")
        assert told.headers["Retry-After"] == "1"
        for _ in range(MOST + 1):
            stack.enter_context(closing(connected(service)))
        with closing(connected(service)) as connection:
            assert is_over(connection)  # not even told so
    figures = httpx.get(f"{service.url}/metrics").text
    for status in ("503", "none"):  # somebody is, who can give it more
        assert f'afterword_requests_refused_total{{status="{status}"}} ' in figures


@pytest.mark.parametrize(
    ("one_more", "status", "slug"), [(0, 422, "invalid"), (1, 414, "uri-too-long")], ids=["largest", "larger"]
)
def test_a_long_address(service: Served, one_more: int, status: int, slug: str) -> None:
    opening = b"/policy?q="
    address = opening + b"x" * (URL_LIMIT - len(opening) + one_more)
    with closing(connected(service)) as connection:
        connection.sendall(b"GET " + address + b" HTTP/1.1\r\nHost: a\r\n\r\n")
        told = Told(connection)
        assert (told.status, told.slug, told.problem["instance"]) == (status, slug, "/policy")
        connection.sendall(GET + b"\r\n")
        assert Told(connection).status == 200


@pytest.mark.parametrize("one_more", [0, 1])
def test_large_headers(service: Served, one_more: int) -> None:
    rest = HEADERS_LIMIT - len(b"HostaX-OneX-Two") + one_more
    half = rest // 2
    with closing(connected(service)) as connection:
        connection.sendall(b"GET /health/live HTTP/1.1\r\nHost: a\r\nX-One: " + b"x" * half + b"\r\n")
        connection.sendall(b"X-Two: " + b"x" * (rest - half) + b"\r\n\r\n")
        told = Told(connection)
        assert (told.status, told.slug) == ((431, "headers-too-large") if one_more else (200, ""))


@pytest.mark.parametrize(
    ("opening", "status", "slug"),
    [
        (b"GET /", 414, "uri-too-long"),
        (b"GET / HTTP/1.1\r\nX-Large: ", 431, "headers-too-large"),
        (b"GET / HTTP/1.1\r\nX-Large", 431, "headers-too-large"),
    ],
)
def test_a_head_without_end(service: Served, opening: bytes, status: int, slug: str) -> None:
    """It is refused while it comes: what is not finished is not kept for long."""
    with closing(connected(service)) as connection:
        connection.sendall(opening)
        time.sleep(0.05)
        for _ in range(HEAD_LIMIT // 8_000 + 1):
            connection.sendall(b"x" * 8_000)
            time.sleep(0.005)
        refused(connection, status, slug)


@pytest.mark.parametrize(("name", "value"), [("PATIENCE", "0"), ("PATIENCE", "soon"), ("CONNECTIONS", "0")])
def test_no_patience_at_all(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """What cannot be is refused at the start, in words."""
    monkeypatch.setenv(f"AFTERWORD_{name}", value)
    answer = afterword("sqlite:///nowhere.db", "serve")
    assert (answer.exit_code, f"AFTERWORD_{name}: " in answer.stderr) == (1, True)
