"""Web addresses as texts: whether one has the right form, and whether two are the same page."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

_PORTS = {"http": 80, "https": 443}
_TRACKING = ("utm_", "fbclid", "gclid")


def is_web_address(text: str) -> bool:
    """Whether a text is a whole http or https address without a user's name in it."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    fit = parts.scheme in _PORTS and bool(parts.hostname) and parts.username is None
    return fit and port != 0 and not any(character.isspace() for character in text)


def host_of(url: str) -> str:
    """Return the host of a web address, without ``www.``."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def same_page(url: str) -> str:
    """Return a text that is the same for addresses that people take for one page.

    Scheme, ``www.``, port, fragment, a last slash and what is added for tracking do not matter.
    """
    parts = urlsplit(url)
    query = urlencode(
        [
            (name, value)
            for name, value in parse_qsl(parts.query, keep_blank_values=True)
            if not name.startswith(_TRACKING)
        ]
    )
    return f"{host_of(url)}{parts.path.rstrip('/')}?{query}"
