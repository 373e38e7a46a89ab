"""The templates: where every sentence stands, and how one is set."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import PackageLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment


def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(
        loader=PackageLoader("api.drafts"),
        undefined=StrictUndefined,
        autoescape=False,  # messages are plain text, never a page
    )
    environment.filters["capitalize_first"] = _capitalized
    return environment


def _capitalized(text: str) -> str:
    line = text.lstrip()
    return line[:1].upper() + line[1:]


_TEMPLATES = _environment()


def rendered(template: str, facts: Mapping[str, Any]) -> str:
    """Return what a template says of these facts, laid out in paragraphs."""
    return laid_out(_TEMPLATES.get_template(f"{template}.j2").render(facts))


def prompt(name: str, *details: object) -> str:
    """Return one of the prompts of `prompts.j2`."""
    return " ".join(str(getattr(_prompts(), name)(*details)).split())


@cache
def _prompts() -> Any:
    return _TEMPLATES.get_template("prompts.j2").module


def laid_out(text: str) -> str:
    """Join a template's lines into paragraphs, which `¶` separates. One that begins with `|` or `- ` stays a line."""
    paragraphs = (_lines(paragraph) for paragraph in text.split("¶"))
    return "\n\n".join("\n".join(lines) for lines in paragraphs if lines)


def _lines(paragraph: str) -> list[str]:
    lines: list[str] = []
    for line in filter(None, map(str.strip, paragraph.splitlines())):
        if not lines or line.startswith(("|", "- ")):
            lines.append(line.removeprefix("|"))
        else:
            lines[-1] += f" {line}"
    return [_SPACED.sub(r"\1", " ".join(line.split())) for line in lines]


_SPACED = re.compile(r" ([,.;:?!])(?=\s|$)")
"""A space before a stop, left where a template's line ended."""
