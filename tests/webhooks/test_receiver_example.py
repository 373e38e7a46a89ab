"""The receiver of `docs/webhooks.md` does what the page says: run as it stands, at the other end of a worker."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from tests.making import message, webhook
from tests.webhooks.conftest import Attend
from trust.service import free_port

RECEIVER = Path(__file__).parents[2] / "docs" / "webhook_receiver.py"


@contextmanager
def running(secret: str, port: int) -> Iterator["subprocess.Popen[str]"]:
    """Run it until the block ends."""
    command = [sys.executable, str(RECEIVER), str(port)]
    environment = {**os.environ, "WEBHOOK_SECRET": secret}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as it:  # noqa: S603 - ours
        try:
            give_up = time.monotonic() + 20
            while time.monotonic() < give_up:
                try:
                    httpx.get(f"http://127.0.0.1:{port}/")
                    break
                except httpx.TransportError:
                    time.sleep(0.05)
            yield it
        finally:
            it.terminate()


async def test_it_takes_what_is_ours_once(client: httpx.AsyncClient, attend: Attend) -> None:
    """Sent again, a message is acknowledged and not told again; what nobody signed is refused."""
    url = f"http://127.0.0.1:{(port := free_port())}/"
    made = await webhook(client, url=url)
    with running(made["secret"], port) as receiver:
        sent = await message(client, made["id"])
        path = f"/webhooks/{made['id']}/deliveries/{sent['id']}"
        await attend(client)
        assert (await client.post(f"{path}/redeliver")).status_code == 202
        await attend(client)
        assert [one["status_code"] for one in (await client.get(path)).json()["attempts"]] == [204, 204]
        async with httpx.AsyncClient() as nobody:
            assert (await nobody.post(url, content=b"{}")).status_code == 401
        receiver.terminate()
        assert receiver.stdout is not None
        assert receiver.stdout.read() == f"webhook.test {{'webhook_id': '{made['id']}'}}\n"
