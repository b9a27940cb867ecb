// Keys: n and p go from note to note, / to the search, ? tells them all. Other scripts add their own.
const help = one("#keys"), refs = all("#text .ref");
on("click", one("button", help), () => help.close());
const step = (by) => {
  const shown = refs.filter((ref) => ref.offsetParent), at = shown.indexOf(document.activeElement);
  const near = at < 0 ? shown.findIndex((ref) => ref.getBoundingClientRect().top > 0) - (by > 0) : at;
  shown[(near + by + shown.length) % shown.length]?.focus();
};
Object.assign(KEYS, {
  n: () => step(1),
  p: () => step(-1),
  "/": () => one("[type=search]").focus(),
  "?": () => help.showModal(),
});
on("keydown", document, (event) => {
  const { key, ctrlKey, metaKey, altKey, target } = event;
  if (!Object.hasOwn(KEYS, key) || ctrlKey || metaKey || altKey || target.closest("input, select, textarea, dialog")) return;
  event.preventDefault();
  KEYS[key]();
});
