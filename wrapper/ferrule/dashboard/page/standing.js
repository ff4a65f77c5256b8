// How the client stands now: breaker, queue, limits, quotas, budget, cache, tokens.

import { h, s } from "./dom.js";
import { count, duration, host, share } from "./format.js";

const SIGNS = { closed: "●", "half-open": "▲", open: "■", isolated: "■" };
const PHASES = {
  none: ["○", "idle", "none yet"],
  fresh: ["●", "good", "fresh"],
  advisory: ["●", "good", "valid, to be replaced"],
  mandatory: ["▲", "warn", "about to end, callers wait"],
  ended: ["■", "bad", "ended"],
};
const MOST = 8;

export function drawStanding(place, client) {
  place.replaceChildren(
    card("Breaker", client.circuits.map(circuit), "No circuit breaker, or no call yet."),
    card("Queue", client.queue && [queue(client.queue)], "No bound on calls at once."),
    card("Quotas and limits", [...limiter(client.limiter), ...client.quotas.map(quota)], "The server has told of no quota."),
    card("Retry budget", client.budget && [budget(client.budget)], "No budget: every failure may be tried again."),
    card("Cache", cache(client.cache), "No cache."),
    card("Tokens", client.tokens.map(token), "No token is fetched: the credential is a static one, or there is none."),
    card("Waits in ten minutes", waits(client.everything.ten_minutes.waits), "No call had to wait."),
  );
}

function card(title, rows, words) {
  const shown = (rows ?? []).slice(0, MOST);
  const more = (rows ?? []).length - shown.length;
  return h("div", { class: "card" }, h("h3", {}, title),
    shown.length ? h("ul", {}, shown, more > 0 && h("li", { class: "note" }, `and ${more} more`)) : h("p", { class: "note" }, words));
}

function row(name, value, note, gauge) {
  return h("li", {}, h("span", { class: "name" }, name), h("span", { class: "value" }, value),
    gauge, note && h("span", { class: "note" }, note));
}

// A bar of what is used up, or left, beside the same in numbers.
function bar(part, kind) {
  const width = 100 * Math.min(1, Math.max(0, part));
  return s("svg", { class: "gauge", viewBox: "0 0 100 6", preserveAspectRatio: "none", "aria-hidden": "true" },
    s("rect", { class: "rail", width: 100, height: 6 }), s("rect", { class: kind, width, height: 6 }));
}

function circuit(one) {
  const kind = { closed: "good", "half-open": "warn" }[one.state] ?? "bad";
  const why = one.reason && `${one.reason[0].toUpperCase()}${one.reason.slice(1)}`;
  const next = one.retry_after > 0 && `Next try in ${duration(one.retry_after)}`;
  const seen = `${count(one.failures)} of ${count(one.calls)} calls failed in its window`
    + (one.slow ? `, ${count(one.slow)} were slow` : "") + (one.refused ? `; ${count(one.refused)} were refused in all` : "");
  return row(host(one.name), h("b", { class: kind }, `${SIGNS[one.state]} ${one.state}`), [why, next, seen].filter(Boolean).join(". "));
}

function queue(one) {
  return row("on the wire", `${count(one.active)} of ${count(one.limit)}`,
    one.queued ? `${count(one.queued)} of ${count(one.queue)} wait for a place` : "none waits for a place",
    bar(one.limit ? one.active / one.limit : 0, one.active < one.limit ? "used" : "used full"));
}

function limiter(one) {
  if (!one || (one.rate == null && !one.waiting)) return [];
  const name = one.rate == null ? "waiting for a quota" : `own limit: ${count(one.rate)} in ${duration(one.per)}`;
  return [row(name, `${count(one.waiting)} waiting`)];
}

function quota(one) {
  const name = one.name || host(one.origin);
  const again = `whole again in ${duration(one.reset)}${one.field ? `, says ${one.field}` : ""}`;
  if (one.left == null) return row(name, "not told", again);
  if (!one.limit) return row(name, `${count(one.left)} left`, again);
  const left = one.left / one.limit;
  return row(name, `${count(one.left)} of ${count(one.limit)} left`, again, bar(left, left < 0.1 ? "left low" : "left"));
}

function budget(one) {
  const few = one.left < 1;
  return row("further attempts", h("b", { class: few ? "bad" : "good" }, `${few ? "■ none" : count(Math.floor(one.left))} left`),
    few ? "calls are sent once, until enough have succeeded" : `a reserve of ${count(Math.floor(one.reserve))} among them`);
}

function cache(counts) {
  const all = ["hit", "validated", "stale", "collapsed", "miss", "refused"];
  if (!Object.keys(counts).length) return [];
  const sum = all.reduce((total, kind) => total + (counts[kind] ?? 0), 0);
  const saved = ["hit", "stale", "collapsed"].reduce((total, kind) => total + (counts[kind] ?? 0), 0);
  const told = all.filter((kind) => counts[kind]).map((kind) => `${count(counts[kind])} ${kind}`).join(", ");
  return [row("answered without a request", share(sum ? saved / sum : null),
    `${told || "not asked yet"}; ${count(counts.stored ?? 0)} responses stored`, bar(sum ? saved / sum : 0, "used"))];
}

function token(one) {
  const [sign, kind, words] = PHASES[one.phase] ?? ["○", "idle", one.phase];
  const when = [
    one.refreshing && "a refresh is under way",
    one.refresh_in != null && `next refresh in ${duration(one.refresh_in)}`,
    one.ends_in != null && one.phase !== "ended" && `ends in ${duration(one.ends_in)}`,
    `${count(one.refreshes)} fetched so far`,
    one.failures && `${count(one.failures)} refreshes failed in a row: ${one.failure}`,
  ].filter(Boolean).join(", ");
  return row(`${one.identity}`, h("b", { class: kind }, `${sign} ${words}`), `${one.kind}: ${when}`);
}

function waits(all) {
  return Object.entries(all).map(([kind, one]) => row(kind.replace("-", " "), `${count(one.count)} ×`,
    `${duration(one.seconds)} together, ${(one.seconds / Math.max(1, one.count)).toFixed(3)} s each`));
}
