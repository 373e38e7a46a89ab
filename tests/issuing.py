"""A small OpenID Connect issuer: a real HTTP server on this machine, with keys of its own."""

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from joserfc import jws
from joserfc.jwk import ECKey, Key, RSAKey

AUDIENCE = "https://api.example"

CONFIGURATION, JWKS = "/.well-known/openid-configuration", "/keys"


@cache
def rsa(name: str) -> RSAKey:
    """Return a key for RS256. The same name gives the same key: making one takes a while."""
    return RSAKey.generate_key(2048, {"kid": name})


@cache
def ec(name: str, curve: Any = "P-256") -> ECKey:
    return ECKey.generate_key(curve, {"kid": name})


ALGORITHMS = {"RSA": "RS256", "EC": "ES256"}


def published(*keys: Key, **changes: Any) -> list[Any]:
    """Return keys as an issuer shows them, with changes."""
    return [{**key.as_dict(private=False), "use": "sig"} | changes for key in keys]


def claims(issuer: str, at: float | None = None, **changes: Any) -> dict[str, Any]:
    """Return what a token says that is good for ten minutes, with changes; None takes a claim away."""
    at = int(time.time() if at is None else at)
    said = {"iss": issuer, "aud": AUDIENCE, "sub": "sam", "iat": at, "exp": at + 600, "jti": "1"} | changes
    return {name: value for name, value in said.items() if value is not None}


def signed(key: Key, said: Mapping[str, Any] | bytes, **header: Any) -> str:
    """Return a token signed with a key, under a header with changes; None takes a member away."""
    members = {"alg": ALGORITHMS[key.key_type], "kid": key.kid, "typ": "at+jwt"} | header
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    registry = jws.JWSRegistry(algorithms=list(jws.JWSRegistry.algorithms), strict_check_header=False)
    return jws.serialize_compact(
        {name: value for name, value in members.items() if value is not None}, body, key, registry=registry
    )


class Issuer:
    """What the issuer answers, path by path, and how often it was asked. Either may be changed at any time."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.keys: list[Key] = [rsa("one"), ec("two")]
        self.asked: Counter[str] = Counter()
        self.status = 200
        self.headers: dict[str, str] = {}
        self.bodies: dict[str, bytes] = {}
        self.delay = 0.0

    def answer(self, path: str) -> bytes:
        """Return the document at a path: a changed one, or what an issuer has there."""
        configuration = {"issuer": self.url, "jwks_uri": self.url + JWKS}
        documents = {CONFIGURATION: configuration, JWKS: {"keys": published(*self.keys)}}
        return self.bodies.get(path) or json.dumps(documents[path]).encode()

    def token(self, key: Key | None = None, **changes: Any) -> str:
        """Return a good access token with changes to its claims."""
        return signed(key or self.keys[0], claims(self.url, **changes))


@contextmanager
def issuing() -> Iterator[Issuer]:
    """Run an issuer until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            issuer.asked[self.path] += 1
            time.sleep(issuer.delay)
            body = issuer.answer(self.path)
            self.send_response(issuer.status)
            for name, value in {"Content-Length": str(len(body)), **issuer.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *_: object) -> None:
            """Say nothing: a client may hang up."""

    server = Server(("127.0.0.1", 0), Handler)
    issuer = Issuer(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield issuer
    server.shutdown()
    server.server_close()
