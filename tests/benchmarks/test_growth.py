"""Accounts are multiplied whole: each can be asked for as the first one can, and none needs deciding about."""

import sqlite3
from contextlib import ExitStack, closing
from pathlib import Path

import httpx

from benchmarks.accounts import bearer, filled
from benchmarks.contenders import decided, service
from benchmarks.growth import multiply, today
from trust.site import opened

_COPIES = 3


def test_copies_have_a_token_and_a_plan_each(tmp_path: Path) -> None:
    with opened("sqlite", tmp_path) as site, ExitStack() as stack:
        one = filled(site, at=today())
        decided(site, "/next-actions", one.token)
        others = multiply(site, one, _COPIES)
        with closing(sqlite3.connect(site.sqlite_file)) as connection:
            ((digests,),) = connection.execute("SELECT count(DISTINCT digest) FROM tokens")
            ((plans,),) = connection.execute("SELECT count(*) FROM plans JOIN accounts USING (account_id, revision)")
        assert (digests, plans) == (1 + _COPIES, 1 + _COPIES)
        url = service(stack, site).url
        for account in (one, *others):
            answer = httpx.get(f"{url}/next-actions", headers=bearer(account.token)).raise_for_status()
            assert answer.json()["items"]
