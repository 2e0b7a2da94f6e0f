"""The page in the browser: the application behind every address that is not the Bot API's.

Only pages of this sandbox may use it. A page from elsewhere that a browser has open could
otherwise reach it under a name of its own that leads to this machine: so the `Host` of each request
must be an address in numbers, `localhost` or the host listened on, and whatever changes something
must come from a page of that same host.
"""

from collections.abc import Callable
from importlib.resources import files
from ipaddress import ip_address
from typing import Any
from urllib.parse import quote, urlsplit

from tornado.web import Application, HTTPError, RequestHandler

from bot.sandbox.deeds import upload
from bot.sandbox.faults import Faults
from bot.sandbox.floods import Floods
from bot.sandbox.live import Live
from bot.sandbox.refusals import Refusal
from bot.sandbox.world import World

_TYPES = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif"})
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


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
        [
            (r"/()", _Page),
            (r"/page/([a-z]+\.(?:css|js|svg))", _Page),
            (r"/files/([A-Za-z0-9_-]+)", _File),
            (r"/upload", _Upload),
            (r"/live", _Live),
        ],
        default_handler_class=_Nothing,
        log_function=lambda _handler: None,  # what people type is in some of the addresses
        websocket_ping_interval=20,
        world=world,
        faults=faults,
        floods=floods,
        speed=speed,
        set_speed=set_speed,
        open_pages=set(),
        own_host="",
        page={
            name: path.read_bytes()
            for path in files("bot.sandbox").joinpath("page").iterdir()
            if (name := path.name).rpartition(".")[2] in _TYPES
        },
    )


def is_own(host: str, own_host: str) -> bool:
    """Whether a `Host` header names this machine in a way that no foreign name server decides."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return False
    if name in {"localhost", own_host.lower()}:
        return bool(name)
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


class _OwnOnly(RequestHandler):
    """Answers only requests to this sandbox under its own name."""

    def prepare(self) -> None:
        self._only_own()

    def _only_own(self) -> None:
        if not is_own(self.request.host, self.application.settings["own_host"]):
            raise HTTPError(403, reason="Only for pages of this sandbox")

    def set_default_headers(self) -> None:
        self.set_header("Content-Security-Policy", _POLICY)
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Referrer-Policy", "no-referrer")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.set_header("Cache-Control", "no-cache")
        self.clear_header("Server")

    def write_error(self, status_code: int, **_details: Any) -> None:  # noqa: ANN401 - tornado's signature
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code} {self._reason}\n")


class _Nothing(_OwnOnly):
    def prepare(self) -> None:
        self._only_own()
        raise HTTPError(404)


class _Page(_OwnOnly):
    def get(self, name: str) -> None:
        name = name or "index.html"
        body = self.application.settings["page"].get(name)
        if body is None:
            raise HTTPError(404)
        self.set_header("Content-Type", _TYPES[name.rpartition(".")[2]])
        self.finish(body)


class _File(_OwnOnly):
    """A picture to be seen, any other file to be kept; never a document that runs here."""

    def get(self, unique_id: str) -> None:
        world: World = self.application.settings["world"]
        kept = world.archive.by_unique_id(unique_id)
        if kept is None:
            raise HTTPError(404)
        picture = kept.width > 0 and kept.mime_type in _PICTURES
        self.set_header("Content-Type", kept.mime_type if picture else "application/octet-stream")
        self.set_header("Content-Security-Policy", "default-src 'none'; sandbox")
        manner = "inline" if picture else "attachment"
        name = quote(kept.name.encode("utf-8", "replace"), safe="")
        self.set_header("Content-Disposition", f"{manner}; filename*=UTF-8''{name}")
        self.finish(kept.data)


class _Upload(_OwnOnly):
    """A file that a person sends; the body is the file, the rest stands in the address."""

    async def post(self) -> None:
        if not _is_from_own_page(self, self.request.headers.get("Origin", "")):
            raise HTTPError(403, reason="Only for pages of this sandbox")
        world: World = self.application.settings["world"]
        given = {name: self.get_query_argument(name) for name in self.request.query_arguments}
        try:
            await upload(world, given, self.request.body)
        except (ValueError, Refusal) as error:
            self.set_status(400)
            self.finish({"error": str(error)})
        else:
            self.finish({})


class _Live(Live):
    """The socket of one open page."""

    def prepare(self) -> None:
        if not is_own(self.request.host, self.application.settings["own_host"]):
            raise HTTPError(403, reason="Only for pages of this sandbox")

    def check_origin(self, origin: str) -> bool:
        return _is_from_own_page(self, origin)


def _is_from_own_page(handler: RequestHandler, origin: str) -> bool:
    return origin == f"http://{handler.request.host}"
