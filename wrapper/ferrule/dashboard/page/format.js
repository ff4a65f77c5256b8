// Numbers as people read them. What is not known is a dash.

const NONE = "–";
const LOCALE = "en";

const plain = new Intl.NumberFormat(LOCALE, { maximumFractionDigits: 0 });
const three = new Intl.NumberFormat(LOCALE, { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
const clockOf = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });
const minuteOf = new Intl.DateTimeFormat(LOCALE, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });

export const count = (number) => plain.format(number);

// Of a latency: 850 µs, 12.3 ms, 1.24 s.
export function latency(seconds) {
  if (seconds == null) return NONE;
  if (seconds < 5e-7) return "0 µs";
  if (seconds < 1e-3) return `${three.format(seconds * 1e6)} µs`;
  if (seconds < 0.9995) return `${three.format(seconds * 1e3)} ms`;
  return seconds < 100 ? `${three.format(seconds)} s` : duration(seconds);
}

// Of a span: 8 s, 3 min 20 s, 2 h 5 min, 3 d 4 h.
export function duration(seconds) {
  if (seconds == null) return NONE;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const [size, unit, next, small] = [
    [86400, "d", 3600, "h"], [3600, "h", 60, "min"], [60, "min", 1, "s"],
  ].find(([least]) => whole >= least);
  const rest = Math.floor((whole % size) / next);
  return `${Math.floor(whole / size)} ${unit}${rest ? ` ${rest} ${small}` : ""}`;
}

export function rate(perSecond) {
  if (perSecond === 0) return "0/s";
  if (perSecond < 0.1) return `${(perSecond * 60).toFixed(1)}/min`;
  return `${perSecond < 1 ? perSecond.toFixed(2) : perSecond < 100 ? perSecond.toFixed(1) : count(perSecond)}/s`;
}

// 100 % is said of what is whole, and of nothing else.
export function share(of) {
  if (of == null) return NONE;
  const digits = of > 0.999 && of < 1 ? 2 : of > 0 && of < 1 ? 1 : 0;
  const shown = Math.floor(of * 100 * 10 ** digits) / 10 ** digits;
  return `${shown.toFixed(digits)} %`;
}

export const clock = (at) => clockOf.format(new Date(at * 1000));
export const minute = (at) => minuteOf.format(new Date(at * 1000));

// The largest of what was counted by kind, and how many kinds more: 503 × 20, ReadTimeout × 3, +2.
export function kinds(counts, most = 3) {
  const all = Object.entries(counts).sort((one, other) => other[1] - one[1]);
  const shown = all.slice(0, most).map(([kind, number]) => `${kind}\u00a0×\u00a0${count(number)}`);
  if (all.length > most) shown.push(`+${all.length - most}`);
  return shown.join(", ");
}

// An axis has round numbers.
export const round = (text) => text.replace(/\.0+(?=\D)/, "");

// Of an origin, what tells it apart.
export const host = (origin) => origin.replace(/^https?:\/\//, "");
