// The page: takes snapshots from the stream of events, and shows the chosen client of the latest.

import { byId, h, say } from "./dom.js";
import { clock, duration, share } from "./format.js";
import { drawHistory, drawTiles } from "./charts.js";
import { drawStanding } from "./standing.js";
import { drawOperations } from "./operations.js";
import { drawFailures } from "./failures.js";

const PROTOCOL = 1;
const SILENCE = 6000; // ms until the connection counts as lost, where snapshots come each second
const page = { process: null, waiting: null, chosen: null, paused: false, heard: 0, every: 1000 };

function connect() {
  const events = new EventSource("events");
  events.onmessage = (event) => {
    const now = performance.now();
    if (page.heard) page.every = Math.min(60000, Math.max(1000, now - page.heard));
    page.heard = now;
    take(JSON.parse(event.data));
  };
  events.onerror = () => {
    if (events.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
    page.heard = 0;
    state("lost", "No longer served. Trying again …");
    setTimeout(connect, 5000);
  };
}

function take(process) {
  if (process.protocol !== PROTOCOL) {
    state("lost", "The service runs another version now. Reload the page.");
    return;
  }
  if (page.paused) page.waiting = process;
  else show(process);
}

function show(process) {
  page.process = process;
  if (!page.paused) state("live", "Live");
  document.title = `${process.name} – Ferrule`;
  say(byId("process"), process.name);
  say(byId("about"), `process ${process.pid}, Ferrule ${process.ferrule}, ${clock(process.at)}`);
  const clients = Object.entries(process.clients);
  if (!(page.chosen in process.clients)) page.chosen = clients.length ? clients[0][0] : null;
  drawClients(clients);
  const client = process.clients[page.chosen];
  const words = !client
    ? "No client is open in this process, or none that keeps statistics. The page fills by itself when one is opened."
    : client.everything.ever.calls || client.failures.length
      ? ""
      : "No call has ended yet. The page fills by itself when the first one does.";
  say(byId("words"), words);
  byId("words").hidden = !words;
  byId("client").hidden = !client;
  byId("client").classList.toggle("silent", words !== "");
  if (client) drawClient(client);
}

function drawClient(client) {
  say(byId("where"), `${client.url}, open for ${duration(client.seconds)}`);
  drawTiles(byId("tiles"), client);
  drawHistory(byId("history"), client);
  drawStanding(byId("standing"), client);
  drawOperations(byId("operations"), client);
  drawFailures(byId("failures"), client, page.chosen);
}

// A tab for each client, where there are several. Its sign has a shape of its own beside the colour, and words.
function drawClients(clients) {
  const bar = byId("clients");
  bar.hidden = clients.length < 2;
  const names = clients.map(([, client]) => client.api);
  const tabs = clients.map(([number, client], place) => {
    const twin = names.indexOf(client.api) !== names.lastIndexOf(client.api);
    const nth = names.slice(0, place + 1).filter((name) => name === client.api).length;
    const [sign, kind, word] = health(client);
    return { number, kind, sign, text: `${client.api}${twin ? ` ${nth}` : ""}`, word };
  });
  const kept = [...bar.children];
  if (kept.map((one) => one.dataset.number).join() !== tabs.map((one) => one.number).join()) {
    bar.replaceChildren(...tabs.map(({ number }) => {
      const button = h("button", { type: "button", "data-number": number, onclick: () => choose(number) },
        h("span", { "aria-hidden": "true" }), h("b"), h("small"));
      return button;
    }));
  }
  tabs.forEach((tab, place) => {
    const button = bar.children[place];
    button.setAttribute("aria-pressed", String(tab.number === page.chosen));
    button.dataset.kind = tab.kind;
    [tab.sign, tab.text, tab.word].forEach((text, part) => say(button.children[part], text));
  });
}

function health(client) {
  const open = client.circuits.filter((one) => one.state !== "closed");
  const rate = client.everything.minute.success_rate;
  if (open.length) return ["■", "bad", `circuit ${open[0].state}`];
  if (rate == null) return ["○", "idle", "no calls"];
  return rate < 0.95 ? ["▲", "warn", share(rate)] : ["●", "good", share(rate)];
}

function choose(number) {
  page.chosen = number;
  show(page.process);
}

function state(kind, text) {
  byId("feed").dataset.kind = kind;
  say(byId("feed"), text);
}

byId("pause").addEventListener("click", () => {
  page.paused = !page.paused;
  byId("pause").setAttribute("aria-pressed", String(page.paused));
  say(byId("pause"), page.paused ? "Go on" : "Pause");
  state(page.paused ? "paused" : "live", page.paused ? "Paused" : "Live");
  if (!page.paused && page.waiting) show(page.waiting);
  page.waiting = null;
});

setInterval(() => {
  const silent = page.heard && performance.now() - page.heard > SILENCE + 2 * page.every;
  if (silent && !page.paused) state("lost", "Connection lost. Trying again …");
}, 1000);

let width = 0;
new ResizeObserver(([{ contentRect }]) => {
  if (page.process && contentRect.width !== width) show(page.process);
  width = contentRect.width;
}).observe(byId("history"));

connect();
