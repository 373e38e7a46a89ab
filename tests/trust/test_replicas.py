"""Several replicas are one service, in small."""

import asyncio
from pathlib import Path

import httpx
import pytest

from trust import haproxy
from trust.polls import Poller
from trust.service import Service
from trust.site import Site


@pytest.mark.parametrize("shared_site", ["postgresql"], indirect=True)
def test_no_replica_tells_what_was_true_before(shared_site: Site, service: Service) -> None:
    """Whichever process a write and a poll come to: each keeps answers in a memory of its own."""
    with Service(shared_site.environment, shared_site.folder / "other.log") as other:
        poller = Poller([service.url, other.url], shared_site.found()[0])
        asyncio.run(_poll(poller, polls=40))
    assert (poller.stale, poller.failed, poller.failed_writes) == (0, 0, [])


async def _poll(poller: Poller, polls: int) -> None:
    await poller.prepare()
    until = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(poller.poll(until))
        while poller.polls < polls:  # noqa: ASYNC110 - as trust/writers.py does
            await asyncio.sleep(0.01)
        until.set()


def test_a_machine_without_haproxy_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A benchmark that would measure nothing fails; a trial says beforehand that it is skipped."""
    monkeypatch.setattr(haproxy, "_HAPROXY", None)
    with pytest.raises(haproxy.BalancerError, match="no haproxy on this machine"):
        haproxy.Balancer([], tmp_path).__enter__()


@pytest.mark.skipif(haproxy.missing() is not None, reason=str(haproxy.missing()))
@pytest.mark.parametrize("shared_site", ["postgresql"], indirect=True)
def test_figures_are_kept_from_the_public(shared_site: Site, service: Service) -> None:
    """Whatever else is asked is answered by a replica."""
    with haproxy.Balancer([service, service], shared_site.folder) as balancer:
        assert httpx.get(f"{service.url}/metrics").status_code == 200
        assert httpx.get(f"{balancer.url}/metrics").status_code == 404
        assert httpx.get(f"{balancer.url}/health/live").status_code == 200
