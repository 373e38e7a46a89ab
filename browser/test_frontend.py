"""The sample frontend, on an origin of its own, as the candidate who uses it meets it."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from playwright.sync_api import Error, Locator, Page, Request, Route, expect

from browser.conftest import Open
from browser.issuing import CLIENT, SignIns, signing_in
from browser.sight import Look, Sight
from tests.issuing import AUDIENCE
from tests.serving import TOKEN, Served, served
from trust.service import free_port

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "frontend"
BASH = shutil.which("bash") or "bash"
SHOWN = "http://127.0.0.1:8000"

ACME, ANN, BOB, INTERVIEW = (f"0195a4c2-0000-7000-8000-00000000000{digit}" for digit in "1abf")
MARKUP = "<img src=x onerror=alert(1)>"


class Quiet(SimpleHTTPRequestHandler):
    """Serves files, as `python3 -m http.server` does."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder's files until the block ends; give where."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class World(NamedTuple):
    """Where everything is: pages of three origins, two of which the service permits, the service, and the issuer."""

    pasting: str
    signing_in: str
    strange: str
    service: Served
    issuer: SignIns


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = tmp_path_factory.mktemp("frontend")
    with ExitStack() as running:
        issuer = running.enter_context(signing_in())
        pages = {name: folder / name for name in ("pasting", "signing_in", "strange")}
        for page in pages.values():
            copied(page)
        urls = {name: running.enter_context(serving(page)) for name, page in pages.items()}
        issuer.page = urls["signing_in"]
        service = running.enter_context(
            served(
                f"sqlite:///{folder}/afterword.db",
                folder / "log",
                cors_origins=",".join(urls[name].rstrip("/") for name in ("pasting", "signing_in")),
                oidc_issuer=issuer.url,
                oidc_audience=AUDIENCE,
            )
        )
        for page in pages.values():
            replaced(page / "index.html", SHOWN, service.url)
            replaced(page / "config.js", SHOWN, service.url)
        of_ours = {"url": issuer.url, "client": CLIENT, "parameters": {"audience": AUDIENCE}}
        replaced(pages["signing_in"] / "config.js", "issuer = null", f"issuer = {json.dumps(of_ours)}")
        replaced(pages["signing_in"] / "index.html", service.url, f"{service.url} {issuer.url}")
        yield World(**urls, service=service, issuer=issuer)


def copied(to: Path) -> Path:
    """Copy the example, without what checks it."""
    return shutil.copytree(EXAMPLE, to, ignore=shutil.ignore_patterns("node_modules"))


def replaced(file: Path, old: str, new: str) -> None:
    """Put something else where a file of the example says a thing, once."""
    text = file.read_text()
    assert text.count(old) == 1
    file.write_text(text.replace(old, new))


@pytest.fixture
def service(world: World) -> Served:
    """The service that new accounts and their tokens are made in."""
    return world.service


@pytest.fixture
def account(service: Served, token: str) -> Iterator[httpx.Client]:
    """Another device of the same person, on whose record is an interview that ended two hours ago."""
    now = datetime.now(UTC)
    ended = [(now - timedelta(hours=hours)).isoformat() for hours in (3, 2)]
    with httpx.Client(base_url=service.url, headers={"Authorization": f"Bearer {token}"}) as client:
        answer = client.post("/import", json=dossier(*ended))
        assert answer.status_code == 200, answer.text
        yield client


def dossier(starts_at: str, ends_at: str) -> dict[str, Any]:
    """Ann, who decides, and Bob of a company with a strange name, in New York."""
    part = {"role": "interviewer"}
    return {
        "organizations": [{"id": ACME, "name": f"Acme {MARKUP}", "timezone": "America/New_York", "country": "US"}],
        "contacts": [
            {"id": id_, "organization_id": ACME, "name": name, "name_confirmed": True, "email": f"{id_}@example.org"}
            for id_, name in ((ANN, "Ann Ames"), (BOB, "Bob Bell"))
        ],
        "interviews": [
            {
                "id": INTERVIEW,
                "organization_id": ACME,
                "position": "Senior Analyst",
                "starts_at": starts_at,
                "ends_at": ends_at,
                "participants": [{"contact_id": ANN, "is_decision_maker": True} | part, {"contact_id": BOB} | part],
                "debrief": {"surprises": [{"fact": "everyone answers calls", "reason": "it keeps the team honest"}]},
            }
        ],
    }


@pytest.fixture
def opened(world: World, see: Open) -> Sight:
    """The page, signed out."""
    return see(world.pasting, also=(world.service.url,))


@pytest.fixture
def page(opened: Sight, account: httpx.Client, token: str) -> Page:
    """The page, signed in to the account that has an interview."""
    sign_in(opened.page, token)
    return opened.page


def sign_in(page: Page, token: str) -> None:
    page.get_by_label("Your Afterword token").fill(token)
    page.get_by_role("button", name="Sign in").click()


def card(page: Page | Locator, title: str) -> Locator:
    """An action on the page, or on a part of it, by its title."""
    return page.get_by_role("article", name=title, exact=True)


def write_to_ann(page: Page) -> Locator:
    """Open the dialog for the note to Ann, and return the field for its text."""
    card(page, "Thank Ann Ames").get_by_role("button", name="Write").click()
    return page.get_by_label("Message")


@pytest.mark.parametrize("look", Look, ids=lambda look: look.name.lower())
def test_what_to_do(world: World, see: Open, account: httpx.Client, token: str, look: Look) -> None:
    """Today, upcoming and what to take care of: all that the service says, and nobody is shut out from any of it."""
    sight = see(world.pasting, look, also=(world.service.url,))
    assert sight.barriers() == []
    sight.take_picture()
    sign_in(sight.page, token)

    answer = account.get("/next-actions", params={"horizon": "P14D"}).json()
    expect(sight.page.get_by_role("article")).to_have_count(len(answer["items"]))
    for region, upcoming in {"Today": False, "Upcoming": True}.items():
        titles = [item["title"] for item in answer["items"] if (item["status"] == "upcoming") == upcoming]
        assert titles
        assert sight.page.get_by_role("region", name=region).get_by_role("heading", level=3).all_inner_texts() == titles
    cautions = sight.page.get_by_role("region", name="Take care").get_by_role("listitem").all_inner_texts()
    assert [text.split(" Until")[0] for text in cautions] == [caution["statement"] for caution in answer["cautions"]]

    ann = card(sight.page, "Thank Ann Ames")
    ann.get_by_text("Why?").click()
    expect(ann.get_by_text("Sources")).to_be_visible()
    assert sight.barriers() == []
    assert sight.overflow() == []
    sight.take_picture()
    write_to_ann(sight.page).fill("Dear Anne,\n\nI have been waiting for ages.")
    expect(sight.page.get_by_role("dialog").get_by_role("status")).to_have_text("Do not send this.")
    assert sight.barriers() == []
    assert sight.overflow() == []
    sight.take_picture()


def test_times_are_those_of_the_place(page: Page, account: httpx.Client) -> None:
    """An interview in New York has New York's time, with its zone; the instant itself is there for programs."""
    (ann,) = [item for item in account.get("/next-actions").json()["items"] if item["title"] == "Thank Ann Ames"]
    due = card(page, "Thank Ann Ames").locator("time").first
    expect(due).to_have_attribute("datetime", ann["due_at"])
    for place in (due, page.get_by_role("region", name="Take care").locator("time").first):
        expect(place).to_have_text(re.compile(r"\d\d:\d\d GMT-[45]$"))


def test_why(page: Page, account: httpx.Client) -> None:
    """Reason, rules, sources and channels; and what each rule says of that interview, this action first of all."""
    trace = account.get("/next-actions", params={"explain": True, "interview_id": INTERVIEW}).json()["trace"]
    (ann,) = [item for item in account.get("/next-actions").json()["items"] if item["title"] == "Thank Ann Ames"]
    shown = card(page, "Thank Ann Ames")
    expect(shown).to_contain_text(ann["reason"])
    shown.get_by_text("Why?").click()
    for source in ann["sources"]:
        expect(shown).to_contain_text(f"{source['title']}, “{source['section']}”")
    statement = account.get("/policy/rules/thank-everyone").json()["statement"]
    expect(shown.get_by_text(statement)).to_be_visible()
    shown.get_by_text("What each rule says of this interview").click()
    rows = shown.locator("details details").last.get_by_role("listitem")
    expect(rows).to_have_count(len(trace))
    expect(rows.filter(has_text="→ Thank each person within a day: proposed.")).to_have_count(1)


def test_a_complaint_is_underlined_as_it_is_typed(page: Page) -> None:
    """In the right place behind letters that are two units long, with a verdict and what to do instead."""
    field = write_to_ann(page)
    field.press_sequentially("Dear Ann 🙂👍🏽, thank you for today. ")
    field.press_sequentially("I have been waiting for ages. ")
    dialog = page.get_by_role("dialog")
    expect(dialog.locator("mark.error")).to_have_text(["I have been waiting for ages"])
    expect(dialog.get_by_role("status")).to_have_text("Do not send this.")
    expect(dialog.get_by_role("listitem").filter(has_text="complains")).to_contain_text("Leave it out")
    field.press_sequentially("And")
    expect(dialog.locator("mark.error")).to_have_text(["I have been waiting for ages"])  # while it is checked, too
    field.fill("Dear Ann Ames,\n\nThank you for the talk about the Senior Analyst position. I would love to join.")
    expect(dialog.get_by_role("status")).not_to_have_text("Do not send this.")
    expect(dialog.locator("mark.error")).to_have_count(0)


def test_the_underline_lies_under_the_words(page: Page) -> None:
    """The text behind the field wraps where the field does: both are equally high, however long the text."""
    field = write_to_ann(page)
    field.fill("Thank you, and thankyou" * 40 + "\n\nmore\n\n")
    behind = page.locator("#behind")
    assert field.bounding_box() == behind.bounding_box()
    assert field.evaluate("field => field.scrollHeight - field.clientHeight") == 0


def test_typing_is_not_checked_letter_by_letter(page: Page) -> None:
    """A check waits for a pause, and one that is overtaken is broken off."""
    asked: list[Request] = []
    broken: list[Request] = []
    held: list[Route] = []
    page.on("request", lambda request: asked.append(request) if request.method == "POST" else None)
    page.on("requestfailed", lambda request: broken.append(request))  # noqa: PLW0108 - a method of C is no listener
    page.route("**/message-checks", lambda route: route.continue_() if held else held.append(route))
    field = write_to_ann(page)
    with page.expect_request("**/message-checks"):
        field.press_sequentially("Thank you for your time today, Ann.")
    with page.expect_response("**/message-checks"):
        field.press_sequentially(" I need an answer by Friday.")
    expect(page.locator("mark.error")).to_have_text(["I need an answer by Friday"])
    assert [json.loads(request.post_data or "")["body"] for request in asked] == [
        "Thank you for your time today, Ann.",
        "Thank you for your time today, Ann. I need an answer by Friday.",
    ]
    assert broken == asked[:1]


def test_spans(opened: Sight) -> None:
    """Pieces of a text by code points: findings may overlap, touch, or be about the subject."""
    pieces = opened.page.evaluate(
        """async () => {
          const { pieces } = await import("./spans.js");
          const finding = (severity, start, end, field = "body") => ({ severity, span: { field, start, end } });
          return pieces("a😀b👍🏽cd", [
            finding("hint", 0, 3), finding("error", 2, 5), finding("warning", 6, 7), finding("error", 0, 7, "subject"),
            { severity: "error", span: null },
          ]).map(({ text, severity }) => [text, severity ?? null]);
        }"""
    )
    assert pieces == [["a😀", "hint"], ["b", "error"], ["👍🏽", "error"], ["c", None], ["d", "warning"]]


def test_a_draft_that_is_sent_and_logged(opened: Sight, page: Page, account: httpx.Client) -> None:
    """The action is gone, since the message is on record: once, though the answer to the first attempt was lost."""
    write_to_ann(page)
    page.get_by_role("button", name="Draft it for me").click()
    expect(page.get_by_label("Message")).to_have_value(re.compile("Dear Ann Ames"))
    expect(page.get_by_label("Subject")).to_have_value(re.compile("Senior Analyst"))
    page.route("**/interactions", lambda route: (route.fetch(), route.abort()), times=1)
    page.get_by_role("button", name="I have sent it").click()
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("Afterword does not answer")
    assert opened.complaints.pop().endswith("ERR_FAILED")  # the browser's own
    with page.expect_response("**/interactions"):
        page.get_by_role("button", name="I have sent it").dblclick()
    expect(card(page, "Thank Ann Ames")).to_have_count(0)
    (kept,) = account.get("/interactions").json()["items"]
    assert (kept["direction"], kept["purpose"], kept["contact_id"]) == ("outbound", "thank_you", ANN)
    assert "Dear Ann Ames" in kept["body"]


@pytest.mark.parametrize(("button", "mark"), [("Done", "done"), ("Dismiss", "dismissed"), ("Tomorrow", "snoozed")])
def test_marks(page: Page, account: httpx.Client, button: str, mark: str) -> None:
    """A marked action vanishes from today, and comes back when that is taken back."""
    today = page.get_by_role("region", name="Today")
    card(today, "Thank Ann Ames").get_by_role("button", name=button).click()
    expect(card(today, "Thank Ann Ames")).to_have_count(0)
    (kept,) = account.get("/marks").json()["items"]
    assert kept["mark"] == mark
    undo = page.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    undo.press("Enter")
    expect(card(today, "Thank Ann Ames")).to_have_count(1)
    assert account.get("/marks").json()["items"] == []


@pytest.fixture
def timed(opened: Sight, account: httpx.Client, token: str) -> Page:
    """The page, signed in, with a clock that the test moves."""
    opened.page.clock.install()
    opened.page.reload()
    sign_in(opened.page, token)
    expect(card(opened.page, "Thank Ann Ames")).to_have_count(1)
    return opened.page


def test_what_has_not_changed_is_not_sent_again(timed: Page, account: httpx.Client) -> None:
    """The page asks each minute with the ETag that it has; what another device wrote is on it after that minute."""
    with timed.expect_response("**/next-actions?*") as again:
        timed.clock.run_for(60_000)
    assert again.value.status == 304
    assert again.value.request.headers["if-none-match"].startswith('W/"')
    key = next(
        item["key"] for item in account.get("/next-actions").json()["items"] if item["title"] == "Thank Ann Ames"
    )
    account.put(f"/next-actions/{key}/mark", json={"mark": "done"}).raise_for_status()
    with timed.expect_response("**/next-actions?*") as changed:
        timed.clock.run_for(60_000)
    assert changed.value.status == 200
    expect(card(timed, "Thank Ann Ames")).to_have_count(0)
    expect(card(timed, "Thank Bob Bell")).to_have_count(1)


def test_it_asks_when_the_answer_changes_by_itself(timed: Page) -> None:
    """At `changes_at`, where that is sooner."""
    soon = (datetime.now(UTC) + timedelta(seconds=30)).isoformat()

    def hasten(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, json=answer.json() | {"changes_at": soon})

    timed.route("**/next-actions?*", hasten)
    card(timed, "Thank Bob Bell").get_by_role("button", name="Done").click()  # asks anew
    expect(card(timed, "Thank Bob Bell")).to_have_count(0)
    with timed.expect_request("**/next-actions?*"):
        timed.clock.run_for(31_000)


def test_reasons_stay_open_while_nothing_of_the_action_changes(page: Page) -> None:
    ann = card(page, "Thank Ann Ames")
    ann.get_by_text("Why?").click()
    card(page, "Thank Bob Bell").get_by_role("button", name="Done").click()
    expect(card(page, "Thank Bob Bell")).to_have_count(0)
    expect(ann.get_by_text("Sources")).to_be_visible()


def test_a_strange_token(opened: Sight) -> None:
    """The person is told, and may try again; the token is forgotten."""
    sign_in(opened.page, "aw_0")
    expect(opened.page.get_by_role("alert")).to_have_text("A valid token is needed")
    expect(opened.page.get_by_label("Your Afterword token")).to_have_value("")
    assert opened.page.evaluate("sessionStorage.length") == 0
    assert opened.complaints.pop().endswith("401 (Unauthorized)")  # the browser's own


def test_a_problem_is_told(opened: Sight, page: Page, account: httpx.Client) -> None:
    """What was done in vain is told in the service's own words, and the page goes on."""
    expect(card(page, "Thank Ann Ames")).to_have_count(1)
    account.delete(f"/interviews/{INTERVIEW}").raise_for_status()
    card(page, "Thank Ann Ames").get_by_role("button", name="Done").click()
    expect(page.get_by_role("alert")).to_have_text("There is nothing here")
    assert opened.complaints.pop().endswith("404 (Not Found)")  # the browser's own


def test_an_origin_that_is_not_permitted(world: World, see: Open, account: httpx.Client, token: str) -> None:
    """Learns nothing, and is told which setting would let it."""
    sight = see(world.strange, also=(world.service.url,))
    sign_in(sight.page, token)
    expect(sight.page.get_by_role("alert")).to_contain_text(
        f"AFTERWORD_CORS_ORIGINS do not name {world.strange.rstrip('/')}."
    )
    expect(sight.page.get_by_role("article")).to_have_count(0)
    assert any("blocked by CORS policy" in complaint for complaint in sight.complaints)
    sight.complaints.clear()


def test_data_is_never_markup(opened: Sight, page: Page) -> None:
    """A name that would be a script is text; were a line of ours to make markup of it, the page's policy forbids it."""
    expect(card(page, "Thank Ann Ames")).to_contain_text(f"Acme {MARKUP}")
    assert page.locator("img").count() == 0
    with pytest.raises(Error, match="TrustedHTML"):
        page.evaluate("document.body.innerHTML = 'x'")
    assert "TrustedHTML" in opened.complaints.pop()


def test_by_keyboard_alone(opened: Sight, account: httpx.Client, token: str) -> None:
    """From the token to a message and back; whoever closes the message is where they were."""
    keyboard = opened.page.keyboard
    keyboard.press("Tab")
    keyboard.insert_text(token)
    keyboard.press("Enter")
    write = card(opened.page, "Thank Ann Ames").get_by_role("button", name="Write")
    expect(write).to_be_visible()
    for _ in range(30):
        keyboard.press("Tab")
        if write.evaluate("button => button === document.activeElement"):
            break
    expect(write).to_be_focused()
    assert write.evaluate("button => getComputedStyle(button).outlineStyle") == "solid"
    keyboard.press("Enter")
    dialog = opened.page.get_by_role("dialog", name="Thank Ann Ames")
    expect(dialog).to_be_visible()
    while not opened.page.get_by_label("Message").evaluate("field => field === document.activeElement"):
        keyboard.press("Tab")
    keyboard.type("I need an answer by Friday.")
    expect(dialog.get_by_role("status")).to_have_text("Do not send this.")
    keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(write).to_be_focused()


def test_signing_out(page: Page) -> None:
    """Nothing of the account is left in the tab."""
    write_to_ann(page).fill("Dear Ann")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("Your Afterword token")).to_be_visible()
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0
    assert page.locator("article").count() == 0
    assert page.locator("#body").input_value() == ""


def test_the_readme(tmp_path: Path, see: Open) -> None:
    """Its commands, as they stand but for the ports, lead to a page with something on it."""
    readme = (EXAMPLE / "README.md").read_text()
    run, rest = re.findall(r"^```sh\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    fill, serve = rest.splitlines()
    checkout = tmp_path / "checkout"
    (checkout / "examples").mkdir(parents=True)
    for name in ("Makefile", "README.md", "api", "migrations", "pyproject.toml", "uv.lock", ".venv"):
        (checkout / name).symlink_to(ROOT / name)
    page = copied(checkout / "examples" / "frontend")
    ports = {":8000": f":{free_port()}", "5173": str(free_port())}
    for file in ("index.html", "config.js"):
        replaced(page / file, ":8000", ports[":8000"])

    def ported(command: str) -> str:
        for shown, port in ports.items():
            command = command.replace(shown, port)
        return command.replace("make run", f"make --old-file .venv/.runtime run PORT={ports[':8000'][1:]}")

    ours = {name: value for name, value in os.environ.items() if not name.startswith(("AFTERWORD_", "MAKE"))}
    environment = ours | {"PATH": f"{sys.prefix}/bin{os.pathsep}{ours['PATH']}"}
    with running(ported(run), ports[":8000"][1:], checkout, environment) as said:
        (token,) = TOKEN.findall(said.read_text())
        filling = [BASH, "-euo", "pipefail", "-c", ported(fill)]
        subprocess.run(filling, cwd=checkout, env=environment | {"TOKEN": token}, check=True)  # noqa: S603 - from the README
        with running(ported(serve), ports["5173"], checkout, environment):
            sight = see(f"http://127.0.0.1:{ports['5173']}", also=(f"http://127.0.0.1{ports[':8000']}",))
            sign_in(sight.page, token)
            expect(card(sight.page, "Thank Priya Raman")).to_have_count(1)


@contextmanager
def running(command: str, port: str, folder: Path, environment: dict[str, str]) -> Iterator[Path]:
    """Run a command that serves, until something answers on its port and then until it is done with."""
    said = folder / f"said-{port}.txt"
    with said.open("w") as output:
        server = subprocess.Popen(  # noqa: S603 - from the README
            [BASH, "-c", command],
            cwd=folder,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        deadline = time.monotonic() + 60
        while not listens(int(port)):
            assert server.poll() is None, said.read_text()
            assert time.monotonic() < deadline, said.read_text()
            time.sleep(0.1)
        yield said
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait()


def listens(port: int) -> bool:
    with socket.socket() as client:
        return client.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def from_issuer(world: World, see: Open) -> Sight:
    """The page that the issuer knows, signed out."""
    return see(world.signing_in, also=(world.service.url, world.issuer.url))


def test_signing_in_with_an_issuer(world: World, from_issuer: Sight) -> None:
    """There and back: the code is gone from the address, the account opens, and a reload leaves it open."""
    page = from_issuer.page
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="Sign in as Sam").click()
    expect(page.get_by_text("Nothing to do today.")).to_be_visible()
    assert page.url == world.signing_in
    page.reload()
    expect(page.get_by_text("Nothing to do today.")).to_be_visible()


def test_declining_to_sign_in(from_issuer: Sight) -> None:
    from_issuer.page.get_by_role("button", name="Sign in").click()
    from_issuer.page.get_by_role("link", name="No").click()
    expect(from_issuer.page.get_by_role("alert")).to_have_text("You were not signed in: Sam said no.")
    expect(from_issuer.page.get_by_role("button", name="Sign in")).to_be_visible()


def test_a_sign_in_that_was_not_begun_here(world: World, from_issuer: Sight) -> None:
    """Somebody else's code, in a link that Sam was sent, is not traded."""
    asked: list[str] = []
    from_issuer.page.on("request", lambda request: asked.append(request.url))
    from_issuer.page.goto(f"{world.signing_in}?code=theirs&state=theirs")
    expect(from_issuer.page.get_by_role("alert")).to_contain_text("not begun in this tab")
    assert not any(url.startswith(world.issuer.url) for url in asked)


def test_a_sign_in_that_has_expired(world: World, from_issuer: Sight, monkeypatch: pytest.MonkeyPatch) -> None:
    """Leads back to the issuer."""
    monkeypatch.setattr(world.issuer, "lifetime", -60)
    from_issuer.page.get_by_role("button", name="Sign in").click()
    from_issuer.page.get_by_role("link", name="Sign in as Sam").click()
    expect(from_issuer.page.get_by_role("alert")).to_have_text("A valid token is needed")
    expect(from_issuer.page.get_by_role("button", name="Sign in")).to_be_visible()
    assert from_issuer.complaints.pop().endswith("401 (Unauthorized)")  # the browser's own
