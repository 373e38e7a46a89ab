"""The page at `/`: what it says is what the policy says, and it needs nothing but itself."""

import hashlib
import re
from base64 import b64encode
from collections.abc import AsyncIterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import httpx
import pytest

from api.landing import example, service
from api.landing.example import steps
from api.main import create_app
from api.policy.calendar import calendar
from api.policy.decision import Kind
from api.policy.facts import Culture, Facts
from api.policy.rules import RULES
from api.policy.wording import moment
from api.settings import Settings

ROOT = Path(__file__).parent.parent.parent
SVG = "{http://www.w3.org/2000/svg}"


class Reader(HTMLParser):
    """What stands on a page: its tags, its words, its links, and the names of its places."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self.feed(page)
        self.words = " ".join(self.text.split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += f" {data}"

    def all(self, name: str) -> list[str]:
        return [value for attribute, value in self.attributes if attribute == name]


@pytest.fixture(scope="module")
async def visitor() -> AsyncIterator[httpx.AsyncClient]:
    """Somebody without a token; the page needs no database either."""
    transport = httpx.ASGITransport(create_app(Settings()))
    async with httpx.AsyncClient(transport=transport, base_url="http://afterword.test") as client:
        yield client


def drawings(page: str) -> list[ET.Element]:
    """The timelines, each parsed as the XML that a drawing has to be."""
    found = re.findall(r'<svg class="timeline.*?</svg>', page, re.DOTALL)
    return [ET.fromstring(svg.replace("<svg", f'<svg xmlns="{SVG[1:-1]}"', 1)) for svg in found]  # noqa: S314 - our own page


def changed(facts: Facts, **changes: object) -> Facts:
    """The example with another organization."""
    organization = facts.organizations["acme"]._replace(**changes)  # type: ignore[arg-type] # fields of many types
    return facts._replace(organizations={"acme": organization})


@pytest.mark.parametrize(
    "accept",
    ["text/html,application/xhtml+xml,*/*;q=0.8", "*/*", "", "text/plain", "application/json;q=0.1, text/html"],
)
async def test_it_is_a_page_for_who_asks_for_one(visitor: httpx.AsyncClient, accept: str) -> None:
    """A browser's request, or one of somebody who asks for nothing in particular."""
    answer = await visitor.get("/", headers={"Accept": accept})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.text.startswith("<!doctype html>")
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize(
    "accept", ["application/json", "Application/JSON", "application/json, text/plain, */*", "text/html;q=0, */*"]
)
async def test_a_program_is_shown_where_things_are(visitor: httpx.AsyncClient, accept: str) -> None:
    answer = await visitor.get("/", headers={"Accept": accept})
    document = answer.json()
    assert (document["name"], "Accept" in answer.headers["Vary"]) == ("Afterword", True)
    paths = (await visitor.get("/openapi.json")).json()["paths"]
    for link in document["links"].values():
        assert f"/{link}" in paths or (await visitor.get(link)).status_code == 200


async def test_it_is_not_sent_twice(visitor: httpx.AsyncClient) -> None:
    """Who has it already is told so; it is put together once."""
    answer = await visitor.get("/")
    again = await visitor.get("/", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", answer.headers["ETag"])
    assert answer.headers["Cache-Control"] == again.headers["Cache-Control"] == "no-cache"
    assert service.page("0.1.0") is service.page("0.1.0")


async def test_it_may_do_nothing_but_be_read(visitor: httpx.AsyncClient) -> None:
    """Its policy lets in the one style sheet that it carries; nothing on it would ask for more."""
    answer = await visitor.get("/")
    style = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert len(style) == 1
    allowed = b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    policy = answer.headers["Content-Security-Policy"]
    assert f"default-src 'none'; style-src 'sha256-{allowed}'; img-src 'self';" in policy
    page = Reader(answer.text)
    assert not {"script", "iframe", "form", "img", "object"} & set(page.tags)
    assert not {"style", "src"} & {name for name, _ in page.attributes}
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert "url(" not in style[0]
    assert "@import" not in style[0]


async def test_its_links_lead_somewhere(visitor: httpx.AsyncClient) -> None:
    """To places on the page, to the service's own addresses, and to operations in the docs explorer."""
    page = Reader((await visitor.get("/")).text)
    document = (await visitor.get("/openapi.json")).json()
    operations = {
        f"{operation['tags'][0].replace(' ', '%20')}/{operation['operationId']}"
        for path in document["paths"].values()
        for operation in path.values()
    }
    links = page.all("href")
    assert {"docs", "openapi.json", "policy", "#rules"} <= set(links)
    for link in links:
        address, _, place = link.partition("#")
        if address:
            assert (await visitor.get(address)).status_code == 200, link
        if place:
            assert place in (page.all("id") if not address else [f"/{operation}" for operation in operations]), link


async def test_it_tells_every_rule_and_who_says_so(visitor: httpx.AsyncClient) -> None:
    """Each once, with its statement and its sources; each source with its title."""
    page = Reader((await visitor.get("/")).text)
    named = [id for id in page.all("id") if id in {rule.id for rule in RULES}]
    assert sorted(named) == sorted(rule.id for rule in RULES)
    for rule in RULES:
        house = ["house"] * rule.house
        shorts = ", ".join([*dict.fromkeys(source.short for source in rule.sources), *house])
        cited = [*(f"{source.short} {source.section}" for source in rule.sources), *house]
        assert " ".join([rule.title, shorts, rule.statement, *cited]) in page.words
        assert all(f"{source.short} {source.title}" in page.words for source in rule.sources)


async def test_it_names_the_guides(visitor: httpx.AsyncClient) -> None:
    """All that there are: they come with the source, and are not served."""
    page = Reader((await visitor.get("/")).text)
    guides = [guide.name for guide in (ROOT / "docs" / "guides").glob("*.md")]
    assert guides
    assert all(guide in page.words for guide in guides)


async def test_the_drawing_is_the_decisions(visitor: httpx.AsyncClient) -> None:
    """In either size: a bar, a title and words for everything that the engine has the candidate do."""
    done = list(steps(example.facts()))
    place = calendar("Europe/London", None)
    assert len(done) > 5
    both = drawings((await visitor.get("/")).text)
    assert len(both) == 2
    for drawing in both:
        assert drawing.get("role") == "img"
        name, description = (drawing.findtext(f"{SVG}{part}") or "" for part in ("title", "desc"))
        assert name
        titles = ["".join(text.itertext()) for text in drawing.iter(f"{SVG}text") if text.get("class") == "todo"]
        assert len(drawing.findall(f"{SVG}rect[@class='todo']")) == len(titles) == len(done)
        for title, step in zip(titles, done, strict=True):
            assert title.startswith(step.action.title)
            assert f"{step.action.title}, {moment(place.local(step.done_at))}" in description
        lefts = {bar.get("x") for bar in drawing.findall(f"{SVG}rect[@class='todo']")}
        assert len(lefts) == len({step.action.opens_at for step in done})
        kept_from = [caution for caution in example.afterwards(example.facts()).cautions_ahead if caution.until]
        assert len(drawing.findall(f"{SVG}rect[@class='not-todo']")) == len(kept_from) > 0
        width = float((drawing.get("viewBox") or "").split()[2])
        for bar in drawing.iter(f"{SVG}rect"):
            left, wide = float(bar.get("x") or ""), float(bar.get("width") or "")
            assert 0 <= left <= left + wide <= width + 0.1


def test_nothing_is_done_before_it_can_be() -> None:
    """Through the channel that is recommended: no action of the example opens before that does."""
    done = list(steps(example.facts()))
    assert [step.done_at for step in done] == sorted(step.done_at for step in done)
    for step in done:
        ways = [way.available_from for way in step.action.channels if way.channel is step.channel]
        assert all(ready is None or ready <= step.done_at for ready in [step.action.opens_at, *ways])


@pytest.mark.parametrize(("culture", "enquiries"), [(Culture.RESERVED, 1), (Culture.ASSERTIVE, 4)])
def test_nothing_of_the_example_is_decided_by_hand(culture: Culture, enquiries: int) -> None:
    """With another culture the same candidate does other things."""
    kinds = [step.action.kind for step in steps(changed(example.facts(), culture=culture))]
    assert kinds.count(Kind.STATUS_ENQUIRY) == enquiries
    assert kinds[-1] is Kind.MOVE_ON


async def test_it_takes_no_parameters(visitor: httpx.AsyncClient) -> None:
    assert (await visitor.get("/?page=2")).status_code == 422
    assert (await visitor.post("/")).status_code == 405
