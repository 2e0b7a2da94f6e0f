"""``rapporteur check``: whether the store agrees with itself, and its links lead somewhere."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from typing import TYPE_CHECKING

from bot.curated import curated, store_of
from bot.faults import FAILED, GOOD
from store.curation.ledger import verify
from store.record import consistency
from store.record.consistency import Severity

if TYPE_CHECKING:
    from bot.settings import Settings
    from store.record.snapshot import Snapshot


def check(settings: Settings, *, links: bool) -> int:
    """Print all findings, one a line, and a summary; fail when one of them is an error."""
    snapshot = curated(settings)
    findings = consistency.check(snapshot)
    for finding in findings:
        _say(str(finding))
    severities = Counter(finding.severity for finding in findings)
    errors = severities[Severity.ERROR]
    _say(f"{len(snapshot)} records: {errors} errors, {severities[Severity.WARNING]} warnings")
    errors += _check_audit(settings)
    if links:
        errors += _check_links(snapshot)
    return FAILED if errors else GOOD


def _check_audit(settings: Settings) -> int:
    """Print where the audit of changes does not hold; return in how many places."""
    with store_of(settings) as database:
        if database is None:
            return 0
        with database.reading() as db:
            broken = verify(db)
    for line in broken:
        _say(f"{Severity.ERROR}: audit: {line}")
    _say(f"audit: {len(broken)} errors")
    return len(broken)


def _check_links(snapshot: Snapshot) -> int:
    """Print what is wrong with the sources' addresses; return how many lead nowhere."""
    from bot.links import State, look_at  # noqa: PLC0415 - asks for an HTTP client

    sources = [source for source in snapshot.sources.values() if source.url]
    looked_at = asyncio.run(look_at(source.url or "" for source in sources))
    by_url = {link.url: link for link in looked_at}
    for source in sources:
        link = by_url[source.url or ""]
        match link.state:
            case State.GOOD:
                continue
            case State.UNSURE:
                severity = Severity.WARNING
            case State.GONE | State.UNREACHABLE:
                severity = Severity.ERROR
        _say(f"{severity}: {source.ref}: {link.url} {link.words}")
    states = Counter(link.state for link in looked_at)
    counts = ", ".join(f"{states[state]} {state}" for state in State)
    _say(f"{len(looked_at)} links: {counts}")
    return states[State.GONE] + states[State.UNREACHABLE]


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
