"""Whatever people send: odd texts, edits, forwards, pictures; and answers of any length."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.driver import failures, opened

if TYPE_CHECKING:
    from tests.databases import SQLiteFiles
    from tests.journeys.driver import Conference

pytestmark = pytest.mark.asyncio(loop_scope="module")

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d4944415478da63"
    "6460f85f0f0002870180eb47ba920000000049454e44ae426082"
)
LIMIT = 4096

ODD = {
    "4,096 characters": "Vell lamps? " * 341 + "Vell",
    "4,096 letters in one word": "x" * LIMIT,
    "4,096 emoji units": "🐟" * (LIMIT // 2),
    "control characters": "What\x00 does\x07 Vell\x1b[31m want\x7f?",
    "right-to-left override": "What does \u202eVell\u202c want?",
    "emoji only": "🐟🔦🌊",
    "HTML": "<b>Vell</b> <script>alert(1)</script> & <a href='https://x.example'>x</a>",
    "unclosed HTML": "<b><i>Vell",
    "Markdown": "*Vell* _lamps_ [x](https://x.example) `code` ~~no~~ ||yes||",
    "braces": "{party} {0} %s %(name)s ${x}",
    "half a character": "Vell \ud83d want",
    "combining marks": "V" + "\u0301" * 200 + "ell",
    "Arabic": "ماذا تريد فيل؟",
    "a slash alone": "/",
    "zero-width characters": "V\u200be\u200dl\u2060l",
    "line breaks": "Vell\n\n\n\nlamps\r\n?",
    "quotes": "“Vell” ' \" ` « »",
}
COMMANDS_WITH_WORDS = (
    "/status",
    "/article",
    "/position",
    "/who",
    "/compare",
    "/vote",
    "/agenda",
    "/changes",
    "/history",
    "/glossary",
    "/sources",
    "/search",
    "/safeguard",
    "/start",
    "/export",
    "/help",
)


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
async def test_odd_text_is_answered_or_declined(
    conference: Conference, caplog: pytest.LogCaptureFixture, text: str
) -> None:
    heard = await conference.person("Amina").says(text)

    assert heard.text
    assert "Something went wrong" not in heard.text
    assert "\u202e" not in heard.text
    assert not failures(caplog)


@pytest.mark.parametrize("command", COMMANDS_WITH_WORDS)
async def test_so_is_odd_text_after_a_command(
    conference: Conference, caplog: pytest.LogCaptureFixture, command: str
) -> None:
    amina = conference.person("Amina")
    for text in ODD.values():
        heard = await amina.says(f"{command} {text}"[: LIMIT // 2])
        assert heard.text, text
        assert "Something went wrong" not in heard.text, text

    assert not failures(caplog)


async def test_markup_of_a_person_is_shown_as_they_wrote_it(conference: Conference) -> None:
    heard = await conference.person("Amina").says("/position <b>Nobody</b> & co")

    assert "<b>Nobody</b> & co" in heard.text
    assert "&lt;b&gt;Nobody&lt;/b&gt; &amp; co" in heard.html


async def test_markup_in_the_record_is_shown_as_it_stands(conference: Conference) -> None:
    heard = await conference.person("Amina").says("/position Trawl Federation 2031-04-05")

    assert "Calls the dark hours <b>unworkable</b> & costly." in heard.text


async def test_a_long_name_is_echoed_in_short(conference: Conference) -> None:
    heard = await conference.person("Amina").says("/position " + "lamp" * 500)

    assert "lamplamp" in heard.text
    assert len(heard.text) < 400


@pytest.mark.parametrize("typed", ["/statsu 3", "/Statsu", "/statu@rapporteur_bot"])
async def test_an_unknown_command_is_answered_with_the_nearest(
    conference: Conference, typed: str
) -> None:
    heard = await conference.person("Amina").says(typed)

    assert "Did you mean" in heard.text
    assert "/status" in heard.text


async def test_a_command_that_is_like_no_other_is_answered_with_help(
    conference: Conference,
) -> None:
    heard = await conference.person("Amina").says("/xqzw")

    assert "/help lists those that I know" in heard.text


@pytest.mark.parametrize("typed", ["/status@another_bot 3", "/xqzw@another_bot"])
async def test_a_command_for_another_bot_is_ignored(conference: Conference, typed: str) -> None:
    heard = await conference.person("Amina").says(typed)

    assert heard.silent


async def test_commands_are_read_in_any_case(conference: Conference) -> None:
    heard = await conference.person("Amina").says("/STATUS 3")

    assert "Article 3: Open" in heard.text


async def test_an_edited_message_is_not_read_again(conference: Conference) -> None:
    amina = conference.person("Amina")
    await amina.says("/status 3")
    typed = next(message for message in amina.chat.messages if not message.from_bot)
    heard = await amina.edits(typed, "/status 1")

    assert "I do not read edited messages again" in heard.text


async def test_a_message_edited_in_a_group_is_left_alone(conference: Conference) -> None:
    amina = conference.person("Amina")
    group = await conference.group("Delegates", amina)
    await amina.says("/status 3", chat=group)
    typed = next(message for message in group.messages if message.text == "/status 3")
    heard = await amina.edits(typed, "/status 1")

    assert heard.silent


async def test_forwarded_words_are_not_taken_for_the_persons_own(conference: Conference) -> None:
    amina, bruno = conference.person("Amina"), conference.person("Bruno")
    group = conference.sandbox.supergroup("Elsewhere")
    group.add(amina.account)
    group.add(bruno.account)
    for text in ("/forgetme", "What does Vell want?"):
        written = await bruno.account.says(text, chat=group)
        heard = await amina.forwards(written)
        assert "I do not read forwarded messages" in heard.text


async def test_an_answer_that_is_forwarded_back_is_not_read(conference: Conference) -> None:
    amina = conference.person("Amina")
    answer = await amina.says("/status 3")
    heard = await amina.forwards(answer.message)

    assert "I do not read forwarded messages" in heard.text


async def test_only_text_is_read(conference: Conference) -> None:
    amina = conference.person("Amina")
    picture = await amina.sends_photo(PNG, caption="What does Vell want?")
    file = await amina.sends_document("notes.txt", b"Vell")

    assert "I read text only" in picture.text
    assert "I read text only" in file.text


async def test_pictures_in_groups_are_left_alone(conference: Conference) -> None:
    amina = conference.person("Amina")
    group = await conference.group("Delegates", amina, admin=True)
    heard = await amina.sends_photo(PNG, caption="@rapporteur_bot Vell?", chat=group)

    assert heard.silent


async def test_every_message_is_short_enough_and_shows_no_preview(conference: Conference) -> None:
    amina = conference.person("Amina")
    for command in ("/timeline", "/sources", "/history 3", "/help", "/search lamps hours vell"):
        for message in (await amina.says(command)).messages:
            assert len(message.text.encode("utf-16-le")) // 2 <= LIMIT
            assert message.link_preview == {"is_disabled": True}


async def test_what_was_written_while_the_bot_was_blocked_is_no_failure(
    conference: Conference, caplog: pytest.LogCaptureFixture
) -> None:
    amina = conference.person("Amina")
    await amina.says("/start")
    await amina.blocks()
    await amina.unblocks()
    heard = await amina.says("/status 3")

    assert "Article 3: Open" in heard.text
    assert not failures(caplog)


async def test_what_a_person_blocked_meanwhile_is_not_sent(
    sqlite_files: SQLiteFiles, caplog: pytest.LogCaptureFixture
) -> None:
    async with opened(sqlite_files.migrated()) as conference:
        amina = conference.person("Amina")
        await conference.stop()
        await amina.account.says("/status 3")
        await amina.account.blocks_bot()
        async with conference.handling("the bot came back"):
            await conference.start()
            await conference.person("Bruno").says("/status 3")

    assert not amina.chat.from_bot
    assert not failures(caplog)
