"""A detector for the secret scan: Afterword's own tokens, as `api/web/auth.py` makes them."""

import re

from detect_secrets.plugins.base import RegexBasedDetector


class OwnTokenDetector(RegexBasedDetector):  # type: ignore[misc]  # ships no types
    """Finds a whole token. Its prefix alone, which lists show, opens nothing."""

    secret_type = "Afterword token"  # noqa: S105 - what it is called
    denylist = (re.compile(r"awc?_[0-9a-f]{32}_[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])"),)
