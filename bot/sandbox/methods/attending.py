"""Methods about chats and who is in them."""

from bot.sandbox.calls import Call
from bot.sandbox.methods import places
from bot.sandbox.refusals import bad_request
from bot.sandbox.wire import Json


def get_chat(call: Call) -> Json:
    """GetChat."""
    chat = places.known_chat(call)
    answer = {
        **chat.json(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if chat.kind in {"group", "supergroup"}:
        writes = chat.bot.may_write
        names = (
            "can_send_messages can_send_audios can_send_documents can_send_photos "
            "can_send_videos can_send_video_notes can_send_voice_notes can_send_polls "
            "can_send_other_messages can_add_web_page_previews can_change_info "
            "can_invite_users can_pin_messages can_manage_topics"
        )
        answer["permissions"] = dict.fromkeys(names.split(), writes)
    if chat.pinned in chat.by_id:
        answer["pinned_message"] = chat.by_id[chat.pinned].json()
    return answer


def get_chat_member(call: Call) -> Json:
    """GetChatMember."""
    chat = places.known_chat(call)
    user_id = call.integer("user_id")
    if call.world.user(user_id) is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return call.world.membership.member(chat, user_id)


def get_chat_administrators(call: Call) -> list[Json]:
    """getChatAdministrators: without other bots, so without this one too when it is none."""
    chat = places.known_chat(call)
    if chat.kind == "private":
        raise bad_request("there are no administrators in the private chat")
    admins = [user_id for user_id in chat.members if chat.is_admin(user_id)]
    if chat.bot.standing == "administrator":
        admins.append(call.world.bot.id)
    return [call.world.membership.member(chat, user_id) for user_id in admins]


def get_chat_member_count(call: Call) -> int:
    """GetChatMemberCount."""
    chat = places.known_chat(call)
    people = [user for user, standing in chat.members.items() if standing not in {"left", "kicked"}]
    return len(people) + int(chat.bot_is_in)


def leave_chat(call: Call) -> bool:
    """LeaveChat."""
    chat = places.open_chat(call)
    if chat.kind == "private":
        raise bad_request("chat not found")
    chat.bot.standing = "left"
    call.world.announce("chats")
    return True
