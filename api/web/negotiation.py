"""Which of several forms of an answer a client would rather have, as `Accept` says (RFC 9110, section 12.5.1)."""

from collections.abc import Iterator

from starlette.requests import Request


def preferred(request: Request, *offered: str) -> str:
    """Return the media type that the client wants most: of several wanted alike the one it names, or the first."""
    wanted = dict(_wanted(",".join(request.headers.getlist("accept"))))
    return max(offered, key=lambda media_type: _weight(media_type, wanted))


def _wanted(accept: str) -> Iterator[tuple[str, float]]:
    for one in accept.split(","):
        media_range, *parameters = (part.strip().lower() for part in one.split(";"))
        yield media_range, next((_number(value) for value in parameters if value.startswith("q=")), 1.0)


def _number(parameter: str) -> float:
    try:
        return float(parameter.removeprefix("q="))
    except ValueError:
        return 0.0


def _weight(media_type: str, wanted: dict[str, float]) -> tuple[float, int]:
    """Return the weight of the most exact range that a media type is in, and how exact that is."""
    ranges = ("*/*", f"{media_type.partition('/')[0]}/*", media_type)
    return next(((wanted[one], exact) for exact, one in reversed([*enumerate(ranges)]) if one in wanted), (0.0, 0))
