"""Where a message may go: never to an address that only this machine or its network can reach, unless it is allowed.

What counts is the address that is connected to. A name is looked up once, right before, and the connection is made to
what was found and looked at, so that a name which answers differently the next time gains nothing.
"""

import re
import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from api.settings import Network, Settings

Address = IPv4Address | IPv6Address

_PORTS = {"https": 443, "http": 80}
_FIRST_FREE_PORT = 1024
"""Below it are the ports of other protocols, as of mail, which a body of our making should not reach."""

_NAME = re.compile(r"[a-z0-9._-]{1,254}")

# IANA's registries of special-purpose addresses, with what they call globally reachable and a webhook is not: written
# out, because `is_global` knows as much as the Python that it came with.
_CLOSED = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # behind a carrier's translation
            "127.0.0.0/8",  # loopback
            "169.254.0.0/16",  # link-local, and the metadata of every cloud
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocol assignments
            "192.0.2.0/24",  # documentation
            "192.31.196.0/24",  # AS112
            "192.52.193.0/24",  # multicast tunnels
            "192.88.99.0/24",  # relays of 6to4
            "192.168.0.0/16",  # private
            "192.175.48.0/24",  # AS112
            "198.18.0.0/15",  # benchmarking
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
            "2001::/23",  # protocol assignments, Teredo's among them
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4: an IPv4 address in disguise
            "2620:4f:8000::/48",  # AS112
            "3fff::/20",  # documentation
        ),
    )
)
_GLOBAL = IPv6Network("2000::/3")
"""All of IPv6 that is handed out; what lies outside of it is loopback, local, multicast or not in use."""
_TRANSLATED = IPv6Network("64:ff9b::/96")
"""How a network without IPv4 reaches an IPv4 address, which is the last four bytes (RFC 6052)."""


class RefusedTargetError(ValueError):
    """Nothing may be sent there. `code` is for programs; the message says why, and repeats nothing of the URL."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


class Targets(NamedTuple):
    """What the operator allows."""

    networks: Sequence[Network]
    """Networks that are reached although they are closed, over whatever port."""
    http: bool
    """Whether a message may go without encryption."""

    @classmethod
    def of(cls, settings: Settings) -> "Targets":
        """Return what the settings allow."""
        return cls(settings.webhook_networks, settings.webhook_http)

    def check(self, url: str) -> SplitResult:
        """Return the parts of a URL; raise `RefusedTargetError` where nothing may be sent to it, whatever its name is.

        A name is not looked up: what it leads to is seen to when something is sent, each time.
        """
        try:
            parts = urlsplit(url)
            port, host = parts.port, parts.hostname
        except ValueError:
            raise RefusedTargetError("url", "Must be a web address") from None
        if not host or not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
            raise RefusedTargetError("url", "Must be a web address, in ASCII")
        if parts.scheme not in self._schemes:
            raise RefusedTargetError("scheme", f"Must begin with {' or '.join(f'{s}://' for s in self._schemes)}")
        if "@" in parts.netloc:
            raise RefusedTargetError("userinfo", "Must hold no user name and no password")
        if "#" in url:
            raise RefusedTargetError("fragment", "Must hold no fragment")
        if address := _address(host):
            self.check_address(address, port or _PORTS[parts.scheme])
        elif not _NAME.fullmatch(host):
            raise RefusedTargetError("url", "Must be a web address")
        elif not self.networks:
            _check_port(port or _PORTS[parts.scheme])
        return parts

    def check_address(self, address: Address, port: int) -> None:
        """Raise `RefusedTargetError` where a connection to an address is not allowed."""
        if any(address in network for network in self.networks):
            return
        if not is_public(address):
            raise RefusedTargetError("address", "Must lead to a public address")
        _check_port(port)

    @property
    def _schemes(self) -> Sequence[str]:
        return ("https", "http") if self.http else ("https",)


def _check_port(port: int) -> None:
    if port not in _PORTS.values() and port < _FIRST_FREE_PORT:
        raise RefusedTargetError("port", "Must be to port 443 or 80, or to 1024 or above")


def is_public(address: Address) -> bool:
    """Return whether an address is one that anybody on the Internet could be reached at."""
    if isinstance(address, IPv6Address):
        if address in _TRANSLATED:
            return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
        if address not in _GLOBAL or address.scope_id is not None:
            return False
    return address.is_global and not any(address in network for network in _CLOSED)


def _address(host: str) -> Address | None:
    """Return the address that a host is, in whatever way it is written; None where it is a name.

    C libraries also take fewer than four numbers, and octal and hexadecimal ones: `127.1`, `0x7f000001`.
    """
    name = host.removesuffix(".")
    if name == "localhost" or name.endswith(".localhost"):  # wherever one asks (RFC 6761)
        return IPv4Address("127.0.0.1")
    try:
        return ip_address(host)
    except ValueError:
        pass
    try:
        return IPv4Address(socket.inet_aton(name))
    except OSError:
        return None
