"""No message goes to an address that only this machine or its network can reach."""

import asyncio
import ssl
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address, ip_network

import httpcore
import httpx
import pytest
import trustme

from api.webhooks import sending
from api.webhooks.attending import Claim
from api.webhooks.secrets import Vault, new_secret
from api.webhooks.sending import Resolve, Sender
from api.webhooks.targets import Address, RefusedTargetError, Targets, is_public
from trust.receiver import Receiver

PUBLIC = Targets((), http=False)
SECRET = new_secret()
UNSEALED = Vault(())

CLOSED = """
    0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.254 127.0.0.1 127.255.255.254 169.254.169.254 172.16.0.1
    172.31.255.254 192.0.0.1 192.0.2.1 192.88.99.1 192.168.1.1 198.18.0.1 198.51.100.1 203.0.113.1 224.0.0.1
    239.255.255.255 240.0.0.1 255.255.255.255
    :: ::1 ::127.0.0.1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 64:ff9b::10.0.0.1 64:ff9b::127.0.0.1
    64:ff9b::169.254.169.254 64:ff9b:1::8.8.8.8 100::1 2001::1 2001:2::1 2001:10::1 2001:db8::1 2002:7f00:1::
    2002:a00:1:: 2002:808:808:: 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 2606:4700::1%eth0 fec0::1
    ff02::1 ff0e::1
"""

OPEN = "1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.1 172.32.0.1 2606:4700:4700::1111 64:ff9b::8.8.8.8"


def test_what_is_public() -> None:
    assert not [address for address in CLOSED.split() if is_public(ip_address(address))]
    assert all(is_public(ip_address(address)) for address in OPEN.split())


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("http://hooks.example/", "scheme"),
        ("https://me:word@hooks.example/", "userinfo"),
        ("https://me@hooks.example/", "userinfo"),
        ("https://@hooks.example/", "userinfo"),
        ("https://hooks.example/#here", "fragment"),
        ("https://hooks.example:25/", "port"),
        ("https://8.8.8.8:22/", "port"),
        ("https://hooks.example:65536/", "url"),
        ("https://127.0.0.1/", "address"),
        ("https://[::1]/", "address"),
        ("https://[::ffff:10.0.0.1]/", "address"),
        ("https://127.1/", "address"),
        ("https://2130706433/", "address"),
        ("https://0x7f.0.0.01/", "address"),
        ("https://10.0.0.1./", "address"),
        ("https://LocalHost/", "address"),
        ("https://any.localhost./", "address"),
        ("https://%31%30.0.0.1/", "url"),
        ("https://hooks.example,10.0.0.1/", "url"),
        ("https://h\u00f6\u00f6ks.example/", "url"),
        ("https://hooks.example\\@10.0.0.1/", "url"),
        ("https:///nowhere", "url"),
        ("https://[::1/", "url"),
        ("ftp://hooks.example/", "scheme"),
    ],
)
def test_an_address_that_is_refused_as_it_stands(url: str, code: str) -> None:
    with pytest.raises(RefusedTargetError) as refused:
        PUBLIC.check(url)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "url", ["https://8.8.8.8/", "https://hooks.example:8443/x?y=z", "https://[2606:4700::1111]/", "https://1e100.net./"]
)
def test_an_address_that_may_be_tried(url: str) -> None:
    """Of a name it is seen later where it leads, each time."""
    PUBLIC.check(url)


def test_an_operator_may_allow_more() -> None:
    allowing = Targets((ip_network("10.1.0.0/16"),), http=True)
    allowing.check("http://10.1.2.3:25/")
    for url in ("http://10.2.0.1/", "http://127.0.0.1/"):
        with pytest.raises(RefusedTargetError):
            allowing.check(url)


class Names:
    """A resolver that gives one answer after another."""

    def __init__(self, *answers: str) -> None:
        self.asked = 0
        self._answers = answers

    async def __call__(self, host: str, port: int) -> Sequence[Address]:
        self.asked += 1
        return [ip_address(text) for text in self._answers[min(self.asked, len(self._answers)) - 1].split()]


def claim(url: str) -> Claim:
    until = datetime.now(UTC) + timedelta(minutes=1)
    return Claim("id", "webhook", "webhook.test", b"{}", 0, until, url, (SECRET.encode(),))


def sender(targets: Targets, names: Resolve, vault: Vault = UNSEALED, seconds: float = 15) -> Sender:
    return Sender(targets, vault, lambda: datetime.now(UTC), timedelta(seconds=seconds), names)


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that a connection was opened to. None is."""
    hosts: list[str] = []

    async def connect(_: object, host: str, *__: object) -> httpcore.AsyncNetworkStream:
        hosts.append(host)
        raise httpcore.ConnectError

    monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", connect)
    return hosts


async def test_a_name_that_leads_inside_is_not_followed(found: list[str]) -> None:
    for inside in ("127.0.0.1", "10.0.0.7 ::1", "169.254.169.254"):
        attempt = await sender(PUBLIC, Names(inside)).send(claim("https://hooks.example/"))
        assert (attempt.error, attempt.status_code) == ("address", None)
    assert found == []


async def test_a_name_is_asked_once(found: list[str]) -> None:
    """What was looked at is what is connected to: a second answer, as of a rebinding name, is never asked for."""
    names = Names("93.184.215.14", "127.0.0.1")
    await sender(PUBLIC, names).send(claim("https://hooks.example/"))
    assert (found, names.asked) == (["93.184.215.14"], 1)
    again = await sender(PUBLIC, names).send(claim("https://hooks.example/"))
    assert (found, again.error) == (["93.184.215.14"], "address")


async def test_of_several_addresses_the_public_ones_are_tried(found: list[str]) -> None:
    await sender(PUBLIC, Names("10.0.0.1 1.1.1.1 ::1 2606:4700::1")).send(claim("https://hooks.example/"))
    assert found == ["1.1.1.1", "2606:4700::1"]


async def test_what_the_operator_forbids_meanwhile_is_not_sent(found: list[str]) -> None:
    """A webhook that was made when more was allowed."""
    assert (await sender(PUBLIC, Names("8.8.8.8")).send(claim("http://hooks.example/"))).error == "address"
    assert found == []


async def test_a_certificate_is_held_to_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    """Though the connection is made to an address. The server is told the name too."""
    authority = trustme.CA()
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("hooks.example").configure_cert(serving)
    said: list[str | None] = []
    serving.sni_callback = lambda _socket, name, _context: said.append(name)
    trusting = ssl.create_default_context()
    authority.configure_trust(trusting)
    monkeypatch.setattr(httpx, "create_ssl_context", lambda: trusting)
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")  # which nobody asks
    with Receiver(tls=serving) as receiver:
        here = Targets((ip_network("127.0.0.0/8"),), http=False)
        for name, error in (("hooks.example", None), ("other.example", "tls")):
            attempt = await sender(here, Names("127.0.0.1")).send(claim(f"https://{name}:{receiver.port}/"))
            assert attempt.error == error
        (received,) = receiver.received
    assert received.headers["host"] == f"hooks.example:{receiver.port}"
    assert said == ["hooks.example", "other.example"]


@pytest.mark.parametrize(("body", "seconds"), [(b"x" * 1000, 60), (b"", 0.1)], ids=["endless", "silent"])
async def test_an_answer_without_an_end(body: bytes, seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its status is all that matters: no more is read than is kept, nor waited for."""
    monkeypatch.setattr(sending, "_EXCERPT_SECONDS", seconds)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 410 Gone\r\n\r\n")
        with suppress(ConnectionError):
            while body:
                writer.write(body)
                await writer.drain()
            await reader.read()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        here = Targets((ip_network("127.0.0.0/8"),), http=True)
        attempt = await sender(here, Names("127.0.0.1"), seconds=5).send(claim(f"http://127.0.0.1:{port}/"))
    assert (attempt.status_code, attempt.error) == (410, "status")


async def test_a_name_that_leads_nowhere() -> None:
    async def unknown(host: str, port: int) -> Sequence[Address]:
        raise OSError

    lost = sender(PUBLIC, unknown)
    assert (await lost.send(claim("https://hooks.example/"))).error == "name"


async def test_a_secret_under_key() -> None:
    """It is sealed with the first key, opened with any, and signs nothing without."""
    old, new = "b" * 43 + "=", "a" * 43 + "="
    sealed = Vault((old,)).seal(SECRET)
    assert SECRET.encode() not in sealed
    assert Vault((new, old)).open(sealed) == SECRET
    assert Vault((new, old)).open(SECRET.encode()) == SECRET  # from before there was a key
    for keys in ((), (new,)):
        sealing = sender(PUBLIC, Names("8.8.8.8"), Vault(keys))
        assert (await sealing.send(claim("https://hooks.example/")._replace(secrets=(sealed,)))).error == "secret"
