"""For whoever runs the bot: is it alive, is it ready, what does it count.

``/healthz`` answers while the loop turns. ``/readyz`` answers 200 when updates arrive and the
snapshot is fresh, 503 with the reason otherwise. ``/metrics`` is for Prometheus.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from bot.listening import listen

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot.metrics import Metrics
    from bot.settings import Address

_UNAVAILABLE = 503


class _Health(RequestHandler):
    def get(self) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("alive\n")


class _Readiness(RequestHandler):
    hindrance: Callable[[], str | None]

    def initialize(self, hindrance: Callable[[], str | None]) -> None:
        self.hindrance = hindrance

    def get(self) -> None:
        reason = self.hindrance()
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        if reason is not None:
            self.set_status(_UNAVAILABLE)
        self.finish(f"{reason or 'ready'}\n")


class _Counts(RequestHandler):
    metrics: Metrics

    def initialize(self, metrics: Metrics) -> None:
        self.metrics = metrics

    def get(self) -> None:
        self.set_header("Content-Type", CONTENT_TYPE_LATEST)
        self.finish(generate_latest(self.metrics.registry))


class Operations:
    """The server. ``hindrance`` returns why the bot is not ready, None when it is."""

    def __init__(self, metrics: Metrics, hindrance: Callable[[], str | None]) -> None:
        self._server = HTTPServer(
            Application(
                [
                    ("/healthz", _Health),
                    ("/readyz", _Readiness, {"hindrance": hindrance}),
                    ("/metrics", _Counts, {"metrics": metrics}),
                ],
                log_function=lambda _: None,
            )
        )

    def start(self, address: Address) -> int:
        """Listen, and return the port. Raise Failed when the address cannot be had."""
        opened = listen(address, "RAPPORTEUR_OPS_LISTEN")
        self._server.add_socket(opened)
        port: int = opened.getsockname()[1]
        return port

    async def stop(self) -> None:
        """Stop listening."""
        self._server.stop()
        await self._server.close_all_connections()
