// Menus, questions and passing notes, all to be used with the keyboard as well.

import { byId, h, icon } from "./drawing.js";

export function say(words) {
  const note = h("div", { class: "toast" }, words);
  byId("toasts").append(note);
  setTimeout(() => note.remove(), Math.max(3000, words.length * 60));
}

// -- a menu beside the element that opened it; entries: {label, act, checked, danger} or {title}

let closeMenu = null;

export function popUp(anchor, entries) {
  closeMenu?.();
  const menu = h("div", { class: "pop", role: "menu" }, entries.map((entry) => (entry.title
    ? h("p", { class: "pop-title" }, entry.title)
    : h("button", {
      type: "button", class: entry.danger ? "danger" : null,
      role: entry.checked === undefined ? "menuitem" : "menuitemradio",
      "aria-checked": entry.checked === undefined ? null : String(entry.checked),
      onclick: () => { close(); entry.act?.(); },
    }, entry.label))));
  const close = () => {
    menu.remove();
    document.removeEventListener("pointerdown", outside, true);
    document.removeEventListener("keydown", keys, true);
    closeMenu = null;
  };
  const outside = (event) => { if (!menu.contains(event.target)) close(); };
  const keys = (event) => {
    const choices = [...menu.querySelectorAll("button")];
    const at = choices.indexOf(document.activeElement);
    if (event.key === "Escape" || event.key === "Tab") {
      close();
      anchor.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      choices.at((at + (event.key === "ArrowDown" ? 1 : -1)) % choices.length).focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  closeMenu = close;
  document.body.append(menu);
  beside(menu, anchor.getBoundingClientRect());
  document.addEventListener("pointerdown", outside, true);
  document.addEventListener("keydown", keys, true);
  menu.querySelector("button")?.focus();
}

function beside(menu, anchor) {
  const { width, height } = menu.getBoundingClientRect();
  const below = anchor.bottom + 4 + height <= window.innerHeight;
  menu.style.top = `${Math.max(8, below ? anchor.bottom + 4 : anchor.top - height - 4)}px`;
  menu.style.left = `${Math.min(Math.max(8, anchor.left), window.innerWidth - width - 8)}px`;
}

// -- a question: a title, words, and buttons {label, act, style}; what stands in `fields` is handed to act

export function choose(title, words, choices, fields = []) {
  const inputs = fields.map((field) => h("label", {}, field.label, field.choices
    ? h("select", { name: field.name }, field.choices.map(([value, label]) => h("option", { value, selected: value === field.value }, label)))
    : h("input", { name: field.name, value: field.value ?? "", type: field.type ?? "text", step: field.step, min: field.min, max: field.max, maxlength: field.maxlength, required: true, autocomplete: "off" })));
  const form = h("form", { method: "dialog" },
    h("h2", {}, title),
    words && h("p", { class: "words" }, words),
    inputs,
    h("div", { class: "choices" }, choices.map((choice) => h("button", {
      type: choice.act && fields.length ? "submit" : "button", class: `key ${choice.style ?? ""}`,
      onclick: choice.act && fields.length ? null : () => { dialog.close(); choice.act?.(); },
    }, choice.label))));
  const dialog = h("dialog", { "aria-label": title }, form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    dialog.close();
    choices.find((choice) => choice.act)?.act(Object.fromEntries(new FormData(form)));
  });
  open(dialog);
}

// -- a sheet with whatever is in it

export function sheet(title, ...content) {
  const dialog = h("dialog", { class: "sheet", "aria-label": title },
    h("header", {}, h("h2", {}, title),
      h("button", { type: "button", class: "icon", "aria-label": "Close", onclick: () => dialog.close() }, icon("close"))),
    ...content);
  open(dialog);
  return () => dialog.close();
}

function open(dialog) {
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  document.body.append(dialog);
  dialog.showModal();
}
