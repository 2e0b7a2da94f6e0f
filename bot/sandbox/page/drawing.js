// Builds elements. Nothing that a person or the bot wrote is ever read as HTML: texts become text nodes.

const SVG = "http://www.w3.org/2000/svg";
const ICONS = {
  back: "M15 5l-7 7 7 7",
  info: "M12 11v6M12 7.5v.01M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18z",
  gear: "M5 7h9M18 7h1M5 17h1M10 17h9M16 5v4M8 15v4",
  down: "M12 5v13M6 12l6 6 6-6",
  menu: "M5 7h14M5 12h14M5 17h9",
  clip: "M19 11l-7.5 7.5a4.5 4.5 0 0 1-6.4-6.4l8-8a3 3 0 0 1 4.3 4.3l-7.8 7.8a1.5 1.5 0 0 1-2.2-2.2L14 7.5",
  send: "M4 12l16-8-6 17-3-7z",
  keyboard: "M4 7h16v10H4zM8 11h.01M12 11h.01M16 11h.01M9 14h6",
  file: "M7 3h7l4 4v14H7zM14 3v4h4",
  pin: "M9 4h6l-1 6 3 3H7l3-3zM12 13v7",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  close: "M6 6l12 12M18 6L6 18",
  link: "M8 16L16 8M9 8h7v7",
  copy: "M9 9h10v10H9zM5 15V5h10",
  people: "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3 19a6 6 0 0 1 12 0M16 6a3 3 0 0 1 0 5M17 14a6 6 0 0 1 4 5",
  channel: "M4 10v4h3l8 5V5L7 10zM18 9a4 4 0 0 1 0 6",
  bell: "M6 16V11a6 6 0 0 1 9-5M18 9v7H8M10 19h4M4 4l16 16",
  plus: "M12 5v14M5 12h14",
};

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", "glyph");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

// h("button", {class: "a", onclick: f, "aria-label": "b"}, "text", element, null, [more])
export function h(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

// Puts other children into an element, unless they are the same: a press under way is not lost, nor is
// the place of somebody who goes through the buttons with the keyboard.
export function refill(element, ...children) {
  const old = element.children;
  if (old.length === children.length && children.every((child, at) => child.isEqualNode(old[at]))) return;
  const at = [...element.querySelectorAll("button")].indexOf(document.activeElement);
  element.replaceChildren(...children);
  if (at >= 0) element.querySelectorAll("button")[at]?.focus({ preventScroll: true });
}

export const byId = (id) => document.getElementById(id);

export const hue = (id) => `hue-${(Math.abs(Number(id)) * (id < 0 ? 5 : 1) + 4) % 7}`;

// A round picture of a person, a group, a channel, or (for a private chat) the bot.
export function face(name, id, kind) {
  const drawn = h("span", { class: `face ${kind === "private" ? "bot" : hue(id)}`, "aria-hidden": "true" });
  if (kind === "supergroup" || kind === "group") drawn.append(icon("people"));
  else if (kind === "channel") drawn.append(icon("channel"));
  else drawn.append([...name.trim()][0] ?? "?");
  return drawn;
}

// -- times, in the zone of the person who looks

export const zoned = { zone: Intl.DateTimeFormat().resolvedOptions().timeZone };

const writers = new Map(); // making one takes long, and a long chat has thousands of times to write

export function shown(seconds, options) {
  const key = JSON.stringify([zoned.zone, options]);
  if (!writers.has(key)) writers.set(key, new Intl.DateTimeFormat("en-GB", { timeZone: zoned.zone, ...options }));
  return writers.get(key).format(new Date(seconds * 1000));
}

export const hour = (seconds) => shown(seconds, { hour: "2-digit", minute: "2-digit" });
export const day = (seconds) => shown(seconds, { weekday: "long", day: "numeric", month: "long" });
const dayAndHour = { weekday: "long", day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" };

const RELATIVE = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];

function relative(seconds, now) {
  const left = seconds - now;
  const [unit, length] = RELATIVE.find(([, size]) => Math.abs(left) >= size) ?? ["second", 1];
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.round(left / length), unit);
}

function timeInOwnZone(entity, now) {
  const form = entity.date_time_format ?? "";
  if (!form) return null;
  if (/^r$/i.test(form)) return relative(entity.unix_time, now);
  const options = {};
  if (form.includes("w") || form.includes("W")) options.weekday = "long";
  if (form.includes("D")) Object.assign(options, { day: "numeric", month: "long", year: "numeric" });
  else if (form.includes("d")) Object.assign(options, { day: "numeric", month: "numeric", year: "numeric" });
  if (form.includes("T")) Object.assign(options, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
  else if (form.includes("t")) Object.assign(options, { hour: "2-digit", minute: "2-digit" });
  return shown(entity.unix_time, options);
}

// -- formatted text: offsets count UTF-16 units, as JavaScript's strings do

const BLOCKS = new Set(["pre", "blockquote", "expandable_blockquote"]);
const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s" };

// deeds: {command(text), copy(text), link(url) -> true if it was taken, now()}
export function formatted(text, entities, deeds) {
  const root = document.createDocumentFragment();
  const open = [{ into: root, end: text.length }];
  let at = 0;
  const advance = (to) => {
    while (open.length > 1 && open.at(-1).end <= to) {
      const { into, end, block } = open.pop();
      if (end > at) into.append(text.slice(at, end));
      at = Math.max(at, end);
      if (block && text[at] === "\n" && at < to) at += 1; // a block ends its line by itself
    }
    if (to > at) open.at(-1).into.append(text.slice(at, to));
    at = Math.max(at, to);
  };
  for (const entity of entities) {
    advance(entity.offset);
    const end = Math.min(entity.offset + entity.length, open.at(-1).end);
    const { element, inner } = marked(entity, text.slice(entity.offset, end), deeds);
    open.at(-1).into.append(element);
    if (inner === null) at = end;
    else open.push({ into: inner, end, block: BLOCKS.has(entity.type) });
  }
  advance(text.length);
  return root;
}

function marked(entity, words, deeds) {
  const plain = (element, inner = element) => ({ element, inner });
  switch (entity.type) {
    case "pre": {
      const code = h("code");
      return plain(h("pre", {}, code), code);
    }
    case "code":
      return plain(copied(words, deeds));
    case "spoiler":
      return plain(spoiler());
    case "blockquote":
      return plain(h("blockquote"));
    case "expandable_blockquote":
      return expandable();
    case "text_link":
      return plain(link(entity.url, deeds));
    case "url":
      return plain(link(words.includes("://") ? words : `http://${words}`, deeds));
    case "email":
      return plain(h("a", { href: `mailto:${words}` }));
    case "text_mention":
    case "mention":
    case "hashtag":
      return plain(h("span", { class: "mention" }));
    case "bot_command":
      return plain(h("button", { type: "button", class: "command", onclick: () => deeds.command(words) }));
    case "date_time": {
      const own = timeInOwnZone(entity, deeds.now());
      const title = `${shown(entity.unix_time, dayAndHour)} (${zoned.zone})`;
      const time = h("time", { datetime: new Date(entity.unix_time * 1000).toISOString(), title, tabindex: 0 }, own);
      return plain(time, own === null ? time : null);
    }
    default:
      return plain(h(TAGS[entity.type] ?? "span"));
  }
}

// As in Telegram, a touch takes along what stands in the type of a machine.
function copied(words, deeds) {
  const code = h("code", { role: "button", tabindex: 0, title: "Copy", onclick: () => deeds.copy(words) });
  code.addEventListener("keydown", (event) => { if (event.key === "Enter") deeds.copy(words); });
  return code;
}

function spoiler() {
  const hidden = h("span", { class: "spoiler", role: "button", tabindex: 0, "aria-label": "Hidden text, press to read" });
  const reveal = () => {
    hidden.classList.add("seen");
    hidden.removeAttribute("role");
    hidden.removeAttribute("aria-label");
    hidden.removeAttribute("tabindex");
  };
  hidden.addEventListener("click", reveal);
  hidden.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") reveal(); });
  return hidden;
}

function expandable() {
  const inner = h("div", { class: "quoted" });
  const more = h("button", { type: "button", class: "unfold", "aria-expanded": "false" }, "Show all");
  const element = h("blockquote", { class: "expandable" }, inner, more);
  more.addEventListener("click", () => {
    const open = element.classList.toggle("open");
    more.setAttribute("aria-expanded", String(open));
    more.textContent = open ? "Show less" : "Show all";
  });
  return { element, inner };
}

export function link(url, deeds) {
  if (!/^(https?|tg|mailto):/i.test(url)) return h("span");
  return h("a", {
    href: url, target: "_blank", rel: "noopener noreferrer", title: url,
    onclick: (event) => { if (deeds.link(url)) event.preventDefault(); },
  });
}
