// The messages of the open chat as bubbles. Each is drawn anew only when it has changed.

import { byId, day, formatted, h, hour, hue, icon, link, zoned } from "./drawing.js";
import { choose, popUp, say, sheet } from "./dialogs.js";
import { ask } from "./wire.js";
import { chat, chatsOf, isAdmin, me, nameOf, now, ordered, state } from "./state.js";
import { followed } from "./links.js";
import { edit, reply, send } from "./composer.js";
import { atEnd, toEnd } from "./scrolling.js";

const drawn = new Map(); // message id -> {element, message, joined}: what was drawn, and how
let drawnFor = "";
let newest = 0; // the last message drawn in this view
const STEP = 200;
let depth = STEP; // how many messages are drawn; older ones when they are asked for

// Draws the log. Gives what is to be done when the whole page is drawn: its end was in view and stays so.
export function drawLog() {
  const log = byId("log");
  const view = [state.me, state.open, state.thread, zoned.zone].join("/");
  const follows = view !== drawnFor || atEnd(80);
  if (view !== drawnFor) {
    drawn.clear();
    log.replaceChildren();
    drawnFor = view;
    depth = STEP;
    newest = Infinity;
  }
  if (chat() === null) return () => {};
  const all = ordered(state.open).filter((message) => state.thread === null || message.thread === state.thread);
  const shown = all.slice(-depth);
  const wanted = shown.length < all.length ? [earlier] : [];
  let before = null;
  let today = "";
  for (const message of shown) {
    const itsDay = day(message.date);
    if (itsDay !== today) wanted.push(dayLine(itsDay));
    wanted.push(bubble(message, itsDay === today && sameHand(before, message)));
    before = message;
    today = itsDay;
  }
  settle(log, wanted);
  const present = new Set(shown.map((message) => message.id));
  for (const id of drawn.keys()) if (typeof id === "number" && !present.has(id)) drawn.delete(id);
  const first = shown.find((message) => message.id > newest && message.from !== state.me);
  newest = shown.at(-1)?.id ?? 0;
  return () => follows && toEnd(first && drawn.get(first.id).element);
}

// Puts the wanted elements into the log without touching those that are in place.
function settle(log, wanted) {
  const kept = new Set(wanted);
  for (const element of [...log.childNodes]) if (!kept.has(element)) element.remove();
  let place = log.firstChild;
  for (const element of wanted) {
    if (element === place) place = place.nextSibling;
    else log.insertBefore(element, place);
  }
}

const earlier = h("button", { type: "button", class: "key earlier", onclick: () => {
  const scroll = byId("scroll");
  const below = scroll.scrollHeight - scroll.scrollTop;
  depth += STEP;
  drawLog();
  scroll.scrollTop = scroll.scrollHeight - below;
} }, "Earlier messages");

const sameHand = (a, b) => !a.service && !b.service && a.from === b.from && b.date - a.date < 300;

function dayLine(words) {
  const key = `day ${words}`;
  if (!drawn.has(key)) drawn.set(key, { element: h("div", { class: "day" }, h("span", {}, words)) });
  return drawn.get(key).element;
}

function bubble(message, joined) {
  const known = drawn.get(message.id);
  if (known?.message === message && known.joined === joined) return known.element;
  const element = message.service ? h("div", { class: "service" }, h("span", {}, message.service)) : draw(message, joined);
  if (known) {
    if (!known.message.edited && message.edited) element.classList.add("changed");
    keepFocus(known.element, element);
  }
  drawn.set(message.id, { element, message, joined });
  return element;
}

// A pressed button often changes its own message: the keyboard's place must survive that.
function keepFocus(old, fresh) {
  const places = [...old.querySelectorAll("button")];
  const at = places.indexOf(document.activeElement);
  if (at < 0) return;
  const successor = fresh.querySelectorAll("button");
  requestAnimationFrame(() => successor[Math.min(at, successor.length - 1)]?.focus({ preventScroll: true }));
}

const deeds = {
  command: (text) => send(text),
  copy: (text) => copy(text),
  link: followed,
  now,
};

function draw(message, joined) {
  const one = chat();
  const own = message.from === state.me;
  const named = one.kind !== "private" && !own && !joined && message.from !== null;
  const inside = h("div", { class: "bubble" });
  if (named) inside.append(h("p", { class: `author ${hue(message.from)}` }, message.author));
  if (message.forwarded) inside.append(h("p", { class: "forwarded" }, "Forwarded from ", h("b", {}, message.forwarded)));
  if (message.reply) inside.append(quoted(message.reply));
  if (message.photo) inside.append(picture(message.photo, message.text));
  if (message.document) inside.append(paper(message.document));
  if (message.location) inside.append(spot(message.location));
  if (message.text) inside.append(h("div", { class: "text", dir: "auto" }, formatted(message.text, message.entities, deeds)));
  inside.append(foot(message));
  const actions = h("button", {
    type: "button", class: "icon actions", "aria-haspopup": "menu", "aria-label": "Message actions",
    onclick: (event) => popUp(event.currentTarget, actionsOf(message, own)),
  }, icon("more"));
  const rows = message.markup?.inline_keyboard ?? [];
  const column = h("div", { class: "column" }, h("div", { class: "line" }, inside, actions),
    rows.length > 0 && h("div", { class: "buttons" }, rows.map((row) => h("div", {}, row.map((entry) => button(message, entry))))));
  return h("article", {
    class: `message ${own ? "own" : "other"}${joined ? " joined" : ""}${message.photo ? " with-photo" : ""}`,
    "data-id": message.id, "aria-label": `${message.author}, ${hour(message.date)}`,
  }, column);
}

function foot(message) {
  return h("p", { class: "foot" },
    message.reactions.map((emoji) => h("span", { class: "reaction" }, emoji)),
    h("span", { class: "when", title: `${day(message.date)}, ${hour(message.date)}` },
      message.silent && h("span", { class: "silent", title: "Sent without a sound", role: "img", "aria-label": "Sent without a sound" }, icon("bell")),
      message.edited && h("span", {}, "edited "),
      hour(message.date)));
}

function quoted(replied) {
  return h("button", { type: "button", class: "reply", onclick: () => lookAt(replied.id) },
    h("b", {}, replied.author), h("span", {}, replied.text));
}

export function lookAt(id) {
  const element = drawn.get(id)?.element;
  if (!element) return;
  element.scrollIntoView({ block: "center", behavior: "smooth" });
  element.classList.remove("found");
  requestAnimationFrame(() => element.classList.add("found"));
}

function picture(photo, caption) {
  const drawing = () => h("img", { src: photo.url, alt: caption.slice(0, 200) || "Picture", width: photo.width, height: photo.height });
  return h("button", { type: "button", class: "photo", onclick: () => sheet("Picture", h("a", { href: photo.url, target: "_blank", rel: "noopener" }, drawing())) }, drawing());
}

function paper(file) {
  return h("a", { class: "document", href: file.url, download: file.name },
    h("span", { class: "paper" }, icon("file")),
    h("span", {}, h("b", {}, file.name), h("small", {}, size(file.size))));
}

const size = (bytes) => (bytes < 1024 ? `${bytes} bytes` : bytes < 1048576 ? `${(bytes / 1024).toFixed(1)} kB` : `${(bytes / 1048576).toFixed(1)} MB`);

function spot([latitude, longitude]) {
  const pin = h("span", { class: "pin" }, icon("pin"));
  pin.style.left = `${((longitude + 180) / 360) * 100}%`;
  pin.style.top = `${((90 - latitude) / 180) * 100}%`;
  const words = `${Math.abs(latitude).toFixed(2)}° ${latitude < 0 ? "S" : "N"}, ${Math.abs(longitude).toFixed(2)}° ${longitude < 0 ? "W" : "E"}`;
  return h("div", { class: "place" }, h("div", { class: "globe", "aria-hidden": "true" }, pin), h("p", {}, words));
}

// -- inline buttons

const STYLES = new Set(["primary", "success", "danger"]);

function button(message, entry) {
  const shape = `key${STYLES.has(entry.style) ? ` ${entry.style}` : ""}`;
  if (entry.url) {
    const element = link(entry.url, deeds);
    element.setAttribute("class", shape);
    element.append(entry.text, icon("link"));
    return element;
  }
  if (entry.copy_text) return h("button", { type: "button", class: shape, onclick: () => copy(entry.copy_text.text) }, entry.text, icon("copy"));
  if (entry.callback_data) return h("button", { type: "button", class: shape, onclick: (event) => press(event.currentTarget, message, entry) }, entry.text);
  return h("button", { type: "button", class: shape, onclick: () => say("This page does not know such buttons yet") }, entry.text);
}

async function press(element, message, entry) {
  if (element.classList.contains("waiting")) return;
  element.classList.add("waiting");
  const { answer, error } = await ask("presses", { person: state.me, chat: message.chat, message: message.id, data: entry.callback_data });
  element.classList.remove("waiting");
  if (error) say(error);
  else if (answer?.url && followed(answer.url)) return;
  else if (answer?.text && answer.show_alert) choose(state.bot.name, answer.text, [{ label: "OK" }]);
  else if (answer?.text) say(answer.text);
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    say("Copied");
  } catch {
    choose("Copy this", text, [{ label: "OK" }]);
  }
}

// -- what can be done with a message

function actionsOf(message, own) {
  const text = message.text && !message.protected && { label: "Copy text", act: () => copy(message.text) };
  return [
    { label: "Reply", act: () => reply(message) },
    text,
    !message.protected && { label: "Forward", act: () => forward(message) },
    own && message.text && !message.photo && !message.document && { label: "Edit", act: () => edit(message) },
    (own || chat().kind === "private" || isAdmin(chat(), me())) && { label: "Delete", danger: true, act: () => remove(message) },
  ].filter(Boolean);
}

async function remove(message) {
  const { error } = await ask("deletes", { person: state.me, chat: message.chat, message: message.id });
  if (error) say(error);
}

function forward(message) {
  const targets = chatsOf(me()).filter((one) => one.kind !== "channel" || one.members[state.me] !== "member");
  choose("Forward to", "", targets.flatMap((one) => {
    const to = (thread) => async () => {
      const { error } = await ask("forwards", { person: state.me, chat: message.chat, message: message.id, to: one.id, thread });
      say(error ?? "Forwarded");
    };
    return [
      { label: nameOf(one), act: to(null) },
      ...one.topics.filter((topic) => !topic.closed).map((topic) => ({ label: `${one.title}: ${topic.name}`, act: to(topic.id) })),
    ];
  }).concat({ label: "Cancel" }));
}
