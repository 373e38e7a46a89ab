"""An OpenID Connect issuer that a person can sign in to, with authorization code and PKCE, for one page."""

import json
import secrets
import threading
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from tests.issuing import AUDIENCE, CONFIGURATION, JWKS, claims, published, rsa, signed

CLIENT = "the-page"


class SignIns:
    """What the issuer knows: the page that it may send people back to, and the codes that it gave out."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.page = ""
        """Where the page is. It alone may have a code, and its origin alone may ask for a token."""
        self.lifetime = 600
        self._codes: dict[str, dict[str, str]] = {}

    def configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "jwks_uri": self.url + JWKS,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
        }

    def agreed(self, asked: dict[str, str]) -> str:
        """Return where somebody who agrees is sent, with a code; whoever asks otherwise than agreed gets none."""
        code = secrets.token_urlsafe()
        assert asked["redirect_uri"] == self.page
        assert (asked["response_type"], asked["client_id"], asked["audience"]) == ("code", CLIENT, AUDIENCE)
        assert asked["code_challenge_method"] == "S256"
        self._codes[code] = asked
        return f"{self.page}?{urlencode({'code': code, 'state': asked['state']})}"

    def declined(self, asked: dict[str, str]) -> str:
        """Return where somebody who does not agree is sent."""
        said = {"error": "access_denied", "error_description": "Sam said no.", "state": asked["state"]}
        return f"{self.page}?{urlencode(said)}"

    def token(self, given: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Trade a code for an access token: once, and with whoever began."""
        asked = self._codes.pop(given.get("code", ""), {})
        verified = urlsafe_b64encode(sha256(given.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        alike = all(asked.get(name) == given.get(name) for name in ("client_id", "redirect_uri"))
        if not asked or not alike or asked["code_challenge"] != verified:
            return 400, {"error": "invalid_grant"}
        said = claims(self.url)
        token = signed(rsa("one"), said | {"exp": said["iat"] + self.lifetime})
        return 200, {"access_token": token, "token_type": "Bearer", "expires_in": self.lifetime}


@contextmanager
def signing_in() -> Iterator[SignIns]:
    """Run an issuer until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
            if parts.path == "/authorize":
                places = {"Sign in as Sam": issuer.agreed(asked), "No": issuer.declined(asked)}
                links = "".join(f'<p><a href="{url.replace("&", "&amp;")}">{text}</a>' for text, url in places.items())
                page = f'<!doctype html><html lang="en"><title>Issuer</title><link rel="icon" href="data:,">{links}'
                self._answer(200, "text/html", page.encode())
            else:
                keys = {"keys": published(rsa("one"))}
                self._answer_json(200, {CONFIGURATION: issuer.configuration(), JWKS: keys}[parts.path])

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._answer_json(*issuer.token({name: values[0] for name, values in parse_qs(text).items()}))

        def _answer_json(self, status: int, document: object) -> None:
            self._answer(status, "application/json", json.dumps(document).encode())

        def _answer(self, status: int, kind: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Access-Control-Allow-Origin", issuer.page.rstrip("/"))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer = SignIns(f"http://127.0.0.1:{server.server_port}")
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield issuer
    server.shutdown()
    server.server_close()
