"""What the process counts about itself, for Prometheus. Nothing here tells who or what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    PlatformCollector,
    ProcessCollector,
)
from telegram import Update

if TYPE_CHECKING:
    from store.record.terms import AlertKind

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """The counters of one process, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        PlatformCollector(registry=self.registry)
        self._updates = Counter(
            "rapporteur_updates", "Updates handled, by kind.", ["kind"], registry=self.registry
        )
        self._seconds = Histogram(
            "rapporteur_update_seconds",
            "From the arrival of an update to the end of its handling.",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._errors = Counter(
            "rapporteur_polling_errors",
            "Failed requests for updates, by error.",
            ["error"],
            registry=self.registry,
        )
        self._deliveries = Counter(
            "rapporteur_deliveries",
            "Attempts to send an alert to a chat, by kind and by what came of it.",
            ["kind", "result"],
            registry=self.registry,
        )
        self._refusals = Counter(
            "rapporteur_refusals",
            "Alerts that the Bot API did not take, by error.",
            ["error"],
            registry=self.registry,
        )
        self.waiting = Gauge(
            "rapporteur_deliveries_waiting", "Alerts to be sent by now.", registry=self.registry
        )
        self.longest_wait = Gauge(
            "rapporteur_deliveries_longest_wait_seconds",
            "For how long the oldest of them has been due.",
            registry=self.registry,
        )
        self.records = Gauge(
            "rapporteur_records", "Records in the snapshot.", registry=self.registry
        )
        self.revision = Gauge(
            "rapporteur_store_revision", "Revision of the snapshot.", registry=self.registry
        )
        self.age = Gauge(
            "rapporteur_snapshot_age_seconds",
            "Since the store was last looked at.",
            registry=self.registry,
        )

    def handled(self, update: object, seconds: float) -> None:
        """Count one update that took so long."""
        self._updates.labels(_kind(update)).inc()
        self._seconds.observe(seconds)

    def delivered(self, kind: AlertKind, result: str) -> None:
        """Count one attempt to send an alert of a kind."""
        self._deliveries.labels(kind.value, result).inc()

    def refused(self, error: Exception) -> None:
        """Count one alert that the Bot API did not take."""
        self._refusals.labels(type(error).__name__).inc()

    def not_polled(self, error: Exception) -> None:
        """Count one failed request for updates."""
        self._errors.labels(type(error).__name__).inc()


def _kind(update: object) -> str:
    if isinstance(update, Update):
        for kind in Update.ALL_TYPES:
            if getattr(update, kind, None) is not None:
                return kind
    return "other"
