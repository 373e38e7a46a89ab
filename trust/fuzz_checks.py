"""What is asked of every answer beside schemathesis's own checks. It loads this module by name: see `trust.fuzz`."""

import os
from typing import Any

import httpx
import schemathesis

_URL = os.environ["AFTERWORD_FUZZED_URL"]
_TOKEN = os.environ["AFTERWORD_FUZZED_TOKEN"]
_TOKEN_ID = os.environ["AFTERWORD_FUZZED_TOKEN_ID"]
_NOBODYS = "0195a4c2-0000-7000-8000-000000000000"

_account = httpx.Client(base_url=_URL, headers={"Authorization": f"Bearer {_TOKEN}"})


def _revision() -> str:
    """Return the entity tag of the account: every write to anything in it changes it."""
    return _account.get("/account").raise_for_status().headers["ETag"]


_seen = [_revision()]


def before_call(_context: Any, case: Any, _arguments: Any) -> None:
    """Keep the token that opens the account from being revoked: every later answer would be 401."""
    if case.path == "/tokens/{id}" and str(case.path_parameters.get("id")).lower() == _TOKEN_ID:
        case.path_parameters["id"] = _NOBODYS


def is_ours(_context: Any, answer: Any, _case: Any) -> None:
    """Every answer has a request id, and every error is Problem Details with all that they always say."""
    assert answer.headers.get("x-request-id"), "no X-Request-Id"
    if answer.status_code < httpx.codes.BAD_REQUEST:
        return
    assert answer.headers["content-type"] == ["application/problem+json"], answer.headers["content-type"]
    document = answer.json()
    assert document["status"] == answer.status_code, document
    assert document["type"].startswith("urn:afterword:problem:"), document
    assert document["title"], document
    assert document["detail"], document
    assert document["instance"], document


def a_refusal_changes_nothing(_context: Any, answer: Any, case: Any) -> None:
    """What is refused leaves the account at the revision that it had."""
    if case.method.upper() in ("GET", "HEAD"):
        return
    before, _seen[0] = _seen[0], _revision()
    assert answer.status_code < httpx.codes.BAD_REQUEST or _seen[0] == before, f"{before} became {_seen[0]}"


# Called, and not put over the functions: where schemathesis is not installed, it would leave them without types.
schemathesis.hook(before_call)
schemathesis.check(is_ours)
schemathesis.check(a_refusal_changes_nothing)
# To schemathesis, which knows no NDJSON, an import that comes as lines is a text.
schemathesis.serializer.alias("application/x-ndjson", "text/plain")
