"""The coordinators' commands, in the order of their menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from handlers.contents import Command, Scope
from handlers.curation import (
    audit,
    bulletin,
    counting,
    entering,
    freshness,
    importing,
    inquiries,
    pages,
    review,
    team,
)
from handlers.curation.door import deed_behind_door
from handlers.respond import Verb
from handlers.sentences import phrase

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handlers.commands.press import Deed
    from handlers.curation.team import Menu


_EDITS = tuple(
    Command(name=name, about=about, handler=entering.entering(name), scope=Scope.COORDINATORS)
    for name, about in (
        ("setposition", phrase("command", "Enter what a party wants")),
        ("setstatus", phrase("command", "Enter where a text stands")),
        ("addvote", phrase("command", "Enter a vote or decision")),
        ("addevent", phrase("command", "Enter a meeting or another event")),
        ("moveevent", phrase("command", "Move an event")),
        ("cancelevent", phrase("command", "Cancel an event")),
        ("addsource", phrase("command", "Enter a source")),
        ("retract", phrase("command", "Retract a record, with the reason")),
    )
)
_REVIEW = tuple(
    Command(name=name, about=about, handler=handler, scope=Scope.COORDINATORS)
    for name, about, handler in (
        ("pending", phrase("command", "Changes that wait for review"), review.pending),
        ("approve", phrase("command", "Approve a change"), review.approve),
        ("reject", phrase("command", "Reject a change, with the reason"), review.reject),
        ("undo", phrase("command", "Undo a change"), review.undo),
        ("audit", phrase("command", "Who changed what, and when"), audit.audit),
        (
            "confirm",
            phrase("command", "Confirm that a record is still true"),
            freshness.confirm,
        ),
        ("import", phrase("command", "Enter many from a CSV file"), importing.import_),
        ("inbox", phrase("command", "Questions that were sent in"), inquiries.list_inbox),
        ("answer", phrase("command", "Answer a question that was sent in"), inquiries.answer),
        ("brief", phrase("command", "Send subscribers a message"), bulletin.brief),
        ("watch", phrase("command", "Watch a page for changes"), pages.watch),
        ("unwatch", phrase("command", "Watch a page no more"), pages.unwatch),
        ("stats", phrase("command", "Figures of readers, questions and alerts"), counting.stats),
    )
)
_DEEDS: Mapping[Verb, Deed] = {
    Verb.CHOOSE: entering.choose,
    Verb.TURN: entering.turn,
    Verb.EDIT: entering.edit,
    Verb.CANCEL: entering.cancel,
    Verb.SUBMIT: entering.submit,
    Verb.CARD: audit.show,
    Verb.AUDIT: audit.more,
    Verb.APPROVE: review.approve_pressed,
    Verb.REJECT: review.reject_pressed,
    Verb.WITHDRAW: review.withdraw_pressed,
    Verb.UNDO: review.undo_pressed,
    Verb.BROADCAST: bulletin.send,
    Verb.STOP: bulletin.stop,
    Verb.TEMPLATE: importing.template_pressed,
    Verb.CONFIRM: freshness.confirm_pressed,
    Verb.ANSWER: inquiries.answer_pressed,
    Verb.CLOSE: inquiries.close_pressed,
    Verb.CURATE: inquiries.curate_pressed,
    Verb.UNWATCH: pages.unwatch_pressed,
}


def coordination(menu: Menu) -> tuple[Command, ...]:
    """Return the commands of coordinators and owners; ``menu`` gives all commands there are."""
    revoke, _ = team.revoking(menu)
    of_owners = (
        ("invite", phrase("command", "Invite a coordinator"), team.invite),
        ("coordinators", phrase("command", "Who coordinates"), team.coordinators),
        ("revoke", phrase("command", "Take a coordinator’s role away"), revoke),
    )
    return (
        *_EDITS,
        *_REVIEW,
        *(
            Command(name=name, about=about, handler=handler, scope=Scope.OWNERS)
            for name, about, handler in of_owners
        ),
    )


def deeds_of_coordinators(menu: Menu) -> Mapping[Verb, Deed]:
    """Return what buttons of coordinators and owners do."""
    _, revoke_pressed = team.revoking(menu)
    return {
        Verb.REVOKE: deed_behind_door(revoke_pressed, Scope.OWNERS),
        **{verb: deed_behind_door(deed) for verb, deed in _DEEDS.items()},
    }
