// What the page knows: people, chats with their messages, who is chatting, what has been read.

export const state = {
  bot: { id: 0, name: "Bot", username: "", descriptions: {}, short_descriptions: {} },
  people: [],
  chats: new Map(),
  messages: new Map(), // chat id -> Map of message id -> message
  typing: new Map(), // chat id -> until when, in milliseconds of performance.now()
  me: null,
  open: null,
  thread: null, // the topic shown; null is everything
  clock: { now: 0, at: 0, speed: 1, changeable: false },
  run: "",
  read: {}, // "person/chat/thread" -> id of the last message read
};

export const me = () => state.people.find((person) => person.id === state.me);
export const chat = () => state.chats.get(state.open) ?? null;
export const now = () => state.clock.now + ((performance.now() - state.clock.at) / 1000) * state.clock.speed;

export function messagesOf(chatId) {
  if (!state.messages.has(chatId)) state.messages.set(chatId, new Map());
  return state.messages.get(chatId);
}

const MOST_KEPT = 1000;

export function keep(message) {
  const kept = messagesOf(message.chat);
  kept.set(message.id, message);
  if (kept.size > MOST_KEPT) kept.delete(kept.keys().next().value);
}

export const ordered = (chatId) => [...messagesOf(chatId).values()].sort((a, b) => a.id - b.id);
export const last = (chatId) => ordered(chatId).at(-1) ?? null;

export const newestOwn = () => [...messagesOf(state.open).values()].reverse().find((message) =>
  message.from === state.me && message.text && !message.document && !message.photo);

// The chats a person sees: the private one, then those they are in, newest message first.
export function chatsOf(person) {
  const seen = [...state.chats.values()].filter((one) =>
    one.kind === "private" ? one.id === person.id : String(person.id) in one.members && !one.migrated_to);
  const newest = (one) => (one.kind === "private" ? Infinity : last(one.id)?.date ?? 0);
  return seen.sort((a, b) => newest(b) - newest(a));
}

export const nameOf = (one) => (one.kind === "private" ? state.bot.name : one.title);
export const isAdmin = (one, person) => ["creator", "administrator"].includes(one.members[person?.id]);

export function personName(id) {
  if (id === state.bot.id) return state.bot.name;
  return state.people.find((person) => person.id === id)?.name ?? "Somebody";
}

// -- read and unread

const place = (person, chatId, thread) => `${person}/${chatId}/${thread ?? 0}`;

export function unread(person, one, thread) {
  return [...messagesOf(one.id).values()].filter((message) =>
    message.from !== person && !message.service && (thread === undefined || message.thread === thread) &&
    message.id > (state.read[place(person, one.id, message.thread)] ?? 0)).length;
}

export const unreadOf = (person) => chatsOf(person).reduce((sum, one) => sum + unread(person.id, one), 0);

export function markRead(person, one, thread) {
  let changed = false;
  for (const message of messagesOf(one.id).values()) {
    if (thread !== null && message.thread !== thread) continue;
    const key = place(person, one.id, message.thread);
    if (message.id > (state.read[key] ?? 0)) {
      state.read[key] = message.id;
      changed = true;
    }
  }
  if (changed) store("read", state.read);
}

// -- kept by the browser: what was read in this run of the sandbox, whom one chatted as, their zones

export function store(name, value) {
  try {
    localStorage.setItem(`sandbox/${name}`, JSON.stringify({ run: state.run, value }));
  } catch { /* a private window keeps nothing, and nothing is lost by it */ }
}

export function stored(name, { ofThisRun } = {}) {
  try {
    const { run, value } = JSON.parse(localStorage.getItem(`sandbox/${name}`)) ?? {};
    return ofThisRun && run !== state.run ? undefined : value;
  } catch {
    return undefined;
  }
}
