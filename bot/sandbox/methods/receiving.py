"""Methods by which the bot gets its updates."""

import re

from bot.sandbox.calls import Call
from bot.sandbox.refusals import bad_request
from bot.sandbox.wire import Json

_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_SECRET_LIMIT = 256


async def get_updates(call: Call) -> list[Json]:
    """GetUpdates."""
    return await call.world.updates.poll(
        call.integer("offset"),
        call.integer("limit", 100),
        call.integer("timeout"),
        call.values.get("allowed_updates"),
    )


def set_webhook(call: Call) -> bool:
    """setWebhook; unlike Telegram's, an http address is taken."""
    url, secret = call.text("url"), call.text("secret_token")
    if url and not re.match(r"https?://[^/\s]+", url):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if len(secret) > _SECRET_LIMIT:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    if call.flag("drop_pending_updates"):
        call.world.updates.clear()
    call.world.updates.allow(call.values.get("allowed_updates"))
    call.world.updates.end_poll("terminated by setWebhook request")
    call.world.webhook.set(url, secret, call.integer("max_connections", 40))
    return True


def delete_webhook(call: Call) -> bool:
    """DeleteWebhook."""
    if call.flag("drop_pending_updates"):
        call.world.updates.clear()
    call.world.webhook.set("", "", 40)
    return True


def get_webhook_info(call: Call) -> Json:
    """GetWebhookInfo."""
    return call.world.webhook.info()
