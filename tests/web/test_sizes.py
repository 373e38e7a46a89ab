"""How much may be sent at once, on the wire: each limit itself, and what is just beyond it."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import httpx
import pytest

from api.dossier.router import IMPORT_LIMIT
from api.web.json import MAX_DEPTH
from api.web.routing import BODY_LIMIT
from tests.making import complaints
from tests.serving import Served, served
from tests.web.test_connection import GET, Told, connected, refused

JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("sizes")
    with served(f"sqlite:///{folder}/afterword.db", folder / "log") as service:
        yield service


@pytest.fixture
def wire(service: Served) -> Iterator[httpx.Client]:
    headers = {"Authorization": f"Bearer {service.tokens()[0]}"}
    with httpx.Client(base_url=service.url, headers=headers, timeout=60) as client:
        yield client
        assert client.get("/account").status_code == 200


def padded(body: str, size: int) -> bytes:
    return body.encode() + b" " * (size - len(body))


def in_chunks(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), 65_536):
        yield content[start : start + 65_536]


@pytest.mark.parametrize("chunked", [False, True], ids=["announced", "in chunks"])
@pytest.mark.parametrize(
    ("path", "body", "limit", "status"),
    [
        ("/organizations", '{"name": "Initech"}', BODY_LIMIT, 201),
        ("/policy/evaluations", '{"dossier": {}}', BODY_LIMIT, 200),
        ("/import", "{}", IMPORT_LIMIT, 200),
    ],
)
def test_a_large_body(wire: httpx.Client, path: str, body: str, limit: int, status: int, *, chunked: bool) -> None:
    """The limit is taken; a byte more is not, and that is said while the client is still sending."""
    for size, expected in ((limit, status), (limit + 1, 413)):
        content = padded(body, size)
        answer = wire.post(path, content=in_chunks(content) if chunked else content, headers=JSON)
        assert answer.status_code == expected, size
        assert expected == status or answer.json()["detail"] == f"At most {limit} bytes"


def request(service: Served, length: int, body: bytes) -> bytes:
    return (
        b"POST /organizations HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
        b"Authorization: Bearer %s\r\n\r\n%s" % (length, service.tokens()[0].encode(), body)
    )


def test_a_length_that_is_too_large_is_believed(service: Served) -> None:
    """Nothing of the body has to come for that."""
    with closing(connected(service)) as connection:
        connection.sendall(request(service, BODY_LIMIT + 1, b""))
        assert Told(connection).status == 413


def test_a_length_that_is_too_small_is_believed_too(service: Served) -> None:
    """What is beyond it is no part of the request, and no request."""
    body = b'{"name": "Initech"}'
    with closing(connected(service)) as connection:
        connection.sendall(request(service, len(body), body))
        assert Told(connection).status == 201
        connection.sendall(b'{"name": "Initrode"}')
        refused(connection, 400, "malformed")


def test_after_an_early_answer_the_connection_is_good_for_another(service: Served) -> None:
    """As long as the client sends what it said it would."""
    with closing(connected(service)) as connection:
        connection.sendall(request(service, BODY_LIMIT + 1, b" " * (BODY_LIMIT + 1)))
        assert Told(connection).status == 413
        connection.sendall(GET + b"\r\n")
        assert Told(connection).status == 200


def nested(depth: int) -> list[str]:
    return [
        "[" * depth + "]" * depth,
        '{"a":' * depth + "1" + "}" * depth,
        '[{"a":' * (depth // 2) + "[" * (depth % 2) + "]" * (depth % 2) + "}]" * (depth // 2),
    ]


@pytest.mark.parametrize("path", ["/organizations", "/policy/evaluations", "/import"])
@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 1_000, 100_000])
def test_deep_nesting(wire: httpx.Client, path: str, depth: int) -> None:
    for body in nested(depth):
        assert complaints(wire.post(path, content=body, headers=JSON)) == [("", "depth")], body[:20]


def test_nesting_that_is_deep_enough(wire: httpx.Client) -> None:
    """It is read, and only then found to be no organization."""
    for body in nested(MAX_DEPTH):
        assert ("", "depth") not in complaints(wire.post("/organizations", content=body, headers=JSON)), body[:20]


@pytest.mark.parametrize("number", ["1e400", "-1e400", "NaN", "Infinity", "9" * 5_000, "0." + "9" * 5_000, "9" * 4_000])
@pytest.mark.parametrize("path", ["/organizations", "/policy/evaluations", "/import"])
def test_large_numbers(wire: httpx.Client, path: str, number: str) -> None:
    """Where no number belongs, and where one could stand: a fault like any other."""
    body = {
        "/organizations": '{"name": %s}',
        "/policy/evaluations": '{"horizon": %s, "dossier": {}}',
        "/import": '{"organizations": [{"id": %s}]}',
    }[path]
    assert complaints(wire.post(path, content=body % number, headers=JSON))


def test_long_texts_and_lists(wire: httpx.Client) -> None:
    """Each is told where it is; of many faults a hundred."""
    long = {"name": "x" * 4_000_000, "timezone": "y" * 100_000}
    assert complaints(wire.post("/organizations", json=long)) == [
        ("/name", "string_too_long"),
        ("/timezone", "time_zone"),
    ]
    many: dict[str, Any] = {"dossier": {"marks": [{} for _ in range(100_001)]}}
    assert complaints(wire.post("/policy/evaluations", json=many)) == [("/dossier/marks", "too_long")]
    wrong: dict[str, Any] = {"dossier": {"contacts": [{} for _ in range(50_000)]}}
    assert len(complaints(wire.post("/policy/evaluations", json=wrong))) == 100


def test_many_keys(wire: httpx.Client) -> None:
    """Names that nobody knows, and one name over and over."""
    unknown = {f"k{number}": number for number in range(100_000)}
    assert len(complaints(wire.post("/organizations", json=unknown))) == 100
    again = "{" + ", ".join(['"name": "a"'] * 100_000) + "}"
    assert complaints(wire.post("/organizations", content=again, headers=JSON)) == [("/name", "duplicate_key")]


def test_many_parameters(wire: httpx.Client) -> None:
    """As many as an address holds: repeated, unknown, empty."""
    for query, code in (
        ("limit=1&" * 900, "repeated"),
        ("a&" * 3_900, "extra_forbidden"),
        ("x=&" * 2_600, "extra_forbidden"),
    ):
        found = complaints(wire.get(f"/contacts?{query}"))
        assert (len(found), {said for _, said in found}) == (100, {code})


def test_a_list_in_a_query_is_bounded(wire: httpx.Client) -> None:
    found = complaints(wire.get("/next-actions", params=[("kind", "move_on")] * 300))
    assert found == [("kind", "too_long")]
