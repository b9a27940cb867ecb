// Short words for what every script of a page does. All of them are wrapped in one function, in which
// each behaviour is a block of its own.
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const on = (kinds, element, act) => kinds.split(" ").forEach((kind) => element?.addEventListener(kind, act));
const press = (button, pressed) => button?.setAttribute("aria-pressed", pressed);
const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
const text = one("#text");
// What a key does, outside of fields and dialogs.
const KEYS = {};

// What this browser keeps for the reader, where it is allowed to.
const kept = (key) => { try { return localStorage.getItem(key); } catch { } };
const keep = (key, value) => { try { localStorage.setItem(key, value); } catch { } };

// Whether the margin stands beside the text.
const isWide = () => matchMedia("(min-width: 62.01rem)").matches;

// What the address keeps, so that it can be sent.
const address = new URL(location), asked = address.searchParams;
const tell = (...fields) => {
  for (const { name, value } of fields) value ? asked.set(name, value) : asked.delete(name);
  try { history.replaceState(history.state, "", (address.search || location.pathname) + location.hash); } catch { }
};

// Choices of a form: what the address asks for if there is such a choice, and what they let through.
const choose = (field) => {
  field.value = asked.get(field.name) ?? "";
  if (field.selectedIndex < 0) field.value = "";
};
const fits = ({ dataset }, { name, value, dataset: { of = name } }) =>
  !value || dataset[of] === value || dataset[of]?.split(" ").includes(value);

// The marks of each annotation, and its card.
const marks = new Map();
for (const mark of text ? all("mark[data-a]", text) : [])
  for (const id of mark.dataset.a.split(" "))
    marks.has(id) ? marks.get(id).push(mark) : marks.set(id, [mark]);
const noted = (mark) => mark.dataset.a.split(" ").filter((id) => !id.startsWith("entity-"));
const cardOf = (id) => document.getElementById(id)?.closest(".card");
// What waits in a fold comes forward with it.
const unfold = ({ parentElement }) => { parentElement.open = true; };
const idOf = (card) => one(".body", card).id;
// What a reference mark leads to; an address escapes letters beyond ASCII.
const targetOf = ({ hash }) => decodeURIComponent(hash.slice(1));
