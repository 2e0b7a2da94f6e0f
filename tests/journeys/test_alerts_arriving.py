"""Alerts arrive: when they fall due, in the chat's own words, where they were asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from store.curation import publishing
from store.curation.forms import Citation, SetPosition
from store.curation.outcomes import Published
from store.curation.roles import Rules
from store.record.evidence import Ref
from store.record.moments import Dated
from store.record.terms import Kind, Stance
from tests.journeys.driver import failures

if TYPE_CHECKING:
    from tests.journeys.conftest import Conferences
    from tests.journeys.driver import Conference

pytestmark = pytest.mark.asyncio

REMINDER = datetime(2031, 4, 1, 1, 45, tzinfo=UTC)  # 14:45 on 1 April in Auckland
DIGEST = datetime(2031, 4, 1, 5, tzinfo=UTC)
BRIEF = datetime(2031, 4, 1, 19, tzinfo=UTC)  # 08:00 on 2 April
DAY = timedelta(days=1)
OWNER = 990_001


async def test_a_day_of_alerts_in_the_language_and_the_zone_of_the_chat(
    sqlite_conferences: Conferences, caplog: pytest.LogCaptureFixture
) -> None:
    async with sqlite_conferences() as conference:
        amina = conference.person("Amina", language="fr")
        await amina.says("/subscribe all")
        await amina.says("/timezone Nairobi")

        conference.clock.set(REMINDER)
        reminder = (await amina.hears_alert()).message
        assert reminder.text.startswith("Dans 15 minutes\u00a0: Articles 1 and 3")
        assert "(05:00–08:00 à Nairobi)" in reminder.text
        assert "Mettre en sourdine\u00a0: Rappels de séances" in reminder.labels

        conference.clock.set(DIGEST)
        assert "La journée en bref" in (await amina.hears_alert()).text

        conference.clock.set(BRIEF)
        assert "Jour 3 sur 10 · mercredi 2 avril 2031" in (await amina.hears_alert()).text

        heard = await amina.says("/alerts")
        assert "La dernière alerte a été envoyée ici le 2 avril 2031" in heard.text
        assert "1 avril" not in (await amina.says("/test")).text
        assert "2 avril 2031" in (await amina.says("/mydata")).text
        assert failures(caplog) == []


async def test_who_has_not_asked_or_has_ended_it_hears_nothing(
    sqlite_conferences: Conferences,
) -> None:
    async with sqlite_conferences() as conference:
        amina, bruno, chen = map(conference.person, ("Amina", "Bruno", "Chen"))
        for person in (amina, bruno, chen):
            await person.says("/subscribe meeting")
        await bruno.says("/unsubscribe all")
        await chen.says("/forgetme")
        await chen.presses("Delete everything")

        conference.clock.set(REMINDER)
        await amina.hears_alert()
        conference.clock.set(BRIEF)
        await bruno.says("/status 3")

        assert not conference.heard(chen.chat).messages
        assert len(bruno.chat.from_bot) == 3


async def test_a_kind_is_muted_below_its_alert_and_unmuted_there(
    sqlite_conferences: Conferences,
) -> None:
    async with sqlite_conferences() as conference:
        amina = conference.person("Amina")
        await amina.says("/subscribe brief, meeting, digest")
        conference.clock.set(REMINDER)
        alert = (await amina.hears_alert()).message

        heard = await amina.presses("Mute: Meeting reminders")

        assert heard.notice is not None
        assert heard.notice.startswith("Muted: Meeting reminders.")
        assert heard.message.text == alert.text
        assert "Unmute: Meeting reminders" in heard.labels
        conference.clock.set(DIGEST)
        assert "The day in short" in (await amina.hears_alert()).text
        panel = await amina.says("/alerts")
        assert "Muted (kept, and silent until unmuted): Meeting" in panel.text
        heard = await amina.presses("Unmute: Meeting reminders")

        assert heard.notice == "Unmuted: Meeting reminders."
        assert "Muted" not in (await amina.says("/alerts")).text


async def test_in_quiet_hours_one_chat_hears_no_sound_and_another_waits(
    sqlite_conferences: Conferences,
) -> None:
    async with sqlite_conferences() as conference:
        amina, bruno = conference.person("Amina"), conference.person("Bruno")
        for person, mode in ((amina, "silent"), (bruno, "held")):
            await person.says("/subscribe meeting, digest")
            await person.says("/timezone Nairobi")
            await person.says(f"/quiet 22:00-07:00 {mode}")

        conference.clock.set(REMINDER)  # 04:45 in Nairobi
        assert (await amina.hears_alert()).message.disable_notification

        conference.clock.set(DIGEST)  # 08:00 there
        await amina.hears_alert()
        held = await bruno.hears_alert()

        assert "The day in short" in held.text
        assert "In 15 minutes" not in held.text  # of no use any more


async def test_topics_of_groups_and_channels_get_what_they_asked_for(
    sqlite_conferences: Conferences,
) -> None:
    async with sqlite_conferences() as conference:
        amina = conference.person("Amina")
        await amina.says("/start")
        group = await conference.group("Delegates", amina, forum=True)
        topic = group.topic("Alerts")
        await amina.says("/subscribe meeting", chat=group, thread=topic)
        channel = await conference.channel("Bulletin", amina)
        await amina.hears_alert()
        await amina.presses("Meeting reminders: off")

        conference.clock.set(REMINDER)
        in_group = (await amina.hears_alert(chat=group)).message
        in_channel = (await amina.hears_alert(chat=channel)).message

        assert in_group.thread == topic
        assert in_channel.text.startswith("In 15 minutes: Articles 1 and 3")
        assert in_channel.labels == ["Agenda: 1 April 2031", "Status: Article 1"]


async def test_to_read_more_leaves_the_alert_where_it_is(
    sqlite_conferences: Conferences,
) -> None:
    async with sqlite_conferences() as conference:
        amina = conference.person("Amina")
        await amina.says("/subscribe meeting")
        conference.clock.set(REMINDER)
        alert = (await amina.hears_alert()).message

        heard = await amina.presses("Status: Article 1")

        assert not heard.in_place
        assert "Article 1" in heard.text
        assert amina.chat.by_id[alert.id].text == alert.text


async def test_what_a_reader_of_a_channel_presses_is_answered_in_private(
    sqlite_conferences: Conferences,
) -> None:
    async with sqlite_conferences() as conference:
        amina, bruno = conference.person("Amina"), conference.person("Bruno")
        await amina.says("/start")
        channel = await conference.channel("Bulletin", amina, bruno)
        await amina.hears_alert()
        await amina.presses("Meeting reminders: off")
        conference.clock.set(REMINDER)
        await amina.hears_alert(chat=channel)

        async with conference.handling("a press in the channel"):
            press = await bruno.account.presses("Status: Article 1", chat=channel)
        url = press.answered.result()["url"]

        assert len(channel.from_bot) == 1
        heard = await bruno.says(f"/start {url.partition('?start=')[2]}")
        assert "Article 1" in heard.text


async def test_what_was_waited_for_is_told_once_when_it_is_published(
    sqlite_conferences: Conferences,
) -> None:
    async with sqlite_conferences() as conference:
        amina = conference.person("Amina")
        await amina.says("/position Korveth article 5")
        await amina.presses("Tell me when this is known")

        publish(conference, Stance.SUPPORTS, "Wants it as it stands.")
        told = await amina.hears_alert()

        assert told.text.startswith("Now known: you had asked to be told.")
        assert "Korveth – Article 5" in told.text
        assert "Is now: Supports" in told.text
        assert "Wants it as it stands." in told.text

        conference.clock.advance(timedelta(hours=1))
        publish(conference, Stance.OPPOSES, "Wants it no more.")
        await amina.says("/subscribe digest")
        conference.clock.set(DIGEST)

        assert "The day in short" in (await amina.hears_alert()).text


async def test_who_follows_it_anyway_is_told_what_was_waited_for_in_one_message(
    sqlite_conferences: Conferences,
) -> None:
    async with sqlite_conferences() as conference:
        amina, bruno = conference.person("Amina"), conference.person("Bruno")
        await amina.says("/position Korveth article 5")
        await amina.presses("Tell me when this is known")
        for person in (amina, bruno):
            await person.says("/subscribe change, digest, Korveth")

        publish(conference, Stance.SUPPORTS, "Wants it as it stands.")

        assert (await amina.hears_alert()).text.startswith("Now known: you had asked to be told.")
        assert "you had asked" not in (await bruno.hears_alert()).text
        conference.clock.set(DIGEST)
        assert "The day in short" in (await amina.hears_alert()).text


async def test_after_an_outage_the_brief_says_that_it_is_late_and_the_reminder_is_missed(
    sqlite_conferences: Conferences,
) -> None:
    async with sqlite_conferences() as conference:
        amina = conference.person("Amina")
        await amina.says("/subscribe brief, meeting")
        await conference.stop()
        conference.clock.set(BRIEF + timedelta(hours=3))
        await conference.start()

        text = (await amina.hears_alert()).text

        assert text.startswith("Late: due at 08:00, sent at 11:00 (Auckland).")
        assert "In 15 minutes" not in text


def publish(conference: Conference, stance: Stance, summary: str) -> None:
    """Put a position of Korveth on article 5 on record, as a coordinator does."""
    now = conference.clock.now()
    form = SetPosition(
        party="korveth",
        topic=Ref(Kind.PROVISION, "article-5"),
        stance=stance,
        dated=Dated.on(now.date()),
        summary=summary,
        source=Citation(url="https://korveth.example/statement", title="Statement of Korveth"),
    )
    rules = Rules(frozenset({OWNER}), two_person=False)
    with conference.bot.services.database.writing() as db:
        done = publishing.submit(db, form, author=OWNER, rules=rules, now=now)
    assert isinstance(done, Published), done
