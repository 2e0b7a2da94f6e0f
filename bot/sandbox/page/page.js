// Puts the page together: takes in events, keeps the state, and draws what has changed.

import { byId, face, icon } from "./drawing.js";
import { ask, connect } from "./wire.js";
import { chat, chatsOf, keep, markRead, me, messagesOf, nameOf, state, stored, unreadOf } from "./state.js";
import { become, drawChats, drawClock, drawPeople, drawSpeeds, drawTopics, openPersonMenu } from "./lists.js";
import { drawLog, lookAt } from "./bubbles.js";
import { begin, drawComposer, fetchCommands } from "./composer.js";
import { note, openAbout } from "./about.js";
import { changed, drawsBy } from "./frames.js";
import { atEnd, toEnd } from "./scrolling.js";

function drawAll() {
  const person = me();
  const one = chat();
  if (person && one && document.hasFocus() && isSeen()) markRead(person.id, one, one.forum ? state.thread : null);
  drawPeople();
  drawChats();
  drawHead(one);
  drawTopics();
  const settle = drawLog();
  drawComposer();
  settle();
  const waiting = state.people.reduce((sum, each) => sum + unreadOf(each), 0);
  document.title = waiting > 0 ? `(${waiting}) ${state.bot.name}` : `${state.bot.name} in the sandbox`;
}

const isSeen = () => window.matchMedia("(min-width: 760px)").matches || byId("page").dataset.view === "chat";

function drawHead(one) {
  if (!one) return;
  byId("chat-face").replaceWith(Object.assign(face(nameOf(one), one.id, one.kind), { id: "chat-face" }));
  byId("chat-name").textContent = nameOf(one);
  byId("chat-note").textContent = (state.typing.get(one.id) ?? 0) > performance.now() ? "typing…" : note(one);
  const pinned = one.pinned && messagesOf(one.id).get(one.pinned);
  byId("pinned").hidden = !pinned;
  if (pinned) byId("pinned").replaceChildren(icon("pin"), pinned.text || "Pinned message");
}

// -- events

const EVENTS = {
  outline({ bot, people, chats }) {
    if (bot) state.bot = bot;
    if (people) state.people = people;
    if (chats) state.chats = new Map(chats.map((one) => [one.id, one]));
    if (state.me === null && state.people.length > 0) {
      const known = stored("me");
      become(state.people.some((person) => person.id === known) ? known : state.people[0].id);
    }
    if (state.open !== null && me() && !chatsOf(me()).some((one) => one.id === state.open)) state.open = state.me;
    if (chat()) fetchCommands();
  },
  messages({ run, messages }) {
    state.messages.clear();
    state.run = run;
    state.read = stored("read", { ofThisRun: true }) ?? {};
    messages.forEach(keep);
  },
  message({ message }) {
    keep(message);
    if (message.from === state.bot.id) state.typing.delete(message.chat);
  },
  deleted({ chat: id, message }) {
    messagesOf(id).delete(message);
  },
  typing({ chat: id }) {
    state.typing.set(id, performance.now() + 5000);
    setTimeout(changed, 5100);
  },
  clock({ now: seconds, speed, changeable }) {
    state.clock = { now: seconds, at: performance.now(), speed, changeable };
    drawSpeeds();
  },
};

drawsBy(drawAll);
connect({
  up() { byId("offline").hidden = true; },
  down() { byId("offline").hidden = false; },
  event(told) {
    EVENTS[told.event]?.(told);
    changed();
  },
});

// -- the fixed parts of the page

for (const place of document.querySelectorAll("[data-icon]")) place.prepend(icon(place.dataset.icon));
byId("who-menu").addEventListener("click", (event) => openPersonMenu(event.currentTarget));
byId("chat-menu").addEventListener("click", openAbout);
byId("back").addEventListener("click", () => {
  byId("page").dataset.view = "list";
  changed();
});
byId("pinned").addEventListener("click", () => lookAt(chat().pinned));
byId("down").addEventListener("click", () => toEnd());
byId("scroll").addEventListener("scroll", () => { byId("down").hidden = atEnd(300); });
byId("speed").addEventListener("change", (event) => ask("speed", { value: Number(event.currentTarget.value) }));
window.addEventListener("focus", () => changed());
begin();
drawClock();
setInterval(drawClock, 250);
setInterval(() => ask("clock"), 30_000); // the two clocks drift, and the machine may have slept
