"""What so many accounts need, as `docs/scaling.md` tells it, is worked out from what was measured."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from api.settings import Settings
from benchmarks.costs import Cost, Measured
from benchmarks.scaling import (
    COPIES,
    COPIES_OF_A_FILE,
    PAGE,
    STEPS,
    SUPPOSED,
    Need,
    Polls,
    need,
    need_of_a_file,
    polls,
    stored,
    updated,
)

MEASURED = Measured(
    rows=100,
    bytes=50_000,
    file_bytes=40_000,
    answer_bytes=100_000,
    changes=0,
    warm=Cost(file=100, service=200, database=100, coordinator=300, worker=200),
    cold=Cost(file=300, service=600, database=300, coordinator=900, worker=600),
    deciding=Cost(file=1_000, service=2_000, database=1_000, coordinator=3_000, worker=2_000),
    write=Cost(file=500, service=1_000, database=500, coordinator=1_500, worker=1_000),
)
ROUND = replace(SUPPOSED, in_use=0.1, polls=86_400 // 100, writes=86_400 // 1000, peak=2.0, server_cores=10)
"""With a hundred thousand accounts: 200 polls a second, and 19.9 writes, each with a deciding poll among these."""
FEW = 100
"""Accounts whose answers have room in every process."""


def test_the_page_is_as_it_was_worked_out() -> None:
    """`python -m benchmarks.scaling --tables` writes it anew."""
    assert updated(PAGE.read_text(), stored()) == PAGE.read_text()


def test_one_process_has_every_answer_but_the_new_ones() -> None:
    """After a write the policy is asked; after a change of the clock the plan."""
    supposed = replace(SUPPOSED, polls=100, writes=5)
    measured = replace(MEASURED, changes=15)
    assert polls(FEW, 1, measured, supposed) == pytest.approx(Polls(warm=0.8, cold=0.15, deciding=0.05))


def test_a_poll_comes_to_any_process() -> None:
    """As it does where every poll draws one: those that drew another one before find nothing there."""
    chance, answers, asked, processes = random.Random(7), 5_000, 20, 16
    cold = sum(len({chance.randrange(processes) for _ in range(asked)}) - 1 for _ in range(answers))
    found = polls(FEW, processes, MEASURED, replace(SUPPOSED, polls=100, writes=5))
    assert found.cold == pytest.approx(cold / answers / asked, rel=0.02)
    assert sum(found) == pytest.approx(1)


def test_what_a_process_has_no_room_for_is_not_in_its_memory() -> None:
    room_for = SUPPOSED.cache_bytes / MEASURED.answer_bytes / SUPPOSED.in_use
    fits, twice = (polls(round(accounts), 2, MEASURED) for accounts in (room_for, 2 * room_for))
    assert fits == pytest.approx(polls(FEW, 2, MEASURED))
    assert twice.warm == pytest.approx(fits.warm / 2)
    assert twice.cold == pytest.approx(fits.cold + fits.warm / 2)
    assert twice.deciding == fits.deciding


def test_a_process_keeps_as_much_as_is_supposed() -> None:
    assert Settings().answer_cache_size == SUPPOSED.cache_bytes


def test_processors_are_those_of_every_kind_of_request() -> None:
    found = need(100_000, MEASURED, ROUND)
    share = polls(100_000, found.replicas * ROUND.replica_cores, MEASURED, ROUND)
    writes = 10_000 * 86 * 2 / 86_400
    asked = 10_000 * 864 * 2 / 86_400
    assert found.warm == share.warm
    assert found.requests == pytest.approx(asked + writes)
    assert found.service_cores == pytest.approx(
        (asked * (share.warm * 200 + share.cold * 600 + share.deciding * 2_000) + writes * 1_000) / 1e6
    )
    assert found.database_cores == pytest.approx(found.service_cores / 2)


def test_there_are_replicas_for_what_so_many_processes_are_asked() -> None:
    """Each process more has fewer of the answers: they are counted with the processes that there are in the end."""
    measured = replace(MEASURED, cold=replace(MEASURED.cold, service=1_000_000))
    found = need(3_000, measured, replace(ROUND, in_use=1.0))
    share = polls(3_000, found.replicas * ROUND.replica_cores, measured, replace(ROUND, in_use=1.0))
    assert found.replicas > 2
    assert found.warm == share.warm
    assert found.service_cores / ROUND.utilisation <= found.replicas * ROUND.replica_cores


def test_a_client_that_has_the_answer_is_sent_no_body() -> None:
    """Of what is new, everybody is."""
    all_bodies, with_tags = (need(100_000, MEASURED, replace(ROUND, with_tag=tags)) for tags in (0, 1))
    assert all_bodies.gigabits == pytest.approx(200 * 100_000 * 8 / 1e9)
    assert with_tags.gigabits == pytest.approx(200 * 86 / 864 * 100_000 * 8 / 1e9)


def test_one_server_does_until_it_is_full() -> None:
    """Then Citus's own costs count, and there is a server to pass queries on."""
    idle = replace(ROUND, in_use=0.001)
    fits, full = (need(accounts, MEASURED, idle) for accounts in (10_000_000, 10_000_001))
    assert (fits.database, fits.gigabytes, fits.servers, fits.coordinators, fits.shards) == ("PostgreSQL", 500, 1, 0, 1)
    assert (full.database, full.servers, full.coordinators, full.shards) == ("Citus", 2, 1, 128)
    assert full.database_cores > 2 * fits.database_cores


def test_one_machine_does_until_its_disk_or_its_processors_are_used_up() -> None:
    """With its own costs: there is no server beside it."""
    found = need_of_a_file(1_000, MEASURED)
    assert found is not None
    assert (found.database, found.replicas, found.servers, found.database_cores) == ("SQLite", 1, 0, 0)
    assert found.service_cores == pytest.approx(
        need(1_000, MEASURED, replace(SUPPOSED, replica_cores=4)).service_cores / 2
    )
    assert found.euros == pytest.approx(8 * SUPPOSED.core_price + 0.04 * COPIES_OF_A_FILE * SUPPOSED.gigabyte_price)
    idle, busy = replace(SUPPOSED, in_use=0.001), replace(SUPPOSED, in_use=1.0)
    assert [need_of_a_file(accounts, MEASURED, idle) is None for accounts in (12_500_000, 12_500_001)] == [False, True]
    assert [need_of_a_file(accounts, MEASURED, busy) is None for accounts in (1_000_000, 10_000_000)] == [False, True]


def test_a_replica_may_die() -> None:
    assert need(1, MEASURED).replicas == 2


def test_more_accounts_need_no_less() -> None:
    needs = [rented(need(accounts, MEASURED)) for accounts in STEPS]
    for less, more in pairwise(needs):
        assert all(one <= other for one, other in zip(less, more, strict=True))


def rented(found: Need) -> tuple[float, ...]:
    return (
        found.gigabits,
        found.service_cores,
        found.database_cores,
        found.replicas,
        found.coordinators,
        found.servers,
        found.shards,
        found.connections,
        found.euros,
    )


def test_the_price_is_of_what_is_rented() -> None:
    found = need(1_000, MEASURED)
    cores = found.replicas * SUPPOSED.replica_cores + SUPPOSED.server_cores
    assert found.euros == pytest.approx(cores * SUPPOSED.core_price + 0.05 * COPIES * SUPPOSED.gigabyte_price)
