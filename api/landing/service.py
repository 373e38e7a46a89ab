"""The page, put together once: it changes with a release alone."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from api.landing import example
from api.landing.example import Step
from api.landing.timeline import Moment, Span, timeline
from api.policy.calendar import Calendar, calendar
from api.policy.engine import VERSION
from api.policy.facts import Facts, Interview, Organization
from api.policy.rule import RuleKind
from api.policy.rules import RULES, RULES_BY_ID
from api.policy.wording import day, moment, plain

SIZES = ((660, 13), (358, 13))
"""Pixels: how wide the timeline is, and how large its letters are, on a desk and on a phone."""

KINDS = {
    RuleKind.OBLIGATION: "What to do",
    RuleKind.PROHIBITION: "What never to do",
    RuleKind.LIMIT: "What not to overdo",
    RuleKind.GUIDANCE: "How to put it",
    RuleKind.CHECK: "What a message is checked for",
}
"""What the rules of each kind say, in the order of the page."""

WAYS = {
    "Import an interview to try it with": "account/import_dossier",
    "Ask what to do next": "next%20actions/get_next_actions",
    "Have a message checked before it goes": "messages/check_message",
}
"""The first things to try in the docs explorer, each with its address there."""


class Page(NamedTuple):
    """The page, its strong entity tag, and the content security policy that lets it do what it does, and no more."""

    content: bytes
    etag: str
    security: str


@cache
def page(version: str) -> Page:
    """Return the page of one version of the service. The first time takes longer than other requests should wait."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - for this page: a start need not wait

    templates = Environment(
        loader=PackageLoader("api.landing"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    style = templates.get_template("landing.css").render()
    facts = example.facts()
    interview, organization = _subject(facts)
    place = calendar(organization.timezone, facts.holidays.get(organization.country or ""))
    steps = list(example.steps(facts))
    spans, moments = list(_spans(facts, steps)), list(_moments(interview, place))
    text = templates.get_template("landing.html").render(
        style=style,
        version=version,
        policy_version=VERSION,
        ways=WAYS,
        interview=interview,
        organization=organization,
        shown=next(step for step in steps if step.channel is not None),
        steps=steps,
        drawings=[timeline(spans, moments, place, *size) for size in SIZES],
        rules=RULES,
        kinds={title: [rule for rule in RULES if rule.kind is kind] for kind, title in KINDS.items()},
        sources=dict(sorted({(source.short, source.title) for rule in RULES for source in rule.sources})),
        moment=lambda at: moment(place.local(at)),
        plain=plain,
    )
    content = text.encode()
    return Page(
        content,
        f'"{hashlib.sha256(content).hexdigest()[:32]}"',
        f"default-src 'none'; style-src '{_named(style)}'; img-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'",
    )


def _subject(facts: Facts) -> tuple[Interview, Organization]:
    (interview,) = facts.interviews
    return interview, facts.organizations[interview.organization_id]


def _spans(facts: Facts, steps: list[Step]) -> Iterator[Span]:
    """What to do, and what not to do for a time, in the order in which it begins."""
    what_not = [
        Span(RULES_BY_ID[caution.rule].title, "", caution.since, caution.until, caution.until, None)
        for caution in example.afterwards(facts).cautions_ahead
        if caution.until is not None
    ]
    what = [
        Span(action.title, _by(step), action.opens_at, action.due_at, action.closes_at, step.done_at)
        for step in steps
        for action in [step.action]
    ]
    yield from sorted([*what, *what_not], key=lambda span: (span.opens_at, span.done_at is None))


def _by(step: Step) -> str:
    return "" if step.channel is None else f"by {plain(step.channel)}"


def _moments(interview: Interview, place: Calendar) -> Iterator[Moment]:
    yield Moment("the interview", interview.ends_at)
    if interview.decision_expected_on is not None:
        promised = place.end_of(interview.decision_expected_on)
        yield Moment(f"decision promised by {day(interview.decision_expected_on)}", promised)


def _named(style: str) -> str:
    """Name a style sheet to a browser by what is in it: no other one is let in."""
    return f"sha256-{b64encode(hashlib.sha256(style.encode()).digest()).decode()}"
