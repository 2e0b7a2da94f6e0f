// The lists at the side: the people to chat as, the chats of the one chosen, the topics of a forum.

import { byId, face, h, hour, icon, refill, shown, zoned } from "./drawing.js";
import { choose, popUp, say } from "./dialogs.js";
import { ask } from "./wire.js";
import { chat, chatsOf, last, me, nameOf, now, state, store, stored, unread, unreadOf } from "./state.js";
import { changed } from "./frames.js";

const count = (number, what) => number > 0 && h("span", { class: "unread", "aria-label": `${number} unread ${what}` }, number > 99 ? "99+" : String(number));

// -- people

export function drawPeople() {
  refill(byId("people"), ...state.people.map((person) => h("button", {
    type: "button", class: "person", "data-id": person.id, "aria-pressed": String(person.id === state.me), title: `Chat as ${person.name}`,
    onclick: () => become(person.id),
  }, face(person.name, person.id), count(unreadOf(person), "messages"), h("span", { class: "person-name" }, person.name.split(" ")[0]))),
  h("button", { type: "button", class: "person add", title: "Somebody new", onclick: arrive },
    h("span", { class: "face" }, icon("plus")), h("span", { class: "person-name" }, "New")));
}

export function become(id) {
  if (id === state.me) return;
  state.me = id;
  store("me", id);
  zoned.zone = stored("zones")?.[id] ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const seen = chatsOf(me());
  // Whoever looks at a group goes on looking at it, if the other is in it too.
  const same = seen.find((one) => one.id === state.open && one.kind !== "private");
  state.open = same?.id ?? id;
  if (!same) state.thread = null;
  changed();
  toWriting();
}

function arrive() {
  choose("Somebody new", "", [{ label: "Welcome", style: "primary", act: async ({ name, language }) => {
    const { person, error } = await ask("arrives", { name, language });
    if (error) say(error);
    else setTimeout(() => become(person), 50);
  } }, { label: "Cancel" }], [
    { name: "name", label: "Name", maxlength: 64 },
    { name: "language", label: "Language of their phone", choices: LANGUAGES, value: "en" },
  ]);
}

const LANGUAGES = [["en", "English"], ["fr", "Français"], ["es", "Español"], ["ru", "Русский"], ["ar", "العربية"], ["zh-hans", "中文"], ["de", "Deutsch"]];

export function openPersonMenu(anchor) {
  const person = me();
  popUp(anchor, [
    { title: `Language of ${person.name.split(" ")[0]}’s phone` },
    ...LANGUAGES.map(([code, label]) => ({ label, checked: person.language === code, act: () => ask("speaks", { person: person.id, language: code }) })),
    { title: "Time zone of the phone" },
    { label: zoned.zone.replaceAll("_", " "), act: chooseZone },
    { title: "The bot" },
    person.blocked
      ? { label: "Unblock the bot", act: () => ask("unblocks", { person: person.id }) }
      : { label: "Block the bot", danger: true, act: () => ask("blocks", { person: person.id }) },
    { title: "Chats" },
    { label: "New group or channel…", act: found },
  ]);
}

function chooseZone() {
  const zones = Intl.supportedValuesOf("timeZone").map((zone) => [zone, zone.replaceAll("_", " ")]);
  if (!zones.some(([zone]) => zone === zoned.zone)) zones.unshift([zoned.zone, zoned.zone]);
  choose("Time zone of the phone", "Only this page shows times in it; the bot is not told.", [{ label: "Use it", style: "primary", act: ({ zone }) => {
    zoned.zone = zone;
    store("zones", { ...stored("zones"), [state.me]: zone });
    changed();
  } }, { label: "Cancel" }], [{ name: "zone", label: "Zone", choices: zones, value: zoned.zone }]);
}

function found() {
  choose("New group or channel", "", [{ label: "Found it", style: "primary", act: async (fields) => {
    const { chat: id, error } = await ask("founds", { person: state.me, ...fields });
    if (error) say(error);
    else setTimeout(() => goTo(id), 50);
  } }, { label: "Cancel" }], [
    { name: "title", label: "Title", maxlength: 64 },
    { name: "kind", label: "Kind", choices: [["group", "Group"], ["supergroup", "Supergroup"], ["forum", "Supergroup with topics"], ["channel", "Channel"]] },
  ]);
}

// -- chats

export function goTo(id, thread = null) {
  state.open = id;
  state.thread = thread;
  byId("page").dataset.view = "chat";
  changed();
  toWriting();
}

// With a keyboard at hand, whoever opens a chat writes there next; a telephone would show its own.
function toWriting() {
  if (window.matchMedia("(hover: hover)").matches) setTimeout(() => byId("text").focus({ preventScroll: true }), 50);
}

function summary(message) {
  if (message === null) return "No messages yet";
  if (message.service) return message.service;
  const words = message.text || (message.photo ? "Picture" : message.document ? message.document.name : message.location ? "Location" : "");
  return message.from === state.me ? `You: ${words}` : words;
}

export function drawChats() {
  const person = me();
  byId("who-name").textContent = person?.name ?? "";
  byId("who-note").textContent = person ? [`@${person.username ?? person.id}`, person.language].filter(Boolean).join(" · ") : "";
  refill(byId("chats"), ...(person ? chatsOf(person) : []).map((one) => {
    const newest = last(one.id);
    const waiting = one.id === state.open && document.hasFocus() ? 0 : unread(person.id, one);
    return h("li", { "data-id": one.id }, h("button", {
      type: "button", class: "row", "aria-current": one.id === state.open ? "true" : null, onclick: () => goTo(one.id),
    }, face(nameOf(one), one.id, one.kind),
    h("span", { class: "row-text" },
      h("span", { class: "row-top" }, h("b", {}, nameOf(one)), newest && h("small", {}, hour(newest.date))),
      h("span", { class: "row-bottom" }, h("span", { class: "row-words" }, summary(newest)), count(waiting, "messages")))));
  }));
}

export function drawTopics() {
  const one = chat();
  const bar = byId("topics");
  bar.hidden = !one?.forum;
  if (bar.hidden) return;
  const tab = (label, thread, waiting) => h("button", {
    type: "button", role: "tab", "data-id": thread, "aria-selected": String(state.thread === thread), onclick: () => { state.thread = thread; changed(); },
  }, label, count(waiting, "messages"));
  refill(bar, tab("All", null, 0), ...one.topics.map((topic) =>
    tab(topic.closed ? `${topic.name} (closed)` : topic.name, topic.id, state.thread === topic.id ? 0 : unread(state.me, one, topic.id))));
}

// -- the clock of the sandbox

const SPEEDS = [1, 10, 60, 300, 1800, 3600];

export function drawClock() {
  if (!state.clock.now) return;
  const seconds = now();
  byId("clock-time").textContent = shown(seconds, { weekday: "short", day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit" });
  byId("clock-time").setAttribute("datetime", new Date(seconds * 1000).toISOString());
  byId("clock-zone").textContent = `${zoned.zone.split("/").at(-1).replaceAll("_", " ")} time`;
}

export function drawSpeeds() {
  const { speed, changeable } = state.clock;
  const box = byId("speed");
  const choices = SPEEDS.includes(speed) ? SPEEDS : [...SPEEDS, speed].sort((a, b) => a - b);
  box.replaceChildren(...choices.map((one) => h("option", { value: one, selected: one === speed }, `${one}×`)));
  box.disabled = !changeable;
}
