"""One request to the Bot API: its method, its checked parameters, the files that came with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.sandbox.world import World


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart body."""

    name: str
    mime_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Call:
    """A request after its parameters were read by the table, so each value has its type."""

    world: "World"
    method: str
    values: Mapping[str, Any]
    uploads: Mapping[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A text parameter, empty if absent."""
        value: str = self.values.get(name, "")
        return value

    def flag(self, name: str) -> bool:
        """A Boolean parameter, False if absent."""
        value: bool = self.values.get(name, False)
        return value

    def integer(self, name: str, default: int = 0) -> int:
        """An integer parameter."""
        value: int = self.values.get(name, default)
        return value
