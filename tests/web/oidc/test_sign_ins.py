"""Signing in with an issuer's access token: whose account it opens, over HTTP and on both databases."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import update

from api.clock import now
from api.db import ACCOUNTS, SIGNED_IN, Unit
from api.ids import new_id, sign_in_id
from api.main import Afterword, create_app
from api.settings import Settings
from api.web.oidc.keys import PAUSE
from tests import making
from tests.conftest import SettableClock
from tests.issuing import AUDIENCE, CONFIGURATION, JWKS, Issuer, claims, issuing, rsa, signed
from tests.test_error_shape import check


@pytest.fixture(scope="module")
def running() -> Iterator[Issuer]:
    with issuing() as issuer:
        yield issuer


@pytest.fixture
def issuer(running: Issuer) -> Iterator[Issuer]:
    """An issuer that is well, whatever the last test did to it."""
    yield running
    running.__init__(running.url)  # type: ignore[misc]


def configured(settings: Settings, issuer: Issuer, **changes: Any) -> Settings:
    return settings.model_copy(update={"oidc_issuer": issuer.url, "oidc_audience": AUDIENCE, **changes})


@pytest.fixture(scope="module")
async def service(settings: Settings, running: Issuer) -> AsyncIterator[Afterword]:
    """A service that takes the tokens of the issuer."""
    app = create_app(configured(settings, running))
    async with app.router.lifespan_context(app):
        yield app


def using(app: Afterword, token: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app),
        base_url="http://afterword.test",
        headers={"Authorization": f"Bearer {token}"},
    )


@pytest.fixture
async def anyone(service: Afterword) -> AsyncIterator[httpx.AsyncClient]:
    """A client without a token yet."""
    async with using(service, "") as client:
        yield client


async def opened(client: httpx.AsyncClient, token: str) -> httpx.Response:
    return await client.get("/account", headers={"Authorization": f"Bearer {token}"})


async def entered(client: httpx.AsyncClient, token: str) -> dict[str, Any]:
    """Return the account that a token opens."""
    answer = await opened(client, token)
    assert answer.status_code == 200, answer.text
    account: dict[str, Any] = answer.json()
    return account


def somebody() -> str:
    """Return a subject that has no account yet."""
    return f"user|{new_id()}"


async def test_a_first_token_makes_the_account(service: Afterword, issuer: Issuer, anyone: httpx.AsyncClient) -> None:
    """Even to read; and the next ones, of whichever key, open the same."""
    sam = somebody()
    account = await entered(anyone, issuer.token(sub=sam, email="sam@example.org", name="Sam Carter"))
    assert account["id"] == sign_in_id(issuer.url, sam)
    assert account["name"] == SIGNED_IN
    for key in issuer.keys:
        assert await entered(anyone, issuer.token(key, sub=sam)) == account


async def test_it_is_an_account_like_any_other(service: Afterword, issuer: Issuer) -> None:
    """What is kept there is there with the next token, and for nobody else."""
    sam, ann = somebody(), somebody()
    async with using(service, issuer.token(sub=sam)) as client:
        made = await making.interview(client)
        exported = (await client.get("/export")).json()
    async with using(service, issuer.token(sub=sam)) as client:
        assert await making.ids(client, "/interviews") == [made["id"]]
        assert (await client.get("/export")).json() == exported
        assert (await client.get("/next-actions")).status_code == 200
    async with using(service, issuer.token(sub=ann)) as client:
        assert await making.ids(client, "/interviews") == []
        assert (await client.get(f"/interviews/{made['id']}")).status_code == 404


async def test_our_own_tokens_are_taken_as_before(service: Afterword, issuer: Issuer) -> None:
    """And the issuer is not asked about them. One made with an access token outlives it, and says so by its expiry."""
    async with using(service, issuer.token(sub=somebody())) as client:
        account = (await client.get("/account")).json()
        token = (await making.make(client, "/tokens", {"name": "Phone"}))["token"]
        assert [item["name"] for item in (await client.get("/tokens")).json()["items"]] == ["Phone"]
        asked = issuer.asked.total()
        assert await entered(client, token) == account
        assert issuer.asked.total() == asked


async def test_fifty_first_requests_make_one_account(service: Afterword, issuer: Issuer) -> None:
    """Reading and writing ones at once: each is answered, and nothing of them is lost."""
    async with using(service, issuer.token(sub=somebody())) as client:
        answers = await asyncio.gather(
            *(client.get("/account") for _ in range(25)),
            *(client.post("/organizations", json={"name": f"No {n}"}) for n in range(25)),
        )
        assert [answer.status_code for answer in answers] == [200] * 25 + [201] * 25
        assert len({answer.json()["id"] for answer in answers[:25]}) == 1
        assert len(await making.ids(client, "/organizations")) == 25


async def test_admitting_somebody_again_changes_nothing(service: Afterword, issuer: Issuer) -> None:
    """However often, and however many at once: another process may have been first by a hair."""
    sam = somebody()
    account, database = sign_in_id(issuer.url, sam), service.state.database

    def row(unit: Unit) -> Any:
        return unit.connection.execute(ACCOUNTS.select().where(ACCOUNTS.c.account_id == unit.account_id)).one()

    await asyncio.gather(*(database.admit(account, issuer.url, sam) for _ in range(50)))
    first = await database.read(account, row)
    assert (first.name, first.revision, first.issuer, first.subject) == (SIGNED_IN, 1, issuer.url, sam)
    await database.write(account, lambda _: None)
    await database.admit(account, issuer.url, sam)
    assert await database.read(account, row) == (*first[:2], 2, *first[3:])


async def test_the_account_says_whose_it_is(service: Afterword, issuer: Issuer, anyone: httpx.AsyncClient) -> None:
    """To the operator; and an account that says something else is not opened, whatever its id."""
    sam = somebody()
    account = await entered(anyone, issuer.token(sub=sam))

    def relabel(unit: Any) -> None:
        mine = ACCOUNTS.c.account_id == unit.account_id
        kept = unit.connection.execute(ACCOUNTS.select().where(mine)).one()
        assert (kept.issuer, kept.subject) == (issuer.url, sam)
        unit.connection.execute(update(ACCOUNTS).where(mine).values(subject="ann"))

    await service.state.database.write(account["id"], relabel)
    check(await opened(anyone, issuer.token(sub=sam)), "unauthenticated", 401)


async def test_a_deleted_account_begins_anew(service: Afterword, issuer: Issuer) -> None:
    """While its token is valid, the next request makes an empty one."""
    async with using(service, issuer.token(sub=somebody())) as client:
        await making.organization(client)
        account = (await client.get("/account")).json()["id"]
        await service.state.database.write(
            account, lambda unit: unit.connection.execute(ACCOUNTS.delete().where(ACCOUNTS.c.account_id == account))
        )
        assert await making.ids(client, "/organizations") == []
        assert (await client.get("/account")).json()["id"] == account


REFUSED: dict[str, Any] = {
    "another issuer": ({"iss": "https://other.example"}, "Invalid claim: 'iss'"),
    "another audience": ({"aud": "https://other.example"}, "Invalid claim: 'aud'"),
    "expired": ({"exp": 1}, "The token is expired"),
    "not yet valid": ({"nbf": 9_999_999_999}, "The token is not yet valid"),
    "nobody": ({"sub": None}, "Missing claim: 'sub'"),
    "a long subject": ({"sub": "x" * 256}, "The subject is not 1 to 255 printable ASCII characters"),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_a_wrong_token_is_told_why(issuer: Issuer, anyone: httpx.AsyncClient, case: str) -> None:
    """In the header made for it; the body is the same for all, and no account is made."""
    changes, said = REFUSED[case]
    answer = await opened(anyone, issuer.token(**changes))
    check(answer, "unauthenticated", 401)
    assert answer.json()["detail"] == "A valid token is needed"
    assert answer.headers["WWW-Authenticate"] == (
        f'Bearer realm="afterword", error="invalid_token", error_description="{said}"'
    )


@pytest.mark.parametrize(
    "token",
    ["none", "unknown key", "wrong signature", "a.b.c", "huge", "aw_x.y.z", "é.ü.ß", "."],
)
async def test_a_forged_token_is_told_nothing(issuer: Issuer, anyone: httpx.AsyncClient, token: str) -> None:
    good = issuer.token()
    text = {
        "none": "eyJhbGciOiJub25lIn0." + good.split(".")[1] + ".",
        "unknown key": signed(rsa("forger"), claims(issuer.url)),
        "wrong signature": signed(rsa("forger"), claims(issuer.url), kid="one"),
        "huge": good + "A" * 5_000,
    }.get(token, token)
    answer = await anyone.get("/account", headers=[(b"Authorization", b"Bearer " + text.encode())])
    check(answer, "unauthenticated", 401)
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="afterword", error="invalid_token"'


@pytest.mark.parametrize("value", ["Bearer", "Bearer  ", "bearer "])
async def test_no_token_is_no_bad_one(anyone: httpx.AsyncClient, value: str) -> None:
    """There is nothing to tell but that one is needed."""
    answer = await anyone.get("/account", headers={"Authorization": value})
    check(answer, "unauthenticated", 401)
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="afterword"'


async def test_without_an_issuer_none_is_taken(client: httpx.AsyncClient, issuer: Issuer) -> None:
    """A service that is not set up for it asks nobody."""
    check(await opened(client, issuer.token()), "unauthenticated", 401)
    assert not issuer.asked


async def test_a_rotated_key_is_taken(settings: Settings, issuer: Issuer) -> None:
    """With the first token that names it, save in the pause after a look; the old one is then no longer good."""
    clock = SettableClock()
    clock.instant = now()
    old, new = issuer.token(), issuer.token(rsa("three"))
    app = create_app(configured(settings, issuer), clock=clock)
    async with app.router.lifespan_context(app), using(app, "") as client:
        await entered(client, old)
        issuer.keys = [rsa("three")]
        check(await opened(client, new), "unauthenticated", 401)
        clock.instant += PAUSE
        await entered(client, new)
        check(await opened(client, old), "unauthenticated", 401)


async def test_an_issuer_that_is_away(settings: Settings, issuer: Issuer) -> None:
    """While its keys are not known its tokens are neither good nor bad: 503, and our own tokens work."""
    issuer.status = 500
    app = create_app(configured(settings, issuer))
    async with app.router.lifespan_context(app), using(app, issuer.token()) as client:
        assert not issuer.asked
        answer = await client.get("/account")
        check(answer, "unavailable", 503)
        assert answer.headers["Retry-After"] == str(PAUSE.seconds)
        assert answer.json()["detail"] == "The issuer of the token does not answer"
        assert (await client.get("/health/ready")).status_code == 200
        assert issuer.asked == {CONFIGURATION: 1}


async def test_scopes_of_the_issuer(settings: Settings, issuer: Issuer) -> None:
    """With a prefix they say what a token is for; one that has none of ours makes no account."""
    app = create_app(configured(settings, issuer, oidc_scope_prefix="aw:", oidc_jwks_url=issuer.url + JWKS))
    sam = somebody()
    async with app.router.lifespan_context(app), using(app, "") as client:

        async def asks(method: str, scope: str | None) -> httpx.Response:
            token = issuer.token(sub=sam, scope=scope)
            body = {"name": "Initech"} if method == "POST" else None
            return await client.request(
                method, "/organizations", json=body, headers={"Authorization": f"Bearer {token}"}
            )

        for none in (None, "openid profile"):
            refused = await asks("GET", none)
            check(refused, "forbidden", 403)
            assert 'error="insufficient_scope", scope="aw:read"' in refused.headers["WWW-Authenticate"]
        accounts = {entry.id for entry in await app.state.database.accounts()}
        assert sign_in_id(issuer.url, sam) not in accounts
        assert (await asks("GET", "openid aw:read")).status_code == 200
        refused = await asks("POST", "openid aw:read")
        check(refused, "forbidden", 403)
        assert 'scope="aw:write"' in refused.headers["WWW-Authenticate"]
        assert (await asks("POST", "aw:write")).status_code == 201
        assert (await asks("GET", "aw:write")).status_code == 403
    assert issuer.asked == {JWKS: 1}


async def test_requests_of_one_user_are_counted_together(settings: Settings, issuer: Issuer) -> None:
    """With however many tokens: there is always another one to be had."""
    app, sam, ann = create_app(configured(settings, issuer, rate_limit="1/day")), somebody(), somebody()
    async with app.router.lifespan_context(app), using(app, "") as client:
        answers = [await opened(client, issuer.token(sub=user)) for user in (sam, sam, ann)]
    assert [answer.status_code for answer in answers] == [200, 429, 200]


async def test_a_token_makes_none_that_can_do_more(settings: Settings, issuer: Issuer) -> None:
    app = create_app(configured(settings, issuer, oidc_scope_prefix="aw:"))
    token = issuer.token(sub=somebody(), scope="aw:write")
    async with app.router.lifespan_context(app), using(app, token) as client:
        assert (await client.post("/tokens", json={"name": "x", "scopes": ["write"]})).status_code == 201
        assert (await client.post("/tokens", json={"name": "x"})).status_code == 403


async def test_a_known_account_costs_one_query(
    service: Afterword, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As with a token of ours, so that a poll which finds nothing new costs that one query."""
    reads: list[str] = []
    read = service.state.database.read

    async def counted(account_id: str, *arguments: Any, **options: Any) -> Any:
        reads.append(account_id)
        return await read(account_id, *arguments, **options)

    async with using(service, issuer.token(sub=somebody())) as client:
        first = await client.get("/next-actions")
        monkeypatch.setattr(service.state.database, "read", counted)
        assert (await client.get("/next-actions")).json() == first.json()
        assert len(reads) == 1
