"""When the issuer is asked for its keys, how often, and what holds while it does not answer."""

import asyncio
import logging
from datetime import timedelta
from typing import Any

import pytest
from joserfc.jwk import Key

from api.clock import now
from api.web.oidc.fetching import FetchError
from api.web.oidc.keys import FRESH, PAUSE, USABLE, IssuerKeys, signing_keys
from api.web.oidc.sign_ins import IssuerUnavailableError
from tests.conftest import SettableClock
from tests.issuing import ec, published, rsa

A_MOMENT = timedelta(milliseconds=1)


class Asked:
    """An issuer whose keys, health and slowness can be set, and which counts how often it is asked."""

    def __init__(self) -> None:
        self.keys: list[Key] = [rsa("one")]
        self.times = 0
        self.away = False
        self.answering = asyncio.Event()
        self.answering.set()
        self.clock = SettableClock()
        self.clock.instant = now()
        self.kept = IssuerKeys(self.fetch, self.clock)

    async def fetch(self) -> list[Any]:
        self.times += 1
        await self.answering.wait()
        if self.away:
            raise FetchError("gone")
        return published(*self.keys)

    def later(self, span: timedelta) -> None:
        assert self.clock.instant
        self.clock.instant += span

    async def finds(self, id: str | None = "one", algorithm: str = "RS256") -> list[str | None]:
        return [key.id for key in await self.kept.find(algorithm, id)]

    async def is_away(self, id: str = "one") -> int:
        """Return after how many seconds to try again."""
        with pytest.raises(IssuerUnavailableError) as error:
            await self.kept.find("RS256", id)
        return error.value.retry_after


@pytest.fixture
async def issuer() -> Asked:
    return Asked()


async def test_it_is_asked_when_first_needed_and_then_not_again(issuer: Asked) -> None:
    assert issuer.times == 0
    for _ in range(5):
        assert await issuer.finds() == ["one"]
    assert issuer.times == 1


async def test_keys_are_found_by_id_and_kind(issuer: Asked) -> None:
    """Without an id, by kind alone."""
    issuer.keys = [rsa("one"), rsa("zero"), ec("two")]
    assert await issuer.finds(None) == ["one", "zero"]
    assert await issuer.finds(None, "ES256") == ["two"]
    assert await issuer.finds("two", "ES256") == ["two"]
    assert await issuer.finds("two", "RS256") == []


async def test_any_number_at_once_ask_once(issuer: Asked) -> None:
    """And each gets the answer, but who went away meanwhile: that keeps it from nobody else."""
    issuer.answering.clear()
    waiting = [asyncio.create_task(issuer.finds()) for _ in range(50)]
    await asyncio.sleep(0)
    waiting[0].cancel()
    await asyncio.sleep(0)
    issuer.answering.set()
    found = await asyncio.gather(*waiting, return_exceptions=True)
    assert isinstance(found[0], asyncio.CancelledError)
    assert found[1:] == [["one"]] * 49
    assert issuer.times == 1


async def test_a_new_key_is_looked_for(issuer: Asked) -> None:
    """At once, where the last look is long enough ago."""
    assert await issuer.finds() == ["one"]
    issuer.keys = [rsa("zero")]
    issuer.later(PAUSE)
    assert await issuer.finds("zero") == ["zero"]
    assert await issuer.finds("one") == []
    assert issuer.times == 2


async def test_a_flood_of_unknown_keys_asks_little(issuer: Asked) -> None:
    """Once in each interval, whatever comes; and known keys do not suffer."""
    assert await issuer.finds() == ["one"]
    for interval in range(1, 4):
        issuer.later(PAUSE)
        found = await asyncio.gather(*(issuer.finds(f"{interval}-{n}") for n in range(200)))
        assert found == [[]] * 200
        for n in range(50):
            assert await issuer.finds(f"again {n}") == []
        assert await issuer.finds() == ["one"]
        assert issuer.times == 1 + interval


async def test_old_keys_are_renewed_behind_the_scenes(issuer: Asked) -> None:
    """No request waits for it, and a key that was withdrawn is no longer taken afterwards."""
    assert await issuer.finds() == ["one"]
    issuer.later(FRESH - A_MOMENT)
    assert await issuer.finds() == ["one"]
    assert issuer.times == 1
    issuer.keys = [rsa("zero")]
    issuer.later(A_MOMENT)
    issuer.answering.clear()
    assert await issuer.finds() == ["one"]
    assert await issuer.finds() == ["one"]
    issuer.answering.set()
    assert await issuer.finds("zero") == ["zero"]
    assert await issuer.finds("one") == []
    assert issuer.times == 2


async def test_known_keys_outlive_an_outage_for_a_while(issuer: Asked, caplog: pytest.LogCaptureFixture) -> None:
    """And no longer; once the issuer is back, so are they."""
    assert await issuer.finds() == ["one"]
    issuer.away = True
    issuer.later(FRESH)
    assert await issuer.finds() == ["one"]
    issuer.later(USABLE - FRESH - A_MOMENT)
    assert await issuer.finds() == ["one"]
    await asyncio.sleep(0)
    assert caplog.record_tuples[-1][1:] == (
        logging.WARNING,
        "the keys of the OpenID Connect issuer could not be fetched: gone",
    )
    issuer.later(A_MOMENT)
    assert await issuer.is_away() == PAUSE.seconds
    issuer.away = False
    assert await issuer.is_away() == PAUSE.seconds
    issuer.later(PAUSE)
    assert await issuer.finds() == ["one"]


async def test_an_issuer_that_is_away_is_not_asked_often(issuer: Asked) -> None:
    """Nobody is told that a token is bad while nobody knows."""
    issuer.away = True
    for interval in range(1, 4):
        for _ in range(20):
            await issuer.is_away()
        assert issuer.times == interval
        issuer.later(PAUSE)


async def test_an_unknown_key_is_not_refused_during_an_outage(issuer: Asked) -> None:
    """It may be a new one. Known ones are taken on."""
    assert await issuer.finds() == ["one"]
    issuer.away = True
    issuer.later(PAUSE)
    assert await issuer.is_away("zero") == PAUSE.seconds
    assert await issuer.finds() == ["one"]


async def test_a_clock_set_back_stops_nothing(issuer: Asked) -> None:
    assert await issuer.finds() == ["one"]
    issuer.keys = [rsa("zero")]
    issuer.later(-2 * USABLE)
    assert await issuer.finds("zero") == ["zero"]


async def test_closing_ends_a_question_under_way(issuer: Asked) -> None:
    issuer.answering.clear()
    waiting = asyncio.create_task(issuer.finds())
    await asyncio.sleep(0)
    await issuer.kept.close()
    with pytest.raises(asyncio.CancelledError):
        await waiting


def test_a_set_without_end_is_cut_off() -> None:
    """A token that names no key is tried with each of its kind: they must not be too many."""
    assert len(list(signing_keys(published(rsa("one")) * 100))) == 32
