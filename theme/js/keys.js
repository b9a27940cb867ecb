// Keys: n and p go from note to note, / to the search, ? tells them all.
(() => {
  "use strict";
  const help = document.getElementById("keys");
  const refs = [...document.querySelectorAll("#text .ref")];
  help?.querySelector("button").addEventListener("click", () => help.close());
  const step = (by) => {
    const shown = refs.filter((ref) => ref.offsetParent), at = shown.indexOf(document.activeElement);
    const near = at < 0 ? shown.findIndex((ref) => ref.getBoundingClientRect().top > 0) - (by > 0) : at;
    shown[(near + by + shown.length) % shown.length]?.focus();
  };
  const KEYS = {
    n: () => step(1),
    p: () => step(-1),
    "/": () => document.querySelector("input[type=search]")?.focus(),
    "?": () => help?.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    if (!KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });
})();
