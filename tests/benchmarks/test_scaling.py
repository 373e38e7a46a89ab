"""What so many accounts need, as `docs/scaling.md` tells it, is worked out from what was measured."""

from dataclasses import replace
from itertools import pairwise

import pytest

from benchmarks.scaling import COPIES, PAGE, STEPS, SUPPOSED, Cost, Measured, need, stored, updated

MEASURED = Measured(
    rows=100,
    bytes=50_000,
    warm=Cost(service=200, database=100, coordinator=300, worker=200),
    cold=Cost(service=2_000, database=1_000, coordinator=3_000, worker=2_000),
    write=Cost(service=1_000, database=500, coordinator=1_500, worker=1_000),
)
ROUND = replace(SUPPOSED, in_use=0.1, polls=86_400 // 100, writes=86_400 // 1000, peak=2.0, server_cores=10)
"""With a hundred thousand accounts: 172.8 polls a second, and 17.2 writes, each with a cold poll among these."""


def test_the_page_is_as_it_was_worked_out() -> None:
    """`python -m benchmarks.scaling --tables` writes it anew."""
    assert updated(PAGE.read_text(), stored()) == PAGE.read_text()


def test_processors_are_those_of_every_kind_of_request() -> None:
    found = need(100_000, MEASURED, ROUND)
    writes = 10_000 * 86 * 2 / 86_400
    polls = 10_000 * 864 * 2 / 86_400
    assert found.requests == pytest.approx(polls + writes)
    assert found.service_cores == pytest.approx(((polls - writes) * 200 + writes * 2_000 + writes * 1_000) / 1e6)
    assert found.database_cores == pytest.approx(found.service_cores / 2)


def test_one_server_does_until_it_is_full() -> None:
    """Then Citus's own costs count, and there is a server to pass queries on."""
    idle = replace(ROUND, in_use=0.001)
    fits, full = (need(accounts, MEASURED, idle) for accounts in (10_000_000, 10_000_001))
    assert (fits.gigabytes, fits.servers, fits.coordinators, fits.shards) == (500, 1, 0, 1)
    assert (full.servers, full.coordinators, full.shards) == (2, 1, 128)
    assert full.database_cores > 2 * fits.database_cores


def test_a_replica_may_die() -> None:
    assert need(1, MEASURED).replicas == 2


def test_more_accounts_need_no_less() -> None:
    needs = [need(accounts, MEASURED) for accounts in STEPS]
    for less, more in pairwise(needs):
        assert all(one <= other for one, other in zip(less, more, strict=True))


def test_the_price_is_of_what_is_rented() -> None:
    found = need(1_000, MEASURED)
    cores = found.replicas * SUPPOSED.replica_cores + SUPPOSED.server_cores
    assert found.euros == pytest.approx(cores * SUPPOSED.core_price + 0.05 * COPIES * SUPPOSED.gigabyte_price)
