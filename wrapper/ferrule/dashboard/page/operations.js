// The table of operations: sorted, filtered, and only as long as asked for, since an API may have a thousand.

import { h, say } from "./dom.js";
import { count, kinds, latency, rate, share } from "./format.js";
import { spark } from "./charts.js";

const PAGE = 25;
const WINDOWS = [["minute", "last minute"], ["ten_minutes", "ten minutes"], ["ever", "since the start"]];
const of = (counts) => Object.values(counts).reduce((all, one) => all + one, 0);
const COLUMNS = [
  // title, what it sorts by, how it reads, and whether the most is wanted on top
  ["Operation", (one) => one.name, (_, one) => one.name, false],
  ["Calls", (_, seen) => seen.calls, (seen) => count(seen.calls), true],
  ["Rate", (_, seen) => seen.per_second, (seen) => rate(seen.per_second), true],
  ["Success", (_, seen) => seen.success_rate, (seen) => share(seen.success_rate), false],
  ["p50", (_, seen) => seen.p50, (seen) => latency(seen.p50), true],
  ["p95", (_, seen) => seen.p95, (seen) => latency(seen.p95), true],
  ["p99", (_, seen) => seen.p99, (seen) => latency(seen.p99), true],
  ["Attempts a call", (_, seen) => (seen.calls ? seen.attempts / seen.calls : null),
    (seen) => (seen.calls ? (seen.attempts / seen.calls).toFixed(2) : "–"), true],
  ["Cached", (_, seen) => of(seen.cache), (seen) => (of(seen.cache) ? count(of(seen.cache)) : "–"), true],
  ["Errors", (_, seen) => of(seen.errors), (seen) => kinds(seen.errors, 2) || "–", true],
];
const chosen = { window: "ten_minutes", column: 1, down: true, filter: "", shown: PAGE };
let table = null; // its parts; made once

export function drawOperations(place, client) {
  table ??= made(place);
  table.client = client;
  redraw();
}

function made(place) {
  const parts = { title: h("h2", { id: "operations-title" }, "Operations"), rows: new Map(), body: h("tbody") };
  const filter = h("input", { type: "search", placeholder: "Filter by name", "aria-label": "Filter operations by name",
    oninput: (event) => change({ filter: event.target.value.toLowerCase(), shown: PAGE }) });
  const windows = h("fieldset", {}, h("legend", {}, "Figures of the"), WINDOWS.map(([name, words]) => h("label", {},
    h("input", { type: "radio", name: "window", value: name, checked: name === chosen.window,
      onchange: () => change({ window: name }) }), h("span", {}, words))));
  parts.heads = COLUMNS.map(([title, , , most], column) => h("th", { scope: "col" },
    h("button", { type: "button", onclick: () => change({ column, down: column === chosen.column ? !chosen.down : most }) }, title,
      h("span", { "aria-hidden": "true", class: "arrow" }))));
  parts.head = h("tr", {}, parts.heads[0], h("th", { scope: "col" }, "Ten minutes"), parts.heads.slice(1));
  parts.note = h("p", { class: "note" });
  parts.more = h("button", { type: "button", onclick: () => change({ shown: chosen.shown + 4 * PAGE }) });
  place.replaceChildren(parts.title, h("div", { class: "controls" }, filter, windows),
    h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Table of operations" },
      h("table", {}, h("thead", {}, parts.head), parts.body)),
    h("div", { class: "controls" }, parts.note, parts.more));
  return parts;
}

function change(what) {
  Object.assign(chosen, what);
  redraw();
}

function redraw() {
  const { client, rows, body, heads, note, more } = table;
  const [, key] = COLUMNS[chosen.column];
  const found = client.operations
    .filter((one) => one.name.toLowerCase().includes(chosen.filter))
    .map((one) => [key(one, one[chosen.window]), one])
    .sort(([one, first], [other, second]) => compare(one, other) || compare(first.name, second.name, false))
    .map(([, one]) => one);
  const shown = found.slice(0, chosen.shown);
  body.replaceChildren(...shown.map((one) => filled(rows, one)));
  if (!shown.length) {
    body.append(h("tr", {}, h("td", { colspan: COLUMNS.length + 1, class: "words" },
      client.operations.length ? "No operation has that in its name." : "No operation has been called yet.")));
  }
  heads.forEach((head, column) => {
    const mine = column === chosen.column;
    head.setAttribute("aria-sort", mine ? (chosen.down ? "descending" : "ascending") : "none");
    say(head.querySelector(".arrow"), mine ? (chosen.down ? " ▼" : " ▲") : "");
  });
  const called = `${count(client.operations.length)} operation${client.operations.length === 1 ? " was" : "s were"} called`;
  say(note, shown.length < client.operations.length ? `${called}; ${count(shown.length)} of ${count(found.length)} are shown` : called);
  more.hidden = shown.length === found.length;
  say(more, `Show ${count(Math.min(4 * PAGE, found.length - shown.length))} more`);
}

// What is not known comes last, whichever way it is sorted.
function compare(one, other, down = chosen.down) {
  if (one == null || other == null) return (one == null) - (other == null);
  return (one < other ? -1 : one > other ? 1 : 0) * (down ? -1 : 1);
}

// The row of an operation: made once, so that what is selected in it stays.
function filled(rows, one) {
  let row = rows.get(one.name);
  if (!row) {
    row = h("tr", {}, h("th", { scope: "row" }), h("td", { class: "trend" }), COLUMNS.slice(1).map(([title], nth) =>
      h("td", { class: nth === COLUMNS.length - 2 ? "errors" : "figure" })));
    rows.set(one.name, row);
  }
  const [name, trend, ...cells] = row.children;
  const seen = one[chosen.window];
  say(name, one.name);
  trend.replaceChildren(spark(one.series.calls, one.series.failed.some(Boolean) ? one.series.failed : []));
  COLUMNS.slice(1).forEach(([, , text], nth) => say(cells[nth], text(seen, one)));
  cells.at(-1).title = kinds(seen.errors, 100);
  cells[2].classList.toggle("bad", seen.success_rate != null && seen.success_rate < 0.95);
  return row;
}
