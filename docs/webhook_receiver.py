"""A receiver of webhooks: `WEBHOOK_SECRET=whsec_… python docs/webhook_receiver.py 8080`.

It takes what Afterword sent, once each, and nothing else. `pip install standardwebhooks` brings what verifies it.
"""  # noqa: INP001 - a script, in no package

import os
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

LARGEST = 100_000
"""Bytes: several times what any message has."""

webhook = Webhook(os.environ["WEBHOOK_SECRET"])
seen: set[str] = set()
"""A real receiver keeps these in its database, together with what it makes of the message."""


class Receiver(BaseHTTPRequestHandler):
    """Answers before it does anything that takes long: whoever needs 15 seconds is sent the message again."""

    def do_POST(self) -> None:
        """Verify the bytes as they came, and only then read them."""
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(min(length, LARGEST))
        try:
            message = webhook.verify(body, dict(self.headers))
        except WebhookVerificationError:
            self.send_error(401)
            return
        if self.headers["webhook-id"] not in seen:
            seen.add(self.headers["webhook-id"])
            print(message["type"], message["data"], flush=True)  # noqa: T201 - here is what you do with it
        self.send_response(204)
        self.end_headers()


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver).serve_forever()
