"""Parties that a text names beside the one that it asks about, and asks nothing of.

"Via the Union, what did Vell want?" is about Vell; "the NGOs and Vell" is about both.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from store.record.evidence import Ref
from store.record.terms import Kind, PartyKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.answering.lexicon import Lexicon
    from store.answering.understanding.linking import Linked
    from store.record.snapshot import Snapshot

_IN_THE_ROOM = {PartyKind.STATE, PartyKind.GROUP}


class Named(NamedTuple):
    """Where a party is named, and whether by its own name or by another."""

    begin: int
    end: int
    refs: tuple[Ref, ...]
    own: bool


def groups_of(party: Ref, snapshot: Snapshot) -> frozenset[Ref]:
    """Return the groups that a party is or was a member of."""
    every = snapshot.memberships_of.get(party.id, ())
    return frozenset(Ref(Kind.PARTY, membership.group) for membership in every)


def asked_of(named: Sequence[Named], linked: Linked, lexicon: Lexicon) -> frozenset[Ref]:
    """Return the parties of which something may be asked.

    A group stands back behind its member, words for anybody of a sort ("researchers") behind a
    party's name, and where somebody comes from behind who it is ("the Vellish firm Lampworks"),
    unless they are set side by side.
    """
    snapshot = lexicon.snapshot
    groups = {group for one in named for ref in one.refs for group in groups_of(ref, snapshot)}
    common = [_is_common(one, linked, lexicon) for one in named]
    every, behind = frozenset(ref for one in named for ref in one.refs), set[Ref]()
    joined = [_are_joined(one, other, linked, lexicon) for one, other in pairwise(named)]
    for place, one in enumerate(named):
        if any(joined[max(0, place - 1) : place + 1]):
            continue
        following = named[place + 1] if place + 1 < len(named) else None
        if (
            not groups.isdisjoint(one.refs)
            or (common[place] and not all(common))
            or (following is not None and _tells_whence(one, following, linked, lexicon))
        ):
            behind.update(one.refs)
    return every - behind


def _tells_whence(one: Named, other: Named, linked: Linked, lexicon: Lexicon) -> bool:
    """Whether a party only tells where the next one comes from: "the Vellish firm Lampworks"."""
    return (
        not one.own
        and one.end <= other.begin <= one.end + 1
        and all(w.form in lexicon.speech.passed_over for w in linked.words[one.end : other.begin])
        and _is_in_the_room(one, lexicon)
        and not _is_in_the_room(other, lexicon)
    )


def _is_common(one: Named, linked: Linked, lexicon: Lexicon) -> bool:
    forms = tuple(word.form for word in linked.words[one.begin : one.end])
    return forms in lexicon.common_names


def _is_in_the_room(one: Named, lexicon: Lexicon) -> bool:
    parties = lexicon.snapshot.parties
    return any(parties[ref.id].party_kind in _IN_THE_ROOM for ref in one.refs)


def _are_joined(one: Named, other: Named, linked: Linked, lexicon: Lexicon) -> bool:
    """Whether a word between two parties sets them side by side: "Vell and the Union"."""
    speech = lexicon.speech
    between = [word.form for word in linked.words[one.end : other.begin]]
    joiners = speech.articles("joiners") | speech.articles("against")
    return not joiners.isdisjoint(between) and speech.small.issuperset(
        form for form in between if form not in joiners
    )
