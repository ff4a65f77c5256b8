// Elements are made from text alone: nothing that a server said is ever read as markup.

const SVG = "http://www.w3.org/2000/svg";

// h("p", { class: "note" }, "text", h("b", {}, "bold")); `false` and null are left out.
export function h(name, attributes = {}, ...children) {
  return filled(document.createElement(name), attributes, children);
}

export function s(name, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, name), attributes, children);
}

function filled(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== false && value != null) element.setAttribute(name, value === true ? "" : value);
  }
  const shown = children.flat(Infinity).filter((child) => child != null && child !== false);
  element.append(...shown.map((child) => (child instanceof Node ? child : printable(String(child)))));
  return element;
}

// Characters that turn text around, or cannot be seen, are written out: a server may have put them there.
export function printable(text) {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (one) => `\\u{${one.codePointAt(0).toString(16)}}`);
}

// Leaves an element alone that says it already: a selection in it stays.
export function say(element, text) {
  const shown = printable(text);
  if (element.textContent !== shown) element.textContent = shown;
}

export const byId = (id) => document.getElementById(id);
