"""How the last alerts went, and that some do not go out: numbers, never chats."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.labels import ALERT_KINDS
from handlers.markup import Html, shortened
from handlers.reply import Reply
from store.curation.figures import coarse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from handlers.texts import Texts
    from store.alerting.arrears import Arrears
    from store.alerting.history import Course
    from store.record.snapshot import Snapshot

LAST = 5  # alerts
_REASON = 120  # characters


def last_alerts(courses: Iterable[Course], texts: Texts, snapshot: Snapshot) -> Html:
    """Return the block about the last alerts; empty when there were none."""
    lines = [line for course in courses for line in _lines(course, texts, snapshot)]
    return Html("\n").join([texts("<b>Last alerts</b>"), *lines]) if lines else Html("")


def late(arrears: Arrears | None, texts: Texts, snapshot: Snapshot) -> Reply:
    """Return to owners that alerts are late, or that they are not any more (None)."""
    if arrears is None or arrears.since is None:
        return Reply((str(texts("Alerts are sent on time again.")),))
    told = texts(
        "<b>Alerts are late.</b>\nThe oldest has been due since {when}; waiting: {n}.",
        when=texts.moment(arrears.since, snapshot.negotiation.zone),
        n=coarse(arrears.waiting),
    )
    return Reply(
        (str(told), str(texts("The log of the bot says why; /stats shows the last ones.")))
    )


def _lines(course: Course, texts: Texts, snapshot: Snapshot) -> Iterator[Html]:
    yield texts(
        "• {kind}, due {when}: sent {sent}, waiting {waiting}, failed for good {failed}, "
        "missed {missed}, stopped {stopped}",
        kind=texts.label(ALERT_KINDS[course.alert.kind]),
        when=texts.moment(course.alert.due_at, snapshot.negotiation.zone),
        sent=coarse(course.sent),
        waiting=coarse(course.waiting),
        failed=coarse(course.failed),
        missed=coarse(course.missed),
        stopped=coarse(course.stopped),
    )
    for reason, number in course.reasons.items():
        yield texts("  failed: {reason} ({n})", reason=shortened(reason, _REASON), n=coarse(number))
