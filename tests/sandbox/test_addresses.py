from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.sandbox.conftest import TOKEN

if TYPE_CHECKING:
    import httpx

    from tests.sandbox.conftest import Caller

pytestmark = pytest.mark.asyncio


async def test_the_bot_learns_who_it_is(call: Caller) -> None:
    me = await call("getMe")

    assert (me["id"], me["is_bot"], me["username"]) == (123456789, True, "rapporteur_bot")


async def test_method_names_may_be_written_in_any_case(call: Caller) -> None:
    assert (await call("GETME"))["is_bot"] is True


async def test_a_wrong_token_is_unauthorized(http: httpx.AsyncClient) -> None:
    response = await http.get(f"/bot{TOKEN}x/getMe")

    assert response.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}


async def test_what_is_no_token_at_all_is_not_found(http: httpx.AsyncClient) -> None:
    response = await http.get("/bot12/getMe")

    assert response.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_an_unknown_method_is_not_found(call: Caller) -> None:
    assert await call.refused("sendCarrierPigeon") == "Not Found"


async def test_parameters_may_come_in_the_address_as_a_form_or_as_json(
    http: httpx.AsyncClient,
) -> None:
    path, given = f"/bot{TOKEN}/getMyName", {"language_code": "english"}
    answers = [
        await http.get(path, params=given),
        await http.post(path, data=given),
        await http.post(path, json=given),
    ]

    words = {answer.json()["description"] for answer in answers}
    assert words == {"Bad Request: invalid language code specified"}


async def test_a_parameter_that_is_missing_is_named_in_telegrams_words(call: Caller) -> None:
    assert await call.refused("sendMessage", text="x") == "Bad Request: chat_id is empty"
    assert await call.refused("sendMessage", chat_id=1) == "Bad Request: message text is empty"


async def test_a_body_that_is_no_json_is_refused(http: httpx.AsyncClient) -> None:
    response = await http.post(
        f"/bot{TOKEN}/getMe", content=b"{", headers={"Content-Type": "application/json"}
    )

    assert response.json()["description"] == "Bad Request: can't parse JSON object"
