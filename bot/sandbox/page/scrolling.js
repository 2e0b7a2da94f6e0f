// Where in the log one looks.

import { byId } from "./drawing.js";

// Whether the end of the log is in view, or no more than so many pixels below it.
export function atEnd(pixels) {
  const { scrollHeight, scrollTop, clientHeight } = byId("scroll");
  return scrollHeight - scrollTop - clientHeight < pixels;
}

// The end, or the beginning of what is new where both do not fit: it is read from there.
export function toEnd(from = null) {
  const scroll = byId("scroll");
  const end = scroll.scrollHeight - scroll.clientHeight;
  const top = from ? from.getBoundingClientRect().top - scroll.getBoundingClientRect().top + scroll.scrollTop - 12 : end;
  scroll.scrollTop = Math.min(end, top);
}
