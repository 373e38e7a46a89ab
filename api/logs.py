"""How a process writes its log: one line an event, for every logger alike, uvicorn's and libraries' included.

What an event is about stands in fields of its own, given as `extra`. No line holds the message of an exception: it may
repeat what somebody wrote.
"""

import logging
import time
import warnings
from traceback import format_tb
from types import TracebackType
from typing import Any, Literal

FIELDS = (
    "request_id",
    "method",
    "route",
    "delivery_id",
    "webhook_id",
    "status",
    "duration_ms",
    "account_id",
    "error",
)
"""The fields that an event may have, in the order in which they are read. Beside them it may have a `traceback`."""

Format = Literal["text", "json"]
Level = Literal["info", "warning", "error"]

_Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def configuration(written: Format, level: Level) -> dict[str, Any]:
    """Return what `logging.config.dictConfig` and uvicorn take. All goes to the standard error stream.

    Of libraries only warnings are written: what else they say is for those who work on them.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": f"{__name__}.{_FORMATTERS[written]}"}},
        "filters": {"discreet": {"()": f"{__name__}.{_Discreet.__name__}"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["discreet"]}},
        "root": {"handlers": ["stderr"], "level": "WARNING" if level == "info" else level.upper()},
        "loggers": {name: {"level": level.upper()} for name in ("afterword", "uvicorn")},
    }


class _Discreet(logging.Filter):
    """Leaves of an event of asyncio's its first line: those below repeat exceptions, with their messages."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every event through."""
        if record.name == "asyncio":
            record.msg, record.args = record.getMessage().partition("\n")[0], None
        return True


def take_warnings() -> None:
    """Write Python's warnings to the log from now on, by their kind and their place.

    Without their texts, which may repeat a value, and not as lines of a form of their own.
    """
    warnings.showwarning = _warned


def _warned(*about: Any, **_named: Any) -> None:
    _message, category, file, line, *_ = about
    logging.getLogger("py.warnings").warning("%s at %s:%d", category.__name__, file, line)


class TextFormatter(logging.Formatter):
    """Lines to be read: the instant, the level, what happened, and its fields as `name=value`."""

    converter = staticmethod(time.gmtime)
    default_time_format = "%Y-%m-%dT%H:%M:%S"
    default_msec_format = "%s.%03dZ"

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(message)s")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the standard library's name
        """Return the line, with the traceback below that the event brings itself."""
        fields = "".join(f" {name}={value}" for name, value in _fields(record).items())
        traceback = vars(record).get("traceback")
        return f"{super().formatMessage(record)}{fields}" + (f"\n{traceback}" if traceback else "")

    def formatException(self, ei: _Raised) -> str:  # noqa: N802 - the standard library's name
        """Return where it was raised and of what kind it was."""
        return _told(ei)


def json_formatter() -> logging.Formatter:
    """Return a formatter that writes each event as one JSON object, for machines to read.

    It is structlog's, which takes longer to load than a start has to spare: whoever reads lines does without it.
    """
    from structlog.processors import JSONRenderer  # noqa: PLC0415 - see above
    from structlog.stdlib import ProcessorFormatter  # noqa: PLC0415

    return ProcessorFormatter(processors=[_event, JSONRenderer()])


_FORMATTERS = {"text": TextFormatter.__name__, "json": json_formatter.__name__}


def _event(_logger: object, _method: str, found: Any) -> dict[str, Any]:
    """Return a record as the fields of an event."""
    record: logging.LogRecord = found["_record"]
    event = {
        "timestamp": TextFormatter().formatTime(record),
        "level": record.levelname.lower(),
        "logger": record.name,
        "event": found["event"],
        **_fields(record),
    }
    raised = found.get("exc_info")
    if told := vars(record).get("traceback") or (raised and _told(raised)):
        event["traceback"] = told
    return event


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    return {name: vars(record)[name] for name in FIELDS if name in vars(record)}


def _told(raised: _Raised) -> str:
    kind, _, place = raised
    return "".join([*format_tb(place), kind.__name__ if kind else ""])
