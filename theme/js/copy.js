// "Copy link" and "cite" on each card, and the copying of references.
(() => {
  "use strict";
  const say = (button, words) => {
    const { textContent } = button;
    button.textContent = words;
    setTimeout(() => { button.textContent = textContent; }, 1500);
  };
  const copy = (button, words) =>
    navigator.clipboard.writeText(words).then(() => say(button, "Copied"), () => prompt("Copy:", words));
  const make = (label, words) => {
    const button = document.createElement("button");
    button.textContent = label;
    button.addEventListener("click", () => copy(button, words()));
    return button;
  };
  const reference = document.getElementById("reference")?.textContent ?? document.title;
  for (const foot of document.querySelectorAll(".card .foot")) {
    const { id } = foot.closest(".body"), row = foot.closest(".row");
    const link = () => location.href.split("#")[0] + `#${id}`;
    const quote = () => [...document.querySelectorAll(`mark[data-a~="${id}"]`)].map((mark) => mark.textContent).join("");
    foot.append(" ", make("Copy link", link), " ",
      make("Cite", () => `${reference} ¶ ${row.id.slice(1)}: “${quote()}”. ${link()}`));
  }
  for (const block of document.querySelectorAll(".cite pre")) block.before(make("Copy", () => block.textContent));
})();
