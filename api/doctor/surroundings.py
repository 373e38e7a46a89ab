"""What the settings say, and what the machine allows: no check here asks anybody."""

import resource
from collections.abc import Iterable, Iterator
from datetime import datetime
from difflib import get_close_matches
from importlib.metadata import version
from ipaddress import ip_network
from urllib.parse import urlsplit

from api.doctor.finding import Finding, error, ok, warning
from api.settings import Settings, safe_url

_SPARE_FILES = 100
"""Files that a process has open beside its connections: libraries, logs, the database's own."""

_PREFIX = "AFTERWORD_"

_WIDE = {4: 8, 6: 16}
"""Bits of a prefix below which a network is no proxy's, by the version of its addresses."""


def check_names(variables: Iterable[str]) -> Iterator[Finding]:
    """Whether all variables that look like settings are: of one that is not, nobody else would say anything."""
    settings = [name.upper() for name in Settings.model_fields]
    ours = {name.upper().removeprefix(_PREFIX) for name in variables if name.upper().startswith(_PREFIX)}
    unknown = sorted(ours - set(settings))
    if unknown:
        alike = dict.fromkeys(_PREFIX + like for name in unknown for like in get_close_matches(name, settings, n=1))
        yield warning(
            "names",
            f"There is no setting {' and no '.join(_PREFIX + name for name in unknown)}",
            f"Perhaps it should be {' or '.join(alike)}" if alike else "The README lists them all, under “Settings”",
        )
    else:
        yield ok("names", f"Every variable that begins with {_PREFIX} is a setting")


def check_origins(settings: Settings) -> Iterator[Finding]:
    """Whose pages may call the service, and whether anybody on the way could change those."""
    unsafe = [origin for origin in settings.cors_origins if urlsplit(origin).scheme == "http" and not _is_safe(origin)]
    if unsafe:
        yield warning(
            "origins",
            f"{', '.join(unsafe)} can be changed by anybody on the way, and then read what its users see",
            "Serve those pages over https, and name them so in AFTERWORD_CORS_ORIGINS",
        )
    elif settings.oidc_issuer and not settings.cors_origins:
        yield warning(
            "origins",
            "There is an issuer to sign in with, and no page may call the service",
            "Name the frontend's origin in AFTERWORD_CORS_ORIGINS, unless no browser is to call it",
        )
    else:
        yield ok("origins", f"{', '.join(settings.cors_origins) or 'No'} pages of other origins may call the service")


def _is_safe(url: str) -> bool:
    try:
        safe_url(url)
    except ValueError:
        return False
    return True


def check_proxies(settings: Settings) -> Iterator[Finding]:
    """Whom the service believes about the client behind a request."""
    networks = [ip_network(network) for network in settings.trusted_proxies]
    wide = [str(network) for network in networks if network.prefixlen < _WIDE[network.version]]
    if wide:
        yield error(
            "proxies",
            f"{', '.join(wide)} is most of the world, so that any client can say who it is",
            "Name your proxy's own address or network in AFTERWORD_TRUSTED_PROXIES",
        )
    else:
        yield ok("proxies", f"{', '.join(settings.trusted_proxies) or 'No proxy'} is believed about its clients")


def check_files(settings: Settings) -> Iterator[Finding]:
    """Whether a process may have as many connections open as the settings let it."""
    allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = settings.connections + settings.database_pool_size + _SPARE_FILES
    if allowed < needed:
        yield error(
            "files",
            f"A process may open {allowed} files, and {settings.connections} connections take up to {needed}",
            "Raise the limit (`ulimit -n`, LimitNOFILE=), or lower AFTERWORD_CONNECTIONS",
        )
    else:
        yield ok("files", f"A process may open {allowed} files, and needs {needed} at most")


def check_zones(now: datetime) -> Iterator[Finding]:
    """Whether the rules of time zones are recent: governments change them every year."""
    edition = version("tzdata")
    if int(edition[:4]) < now.year - 1:
        yield warning(
            "zones", f"The time zones are those of {edition}", "Update Afterword, or the package tzdata beside it"
        )
    else:
        yield ok("zones", f"The time zones are those of {edition}")
