"""Alerts through the chat: asked for, muted, ended; what is kept of whoever asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.journeys.driver import failures

if TYPE_CHECKING:
    from bot.sandbox.chats import Chat
    from tests.journeys.driver import Conference, Participant
    from tests.journeys.heard import Heard

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def panel(person: Participant, chat: Chat | None = None, thread: int | None = None) -> Heard:
    return await person.says("/alerts", chat=chat, thread=thread)


# -- asked for and ended


async def test_who_has_not_asked_gets_nothing(conference: Conference) -> None:
    amina = conference.person("Amina")
    heard = await panel(amina)

    assert "Off (not asked for): Morning brief" in heard.text
    assert "On:" not in heard.text
    assert "No alert has been sent here yet." in heard.text


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("brief", "Morning brief"),
        ("votes", "Votes"),
        ("Morning brief", "Morning brief"),
        ("brief, digest", "Morning brief and Evening digest"),
        ("observers on board", "Observers on board"),
        ("3(2)", "Article 3(2)"),
        ("North Vell", "North Vell"),
    ],
)
async def test_a_kind_a_topic_or_a_party_is_asked_for_by_its_name(
    conference: Conference, words: str, names: str
) -> None:
    amina = conference.person("Amina")
    heard = await amina.says(f"/subscribe {words}")

    assert f"Done. Alerts come from now on: {names}." in heard.text
    assert names in (await panel(amina)).text


async def test_everything_is_asked_for_and_ended_by_one_word(conference: Conference) -> None:
    amina = conference.person("Amina")
    await amina.says("/subscribe all")

    assert "Off" not in (await panel(amina)).text

    heard = await amina.says("/unsubscribe all")

    assert "No more alerts come here." in heard.text
    assert "On:" not in (await panel(amina)).text


async def test_what_may_mean_several_things_is_asked_back(conference: Conference) -> None:
    amina = conference.person("Amina")
    heard = await amina.says("/subscribe votes, dark hours")

    assert "Alerts come from now on: Votes." in heard.text
    assert "“dark hours” may mean several things." in heard.text
    assert heard.labels == ["Dark hours", "Article 3(2)"]

    await amina.presses("Dark hours")

    assert "Changes and votes on: Dark hours" in (await panel(amina)).text


async def test_an_unknown_word_is_said_to_be_one(conference: Conference) -> None:
    amina = conference.person("Amina")
    heard = await amina.says("/subscribe <b>gossip</b>")

    assert "“<b>gossip</b>” is no kind of alert" in heard.text
    assert "On:" not in (await panel(amina)).text


async def test_without_a_word_it_is_asked_which_and_pressing_turns_through_the_states(
    conference: Conference,
) -> None:
    amina = conference.person("Amina")
    heard = await amina.says("/subscribe")
    assert "Votes: off" in heard.labels

    heard = await amina.presses("Votes: off")
    assert heard.in_place
    assert "Votes: on" in heard.labels

    heard = await amina.presses("Votes: on")
    assert "Votes: muted" in heard.labels

    heard = await amina.presses("Votes: muted")
    assert "Votes: off" in heard.labels


async def test_muted_and_off_are_told_apart_in_words(conference: Conference) -> None:
    amina = conference.person("Amina")
    await amina.says("/subscribe votes")
    await amina.says("/subscribe")
    await amina.presses("Votes: on")
    text = (await panel(amina)).text

    assert "Muted (kept, and silent until unmuted): Votes" in text
    assert "Off (not asked for): Morning brief" in text


async def test_ending_without_a_word_offers_what_is_on(conference: Conference) -> None:
    amina = conference.person("Amina")
    await amina.says("/subscribe votes, observers on board")
    heard = await amina.says("/unsubscribe")
    assert "Off: Votes" in heard.labels

    await amina.presses("Off: Observers on board")

    text = (await panel(amina)).text
    assert "On: Votes" in text
    assert "Observers" not in text


async def test_ending_what_was_never_asked_for_is_no_fault(conference: Conference) -> None:
    amina = conference.person("Amina")

    assert "No more alerts come here." in (await amina.says("/unsubscribe all")).text
    assert "Nothing is asked for here" in (await amina.says("/unsubscribe")).text


async def test_topics_and_parties_are_turned_on_and_off_in_the_panel(
    conference: Conference,
) -> None:
    amina = conference.person("Amina")
    await panel(amina)
    heard = await amina.presses("Topics")
    assert heard.in_place
    heard = await amina.presses("Dark hours")
    assert "✓ Dark hours" in heard.labels
    heard = await amina.presses("✓ Dark hours")
    assert "Dark hours" in heard.labels

    await amina.presses("↑ All settings")
    await amina.presses("Parties")
    heard = await amina.presses("Korveth")

    assert "✓ Korveth" in heard.labels


@pytest.mark.parametrize(
    ("payload", "name"),
    [
        ("sub_dark-hours", "Dark hours"),
        ("sub_article-3-2", "Article 3(2)"),
        ("sub_north-vell", "North Vell"),
        ("sub_brief", "Morning brief"),
    ],
)
async def test_a_link_asks_for_alerts(conference: Conference, payload: str, name: str) -> None:
    amina = conference.person("Amina")
    heard = await amina.says(f"/start {payload}")

    assert f"Alerts come from now on: {name}." in heard.text
    assert name in (await panel(amina)).text


async def test_a_link_to_what_is_no_longer_there_asks_which_alerts(
    conference: Conference,
) -> None:
    amina = conference.person("Amina")
    heard = await amina.says("/start sub_atlantis")

    assert "Which alerts?" in heard.text
    assert "On:" not in (await panel(amina)).text


# -- what is kept, and its end


async def test_all_that_is_kept_is_shown(conference: Conference) -> None:
    amina = conference.person("Amina")
    await amina.says("/subscribe brief, observers on board")
    heard = await amina.says("/mydata")

    assert f"Its number at Telegram: {amina.id}" in heard.text
    assert "On: Morning brief" in heard.text
    assert "Observers on board" in heard.text


async def test_nothing_is_kept_of_whoever_set_nothing(conference: Conference) -> None:
    amina = conference.person("Amina")
    await amina.says("/status 3")

    assert "The store keeps nothing about this chat." in (await amina.says("/mydata")).text


async def test_to_be_forgotten_is_asked_once_and_done_at_once(conference: Conference) -> None:
    amina = conference.person("Amina")
    await amina.says("/subscribe all")
    await amina.says("/language fr")
    heard = await amina.says("/forgetme")
    assert "Vraiment" in heard.text

    heard = await amina.presses("Tout effacer")
    assert "nothing is kept about you" in heard.text or "conservé" in heard.text

    heard = await amina.says("/mydata")
    assert "The store keeps nothing about this chat." in heard.text


async def test_whoever_thinks_better_of_it_keeps_everything(conference: Conference) -> None:
    amina = conference.person("Amina")
    await amina.says("/subscribe brief")
    await amina.says("/forgetme")
    await amina.presses("Cancel")

    assert "On: Morning brief" in (await panel(amina)).text


async def test_what_is_not_on_record_can_be_waited_for(conference: Conference) -> None:
    amina = conference.person("Amina")
    await amina.says("/position Korveth article 5")
    heard = await amina.presses("Tell me when this is known")

    assert heard.notice is not None
    assert "I will tell you once" in heard.notice
    assert "To be told once, when known: Korveth and Article 5" in (await panel(amina)).text

    await amina.says("/unsubscribe")
    await amina.presses("Off: Korveth and Article 5")

    assert "To be told once" not in (await panel(amina)).text


@pytest.mark.parametrize(
    "data",
    [
        "!alerts::c-100999:all",
        "!alerts::kind/brief/loud",
        "!alerts::kind/correction/on",
        "!alerts::zone/Atlantis/Deep",
        "!alerts::language/tlh",
        "!alerts::pause/0",
        "!alerts::topics/on/0",
        "!alerts::nowhere",
        "!mute::correction",
        "!mute::gossip",
        "!know::",
    ],
)
async def test_a_forged_button_does_nothing(
    conference: Conference, data: str, caplog: pytest.LogCaptureFixture
) -> None:
    amina = conference.person("Amina")
    await amina.says("/start")
    heard = await amina.presses_forged(data)

    assert heard.notice
    assert failures(caplog) == []
    assert "On:" not in (await panel(amina)).text


async def test_words_for_the_coordinators_are_sent_in_and_taken_back(
    conference: Conference,
) -> None:
    amina = conference.person("Amina")
    assert "/feedback TEXT" in (await amina.says("/feedback")).text

    heard = await amina.says("/feedback The date of the vote on article 3 is wrong.")

    assert "They see the text, and not who wrote it." in heard.text
    assert "The date of the vote" in (await amina.says("/mydata")).text


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "Envoyé à la coordination"), ("es", "Enviado a la coordinación")]
)
async def test_what_was_sent_in_is_confirmed_in_the_language_of_the_chat(
    conference: Conference, language: str, said: str
) -> None:
    amina = conference.person("Amina", language=language)
    heard = await amina.says("/feedback 3 ?")

    assert said in heard.text
    assert "They see" not in heard.text
