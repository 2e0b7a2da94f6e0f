"""The page in the browser: the application behind every address that is not the Bot API's."""

from collections.abc import Callable

from tornado.web import Application

from bot.sandbox.faults import Faults
from bot.sandbox.floods import Floods
from bot.sandbox.world import World


def page_application(
    world: World,
    faults: Faults,
    floods: Floods,
    *,
    speed: Callable[[], float] | None,
    set_speed: Callable[[float], None] | None,
) -> Application:
    """The application that serves the page and its control addresses."""
    return Application(
        [],
        world=world,
        faults=faults,
        floods=floods,
        speed=speed,
        set_speed=set_speed,
        open_pages=set(),
        own_host="",
    )
