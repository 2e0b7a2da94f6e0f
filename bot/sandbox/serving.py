"""Serves the Bot API over HTTP: paths, tokens, bodies, faults, flood limits, answers."""

import asyncio
import hmac
import json
import re
from collections.abc import Awaitable, Mapping
from inspect import isawaitable
from typing import Any
from urllib.parse import parse_qsl, unquote

from tornado.httputil import HTTPFile, HTTPHeaders, parse_multipart_form_data

from bot.sandbox import parameters
from bot.sandbox.calls import Call, Upload
from bot.sandbox.faults import Fault, Faults
from bot.sandbox.floods import Floods
from bot.sandbox.methods.directory import METHODS, SENDING
from bot.sandbox.refusals import Refusal, bad_request, too_many
from bot.sandbox.wire import ok
from bot.sandbox.world import World

_PATH = re.compile(r"/(?P<file>file/)?bot(?P<token>[^/]*)/(?P<rest>.+)")
_TOKEN = re.compile(r"\d{1,16}:[A-Za-z0-9_-]{20,}")
_BAD_GATEWAY = b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
_BAD_GATEWAY += b"<center><h1>502 Bad Gateway</h1></center>\r\n</body>\r\n</html>\r\n"


class Cut(Exception):  # noqa: N818 - an order to the connection, no error in the server
    """The connection is to be cut without an answer."""


class Answer:
    """Status, content type and body of one response."""

    __slots__ = ("body", "content_type", "status")

    def __init__(self, status: int, body: bytes, content_type: str = "application/json") -> None:
        self.status = status
        self.body = body
        self.content_type = content_type


class Service:
    """Answers requests to `/bot{token}/{method}` and `/file/bot{token}/{path}`."""

    def __init__(self, world: World, token: str, faults: Faults, floods: Floods) -> None:
        self.calls: dict[str, int] = {}
        self._world = world
        self._token = token.encode()
        self._faults = faults
        self._floods = floods

    def answer(
        self, path: str, query: str, headers: HTTPHeaders, body: bytes
    ) -> "Answer | Awaitable[Answer]":
        """The response to one request; most are ready at once, a long poll is awaited.

        Raises `Cut` where an injected fault cuts the connection.
        """
        try:
            method = self._method(path)
            if isinstance(method, Answer):
                return method
            fault = self._faults.draw(method)
            if fault is not None and fault not in {"accepted_then_dropped", "delayed"}:
                return self._failed(fault)
            self.calls[method] = self.calls.get(method, 0) + 1
            self._world.changed()
            raw, uploads = _arguments(query, headers, body)
            call = Call(self._world, method, parameters.read(method, raw), uploads)
            if method in SENDING:
                self._limit(call)
            result = METHODS[method](call)
        except Refusal as refusal:
            return Answer(refusal.code, refusal.body())
        if isawaitable(result):
            return _awaited(result)
        answer = Answer(200, ok(result))
        return answer if fault is None else self._accepted(answer, fault)

    def _method(self, path: str) -> "str | Answer":
        # Clients may write the colon of the token as %3A; python-telegram-bot does for files.
        match = _PATH.fullmatch(unquote(path) if "%" in path else path)
        if match is None or not _TOKEN.fullmatch(match["token"]):
            raise Refusal(404, "Not Found")
        if not hmac.compare_digest(match["token"].encode(), self._token):
            raise Refusal(401, "Unauthorized")
        if match["file"]:
            document = self._world.archive.by_path(match["rest"])
            if document is None:
                raise Refusal(404, "Not Found")
            return Answer(200, document.data, "application/octet-stream")
        method = match["rest"].lower()
        if method not in METHODS:
            raise Refusal(404, "Not Found")
        return method

    def _limit(self, call: Call) -> None:
        chat_id = call.values.get("chat_id")
        if chat_id is None:
            return
        if isinstance(chat_id, str):
            chat_id = self._world.chat(chat_id).id
        wait = self._floods.wait(chat_id)
        if wait:
            raise too_many(wait)

    def _failed(self, fault: Fault) -> Answer:
        match fault:
            case "error_500":
                return Answer(500, Refusal(500, "Internal Server Error").body())
            case "error_502":
                return Answer(502, _BAD_GATEWAY, "text/html")
            case "too_many":
                return Answer(429, too_many(self._faults.retry_after).body())
            case _:
                raise Cut

    def _accepted(self, answer: Answer, fault: Fault) -> "Awaitable[Answer]":
        if fault == "accepted_then_dropped":
            raise Cut
        return _later(answer, self._faults.random().random() * self._faults.delay)


async def _later(answer: Answer, seconds: float) -> Answer:
    await asyncio.sleep(seconds)
    return answer


async def _awaited(result: Awaitable[object]) -> Answer:
    try:
        return Answer(200, ok(await result))
    except Refusal as refusal:
        return Answer(refusal.code, refusal.body())


def _arguments(
    query: str, headers: HTTPHeaders, body: bytes
) -> tuple[dict[str, Any], Mapping[str, Upload]]:
    raw: dict[str, Any] = dict(parse_qsl(query, keep_blank_values=True))
    kind = headers.get("Content-Type", "")
    if kind.startswith("application/json"):
        if body:
            raw |= _json_object(body)
        return raw, {}
    if kind.startswith("multipart/form-data"):
        return _multipart(raw, kind, body)
    if body:
        try:
            raw |= parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=100)
        except ValueError:
            raise bad_request("strings must be encoded in UTF-8") from None
    return raw, {}


def _json_object(body: bytes) -> dict[str, Any]:
    try:
        data = json.loads(body)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(data, dict):
        raise bad_request("object expected")
    return data


def _multipart(
    raw: dict[str, Any], kind: str, body: bytes
) -> tuple[dict[str, Any], Mapping[str, Upload]]:
    boundary = kind.partition("boundary=")[2].strip('" ')
    fields: dict[str, list[bytes]] = {}
    sent: dict[str, list[HTTPFile]] = {}
    try:
        parse_multipart_form_data(boundary.encode(), body, fields, sent)
        raw |= {name: values[-1].decode() for name, values in fields.items()}
    except (ValueError, UnicodeDecodeError):
        raise bad_request("can't parse multipart form data") from None
    uploads = {
        name: Upload(one[-1].filename, one[-1].content_type, one[-1].body)
        for name, one in sent.items()
    }
    # A file sent under a parameter's own name is that parameter's value.
    raw |= {name: f"attach://{name}" for name in uploads if name not in raw}
    return raw, uploads
