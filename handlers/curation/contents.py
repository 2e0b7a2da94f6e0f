"""The coordinators' commands, in the order of their menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.contents import Command, Scope
from handlers.curation import counting, pages, team
from handlers.curation.door import deed_behind_door
from handlers.respond import Verb
from handlers.sentences import phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handlers.commands.press import Deed
    from handlers.curation.team import Menu


def coordination(menu: Menu) -> tuple[Command, ...]:
    """Return the commands of coordinators and owners; ``menu`` gives all commands there are."""
    revoke, _ = team.revoking(menu)
    return (
        Command(
            name="watch",
            about=phrase("command", "Watch a page for changes"),
            handler=pages.watch,
            scope=Scope.COORDINATORS,
        ),
        Command(
            name="unwatch",
            about=phrase("command", "Watch a page no more"),
            handler=pages.unwatch,
            scope=Scope.COORDINATORS,
        ),
        Command(
            name="stats",
            about=phrase("command", "Figures of readers, questions and alerts"),
            handler=counting.stats,
            scope=Scope.COORDINATORS,
        ),
        Command(
            name="invite",
            about=phrase("command", "Invite a coordinator"),
            handler=team.invite,
            scope=Scope.OWNERS,
        ),
        Command(
            name="coordinators",
            about=phrase("command", "Who coordinates"),
            handler=team.coordinators,
            scope=Scope.OWNERS,
        ),
        Command(
            name="revoke",
            about=phrase("command", "Take a coordinator’s role away"),
            handler=revoke,
            scope=Scope.OWNERS,
        ),
    )


def deeds_of_coordinators(menu: Menu) -> Mapping[Verb, Deed]:
    """Return what buttons of coordinators and owners do."""
    _, revoke_pressed = team.revoking(menu)
    return {
        Verb.UNWATCH: deed_behind_door(pages.unwatch_pressed),
        Verb.REVOKE: deed_behind_door(revoke_pressed, Scope.OWNERS),
    }
