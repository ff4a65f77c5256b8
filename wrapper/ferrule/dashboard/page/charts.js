// The last ten minutes as pictures: tiles with spark lines, and three charts on one axis of time.

import { h, s } from "./dom.js";
import { clock, count, host, kinds, latency, minute, rate, round, share } from "./format.js";

const LEFT = 60; // px for the labels of the axis
const RIGHT = 14;
const TALL = 215;
const BEGUN = 3; // s after which a step tells of itself
const OUTCOMES = [
  ["ok", "answered", ({ calls, failed, cancelled, cached }, at) => calls[at] - failed[at] - cancelled[at] - cached[at]],
  ["cached", "from cache", ({ cached }, at) => cached[at]],
  ["cancelled", "given up", ({ cancelled }, at) => cancelled[at]],
  ["refused", "held back", ({ refused }, at) => refused[at]],
  ["failed", "failed", ({ failed, refused }, at) => failed[at] - refused[at]],
];
const HATCHED = ["refused", "failed"]; // told apart without colours, too
const PERCENTILES = ["p50", "p95", "p99"];
const STATES = ["closed", "half-open", "open", "isolated"];
const MOST_CIRCUITS = 6;
let cursor = null; // place of the step that is pointed at

// A line without axes, of what is shown beside it in numbers. A second one, of a part of it, has the same scale.
export function spark(values, part = []) {
  const most = Math.max(...values.map((value) => value ?? 0)) || 1;
  const last = Math.max(1, values.length - 1);
  const spot = (value, place) => `${(place / last) * 100},${19 - (value / most) * 17}`;
  const lines = [["spark-line", values], ["spark-part", part]].flatMap(([kind, all]) =>
    runsOf(all, spot).map((run) => s("polyline", { class: kind, points: (run.length > 1 ? run : [...run, ...run]).join(" ") })));
  return s("svg", { class: "spark", viewBox: "0 0 100 20", preserveAspectRatio: "none", "aria-hidden": "true" }, lines);
}

// Spots of what is known, in one run until something is not.
function runsOf(values, spot) {
  const runs = [[]];
  values.forEach((value, place) => (value == null ? runs.push([]) : runs.at(-1).push(spot(value, place))));
  return runs.filter((run) => run.length);
}

export function drawTiles(place, client) {
  const { minute: now, ten_minutes: ten } = client.everything;
  const history = settled(client);
  const { calls, failed, cancelled, attempts } = history;
  const judged = calls.map((all, at) => all - cancelled[at]);
  const tiles = [
    ["Calls", rate(now.per_second), `${count(now.calls)} in the last minute`, calls],
    ["Success", share(now.success_rate), kinds(now.errors, 2) || (now.calls ? "no call failed" : "no calls"),
      calls.map((_, at) => (judged[at] ? (judged[at] - failed[at]) / judged[at] : null))],
    ...PERCENTILES.map((name) => [
      `Latency ${name}`, latency(now[name]), `${latency(ten[name])} over ten minutes`, history[name],
    ]),
    ["Attempts a call", now.calls ? (now.attempts / now.calls).toFixed(2) : "–",
      !now.calls ? "no calls" : kinds(now.retries, 2) ? `again after ${kinds(now.retries, 2)}` : "nothing was sent again",
      calls.map((all, at) => (all ? attempts[at] / all : null))],
  ];
  place.replaceChildren(...tiles.map(([label, number, note, values]) => h("div", { class: "tile" },
    h("p", { class: "label" }, label), h("p", { class: "number" }, number), spark(values), h("p", { class: "note", title: note }, note))));
}

// Since the client was opened, and without the last step where that has only just begun.
function settled({ history, seconds }) {
  const first = -Math.ceil((seconds + history.step) / history.step);
  const end = history.begun < BEGUN ? -1 : undefined;
  return Object.fromEntries(Object.entries(history).map(([name, all]) => [name, Array.isArray(all) ? all.slice(first, end) : all]));
}

export function drawHistory(place, client) {
  const axis = axisOf(place, client);
  if (!place.children.length) {
    for (const draw of [drawCalls, drawLatency, drawBreaker]) {
      place.append(h("figure", { class: draw.name }, h("figcaption"), h("div", { class: "plot" })));
    }
    follow(place);
  }
  place.redraw = () => {
    if (cursor != null) cursor = Math.min(axis.last, Math.max(axis.first, cursor));
    [drawCalls, drawLatency, drawBreaker].forEach((draw, nth) => {
      const [caption, plot] = place.children[nth].children;
      draw(caption, plot, client, axis);
    });
  };
  place.axis = axis;
  place.redraw();
}

// Time from left to right: of a young client only since it was opened, but two minutes at least.
function axisOf(place, { at, seconds, history }) {
  const steps = history.calls.length;
  const shown = Math.min(steps, Math.max(12, Math.ceil(seconds / history.step)));
  const width = Math.max(280, place.clientWidth);
  const end = at - history.begun + history.step;
  const start = end - shown * history.step;
  const last = history.begun < BEGUN ? steps - 2 : steps - 1; // the latest that tells of itself
  const x = (time) => LEFT + ((time - start) / (end - start)) * (width - LEFT - RIGHT);
  const timeOf = (step) => end - (steps - step) * history.step;
  const opened = Math.max(start, at - seconds);
  return { opened, steps, last, first: steps - shown, width, start, end, x, timeOf, step: history.step, now: at };
}

// The step that the pointer, or the arrow keys, lead to: the captions then tell of it.
function follow(place) {
  const show = (step) => {
    cursor = step;
    place.redraw();
  };
  place.addEventListener("pointermove", (event) => {
    const { width, first, steps } = place.axis;
    const across = (event.clientX - place.getBoundingClientRect().left - LEFT) / (width - LEFT - RIGHT);
    show(first + Math.floor(across * (steps - first)));
  });
  place.addEventListener("pointerleave", () => show(null));
  place.addEventListener("blur", () => show(null));
  place.addEventListener("keydown", (event) => {
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (event.key === "Escape") show(null);
    if (!move) return;
    event.preventDefault();
    show((cursor ?? place.axis.last + 1) + move);
  });
}

function drawCalls(caption, plot, { history }, axis) {
  const length = (at) => (at === axis.steps - 1 ? history.begun : axis.step); // what has only begun is shorter
  const places = range(axis);
  const rateOf = (at) => Math.max(history.calls[at], history.attempts[at]) / length(at);
  const [y, ticks, height] = linear(Math.max(...places.map(rateOf)), TALL);
  const bars = places.flatMap((at) => {
    const left = axis.x(axis.timeOf(at)) + 0.5;
    const width = Math.max(1, axis.x(axis.timeOf(at + 1)) - left - 0.5);
    let below = 0;
    return OUTCOMES.map(([kind, , of]) => {
      const part = of(history, at) / length(at);
      if (part <= 0) return null;
      const bottom = y(below);
      below += part;
      const tall = Math.max(1.5, bottom - y(below)); // one in a thousand is seen, too
      const shape = { x: left, width, y: bottom - tall, height: tall };
      return [s("rect", { class: kind, ...shape }), HATCHED.includes(kind) && s("rect", { fill: `url(#${kind})`, ...shape })];
    });
  });
  const sent = s("polyline", { class: "sent", points: places.flatMap((at) => {
    const level = y(history.attempts[at] / length(at));
    return [`${axis.x(axis.timeOf(at))},${level}`, `${axis.x(axis.timeOf(at + 1))},${level}`];
  }).join(" ") });
  const at = cursor ?? axis.last;
  frame(plot, axis, height, ticks.map((tick) => [y(tick), round(rate(tick))]), [...bars, sent],
    `Calls a second by outcome. ${count(sum(history.calls))} calls in ten minutes, ${count(sum(history.failed))} failed.`);
  tell(caption, "Calls a second, by outcome", at, axis, [
    ...OUTCOMES.map(([kind, name, of]) => [kind, name, rate(of(history, at) / length(at))]),
    ["sent", "attempts", rate(history.attempts[at] / length(at))],
  ]);
}

function drawLatency(caption, plot, { history }, axis) {
  const places = range(axis);
  const known = places.flatMap((at) => PERCENTILES.map((name) => history[name][at])).filter((one) => one > 0);
  const [y, ticks, height] = logarithmic(known, TALL);
  const middle = (at) => axis.x(Math.min(axis.timeOf(at) + axis.step / 2, axis.now));
  const lines = PERCENTILES.flatMap((name) => {
    const spot = (value, nth) => [middle(places[nth]), y(value)];
    return runsOf(places.map((at) => history[name][at]), spot).map((run) => run.length > 1
      ? s("polyline", { class: `latency ${name}`, points: run.join(" ") })
      : s("circle", { class: `dot ${name}`, cx: run[0][0], cy: run[0][1], r: 2.5 }));
  });
  const at = cursor ?? places.findLast((one) => history.p50[one] != null) ?? axis.last;
  frame(plot, axis, height, ticks.map((tick) => [y(tick), round(latency(tick))]), lines,
    `Latency on a logarithmic scale: ${PERCENTILES.map((name) => `${name} ${latency(history[name][at])}`).join(", ")}.`);
  tell(caption, "Latency of a call", at, axis, PERCENTILES.map((name) => [name, name, latency(history[name][at])]));
}

function drawBreaker(caption, plot, { circuits, changes }, axis) {
  const worst = (one) => -STATES.indexOf(one.state);
  const changed = (one) => changes.some((change) => change.circuit === one.name);
  const rows = [...circuits].sort((one, other) => worst(one) - worst(other) || changed(other) - changed(one));
  const shown = rows.slice(0, MOST_CIRCUITS);
  const height = Math.max(1, shown.length) * 34;
  const names = []; // on top of all
  const parts = shown.map((circuit, row) => {
    const top = row * 34;
    return [
      s("text", { class: "label", x: LEFT, y: top + 11 }, host(circuit.name)),
      joined(spansOf(circuit, changes, axis)).map(([state, from, to]) => {
        const [x, width] = [axis.x(from), Math.max(2, axis.x(to) - axis.x(from))];
        const named = state !== "closed" && width > state.length * 7 + 8;
        if (named) names.push(s("text", { class: `state-name ${state}`, x: x + 5, y: top + 27 }, state));
        return s("rect", { class: `state ${state}`, x, width, y: top + 16, height: 14, rx: 1 });
      }),
    ];
  });
  const time = axis.timeOf((cursor ?? axis.last) + 1) - 0.001;
  const state = (circuit) => spansOf(circuit, changes, axis).find(([, from, to]) => from <= time && time <= to)?.[0];
  frame(plot, axis, height, [], [parts, names], shown.map((one) => `Circuit of ${one.name}: ${one.state}.`).join(" ")
    || "No circuit breaker, or no call yet.");
  const counts = STATES.map((name) => [name, name, String(circuits.filter((one) => (state(one) ?? one.state) === name).length)]);
  tell(caption, circuits.length > shown.length ? `Circuits: ${shown.length} of ${circuits.length}` : "Circuits of the breaker",
    cursor ?? axis.last, axis, circuits.length ? counts : []);
  if (!circuits.length) plot.append(h("p", { class: "words" }, "No circuit breaker, or no call yet."));
}

// [state, from, to] of one circuit, as far as its changes are known.
function spansOf(circuit, changes, { opened: start, now }) {
  const mine = changes.filter((change) => change.circuit === circuit.name);
  const spans = [];
  let [state, from] = [mine.length ? mine[0].before : circuit.state, start];
  for (const change of mine) {
    if (change.at > start) spans.push([state, Math.max(start, from), change.at]);
    [state, from] = [change.after, change.at];
  }
  return [...spans, [state, Math.max(start, from), Math.max(now, from)]];
}

// A circuit that was tried, and stayed open, was open all the time; the trials are drawn on top of that.
function joined(spans) {
  const found = [];
  for (const [nth, [state, from, to]] of spans.entries()) {
    const before = spans[nth - 2];
    if (state === "open" && before?.[0] === "open" && spans[nth - 1][0] === "half-open") found.findLast(([one]) => one === "open")[2] = to;
    else found.push([state, from, to]);
  }
  return found.sort(([one], [other]) => (one === "half-open") - (other === "half-open"));
}

// Axes around what was drawn, and the line of the cursor through it.
function frame(plot, axis, height, levels, parts, words) {
  const lowest = height + 8;
  const every = [60, 120, 300].find((seconds) => (axis.end - axis.start) / seconds <= axis.width / 90) ?? 600;
  const times = [];
  for (let time = Math.ceil(axis.start / every) * every; time < axis.end; time += every) times.push(time);
  const pointed = cursor == null ? null : (axis.x(axis.timeOf(cursor)) + axis.x(axis.timeOf(cursor + 1))) / 2;
  plot.replaceChildren(s("svg", { width: axis.width, height: lowest + 18, role: "img", "aria-label": words },
    times.map((time) => s("line", { class: "grid", x1: axis.x(time), x2: axis.x(time), y1: 6, y2: lowest })),
    levels.map(([y]) => s("line", { class: "grid", x1: LEFT, x2: axis.width - RIGHT, y1: y, y2: y })),
    levels.map(([y, text]) => s("text", { class: "tick", x: LEFT - 8, y: y + 4, "text-anchor": "end" }, text)),
    parts,
    times.map((time) => s("text", { class: "tick", x: axis.x(time), y: lowest + 15, "text-anchor": "middle" }, minute(time))),
    pointed != null && s("line", { class: "cursor", x1: pointed, x2: pointed, y1: 4, y2: lowest })));
}

// Title and legend in one: each sign with its name and its number, now or at the cursor.
function tell(caption, title, at, axis, entries) {
  const from = axis.timeOf(at);
  const when = cursor == null ? "" : `${clock(from)} – ${clock(from + axis.step)}`;
  const legend = entries.map(([kind, name, value]) =>
    h("li", {}, h("span", { class: `key ${kind}`, "aria-hidden": "true" }), `${name} `, h("b", {}, value)));
  caption.replaceChildren(h("h3", {}, title), h("span", { class: "when" }, when), h("ul", { class: "legend" }, legend));
}

function linear(most, height) {
  const rough = (most || 1) / 3;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].find((factor) => factor * size >= rough) * size;
  const top = Math.ceil((most || 1) / step) * step;
  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, nth) => nth * step);
  return [(value) => 8 + height * (1 - value / top), ticks, height];
}

function logarithmic(values, height) {
  const low = Math.floor(Math.log10(Math.min(...values, 0.01)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values, 0.02))));
  const ticks = Array.from({ length: high - low + 1 }, (_, nth) => 10 ** (low + nth));
  const level = (value) => (Math.log10(Math.max(value, 10 ** low)) - low) / (high - low);
  return [(value) => 8 + height * (1 - level(value)), ticks, height];
}

const range = ({ first, last }) => Array.from({ length: last + 1 - first }, (_, nth) => first + nth);
const sum = (values) => values.reduce((all, one) => all + one, 0);
