// "Copy link" and "cite" on each card, and the copying of references.
(() => {
  "use strict";
  const reference = document.getElementById("reference")?.textContent ?? document.title;
  const linkTo = (id) => `${location.href.split("#")[0]}#${id}`;
  const quote = (id) => [...document.querySelectorAll(`mark[data-a~="${id}"]`)].map((mark) => mark.textContent).join("");
  const WORDS = {
    link: ({ id }) => linkTo(id),
    cite: ({ id }, row) => `${reference} ¶ ${row}: “${quote(id)}”. ${linkTo(id)}`,
  };
  document.addEventListener("click", ({ target }) => {
    const { copy } = target.dataset ?? {};
    if (!copy) return;
    const words = WORDS[copy]?.(target.closest(".body"), target.closest(".row")?.id.slice(1))
      ?? target.nextElementSibling.textContent;
    const say = () => { target.ariaLabel = target.textContent; target.textContent = "Copied"; };
    navigator.clipboard.writeText(words).then(say, () => prompt("Copy:", words));
  });
})();
