// Where a person writes: text, commands with their menu, replies, edits, files, places, reply keyboards.

import { byId, h, icon } from "./drawing.js";
import { choose, popUp, say } from "./dialogs.js";
import { ask, upload } from "./wire.js";
import { chat, isAdmin, me, newestOwn, ordered, state } from "./state.js";
import { toEnd } from "./scrolling.js";

const text = () => byId("text");
let context = null; // {kind: "reply" | "edit", message}
let commands = [];
let commandsOf = "";
let chosen = -1;
let keyboardHidden = 0; // the message whose keyboard was put away

// -- what stands where the composer would

export function drawComposer() {
  const one = chat();
  const person = me();
  const instead = one && person ? insteadOf(one, person) : [];
  byId("composer").hidden = one === null || instead.length > 0;
  byId("instead").hidden = instead.length === 0;
  byId("instead").replaceChildren(...instead);
  byId("nothing").hidden = one !== null;
  byId("chat").classList.toggle("empty", one === null);
  text().placeholder = one?.kind === "channel" ? "Post" : "Message";
  drawKeyboard(one);
  if (one && commandsOf !== `${person.id}/${one.id}`) fetchCommands();
  if (context && context.message.chat !== one?.id) dismiss();
}

function insteadOf(one, person) {
  const key = (label, act, style = "primary") => h("button", { type: "button", class: `key ${style}`, onclick: act }, label);
  if (one.kind === "private") {
    if (person.deactivated) return [h("p", {}, "This account was deleted")];
    if (person.blocked) return [key("Unblock the bot", () => ask("unblocks", { person: person.id }))];
    if (!person.started && ordered(one.id).length === 0) return [welcome(person), key("Start", () => send("/start"))];
    return [];
  }
  if (!(person.id in one.members)) return [key("Join", () => ask("joins", { person: person.id, chat: one.id }))];
  if (one.kind === "channel" && !isAdmin(one, person)) return [h("p", {}, "Only administrators post in a channel")];
  const topic = one.topics.find((each) => each.id === state.thread);
  return topic?.closed ? [h("p", {}, "This topic is closed")] : [];
}

function welcome(person) {
  const language = (person.language ?? "").split("-")[0];
  const words = state.bot.descriptions[language] ?? state.bot.descriptions[""];
  return h("div", { class: "welcome" }, h("b", {}, "What can this bot do?"), h("p", { dir: "auto" }, words ?? "Press Start and see."));
}

// -- sending

export async function send(words, fields = {}) {
  toEnd();
  const { error } = await ask("says", { person: state.me, chat: state.open, thread: state.thread, text: words, ...fields });
  if (error) say(error);
  return !error;
}

async function submit() {
  const words = text().value.trim();
  if (!words) return;
  const meant = context;
  clear();
  let kept;
  if (meant?.kind === "edit") {
    const { error } = await ask("edits", { person: state.me, chat: state.open, message: meant.message.id, text: words });
    if (error) say(error);
    kept = !error;
  } else {
    kept = await send(words, meant ? { reply_to: meant.message.id } : {});
  }
  if (!kept && !text().value) text().value = words;
}

function clear() {
  text().value = "";
  dismiss();
  fit();
  suggest();
}

function fit() {
  const box = text();
  box.style.height = "auto";
  if (box.scrollHeight > 0) box.style.height = `${Math.min(box.scrollHeight + 2, 160)}px`; // it has none while hidden
  byId("send").disabled = !box.value.trim();
}

// -- reply and edit

export function reply(message) {
  show({ kind: "reply", message });
}

export function edit(message) {
  show({ kind: "edit", message });
  text().value = message.text;
  fit();
}

function show(meant) {
  context = meant;
  const { message, kind } = meant;
  byId("context").hidden = false;
  byId("context").replaceChildren(
    h("span", {}, h("b", {}, kind === "edit" ? "Edit" : message.author), h("span", {}, message.text || message.document?.name || "Picture")),
    h("button", { type: "button", class: "icon", "aria-label": "Cancel", onclick: () => { if (context?.kind === "edit") text().value = ""; dismiss(); fit(); } }, icon("close")));
  text().focus();
}

function dismiss() {
  context = null;
  byId("context").hidden = true;
}

// -- the commands of this chat, for this person, in this language

export async function fetchCommands() {
  const one = chat();
  if (!one) return;
  commandsOf = `${state.me}/${one.id}`;
  const answer = await ask("looks at menu", { person: state.me, chat: one.id });
  commands = answer.commands ?? [];
  byId("menu").hidden = commands.length === 0 || one.kind === "channel";
}

function suggest(all = false) {
  const typed = /^\/([a-z0-9_]*)$/i.exec(text().value);
  const fitting = all ? commands : typed ? commands.filter((one) => one.command.startsWith(typed[1].toLowerCase())) : [];
  const list = byId("commands");
  chosen = -1;
  list.hidden = fitting.length === 0;
  list.replaceChildren(...fitting.map((one) => h("button", {
    type: "button", role: "option", "aria-selected": "false", tabindex: -1, "data-command": one.command, onclick: () => take(one.command, true),
  }, h("b", {}, `/${one.command}`), h("span", { dir: "auto" }, one.description))));
}

// A command that is chosen is sent; with Tab it is written out, so that an argument can follow.
function take(command, now) {
  const one = chat();
  const named = one.kind === "private" ? `/${command}` : `/${command}@${state.bot.username}`;
  byId("commands").hidden = true;
  if (now) {
    clear();
    send(named);
  } else {
    text().value = `${named} `;
    fit();
  }
  text().focus();
}

function walk(step) {
  const options = [...byId("commands").children];
  options[chosen]?.setAttribute("aria-selected", "false");
  chosen = (chosen + step + options.length) % options.length;
  options[chosen].setAttribute("aria-selected", "true");
  options[chosen].scrollIntoView({ block: "nearest" });
}

function keys(event) {
  const list = byId("commands");
  if (!list.hidden && list.children.length > 0) {
    const picked = list.children[Math.max(chosen, 0)].dataset.command;
    if (event.key === "ArrowDown") walk(1);
    else if (event.key === "ArrowUp") walk(chosen < 0 ? 0 : -1);
    else if (event.key === "Tab") take(picked, false);
    else if (event.key === "Enter" && chosen >= 0) take(picked, true);
    else if (event.key === "Escape") list.hidden = true;
    else if (event.key === "Enter" && !event.shiftKey) { list.hidden = true; submit(); }
    else return;
    event.preventDefault();
  } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    submit();
  } else if (event.key === "Escape" && context) {
    clear();
  } else if (event.key === "ArrowUp" && !text().value) {
    const own = newestOwn();
    if (own) {
      event.preventDefault();
      edit(own);
    }
  }
}

// -- reply keyboards: the newest one that the bot has sent and not taken away

function standing(one) {
  if (!one) return null;
  for (const message of ordered(one.id).reverse()) {
    if (message.markup?.remove_keyboard) return null;
    if (message.markup?.keyboard) return message;
  }
  return null;
}

function drawKeyboard(one) {
  const source = byId("composer").hidden ? null : standing(one);
  const toggle = byId("keyboard-toggle");
  toggle.hidden = source === null;
  toggle.onclick = () => {
    keyboardHidden = keyboardHidden === source.id ? 0 : source.id;
    drawKeyboard(one);
  };
  const board = byId("keyboard");
  board.hidden = source === null || keyboardHidden === source.id;
  if (board.hidden) return;
  text().placeholder = source.markup.input_field_placeholder ?? text().placeholder;
  board.replaceChildren(...source.markup.keyboard.map((row) => h("div", {}, row.map((entry) => h("button", {
    type: "button", class: `key ${entry.style ?? ""}`,
    onclick: () => {
      if (source.markup.one_time_keyboard) keyboardHidden = source.id;
      if (entry.request_location) shareLocation();
      else if (entry.request_contact) say("The people of the sandbox have no telephone numbers");
      else send(entry.text);
      drawKeyboard(one);
    },
  }, entry.text)))));
}

// -- files and places

const PLACES = [
  ["40.71,-74.01", "New York"], ["46.20,6.14", "Geneva"], ["48.21,16.37", "Vienna"], ["-1.29,36.82", "Nairobi"],
  ["-18.14,178.44", "Suva"], ["19.43,-99.13", "Mexico City"], ["14.72,-17.47", "Dakar"], ["28.61,77.21", "New Delhi"],
  ["35.68,139.69", "Tokyo"], ["51.48,0.00", "Greenwich"],
];

function attach(anchor) {
  popUp(anchor, [
    { label: "File…", act: () => pick("document", "") },
    { label: "Picture…", act: () => pick("photo", "image/png,image/jpeg,image/gif") },
    { label: "Location…", act: shareLocation },
  ]);
}

function pick(as, accept) {
  const input = byId("file");
  input.accept = accept;
  input.value = "";
  input.onchange = () => input.files[0] && sendFile(input.files[0], as);
  input.click();
}

async function sendFile(file, as) {
  const caption = text().value.trim();
  clear();
  const fields = { person: state.me, chat: state.open, as, caption };
  if (state.thread !== null) fields.thread = state.thread;
  toEnd();
  const { error } = await upload(file, fields);
  if (error) say(error);
}

function shareLocation() {
  choose("Share a location", "", [{ label: "Share", style: "primary", act: async ({ place }) => {
    const [latitude, longitude] = place.split(",").map(Number);
    const { error } = await ask("shares location", { person: state.me, chat: state.open, thread: state.thread, latitude, longitude });
    if (error) say(error);
  } }, { label: "Cancel" }], [{ name: "place", label: "Place", choices: PLACES }]);
}

export function begin() {
  byId("composer").addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  text().addEventListener("input", () => { fit(); suggest(); });
  text().addEventListener("keydown", keys);
  byId("menu").addEventListener("click", () => (byId("commands").hidden ? suggest(true) : suggest()));
  byId("attach").addEventListener("click", (event) => attach(event.currentTarget));
  const area = byId("chat");
  area.addEventListener("dragover", (event) => event.preventDefault());
  area.addEventListener("drop", (event) => {
    event.preventDefault();
    const [file] = event.dataTransfer.files;
    if (file && !byId("composer").hidden) sendFile(file, "document");
  });
  text().addEventListener("paste", (event) => {
    const [file] = event.clipboardData.files;
    if (file) {
      event.preventDefault();
      sendFile(file, file.type.startsWith("image/") ? "photo" : "document");
    }
  });
  document.addEventListener("pointerdown", (event) => {
    if (!byId("commands").contains(event.target) && !byId("composer").contains(event.target)) byId("commands").hidden = true;
  });
  fit();
}
