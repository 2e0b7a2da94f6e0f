from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from store.record.evidence import Ref
from store.record.terms import Kind
from store.tables.database import open_database
from store.tables.reading import read_snapshot
from store.tables.writing import put
from tests.bot.command import LANTERNFISH, rapporteur
from tests.bot.websites import website


def linked(folder: Path, *urls: str) -> Path:
    """A pack whose first sources are at these addresses, and the others at none."""
    pack = Path(shutil.copytree(LANTERNFISH, folder / "pack"))
    lines, left = [], iter(urls)
    for line in (pack / "sources.toml").read_text(encoding="utf-8").splitlines():
        if not line.startswith("url ="):
            lines.append(line)
        elif url := next(left, None):
            lines.append(f'url = "{url}"')
    (pack / "sources.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return pack


def test_a_store_that_agrees_with_itself_is_good(tmp_path: Path) -> None:
    done = rapporteur(tmp_path, "check")

    assert (done.code, done.err) == (0, "")
    assert done.out == "78 records: 0 errors, 0 warnings\n"


def test_a_store_that_disagrees_with_itself_fails_and_says_where(tmp_path: Path) -> None:
    rapporteur(tmp_path, "load", str(LANTERNFISH))
    with closing(open_database(f"sqlite:///{tmp_path / 'rapporteur.db'}")) as database:
        with database.reading() as db:
            snapshot = read_snapshot(db)
        assert snapshot is not None
        event = snapshot.events["meeting-1"]
        nowhere = Ref(Kind.PROVISION, "article-9")
        with database.writing() as db:
            put(db, replace(event, topics=(*event.topics, nowhere)), origin="coordinator")

    done = rapporteur(tmp_path, "check")

    assert (done.code, done.err) == (1, "")
    assert done.out.splitlines() == [
        "error: event:meeting-1: topics names provision:article-9, which is not there",
        "78 records: 1 errors, 0 warnings",
        "audit: 0 errors",
    ]


def test_an_audit_that_somebody_has_altered_fails(tmp_path: Path) -> None:
    rapporteur(tmp_path, "load", str(LANTERNFISH))
    with closing(sqlite3.connect(tmp_path / "rapporteur.db")) as connection, connection:
        connection.execute("UPDATE audit_entry SET actor = 5")

    done = rapporteur(tmp_path, "check")

    assert done.code == 1
    assert [line.partition("1")[0] for line in done.out.splitlines()[1:]] == [
        "error: audit: audit entry ",
        "audit: ",
    ]


def test_links_that_lead_somewhere_are_good(tmp_path: Path) -> None:
    with website({"/here": 200}) as site:
        pack = linked(tmp_path, f"{site}/here")
        done = rapporteur(tmp_path, "check", "--links", pack=pack)

    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[-1] == "1 links: 1 good, 0 gone, 0 unreachable, 0 unsure"


def test_a_link_that_leads_nowhere_fails_and_is_told_with_its_source(tmp_path: Path) -> None:
    with website({"/here": 200, "/closed": 403}) as site:
        pack = linked(tmp_path, f"{site}/here", f"{site}/gone", f"{site}/closed")
        done = rapporteur(tmp_path, "check", "--links", pack=pack)

    assert (done.code, done.err) == (1, "")
    assert done.out.splitlines()[1:] == [
        f"error: source:report-4: {site}/gone answered 404",
        f"warning: source:draft-2: {site}/closed answered 403",
        "3 links: 1 good, 1 gone, 0 unreachable, 1 unsure",
    ]
