// The last failed calls, each with its explanation, and its attempts, waits and decisions as a picture.

import { h, s, say } from "./dom.js";
import { clock, latency } from "./format.js";

const PAGE = 12;
const SHAPES = { attempt: "attempt", wait: "wait", queue: "wait", "rate-limit": "wait", token: "wait", "retry-budget": "wait" };
let list = null;

export function drawFailures(place, client, chosen) {
  list ??= made(place);
  if (list.chosen !== chosen) Object.assign(list, { chosen, shown: PAGE, items: new Map() });
  list.client = client;
  redraw();
}

function made(place) {
  const parts = { items: new Map(), all: h("ol", { class: "failures" }), words: h("p", { class: "words" }), shown: PAGE };
  parts.more = h("button", { type: "button", onclick: () => {
    parts.shown += PAGE;
    redraw();
  } });
  place.replaceChildren(h("h2", { id: "failures-title" }, "The last failed calls"), parts.words, parts.all, parts.more);
  return parts;
}

function redraw() {
  const { client, items, all, words, more, shown } = list;
  const failures = client.failures.slice(0, shown);
  const rows = failures.map((one) => items.get(one.number) ?? item(one)); // once made it stays, opened or closed
  items.clear();
  rows.forEach((row, nth) => items.set(failures[nth].number, row));
  if (rows.length && !all.children.length) rows[0].firstChild.open = true; // shows what is in each
  if (rows.length !== all.children.length || rows.some((row, nth) => row !== all.children[nth])) all.replaceChildren(...rows);
  say(words, failures.length ? "" : "No call has failed.");
  words.hidden = failures.length > 0;
  more.hidden = client.failures.length <= shown;
  say(more, `Show ${Math.min(PAGE, client.failures.length - shown)} more`);
}

function item(one) {
  const details = h("details", {}, h("summary", {},
    h("time", {}, clock(one.at)), h("b", { class: "kind" }, one.kind), h("span", { class: "operation" }, one.operation),
    h("span", { class: "took" }, latency(one.duration))));
  details.addEventListener("toggle", () => {
    if (details.children.length === 1) details.append(h("p", { class: "explanation" }, one.explanation), timeline(one));
  });
  return h("li", {}, details);
}

// One line for each moment: when, how long as a bar on the time of the whole call, and what.
function timeline({ timeline: moments, duration: whole }) {
  const end = Math.max(whole, ...moments.map(({ at, took }) => (at ?? 0) + (took ?? 0))) || 1;
  return h("ol", { class: "timeline" }, moments.map(({ at, took, kind, text }) => {
    const shape = took == null ? "moment" : SHAPES[kind] ?? "wait";
    const x = 100 * ((at ?? 0) / end);
    const width = took == null ? 0.6 : Math.max(0.6, 100 * (took / end));
    return h("li", {}, h("span", { class: "at" }, at == null ? "" : `${at.toFixed(3)} s`),
      s("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
        at != null && s("rect", { class: shape, x: Math.min(x, 100 - width), width, y: 1, height: 8 })),
      h("span", { class: "what" }, text));
  }));
}
