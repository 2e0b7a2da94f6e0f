"""Delivers updates to a webhook, one after another, with the secret and with patience."""

import asyncio
import contextlib
from collections.abc import Callable
from datetime import datetime

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest

from bot.sandbox.updates import Updates
from bot.sandbox.wire import Json, encode

_LONGEST_DELAY = 60.0
_TIMEOUT = 30.0


class Webhook:
    """Where updates go instead of getUpdates. `first_delay`: seconds before the first retry."""

    def __init__(self, updates: Updates, now: Callable[[], datetime]) -> None:
        self.url = ""
        self.first_delay = 1.0
        self._secret = ""
        self._connections = 40
        self._updates = updates
        self._now = now
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self._error: Json = {}
        updates.webhook_is_set = lambda: bool(self.url)
        updates.on_add = self._wake.set

    def set(self, url: str, secret: str, connections: int) -> None:
        """Starts delivering to an address; an empty one stops it."""
        if (url, secret) == (self.url, self._secret):
            return
        self.stop()
        self.url, self._secret, self._connections, self._error = url, secret, connections, {}
        if url:
            self._task = asyncio.get_running_loop().create_task(self._deliver())

    def stop(self) -> None:
        """Stops delivering; what was not delivered stays queued."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def info(self) -> Json:
        """As the WebhookInfo of the Bot API."""
        answer: Json = {
            "url": self.url,
            "has_custom_certificate": False,
            "pending_update_count": len(self._updates),
        }
        if self.url:
            answer["max_connections"] = self._connections
            answer["ip_address"] = "127.0.0.1"
            answer["allowed_updates"] = sorted(self._updates.allowed)
            answer.update(self._error)
        return answer

    async def _deliver(self) -> None:
        delay = self.first_delay
        while True:
            update = self._updates.first()
            if update is None:
                self._wake.clear()
                await self._wake.wait()
            elif await self._post(update):
                delay = self.first_delay
                self._updates.confirm(int(update["update_id"]) + 1)
            else:
                await asyncio.sleep(delay)
                delay = min(2 * delay, _LONGEST_DELAY)

    async def _post(self, update: Json) -> bool:
        headers = {"Content-Type": "application/json"}
        if self._secret:
            headers["X-Telegram-Bot-Api-Secret-Token"] = self._secret
        request = HTTPRequest(
            self.url,
            method="POST",
            headers=headers,
            body=encode(update),
            request_timeout=_TIMEOUT,
            follow_redirects=False,
        )
        words = "Connection failed"
        with contextlib.suppress(HTTPClientError, OSError):
            response = await AsyncHTTPClient().fetch(request, raise_error=False)
            if response.error is None:
                return True
            if isinstance(response.error, HTTPClientError):
                code, reason = response.code, response.reason
                words = f"Wrong response from the webhook: {code} {reason}"
        self._error = {
            "last_error_date": int(self._now().timestamp()),
            "last_error_message": words,
        }
        return False
