"""Takes the addresses that the settings name, or says which one cannot be had."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING

from bot.faults import Failed

if TYPE_CHECKING:
    from bot.settings import Address


def listen(address: Address, variable: str) -> socket.socket:
    """Return a listening socket. Raise Failed, naming the variable, when it cannot be had."""
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    try:
        opened = socket.create_server(tuple(address), family=family)
    except OSError as error:
        # Python repeats the address in brackets.
        reason = str(error.strerror).partition(" (")[0]
        raise Failed(f"{variable}: {address}: {reason}") from None
    opened.setblocking(False)
    return opened
