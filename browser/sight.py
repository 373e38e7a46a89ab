"""A page as somebody sees it, and what goes on behind it."""

from enum import Enum
from pathlib import Path
from typing import Any, Literal, NamedTuple
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Error, Request, Route

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""What a page is held to: WCAG 2.2 at level AA, and what axe-core advises beyond it."""

_LOUD = {"error", "warning"}
_SENT = {"http", "https", "ws", "wss"}
"""The schemes of addresses for which a browser asks anybody."""

_MOMENT = 50
_PATIENCE = 100
"""How long a complaint is waited for: so many times so many milliseconds."""

_IS_TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
_BEYOND = """elements => elements
    .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth)
    .map(e => `${e.tagName} ${e.className} ${e.textContent.slice(0, 40)}`)"""


class _Frame(NamedTuple):
    width: int
    height: int
    scheme: Literal["light", "dark"]


class Look(Enum):
    """How a page is looked at: on a screen of this size, with this colour scheme asked for."""

    DESKTOP = _Frame(1280, 800, "light")
    DESKTOP_DARK = _Frame(1280, 800, "dark")
    PHONE = _Frame(390, 844, "light")
    PHONE_DARK = _Frame(390, 844, "dark")


class Sight:
    """A page in a context of its own.

    `complaints` are its errors and warnings, thrown or printed: a test that provokes one excuses it.
    `outside` is every address that it asked for beyond its own origin and those in `also`: none of that is ever sent.
    """

    def __init__(
        self, browser: Browser, url: str, look: Look, *, also: tuple[str, ...] = (), picture: Path | None = None
    ) -> None:
        self.complaints: list[str] = []
        self.outside: list[str] = []
        self._own = {_origin(url), *map(_origin, also)}
        self._picture = picture
        self._pictures = 0
        width, height, scheme = look.value
        self._context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
        )
        self.page = self._context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", self._failed)
        self._context.on("request", self._asked)
        self._context.route(self._is_outside, _stopped)
        self.page.goto(url)

    def take_picture(self, part: str = "html") -> None:
        """Keep a picture of the page, or of a part of it, where pictures are asked for."""
        if self._picture is not None:
            self._pictures += 1
            self._picture.parent.mkdir(parents=True, exist_ok=True)
            self.page.locator(part).screenshot(
                path=self._picture.with_name(f"{self._picture.name}-{self._pictures}.png")
            )

    def overflow(self) -> list[str]:
        """What lies beyond the screen's right edge, so that the page could be moved sideways."""
        if not self.page.evaluate(_IS_TOO_WIDE):
            return []
        beyond = self.page.locator("body *").evaluate_all(_BEYOND)
        return list(beyond) or ["something"]

    def barriers(self, **options: Any) -> list[str]:
        """What axe-core finds wrong: each rule with the first element that breaks it, and why."""
        results = Axe().run(self.page, options={"runOnly": WCAG, "resultTypes": ["violations"], **options})
        return [
            f"{violation['id']}: {node['target']} {node['failureSummary']}"
            for violation in results.response["violations"]
            for node in violation["nodes"]
        ]

    def tab_to(self, selector: str, most: int = 300) -> None:
        """Press Tab until an element has the focus; every stop on the way shows that it has it."""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            at = self.page.locator(":focus")
            outline = at.evaluate("e => { const s = getComputedStyle(e); return [s.outlineStyle, s.outlineWidth] }")
            assert outline == ["solid", "3px"], at.evaluate("e => e.outerHTML")
            if at.evaluate("(e, selector) => e.matches(selector)", selector):
                return
        raise AssertionError(f"{selector} cannot be reached by Tab")

    def excuse(self, words: str) -> None:
        """Take a complaint that was provoked off the list, once it is there: a browser may tell of it late."""
        for _ in range(_PATIENCE):
            for complaint in self.complaints:
                if words in complaint:
                    return self.complaints.remove(complaint)
            self.page.wait_for_timeout(_MOMENT)
        raise AssertionError(f"no complaint says {words!r}: {self.complaints}")

    def close(self) -> None:
        """Leave, with all that the page has kept."""
        self._context.close()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in _LOUD:
            self.complaints.append(message.text)

    def _failed(self, error: Error) -> None:
        self.complaints.append(str(error))

    def _asked(self, request: Request) -> None:
        if self._is_outside(request.url):
            self.outside.append(request.url)

    def _is_outside(self, address: str) -> bool:
        return urlsplit(address).scheme in _SENT and _origin(address) not in self._own


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _stopped(route: Route) -> None:
    route.abort()
