"""Which addresses of the web may be watched: those that everybody can open."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from store.record.limits import URL

_EMBEDDING = (IPv6Network("64:ff9b::/96"), IPv6Network("2002::/16"), IPv6Network("2001::/32"))
"""IPv6 addresses that lead to an IPv4 address which is written inside them."""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network."""
    try:
        parsed: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(parsed, IPv6Address):
        if any(parsed in network for network in _EMBEDDING):
            return False
        parsed = parsed.ipv4_mapped or parsed
    return parsed.is_global and not parsed.is_multicast


def may_be_watched(url: str, *, plain_http: bool) -> bool:
    """Whether a text is a whole https address, and not plainly one inside our own walls.

    Where a name leads is judged when the page is read; an address in numbers is judged here too.
    """
    try:
        parsed = urlsplit(url)
        host, anonymous = parsed.hostname or "", parsed.username is None
    except ValueError:
        return False
    if not (host and anonymous and len(url) <= URL and url.isprintable()):
        return False
    if plain_http:
        return parsed.scheme in {"https", "http"}
    in_numbers = ":" in host or host.rpartition(".")[2].isdecimal()
    public = is_public(host) if in_numbers else "." in host  # "localhost" is a name of our own
    return parsed.scheme == "https" and public
