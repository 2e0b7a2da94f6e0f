"""Every method of the Bot API that the sandbox carries out."""

from collections.abc import Awaitable, Callable, Mapping

from bot.sandbox.calls import Call
from bot.sandbox.methods import answering, attending, editing, naming, receiving, sending

Method = Callable[[Call], object | Awaitable[object]]

METHODS: Mapping[str, Method] = {
    "getme": naming.get_me,
    "logout": naming.log_out,
    "close": naming.log_out,
    "getupdates": receiving.get_updates,
    "setwebhook": receiving.set_webhook,
    "deletewebhook": receiving.delete_webhook,
    "getwebhookinfo": receiving.get_webhook_info,
    "sendmessage": sending.send_message,
    "sendphoto": sending.send_photo,
    "senddocument": sending.send_document,
    "sendlocation": sending.send_location,
    "sendchataction": sending.send_chat_action,
    "forwardmessage": sending.forward_message,
    "copymessage": sending.copy_message,
    "editmessagetext": editing.edit_message_text,
    "editmessagecaption": editing.edit_message_caption,
    "editmessagemedia": editing.edit_message_media,
    "editmessagereplymarkup": editing.edit_message_reply_markup,
    "deletemessage": editing.delete_message,
    "pinchatmessage": editing.pin_chat_message,
    "unpinchatmessage": editing.unpin_chat_message,
    "setmessagereaction": editing.set_message_reaction,
    "answercallbackquery": answering.answer_callback_query,
    "answerinlinequery": answering.answer_inline_query,
    "getfile": answering.get_file,
    "setmycommands": naming.set_my_commands,
    "getmycommands": naming.get_my_commands,
    "deletemycommands": naming.delete_my_commands,
    "setmyname": naming.set_my_name,
    "getmyname": naming.get_my_name,
    "setmydescription": naming.set_my_description,
    "getmydescription": naming.get_my_description,
    "setmyshortdescription": naming.set_my_short_description,
    "getmyshortdescription": naming.get_my_short_description,
    "setchatmenubutton": naming.set_chat_menu_button,
    "getchatmenubutton": naming.get_chat_menu_button,
    "getchat": attending.get_chat,
    "getchatmember": attending.get_chat_member,
    "getchatadministrators": attending.get_chat_administrators,
    "getchatmembercount": attending.get_chat_member_count,
    "leavechat": attending.leave_chat,
}
SENDING = frozenset(
    {
        "sendmessage",
        "sendphoto",
        "senddocument",
        "sendlocation",
        "forwardmessage",
        "copymessage",
        "editmessagetext",
        "editmessagecaption",
        "editmessagemedia",
        "editmessagereplymarkup",
    },
)
"""The methods that flood limits count: a new message or an edit of one."""
