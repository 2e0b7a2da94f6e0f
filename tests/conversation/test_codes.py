"""Short names of records."""

from __future__ import annotations

from handlers.codes import NAMED, Codes, code_of
from store.packs.location import BUILT_IN
from store.packs.reading import read_pack
from store.record.evidence import Ref
from store.record.snapshot import Snapshot
from store.record.terms import Kind


def test_a_code_is_the_same_in_every_release() -> None:
    assert code_of(Ref(Kind.PARTY, "iran")) == "Em0Nmo"


def test_no_two_records_of_the_built_in_pack_have_the_same_code() -> None:
    pack = read_pack(BUILT_IN)
    snapshot = Snapshot.of(pack.negotiation, pack.records)
    codes = Codes(snapshot)
    named = [ref for ref in snapshot.records if ref.kind in NAMED]

    assert named
    assert [codes.ref(codes.code(ref) or "") for ref in named] == named
