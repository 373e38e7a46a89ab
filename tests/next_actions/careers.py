"""Accounts that live for some years: writes of every kind over HTTP, chosen at random, and what is known of them."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import httpx

from tests.conftest import SettableClock
from tests.planting import planted

BEGINNING = datetime(2026, 3, 2, 9, tzinfo=UTC)

CULTURES = ("reserved", "balanced", "assertive")
ZONES = ("UTC", "Europe/London", "America/New_York")
COUNTRIES = (None, "GB", "US", "AQ")
OUTCOMES = ("pending", "rejected", "rejected", "offer", "withdrawn", "no_response", "no_response")
ROLES = ("interviewer", "interviewer", "recruiter", "hr", "assistant", "reference")
CHANNELS = ("email", "email", "letter", "phone_call", "voicemail", "social")
PURPOSES = (
    *("thank_you", "work_sample", "status_enquiry", "decision_enquiry", "timeline_enquiry", "reference_briefing"),
    *("rejection_thanks", "feedback_request", "keep_in_touch", "offer_thanks", "withdrawal", "other"),
)
REFUSED = {404, 409, 422}
"""What a write may be answered that names what is gone, is in use, or does not fit."""


class Career:
    """One account, and a client that writes to it at random."""

    def __init__(self, client: httpx.AsyncClient, clock: SettableClock, random: Random) -> None:
        self.client, self.clock, self.random = client, clock, random
        self.ids: dict[str, list[str]] = {
            name: [] for name in ("organizations", "contacts", "interviews", "interactions")
        }
        self.now = clock.instant = BEGINNING
        self.writes: tuple[Callable[[], Awaitable[httpx.Response | None]], ...] = (
            *(self.interview, self.interaction, self.interaction, self.end, self.end, self.move, self.link),
            *(self.promise, self.part, self.depart, self.organization, self.contact, self.debrief, self.no_debrief),
            *(self.mark, self.unmark, self.touch_up, self.delete, self.plant, self.say),
        )

    async def begin(self) -> None:
        """Make a few of everything."""
        for write in (self.organization, self.contact, self.interview, self.interaction) * 3:
            await write()

    async def write(self) -> str:
        """Write something; return what it was, and `""` where it was refused."""
        self.pass_time(timedelta(hours=self.random.choice((1, 5, 30, 200))))
        write = self.random.choice(self.writes)
        answer = await write()
        if answer is None:
            return ""
        assert answer.is_success or answer.status_code in REFUSED, answer.text
        return write.__name__ if answer.is_success else ""

    def pass_time(self, time: timedelta) -> None:
        self.now = self.clock.instant = self.now + time

    def one(self, name: str) -> str:
        return self.random.choice(self.ids[name])

    def maybe(self, value: Any) -> Any:
        return self.random.choice((value, None))

    async def post(self, what: str, **body: Any) -> httpx.Response:
        answer = await self.client.post(f"/{what}", json=body)
        if answer.status_code == 201 and what in self.ids:
            self.ids[what].append(answer.json()["id"])
        return answer

    async def patch(self, what: str, **body: Any) -> httpx.Response:
        return await self.client.patch(f"/{what}/{self.one(what)}", json=body)

    async def organization(self) -> httpx.Response:
        fields = {
            "name": f"Employer {self.random.randrange(99)}",
            "culture": self.random.choice(CULTURES),
            "timezone": self.random.choice(ZONES),
            "country": self.random.choice(COUNTRIES),
        }
        if len(self.ids["organizations"]) < 4:
            return await self.post("organizations", **fields)
        return await self.patch("organizations", **fields)

    async def contact(self) -> httpx.Response:
        fields = {
            "name": f"Person {self.random.randrange(99)}",
            "email": self.maybe("ann@example.org"),
            "phone": self.maybe("+44 20 7946 0000"),
            "name_confirmed": self.random.random() < 0.5,
        }
        if len(self.ids["contacts"]) < 5:
            return await self.post("contacts", **fields)
        return await self.patch("contacts", **fields)

    async def interview(self) -> httpx.Response:
        starts_at = self.now + timedelta(hours=self.random.randrange(-2_000, 200))
        outcome = self.random.choice(OUTCOMES)
        people = self.random.sample(self.ids["contacts"], min(2, len(self.ids["contacts"])))
        return await self.post(
            "interviews",
            organization_id=self.one("organizations"),
            position="Analyst",
            starts_at=starts_at.isoformat(),
            ends_at=(starts_at + timedelta(hours=1)).isoformat(),
            interest=self.random.choice(("medium", "high")),
            cancelled=self.random.random() < 0.1,
            outcome=outcome,
            previous_interview_id=self.maybe(self.one("interviews")) if self.ids["interviews"] else None,
            participants=[{"contact_id": id, "role": self.random.choice(ROLES)} for id in people],
        )

    async def end(self) -> httpx.Response:
        return await self.patch("interviews", outcome=self.random.choice(OUTCOMES))

    async def move(self) -> httpx.Response:
        return await self.patch("interviews", organization_id=self.one("organizations"))

    async def link(self) -> httpx.Response:
        return await self.patch("interviews", previous_interview_id=self.maybe(self.one("interviews")))

    async def promise(self) -> httpx.Response:
        day = (self.now + timedelta(days=self.random.randrange(9))).date()
        return await self.patch("interviews", decision_expected_on=day.isoformat(), interest="high", cancelled=False)

    async def part(self) -> httpx.Response:
        path = f"/interviews/{self.one('interviews')}/participants/{self.one('contacts')}"
        return await self.client.put(path, json={"role": self.random.choice(ROLES), "is_decision_maker": True})

    async def depart(self) -> httpx.Response:
        return await self.client.delete(f"/interviews/{self.one('interviews')}/participants/{self.one('contacts')}")

    async def debrief(self) -> httpx.Response:
        materials = [{"title": "Study", "contact_id": self.maybe(self.one("contacts"))}]
        return await self.client.put(f"/interviews/{self.one('interviews')}/debrief", json={"materials": materials})

    async def no_debrief(self) -> httpx.Response:
        return await self.client.delete(f"/interviews/{self.one('interviews')}/debrief")

    async def interaction(self) -> httpx.Response:
        occurred_at = self.now - timedelta(hours=self.random.choice((0, 1, 50, 400)))
        fields = {
            "interview_id": self.one("interviews"),
            "contact_id": self.maybe(self.one("contacts")),
            "direction": self.random.choice(("outbound", "outbound", "inbound")),
            "channel": self.random.choice(CHANNELS),
            "purpose": self.random.choice(PURPOSES),
            "occurred_at": occurred_at.isoformat(),
        }
        return await self.post("interactions", **fields)

    async def touch_up(self) -> httpx.Response:
        """Have another interview, or another purpose, for what was said."""
        return await self.patch(
            "interactions", interview_id=self.one("interviews"), purpose=self.random.choice(PURPOSES)
        )

    async def mark(self) -> httpx.Response | None:
        trace = (await self.client.get("/next-actions", params={"explain": True})).json()["trace"]
        keys = [row["key"] for row in trace if row["key"] is not None]
        if not keys:
            return None
        kind = self.random.choice(("done", "dismissed", "snoozed"))
        until = (self.now + timedelta(days=self.random.randrange(40))).isoformat() if kind == "snoozed" else None
        path = f"/next-actions/{self.random.choice(keys)}/mark"
        return await self.client.put(path, json={"mark": kind, "until": until})

    async def unmark(self) -> httpx.Response | None:
        marks = (await self.client.get("/marks")).json()["items"]
        if not marks:
            return None
        return await self.client.delete(f"/next-actions/{self.random.choice(marks)['key']}/mark")

    async def delete(self) -> httpx.Response:
        name = self.random.choice(("organizations", "contacts", "interviews", "interactions", "interactions"))
        id = self.one(name)
        answer = await self.client.delete(f"/{name}/{id}")
        if answer.status_code == 204 and len(self.ids[name]) > 1:
            self.ids[name].remove(id)
        return answer

    async def plant(self) -> httpx.Response:
        """Import another job search, of which nothing else is known."""
        return await self.client.post("/import", json=planted("zebra"))

    async def say(self) -> httpx.Response:
        return await self.post("testimonials", author="Rae Ford", quote="Reliable.")
