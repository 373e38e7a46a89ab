"""A drawing of what a poll costs as the number of interviews grows: both axes by powers of ten, in SVG."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import ceil, floor, log10

from benchmarks.figure import Figure

Points = Sequence[tuple[float, float]]

_WIDTH, _HEIGHT, _LEFT, _TOP, _RIGHT, _BOTTOM = 500, 320, 60, 40, 130, 50
_COLOURS = {"SQLite": "#0b6bcb", "PostgreSQL": "#b8432f"}
_DASHES = {"warm": "none", "cold": "6 4", "deciding": "2 3"}
_APART = 14
"""From one label's baseline to the next at the least: what is written is twelve high."""


@dataclass(frozen=True, slots=True)
class _Axis:
    """Powers of ten between two places on paper."""

    lowest: int
    highest: int
    begin: float
    end: float

    @classmethod
    def of(cls, values: Sequence[float], begin: float, end: float) -> "_Axis":
        lowest = floor(log10(min(values)))
        return cls(lowest, max(ceil(log10(max(values))), lowest + 1), begin, end)

    def at(self, value: float) -> float:
        return self.begin + (log10(value) - self.lowest) / (self.highest - self.lowest) * (self.end - self.begin)

    @property
    def powers(self) -> Sequence[float]:
        return [10.0**power for power in range(self.lowest, self.highest + 1)]


def drawn(panels: Mapping[str, Sequence[Figure]]) -> str:
    """Return a panel for each title. The last label of its figures goes to the right, the time of a request upwards."""
    body = "".join(
        f'<g transform="translate({place * _WIDTH} 0)">{"".join(_panel(title, figures))}</g>\n'
        for place, (title, figures) in enumerate(panels.items())
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH * len(panels)} {_HEIGHT}" '
        'font-family="sans-serif" font-size="12">\n'
        f'<rect width="100%" height="100%" fill="white"/>\n{body}</svg>\n'
    )


def _panel(title: str, figures: Sequence[Figure]) -> Iterator[str]:
    lines = _lines(figures)
    points = list(chain.from_iterable(lines.values()))
    across = _Axis.of([x for x, _ in points], _LEFT, _WIDTH - _RIGHT)
    up = _Axis.of([y for _, y in points], _HEIGHT - _BOTTOM, _TOP)
    yield f'<text x="{_LEFT}" y="20" font-weight="bold">{title}</text>\n'
    for x in across.powers:
        yield _line(across.at(x), up.begin, across.at(x), up.end)
        yield f'<text x="{across.at(x):.1f}" y="{up.begin + 18}" text-anchor="middle">{x:,.0f}</text>\n'
    for y in up.powers:
        yield _line(across.begin, up.at(y), across.end, up.at(y))
        yield f'<text x="{across.begin - 6}" y="{up.at(y) + 4:.1f}" text-anchor="end">{y:g} ms</text>\n'
    baselines = _apart([up.at(line[-1][1]) + 4 for line in lines.values()], up.begin)
    for ((database, asked), line), baseline in zip(lines.items(), baselines, strict=True):
        path = " ".join(f"{across.at(x):.1f},{up.at(y):.1f}" for x, y in line)
        x, colour = line[-1][0], _COLOURS[database]
        yield (
            f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" '
            f'stroke-dasharray="{_DASHES[asked]}"/>\n'
            f'<text x="{across.at(x) + 6:.1f}" y="{baseline:.1f}" fill="{colour}">{database}, {asked}</text>\n'
        )


def _apart(wanted: Sequence[float], lowest: float) -> Sequence[float]:
    """Return baselines near those that are wanted, in their order, none on another, and none below the lowest."""
    found = list(wanted)
    ceiling = lowest + _APART
    for place in sorted(range(len(wanted)), key=lambda place: wanted[place], reverse=True):
        found[place] = ceiling = min(wanted[place], ceiling - _APART)
    return found


def _lines(figures: Sequence[Figure]) -> Mapping[tuple[str, str], Points]:
    lines: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for figure in figures:
        database, asked, number = figure.labels.values()
        lines.setdefault((str(database), str(asked)), []).append((float(number), figure.values["request_ms"]))
    return lines


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#ddd"/>\n'
