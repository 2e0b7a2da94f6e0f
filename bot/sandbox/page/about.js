// About a chat: who is in it, what the bot may do there, its topics; and what an administrator can change.

import { face, h } from "./drawing.js";
import { choose, say, sheet } from "./dialogs.js";
import { ask } from "./wire.js";
import { chat, isAdmin, me, personName, state } from "./state.js";
import { goTo } from "./lists.js";

const WORDS = { creator: "owner", administrator: "administrator", member: "member", left: "not here", kicked: "thrown out" };
const KINDS = { private: "Private chat", group: "Group", supergroup: "Supergroup", channel: "Channel" };

const numberOf = (one) => Object.keys(one.members).length + (["member", "administrator"].includes(one.bot) ? 1 : 0);

export function note(one) {
  if (one.kind === "private") return me()?.blocked ? "blocked" : "bot";
  const number = numberOf(one);
  return `${one.kind === "channel" ? "channel" : one.forum ? "group with topics" : "group"} · ${number} ${one.kind === "channel" ? "subscribers" : "members"}`;
}

export function openAbout() {
  const one = chat();
  if (!one) return;
  const close = sheet(one.kind === "private" ? state.bot.name : one.title, ...(one.kind === "private" ? aboutBot(one) : aboutGroup(one, () => close())));
}

function aboutBot(one) {
  const person = me();
  const language = (person.language ?? "").split("-")[0];
  const words = (texts) => texts[language] ?? texts[""] ?? "";
  return [
    h("p", { class: "words" }, `@${state.bot.username}`),
    h("p", { class: "words", dir: "auto" }, words(state.bot.short_descriptions) || words(state.bot.descriptions)),
    h("p", { class: "words" }, `${KINDS[one.kind]} of ${person.name}, whose Telegram id is ${person.id}.`),
  ];
}

function aboutGroup(one, close) {
  const admin = isAdmin(one, me());
  const act = (label, what, fields, style) => h("button", {
    type: "button", class: `key ${style ?? ""}`, disabled: !admin,
    onclick: async () => {
      close();
      const { error, chat: moved } = await ask(what, { person: state.me, chat: one.id, ...fields });
      if (error) say(error);
      else if (moved) setTimeout(() => goTo(moved), 50);
    },
  }, label);
  return [
    h("p", { class: "words" }, `${KINDS[one.kind]}${one.username ? ` @${one.username}` : ""}, id ${one.id}`),
    h("h3", {}, "The bot"),
    h("p", { class: "words" }, `${state.bot.name}: ${WORDS[one.bot]}${one.bot_may_write ? "" : ", may not write"}`),
    h("div", { class: "choices" }, botActions(one, act)),
    h("h3", {}, "Members"),
    h("ul", { class: "members" }, Object.entries(one.members).map(([id, standing]) => member(one, Number(id), standing, act))),
    one.forum && h("h3", {}, "Topics"),
    one.forum && h("ul", { class: "members" }, one.topics.map((topic) => h("li", {}, h("span", { class: "grow" }, topic.name, h("small", {}, topic.closed ? "closed" : "open")),
      act(topic.closed ? "Reopen" : "Close", "closes topic", { thread: topic.id, closed: !topic.closed })))),
    h("div", { class: "choices" },
      one.forum && h("button", { type: "button", class: "key", disabled: !admin, onclick: () => { close(); openTopic(one); } }, "New topic…"),
      one.kind === "group" && act("Make it a supergroup", "migrates", {}),
      h("button", { type: "button", class: "key danger", onclick: async () => {
        close();
        const { error } = await ask("leaves", { person: state.me, chat: one.id });
        if (error) say(error);
        else goTo(state.me);
      } }, "Leave")),
    !admin && h("p", { class: "words" }, `${me().name} is no administrator here and can change nothing.`),
  ];
}

function botActions(one, act) {
  const present = ["member", "administrator"].includes(one.bot);
  return [
    one.bot !== "administrator" && act(present ? "Make it an administrator" : "Add as an administrator", "seats bot", { as: "administrator" }),
    one.bot !== "member" && one.kind !== "channel" && act(present ? "Make it a member" : "Add as a member", "seats bot", { as: "member" }),
    present && act(one.bot_may_write ? "Forbid it to write" : "Let it write", "mutes bot", { muted: one.bot_may_write }),
    present && act("Throw it out", "seats bot", { as: "kicked" }, "danger"),
  ];
}

function member(one, id, standing, act) {
  return h("li", {}, face(personName(id), id), h("span", { class: "grow" }, personName(id), h("small", {}, WORDS[standing])),
    standing === "member" && act("Make administrator", "seats", { member: id, admin: true }),
    standing === "administrator" && act("Make member", "seats", { member: id, admin: false }));
}

function openTopic(one) {
  choose("New topic", "", [{ label: "Open it", style: "primary", act: async ({ title }) => {
    const { thread, error } = await ask("opens topic", { person: state.me, chat: one.id, title });
    if (error) say(error);
    else setTimeout(() => goTo(one.id, thread), 50);
  } }, { label: "Cancel" }], [{ name: "title", label: "Name", maxlength: 64 }]);
}
