from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import pytest

from bot.sandbox.documents import DOWNLOAD_LIMIT, UPLOAD_LIMIT
from bot.sandbox.refusals import Refusal
from tests.sandbox.conftest import TOKEN

if TYPE_CHECKING:
    import httpx

    from bot.sandbox.people import Person
    from tests.sandbox.conftest import Caller

pytestmark = pytest.mark.asyncio


def png(width: int, height: int) -> bytes:
    """The head of a picture, which is all that the sandbox looks at."""
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + struct.pack(">II", width, height) + b"\x08\x02\0\0\0"


async def upload(
    http: httpx.AsyncClient, method: str, name: str, data: bytes, person: Person
) -> dict[str, Any]:
    response = await http.post(
        f"/bot{TOKEN}/{method}",
        data={"chat_id": str(person.id), "caption": "here"},
        files={name: ("a-file.csv", data)},
    )
    answer: dict[str, Any] = response.json()
    return answer


async def test_a_person_gets_the_document_that_the_bot_uploads(
    http: httpx.AsyncClient, amina: Person
) -> None:
    answer = await upload(http, "sendDocument", "document", b"a,b\n", amina)

    assert answer["result"]["document"]["file_name"] == "a-file.csv"
    (message,) = amina.chat.from_bot
    assert message.document is not None
    assert (message.document.data, message.text) == (b"a,b\n", "here")


async def test_a_file_that_is_known_is_sent_again_by_its_id(
    call: Caller, http: httpx.AsyncClient, amina: Person
) -> None:
    sent = (await upload(http, "sendDocument", "document", b"a,b\n", amina))["result"]["document"]
    again = await call("sendDocument", chat_id=amina.id, document=sent["file_id"])

    assert again["document"] == sent


async def test_an_unknown_file_id_is_refused(call: Caller, amina: Person) -> None:
    assert (
        await call.refused("sendDocument", chat_id=amina.id, document="BQAC0")
        == "Bad Request: wrong file identifier/HTTP URL specified"
    )


async def test_an_empty_file_is_refused(http: httpx.AsyncClient, amina: Person) -> None:
    answer = await upload(http, "sendDocument", "document", b"", amina)

    assert answer["description"] == "Bad Request: file must be non-empty"


async def test_a_picture_has_its_size(http: httpx.AsyncClient, amina: Person) -> None:
    answer = await upload(http, "sendPhoto", "photo", png(800, 600), amina)

    (size,) = answer["result"]["photo"]
    assert (size["width"], size["height"]) == (800, 600)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"no picture", "IMAGE_PROCESS_FAILED"),
        (png(9000, 2000), "PHOTO_INVALID_DIMENSIONS"),
        (png(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
    ],
)
async def test_what_telegram_cannot_show_is_no_picture(
    http: httpx.AsyncClient, amina: Person, data: bytes, words: str
) -> None:
    answer = await upload(http, "sendPhoto", "photo", data, amina)

    assert answer["description"] == f"Bad Request: {words}"


async def test_the_bot_downloads_what_a_person_sends(
    call: Caller, http: httpx.AsyncClient, amina: Person
) -> None:
    await amina.sends_document("positions.csv", b"party,topic\n", caption="/import")
    (update,) = await call.updates()
    message = update["message"]
    file = await call("getFile", file_id=message["document"]["file_id"])
    response = await http.get(f"/file/bot{TOKEN}/{file['file_path']}")

    assert message["caption"] == "/import"
    assert response.content == b"party,topic\n"


async def test_a_file_that_is_not_there_is_not_found(http: httpx.AsyncClient) -> None:
    assert (await http.get(f"/file/bot{TOKEN}/documents/file_9.csv")).status_code == 404


async def test_a_bot_downloads_at_most_20_megabytes(call: Caller, amina: Person) -> None:
    sent = await amina.sends_document("large.bin", bytes(DOWNLOAD_LIMIT + 1))

    assert sent.document is not None
    assert (
        await call.refused("getFile", file_id=sent.document.file_id)
        == "Bad Request: file is too big"
    )


async def test_50_megabytes_are_sent_and_not_one_byte_more(amina: Person) -> None:
    assert await amina.sends_document("most.bin", bytes(UPLOAD_LIMIT))
    with pytest.raises(Refusal, match="Request Entity Too Large"):
        await amina.sends_document("more.bin", bytes(UPLOAD_LIMIT + 1))


async def test_a_place_is_shared_in_degrees(call: Caller, amina: Person) -> None:
    await amina.shares_location(-1.29, 36.82)

    (update,) = await call.updates()
    assert update["message"]["location"] == {"latitude": -1.29, "longitude": 36.82}


async def test_a_forwarded_message_names_where_it_comes_from(call: Caller, amina: Person) -> None:
    await call("sendMessage", chat_id=amina.id, text="an answer")
    await amina.forwards(amina.messages[-1])

    (update,) = await call.updates()
    assert update["message"]["forward_origin"]["sender_user"]["username"] == "rapporteur_bot"


async def test_a_copy_names_nobody(call: Caller, amina: Person) -> None:
    original = await amina.says("mine")
    await call("copyMessage", chat_id=amina.id, from_chat_id=amina.id, message_id=original.id)

    (copy,) = amina.chat.from_bot
    assert (copy.text, copy.forward_origin) == ("mine", None)
