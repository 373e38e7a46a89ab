"""Accounts full of marked texts, what each of them may name in a request, and what a stranger must never see of it."""

import base64
import copy
import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

import httpx

from api.outbox import Event
from tests import making
from tests.conftest import Connect, SettableClock
from tests.isolation.slots import Operation, Slot
from tests.planting import AFTERNOON, Dossier, planted, texts

PAGED = (
    "/organizations",
    "/contacts",
    "/interviews",
    "/interactions",
    "/testimonials",
    "/tokens",
    "/marks",
    "/next-actions",
    "/webhooks",
    "/webhooks/{id}/deliveries",
)
"""Every list there is: a planted account has a second page of each."""

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_DIGITS = "0123456789abcdef"

# What a field names, by the list of a dossier that it is looked up in. Those that are not here are `id`s.
_LISTS = {
    "organization_id": "organizations",
    "contact_id": "contacts",
    "interview_id": "interviews",
    "previous_interview_id": "rounds",
    "delivery_id": "deliveries",
}


class Account(NamedTuple):
    """One account: its client, what was planted in it, and what can be named of it."""

    id: str
    client: httpx.AsyncClient
    marker: str
    dossier: Dossier
    ids: dict[str, str]
    """One id of each kind of thing."""
    key: str
    """Of an action that it is given, that a message can be drafted for, and that is marked."""
    cursors: dict[str, str]
    """To the second page of each list, by its path."""
    tokens: dict[str, str]
    """Its other tokens: good for `read` or `write` alone, `expired`, `revoked`."""
    secrets: frozenset[str]
    """Texts that nobody else may see: the marker, ids, tokens."""

    def named(self, operation: Operation, slot: Slot) -> str:
        """Return what this account would put there. A `KeyError` means that nobody has thought of this place yet."""
        if slot.name == "cursor":
            return self.cursors[operation.path]
        if slot.name in ("key", "action_key"):
            return self.key
        if slot.name == "id":
            return self.ids[slot.steps[-3] if slot.where == "body" else operation.path.split("/")[1]]
        return self.ids[_LISTS[slot.name]]

    def url(self, operation: Operation, **instead: str) -> str:
        """Return an operation's path with what this account would name there, save what is given in its place."""
        own = {slot.name: self.named(operation, slot) for slot in operation.slots if slot.where == "path"}
        return operation.path.format(**(operation.choices | own | instead))

    def leaked(self, answer: httpx.Response, sent: str = "") -> set[str]:
        """Return what an answer to somebody else says of this account, other than what they sent themselves."""
        said = "\n".join((*answer.headers.values(), answer.text, *_opened(answer)))
        if sent:
            said = said.replace(sent, "")
        return {secret for secret in self.secrets if secret in said}


def _opened(answer: httpx.Response) -> list[str]:
    """Return the insides of an answer's cursor, which is text in Base64."""
    is_json = "json" in answer.headers.get("content-type", "")
    cursor = answer.json().get("next_cursor") if answer.content and is_json else None
    return [base64.urlsafe_b64decode(cursor + "===").decode()] if cursor else []


async def settled(connect: Connect, clock: SettableClock, marker: str) -> Account:
    """Make an account with something in every place, all of it marked. Leaves the clock at `AFTERNOON`."""
    clock.instant = AFTERNOON - timedelta(hours=1)
    client = await connect(owner=f"Owner {marker}", name=f"First {marker}")
    dossier = planted(marker)
    imported = await client.post("/import", json=dossier, headers={"Idempotency-Key": marker})
    assert imported.status_code == 200, imported.text
    issued = {
        "read": await _token(client, marker, scopes=["read"]),
        "write": await _token(client, marker, scopes=["write"]),
        "expired": await _token(client, marker, expires_at=(AFTERNOON - timedelta(minutes=1)).isoformat()),
        "revoked": await _token(client, marker),
    }
    revoked = await client.delete(f"/tokens/{issued['revoked']['id']}")
    assert revoked.status_code == 204, revoked.text
    hooks = [await making.webhook(client, **_hook(marker)) for _ in range(2)]
    messages = [await making.message(client, hooks[0]["id"]) for _ in range(2)]
    clock.instant = AFTERNOON
    await making.invited(client, marker)
    await making.plan_ahead(client)
    feed = httpx.URL(await making.subscribe(client))
    account = (await client.get("/account")).json()["id"]
    ids = {name: records[0]["id"] for name, records in dossier.items() if name != "marks"}
    ids |= {"rounds": dossier["interviews"][1]["id"], "tokens": issued["read"]["id"]}
    ids |= {"webhooks": hooks[0]["id"], "deliveries": messages[0]["id"]}
    tokens = {kind: token["token"] for kind, token in issued.items()}
    assert (await client.get(feed)).is_success  # which writes down what was published
    return Account(
        account,
        client,
        marker,
        dossier,
        ids,
        key=dossier["marks"][0]["key"],
        cursors={path: await _cursor(client, path, hooks[0]["id"]) for path in PAGED},
        tokens=tokens,
        secrets=frozenset(
            {marker, account, UUID(account).hex, bearer(client), *tokens.values(), feed.params["token"]}
            | {made["id"] for made in (*issued.values(), *hooks, *messages)}
            | {hook["secret"] for hook in hooks}
            | {text for text in texts(dossier) if _UUID.fullmatch(text)}
        ),
    )


def bearer(client: httpx.AsyncClient) -> str:
    """Return the token that a client sends."""
    return client.headers["Authorization"].removeprefix("Bearer ")


async def _token(client: httpx.AsyncClient, marker: str, **fields: Any) -> dict[str, Any]:
    return await making.make(client, "/tokens", {"name": f"Other {marker}", **fields})


async def _cursor(client: httpx.AsyncClient, path: str, webhook_id: str) -> str:
    answer = await client.get(path.format(id=webhook_id), params={"limit": 1})
    cursor: str | None = answer.json()["next_cursor"]
    assert cursor, (path, answer.text)
    return cursor


def _without(record: Dossier, *fields: str) -> Dossier:
    return {name: value for name, value in record.items() if name not in fields}


def _resource(name: str) -> Callable[[Dossier], list[Any]]:
    return lambda dossier: [_without(dossier[name][0], "id", "created_at", "updated_at", "debrief")]


def _hook(marker: str) -> dict[str, Any]:
    return {"url": f"https://{marker}.example/hook", "description": f"For {marker}", "events": [*Event]}


def _draft(dossier: Dossier) -> list[Any]:
    names = {"interview_id": dossier["interviews"][0]["id"], "contact_id": dossier["contacts"][0]["id"]}
    return [
        {"action_key": dossier["marks"][0]["key"], "channel": "email"},
        {**names, "purpose": "thank_you", "channel": "email"},
    ]


def _check(dossier: Dossier) -> list[Any]:
    names = {"interview_id": dossier["interviews"][0]["id"], "contact_id": dossier["contacts"][0]["id"]}
    return [{**names, "purpose": "thank_you", "channel": "email", "subject": "Thanks", "body": "Dear Ann, thank you."}]


BODIES: dict[str, Callable[[Dossier], list[Any]]] = {
    "create_organization": _resource("organizations"),
    "update_organization": _resource("organizations"),
    "create_contact": _resource("contacts"),
    "update_contact": _resource("contacts"),
    "create_interview": _resource("interviews"),
    "update_interview": _resource("interviews"),
    "create_interaction": _resource("interactions"),
    "update_interaction": _resource("interactions"),
    "create_testimonial": _resource("testimonials"),
    "update_testimonial": _resource("testimonials"),
    "put_participant": lambda _: [{"role": "interviewer", "is_decision_maker": True}],
    "put_debrief": lambda dossier: [_without(dossier["interviews"][0]["debrief"], "updated_at")],
    "put_mark": lambda _: [{"mark": "done"}],
    "evaluate_dossier": lambda dossier: [{"at": AFTERNOON.isoformat(), "explain": True, "dossier": dossier}],
    "check_message": _check,
    "draft_message": _draft,
    "create_webhook": lambda _: [_hook("another")],
    "update_webhook": lambda _: [_hook("another")],
    "create_token": lambda _: [{"name": "Another"}],
    "import_dossier": lambda _: [planted("imported")],
    "take_cards": lambda dossier: [making.card(dossier["testimonials"][0]["author"].split()[1])],
    "take_invitation": lambda dossier: [making.invitation(dossier["testimonials"][0]["author"].split()[1])],
    "import_csv": lambda dossier: [f"organization\n{dossier['organizations'][0]['name']}\n"],
}
"""What an account with a planted dossier would send, by the operation: between them they fill every slot there is."""


def bodies(operation: Operation, dossier: Dossier) -> list[Any]:
    """Return what can be sent to an operation, as fresh documents: null where it takes no body."""
    return copy.deepcopy(BODIES[operation.id](dossier)) if operation.takes_body else [None]


def unlike(value: str) -> str:
    """Return a value of the same kind that names nothing, and sorts beside it: one hexadecimal digit is another."""
    if "." in value:  # an action's key: the rule, the interview, and perhaps more
        rule, interview, *rest = value.split(".")
        return ".".join((rule, unlike(interview), *rest))
    if _UUID.fullmatch(value):
        return value[:-1] + _DIGITS[(int(value[-1], 16) + 1) % 16]
    decoded = json.loads(base64.urlsafe_b64decode(value + "==="))
    moved = [*decoded[:-1], unlike(decoded[-1])]
    return base64.urlsafe_b64encode(json.dumps(moved, ensure_ascii=False).encode()).decode().rstrip("=")
