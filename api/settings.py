"""What an operator may set, through environment variables with the prefix `AFTERWORD_`."""

import re
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, ByteSize, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from api.logs import Format as LogFormat
from api.logs import Level as LogLevel

# As browsers write one: in lower case, without a path, and with a port only where it is not the scheme's own.
_ORIGIN = re.compile(
    r"(?P<scheme>[a-z][a-z0-9+.-]*)://(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(?::(?P<port>[1-9]\d{0,4}))?"
)
_OWN_PORTS = {"http": "80", "https": "443"}


def safe_url(text: str) -> str:
    """Return a URL that nobody on the way could have answered for; raise `ValueError` for any other one.

    It is https, or leads to this machine, and holds no user name and no password.
    """
    parts = urlsplit(text)
    reached = parts.hostname or ""
    if "@" in parts.netloc or not reached or parts.fragment or not text.isascii() or not text.isprintable():
        raise ValueError
    if parts.scheme != "https" and not (parts.scheme == "http" and _is_this_machine(reached)):
        raise ValueError
    return text


def _is_this_machine(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name
        return host == "localhost"


def _url(text: str) -> str:
    try:
        return safe_url(text)
    except ValueError:
        raise PydanticCustomError(
            "url", "Must be an https URL without user, password and fragment; http is for this machine alone"
        ) from None


def _issuer(text: str) -> str:
    if "?" in text:
        raise PydanticCustomError("issuer", "Must be a URL without a query, as the issuer's tokens name it")
    return _url(text)


def _is_installed(module: str) -> bool:
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:  # nor is the package that it would be in
        return False


def _redis(text: str) -> str:
    if not re.match(r"redis(s|\+unix|\+sentinel|\+cluster)?://", text):
        raise PydanticCustomError("redis_url", "Must be a URL as redis://host:6379/0")
    if not (_is_installed("limits") and _is_installed("redis")):
        raise PydanticCustomError("redis_missing", "Needs more than is installed: pip install 'afterword[redis]'")
    return text


def _collector(text: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#@]+(/[^\s?#]*)?", text):
        raise PydanticCustomError("otlp_endpoint", "Must be a URL as http://collector:4318")
    if not (_is_installed("opentelemetry.sdk") and _is_installed("opentelemetry.exporter.otlp.proto.http")):
        raise PydanticCustomError("traces_missing", "Needs more than is installed: pip install 'afterword[traces]'")
    return text.rstrip("/")


def _network(text: str) -> str:
    try:
        return str(ip_network(text))
    except ValueError:
        raise PydanticCustomError(
            "network", "Must be addresses or networks, separated by commas: 10.0.0.7,fd00::/8"
        ) from None


_Unset = BeforeValidator(lambda value: value or None)  # as a variable that is there, and empty


def _fernet(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9_-]{43}=", text):
        raise PydanticCustomError("webhook_key", "Must be 32 random bytes in URL-safe Base64, each key")
    return text


Network = IPv4Network | IPv6Network


class Settings(BaseSettings):
    """One instance describes one running service. Nothing secret has a default, and no error repeats what was set."""

    model_config = SettingsConfigDict(env_prefix="AFTERWORD_", extra="forbid", hide_input_in_errors=True)

    database_url: str = "sqlite:///data/afterword.db"
    """`sqlite:///relative/file.db`, `sqlite:////absolute/file.db` or `postgresql://user:password@host/name`."""

    migration_database_url: Annotated[str | None, _Unset] = None
    """The same database as the role that owns its tables; where absent, the service's own role makes and owns them."""

    database_pool_size: Annotated[int, Field(ge=1)] = 20
    """How many PostgreSQL connections one worker process holds at most."""

    database_statement_timeout: Annotated[int, Field(ge=1)] = 30
    """How long one statement may take on PostgreSQL, in seconds. What takes longer is broken off, and answered 503."""

    answer_cache_size: ByteSize = ByteSize(64_000_000)
    """How much memory one process gives to answers to readings that still hold, as `64MB`; 0 keeps none."""

    shutdown_delay: float = Field(1, ge=0, le=600)
    """How many seconds a process still serves after SIGTERM, while its readiness says no."""

    shutdown_timeout: int = Field(8, ge=1, le=600)
    """How many seconds after that the requests under way have to finish."""

    cors_origins: Annotated[tuple[str, ...], NoDecode] = ()
    """Origins whose pages may call the service, separated by commas: `https://app.example,https://other.example`."""

    oidc_issuer: Annotated[Annotated[str, AfterValidator(_issuer)] | None, _Unset] = None
    """The OpenID Connect issuer whose access tokens are taken beside our own, exactly as its tokens name it."""

    oidc_audience: Annotated[str | None, _Unset] = Field(None, validate_default=True)
    """What the issuer's tokens must name as their audience: this API, as the issuer knows it."""

    oidc_jwks_url: Annotated[Annotated[str, AfterValidator(_url)] | None, _Unset] = None
    """Where the issuer's keys are; found out from its configuration document where not given."""

    oidc_scope_prefix: Annotated[Annotated[str, Field(pattern=r"^[\x21\x23-\x5b\x5d-\x7e]+$")] | None, _Unset] = None
    """What stands before `read` and `write` in the issuer's scopes; where not given, its scopes are not looked at."""

    oidc_leeway: Annotated[int, Field(ge=0, le=300)] = 30
    """How many seconds the issuer's clock may differ from ours."""
    rate_limit: str = Field("1000000/minute", pattern=r"^[1-9][0-9]{0,8}/(second|minute|hour|day)$")
    """How many requests one token may make in a second, a minute, an hour or a day."""

    redis_url: Annotated[Annotated[str, AfterValidator(_redis)] | None, _Unset] = None
    """The Redis in which all processes count together what tokens have spent; each by itself where not given."""

    patience: float = Field(default=10, gt=0, le=600)
    """How many seconds a client may take to send the head of a request, or make no headway in sending or reading."""

    connections: int = Field(default=500, ge=1)
    """How many connections one worker process serves at once."""

    trusted_proxies: Annotated[tuple[Annotated[str, AfterValidator(_network)], ...], NoDecode] = ()
    """Whose `X-Forwarded-Proto` and `X-Forwarded-For` are believed: addresses and networks, separated by commas."""

    log_format: LogFormat = "text"
    """How the log is written: `text` to be read, or `json` for machines, an object a line."""

    log_level: LogLevel = "info"
    """From what on an event is written to the log: `info`, `warning` or `error`."""

    access_log: Literal["off", "on", "accounts"] = "off"
    """Whether each request gets a line in the log; with `accounts`, one that names the account's id."""

    otlp_endpoint: Annotated[Annotated[str, AfterValidator(_collector)] | None, _Unset] = None
    """Where traces are sent: an OpenTelemetry collector that takes OTLP over HTTP, as `http://collector:4318`."""

    webhook_networks: Annotated[tuple[Network, ...], NoDecode] = ()
    """Networks that webhooks may reach although they are not public, separated by commas: `10.1.0.0/16,fd00::/8`."""

    webhook_http: bool = False
    """Whether webhooks may go to http:// addresses, where anybody on the way can read them."""

    webhook_timeout: Annotated[int, Field(ge=1, le=60)] = 15
    """How many seconds the receiver of a webhook has to answer."""

    webhook_keys: Annotated[tuple[Annotated[str, AfterValidator(_fernet)], ...], NoDecode] = Field((), repr=False)
    """Keys that the secrets of webhooks are encrypted with in the database, separated by commas: the first encrypts."""

    @field_validator("cors_origins", "trusted_proxies", "webhook_networks", "webhook_keys", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value

    @field_validator("cors_origins")
    @classmethod
    def _are_origins(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        for origin in origins:
            parts = _ORIGIN.fullmatch(origin)
            if parts is None or parts["port"] == _OWN_PORTS.get(parts["scheme"], ""):
                raise PydanticCustomError(
                    "origin",
                    "`{origin}` is no origin as browsers send it: scheme, host and perhaps a port, in lower case, with "
                    "nothing behind them, as https://app.example or http://localhost:5173",
                    {"origin": origin},
                )
        return origins

    @field_validator("oidc_audience")
    @classmethod
    def _comes_with_its_issuer(cls, audience: str | None, info: ValidationInfo) -> str | None:
        if audience is None and info.data.get("oidc_issuer") is not None:
            raise PydanticCustomError(
                "missing", "Must be set where AFTERWORD_OIDC_ISSUER is: tokens made for another service are not for us"
            )
        return audience
