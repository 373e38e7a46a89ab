"""Which access tokens are taken, and for whom; each that is not fails for the reason that is its own."""

import base64
import hashlib
import hmac
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc.jwk import Key, RSAKey

from api.web.oidc.keys import IssuerKeys
from api.web.oidc.sign_ins import RefusedTokenError, SignIn
from api.web.oidc.tokens import AccessTokens
from tests.issuing import AUDIENCE, claims, ec, published, rsa, signed

NOW = datetime(2026, 3, 2, 12, 0, 0, 900_000, tzinfo=UTC)
AT = int(NOW.timestamp())

ISSUER = "https://issuer.example"
RSA, EC = rsa("one"), ec("two")
BOTH = frozenset({"read", "write"})


def clock() -> datetime:
    return NOW


def said(**changes: Any) -> dict[str, Any]:
    """Return what a good token says, with changes."""
    return claims(ISSUER, AT, **changes)


def taking(*keys: Key, scope_prefix: str | None = None, **changes: Any) -> AccessTokens:
    """Return what takes the tokens of an issuer that publishes these keys."""

    async def fetch() -> list[Any]:
        return published(*keys or (RSA, EC), **changes)

    return AccessTokens(ISSUER, AUDIENCE, IssuerKeys(fetch, clock), clock, leeway=30, scope_prefix=scope_prefix)


async def reason(token: str, tokens: AccessTokens | None = None) -> tuple[str, str | None]:
    """Return why a token is refused, and what its bearer is told."""
    with pytest.raises(RefusedTokenError) as refused:
        await (tokens or taking()).identify(token)
    return str(refused.value), refused.value.said


def b64(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@pytest.mark.parametrize("key", [RSA, EC], ids=["RS256", "ES256"])
@pytest.mark.parametrize("typ", ["at+jwt", "AT+JWT", "application/at+jwt", "JWT", None])
async def test_a_good_token_is_taken(key: Key, typ: str | None) -> None:
    token = signed(key, said(), typ=typ)
    assert await taking().identify(token) == SignIn(ISSUER, "sam", BOTH, "")


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": ["https://other.example", AUDIENCE]},
        {"exp": AT - 29},
        {"nbf": AT + 30, "iat": AT + 30},
        {"nbf": AT - 0.5, "exp": AT + 99.5},
        {"iat": None, "jti": None},
        {"nested": {"roles": ["x"] * 100}, "email": "sam@example.org"},
        {"sub": "x" * 255},
    ],
)
async def test_these_are_good_as_well(changes: dict[str, Any]) -> None:
    """Several audiences, clocks half a minute apart, fractions of seconds, and claims that are not our business."""
    signed_in = await taking().identify(signed(RSA, said(**changes)))
    assert signed_in.subject == changes.get("sub", "sam")


async def test_unknown_headers_are_ignored() -> None:
    """As the standard has it, but where they are said to be critical."""
    assert await taking().identify(signed(RSA, said(), nonce="x", x5t="y"))


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"iss": "https://issuer.example/"}, "iss"),
        ({"iss": "https://other.example"}, "iss"),
        ({"iss": [ISSUER]}, "iss"),
        ({"iss": None}, "iss"),
        ({"aud": "https://other.example"}, "aud"),
        ({"aud": []}, "aud"),
        ({"aud": [[AUDIENCE]]}, "aud"),
        ({"aud": {AUDIENCE: 1}}, "aud"),
        ({"aud": AUDIENCE + "/x"}, "aud"),
        ({"aud": None}, "aud"),
        ({"exp": None}, "exp"),
        ({"exp": AT - 30}, "expired"),
        ({"exp": 0}, "expired"),
        ({"exp": "9999999999"}, "exp"),
        ({"exp": True}, "exp"),
        ({"exp": -1e300}, "expired"),
        ({"nbf": AT + 31}, "not yet valid"),
        ({"nbf": "now"}, "nbf"),
        ({"iat": AT + 31}, "future"),
        ({"iat": []}, "iat"),
        ({"sub": None}, "sub"),
        ({"sub": ""}, "sub"),
        ({"sub": 7}, "sub"),
        ({"sub": "x" * 256}, "subject"),
        ({"sub": "sam\x07"}, "subject"),
        ({"sub": "sam\x7f"}, "subject"),
        ({"sub": "s\u00e4m"}, "subject"),
    ],
)
async def test_a_wrong_claim_is_named(changes: dict[str, Any], named: str) -> None:
    """To its bearer, as the issuer did sign it; in characters that a header can hold."""
    _, told = await reason(signed(RSA, said(**changes)))
    assert told is not None
    assert named in told
    assert told.isascii()
    assert not set(told) & set('"\\\n')


def by_hand(header: dict[str, Any], signature: bytes = b"") -> str:
    return ".".join([b64(json.dumps(header).encode()), b64(json.dumps(said()).encode()), b64(signature)])


def mac(header: dict[str, Any], secret: bytes) -> str:
    """Return a token that is signed with a secret of the forger's choice."""
    text = by_hand(header).rstrip(".")
    return f"{text}.{b64(hmac.new(secret, text.encode(), hashlib.sha256).digest())}"


def tampered(token: str, part: int) -> str:
    parts = token.split(".")
    parts[part] = parts[part][:-2] + ("A" if parts[part][-2] != "A" else "B") + parts[part][-1]
    return ".".join(parts)


def under(header: bytes) -> str:
    return f"{b64(header)}.{PAYLOAD}.{SIGNATURE}"


GOOD = signed(RSA, said())
HEADER, PAYLOAD, SIGNATURE = GOOD.split(".")
PEM = RSA.as_pem(private=False)
FORGED = {
    "none": (by_hand({"alg": "none"}), "shape"),
    "none, with a signature": (by_hand({"alg": "none", "kid": "one"}, b"x"), "alg"),
    "NONE": (by_hand({"alg": "NonE"}, b"x"), "alg"),
    "a secret that is the public key": (mac({"alg": "HS256", "kid": "one"}, PEM), "alg"),
    "the same as DER": (mac({"alg": "HS256", "kid": "one"}, RSA.as_der(private=False)), "alg"),
    "the same, said to be RS256": (mac({"alg": "RS256", "kid": "one"}, PEM), "signature"),
    "another algorithm of the same key": (signed(RSA, said(), alg="RS512"), "alg"),
    "a padding that we do not take": (signed(RSA, said(), alg="PS256"), "alg"),
    "another curve": (signed(ec("two", "P-384"), said(), alg="ES384"), "alg"),
    "an algorithm that is no text": (by_hand({"alg": ["RS256"], "kid": "one"}, b"x"), "alg"),
    "no algorithm": (by_hand({"kid": "one"}, b"x"), "alg"),
    "a type of something else": (signed(RSA, said(), typ="logout+jwt"), "typ"),
    "a type that is no text": (by_hand({"alg": "RS256", "typ": 1}, b"x"), "header"),
    "a key id that is no text": (by_hand({"alg": "RS256", "kid": {"one": 1}}, b"x"), "header"),
    "something critical": (by_hand({"alg": "RS256", "kid": "one", "crit": ["exp"], "exp": 1}, b"x"), "crit"),
    "critically nothing": (by_hand({"alg": "RS256", "kid": "one", "crit": []}, b"x"), "crit"),
    "a payload as it stands": (by_hand({"alg": "RS256", "kid": "one", "b64": False, "crit": ["b64"]}, b"x"), "crit"),
    "the same, not critical": (by_hand({"alg": "RS256", "kid": "one", "b64": False}, b"x"), "signature"),
    "a key of the forger's under a known id": (signed(rsa("forger"), said(), kid="one"), "signature"),
    "a key brought along": (
        signed(rsa("forger"), said(), kid="one", jwk=rsa("forger").as_dict(private=False)),
        "signature",
    ),
    "the other key's id": (signed(RSA, said(), kid="two"), "signature"),
    "an unknown key": (signed(rsa("forger"), said()), "signature"),
    "an odd key id": (signed(rsa("forger"), said(), kid="../../etc/passwd\n' OR 1=1"), "signature"),
    "a key id with NUL": (signed(rsa("forger"), said(), kid="one\0"), "nul"),
    "two key ids": (under(b'{"alg": "RS256", "kid": "one", "kid": "one"}'), "duplicate_key"),
    "another payload": (f"{HEADER}.{b64(json.dumps(said(sub='ann')).encode())}.{SIGNATURE}", "signature"),
    "a bit of the payload": (tampered(GOOD, 1), "signature"),
    "a bit of the signature": (tampered(GOOD, 2), "signature"),
    "a signature cut short": (GOOD[:-4], "signature"),
    "an elliptic signature of zeros": (by_hand({"alg": "ES256", "kid": "two"}, bytes(64)), "signature"),
    "an elliptic signature as DER": (
        by_hand({"alg": "ES256", "kid": "two"}, bytes.fromhex("3006020101020101")),
        "signature",
    ),
    "padding": (GOOD + "==", "shape"),
    "two parts": (f"{HEADER}.{PAYLOAD}", "shape"),
    "four parts": (f"{GOOD}.{SIGNATURE}", "shape"),
    "five parts": (f"{GOOD}.{SIGNATURE}.{SIGNATURE}", "shape"),
    "empty parts": ("..", "shape"),
    "blanks": (GOOD.replace(".", " ."), "shape"),
    "two tokens": (f"{GOOD} {GOOD}", "shape"),
    "letters of other alphabets": (GOOD.replace("e", "\u0435"), "shape"),
    "a header that cannot be decoded": (f"AAAAA.{PAYLOAD}.{SIGNATURE}", "base64"),
    "a header that is no JSON": (under(b"{"), "syntax"),
    "a header that is no object": (under(b"[]"), "shape"),
    "a header in another encoding": (under(b'{"alg": "\xff"}'), "encoding"),
    "a header without a floor": (under(b"[" * 3000), "depth"),
    "a huge header": (signed(RSA, said(), pad="x" * 4000), "shape"),
    "a huge payload": (signed(RSA, said(pad="x" * 20_000)), "shape"),
    "a huge signature": (f"{HEADER}.{PAYLOAD}.{'A' * 1025}", "shape"),
    "claims that are no JSON": (signed(RSA, b"sam"), "syntax"),
    "claims that are no object": (signed(RSA, b'["sam"]'), "shape"),
    "claims said twice": (signed(RSA, json.dumps(said()).encode()[:-1] + b', "sub": "ann"}'), "duplicate_key"),
    "a subject with NUL": (signed(RSA, said(sub="sam\0")), "nul"),
    "a lifetime without end": (signed(RSA, said(exp=float("inf"))), "number"),
}


@pytest.mark.parametrize("case", FORGED)
async def test_a_forged_token_is_refused(case: str) -> None:
    """Its bearer is told nothing, though we know what was wrong."""
    token, why = FORGED[case]
    assert await reason(token) == (why, None)


async def test_a_token_without_a_key_id_is_tried_with_each_of_its_kind() -> None:
    tokens = taking(rsa("zero"), RSA, EC)
    for key in (RSA, EC):
        assert await tokens.identify(signed(key, said(), kid=None))
    assert await reason(signed(rsa("forger"), said(), kid=None), tokens) == ("signature", None)


async def test_keys_of_one_id_are_each_tried() -> None:
    """Of one kind or of two: an id is the issuer's to give, and a signature tells."""
    tokens = taking(rsa("zero"), RSA, EC, kid="same")
    for key in (rsa("zero"), RSA, EC):
        assert await tokens.identify(signed(key, said(), kid="same"))
    assert await reason(signed(rsa("forger"), said(), kid="same"), tokens) == ("signature", None)


@pytest.mark.parametrize(
    "changes", [{"use": "enc"}, {"key_ops": ["encrypt"]}, {"alg": "RS512"}, {"kty": "oct", "k": "AAAA"}, {"n": "AQAB"}]
)
async def test_a_key_meant_for_something_else_verifies_nothing(changes: dict[str, Any]) -> None:
    """Nor does a weak one. It does not keep others from it."""
    assert await reason(GOOD, taking(RSA, **changes)) == ("signature", None)


async def test_a_weak_key_verifies_nothing() -> None:
    with pytest.warns(match="2048"):
        weak = RSAKey.generate_key(1024, {"kid": "weak"})
    assert await reason(signed(weak, said()), taking(weak)) == ("signature", None)


def wordings(*scopes: str) -> Iterator[dict[str, Any]]:
    for name in ("scope", "scp"):
        yield {name: " ".join(scopes)}
        yield {name: list(scopes)}


@pytest.mark.parametrize(
    ("changes", "granted"),
    [
        *((claim, {"read"}) for claim in wordings("openid", "aw:read")),
        *((claim, {"read", "write"}) for claim in wordings("aw:write", "aw:read")),
        *((claim, set()) for claim in wordings("read", "write", "xaw:read", "aw:reader", "AW:READ")),
        ({}, set()),
        ({"scope": {"aw:read": True}}, set()),
        ({"scope": 1}, set()),
        ({"scope": [["aw:read"], None]}, set()),
        ({"scope": "", "scp": "aw:read"}, set()),
    ],
)
async def test_scopes_are_those_with_the_prefix(changes: dict[str, Any], granted: set[str]) -> None:
    """Where there is one; a token that names none of ours may nothing, rather than everything."""
    token = signed(RSA, said(**changes))
    assert await taking(scope_prefix="aw:").identify(token) == SignIn(ISSUER, "sam", frozenset(granted), "aw:")
    assert (await taking().identify(token)).scopes == BOTH


SEGMENT = st.one_of(
    st.text("AZaz09-_", max_size=20), st.binary(max_size=30).map(b64), st.sampled_from([HEADER, PAYLOAD, SIGNATURE])
)


@given(st.one_of(st.text(max_size=60), st.lists(SEGMENT, min_size=2, max_size=4).map(".".join)))
async def test_nothing_else_is_ever_taken(text: str) -> None:
    """Whatever it is, the answer is a refusal, and no error of another kind."""
    if text != GOOD:
        await reason(text)


ODD_KEYS: list[Any] = [
    None,
    "RSA",
    [],
    {},
    {"kty": ["RSA"]},
    {"kty": "oct", "k": "AAAA"},
    {"kty": "RSA"},
    {"kty": "RSA", "n": 5, "e": "AQAB"},
    {"kty": "RSA", "n": "A" * 342},
    {"kty": "RSA", "n": "A" * 342, "e": "AQAB"},
    {"kty": "RSA", "n": "!" * 342, "e": "AQAB"},
    *published(RSA, kid=7),
    *published(RSA, e="AQ"),
    *published(RSA, use="unheard of"),
    *published(RSA, key_ops="verify"),
    {"kty": "EC", "crv": "P-256"},
    {"kty": "EC", "crv": "P-256", "x": 1, "y": 2},
    {"kty": "EC", "crv": "P-256", "x": "AQAB", "y": "AQAB"},
    {"kty": "EC", "crv": {}, "x": "AQAB", "y": "AQAB"},
    *published(ec("two", "P-384")),
]


async def test_odd_keys_do_no_harm() -> None:
    """A good one behind them still verifies."""

    async def fetch() -> list[Any]:
        return [*ODD_KEYS, *published(RSA)]

    tokens = AccessTokens(ISSUER, AUDIENCE, IssuerKeys(fetch, clock), clock, leeway=30, scope_prefix=None)
    assert await tokens.identify(GOOD)
