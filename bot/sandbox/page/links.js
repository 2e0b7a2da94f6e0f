// Links into the messenger itself: to the bot, with a payload, into a group or a channel.

import { choose, say } from "./dialogs.js";
import { ask } from "./wire.js";
import { chatsOf, isAdmin, me, state } from "./state.js";
import { goTo } from "./lists.js";

// What a link asks for, or null where it leads out of the messenger.
function read(url) {
  let parts;
  try {
    parts = new URL(url);
  } catch {
    return null;
  }
  const ours = ["t.me", "telegram.me", "www.t.me"].includes(parts.hostname.toLowerCase());
  const name = parts.protocol === "tg:" ? parts.searchParams.get("domain") : ours ? parts.pathname.slice(1) : null;
  return name ? { name: name.toLowerCase(), fields: parts.searchParams } : null;
}

// Does what the link asks for. Tells whether it was one of ours; any other opens as links do.
export function followed(url) {
  const wanted = read(url);
  if (wanted === null) return false;
  if (wanted.name === "share/url") share(wanted.fields);
  else if (wanted.name === state.bot.username.toLowerCase()) bot(wanted.fields);
  else {
    const known = chatsOf(me()).find((one) => one.username?.toLowerCase() === wanted.name);
    if (known) goTo(known.id);
    else say("Nobody of that name is in this sandbox");
  }
  return true;
}

function bot(fields) {
  for (const [name, kinds] of [["startgroup", ["group", "supergroup"]], ["startchannel", ["channel"]]]) {
    if (fields.has(name)) {
      invite(kinds, fields.get(name));
      return;
    }
  }
  goTo(state.me);
  if (fields.get("start")) ask("says", { person: state.me, chat: state.me, text: `/start ${fields.get("start")}` }).then(({ error }) => error && say(error));
}

function invite(kinds, payload) {
  const places = chatsOf(me()).filter((one) => kinds.includes(one.kind) && isAdmin(one, me()));
  if (places.length === 0) {
    say(`${me().name} administers no ${kinds.at(-1) === "channel" ? "channel" : "group"}`);
    return;
  }
  choose(`Add ${state.bot.name} to`, "", [...places.map((one) => ({
    label: one.title,
    act: async () => {
      const seat = one.kind === "channel" ? "administrator" : "member";
      if (!["member", "administrator"].includes(one.bot)) {
        const { error } = await ask("seats bot", { person: state.me, chat: one.id, as: seat });
        if (error) return say(error);
      }
      goTo(one.id);
      if (payload && one.kind !== "channel") await ask("says", { person: state.me, chat: one.id, text: `/start@${state.bot.username} ${payload}` });
    },
  })), { label: "Cancel" }]);
}

function share(fields) {
  const text = [fields.get("text"), fields.get("url")].filter(Boolean).join("\n");
  choose("Share with", text, [...chatsOf(me()).map((one) => ({
    label: one.kind === "private" ? state.bot.name : one.title,
    act: async () => {
      const { error } = await ask("says", { person: state.me, chat: one.id, text });
      say(error ?? "Sent");
    },
  })), { label: "Cancel" }]);
}
