// Words and cards find each other: what is pointed at or focused lights up on both sides.
(() => {
  "use strict";
  const text = document.getElementById("text");
  if (!text) return;
  const marks = new Map();
  for (const mark of text.querySelectorAll("mark[data-a]"))
    for (const id of mark.dataset.a.split(" "))
      marks.has(id) ? marks.get(id).push(mark) : marks.set(id, [mark]);
  const cardOf = (id) => document.getElementById(id)?.closest(".card");

  let lit = [];
  const light = (ids) => {
    for (const element of lit) element.classList.remove("lit");
    lit = ids.flatMap((id) => [...(marks.get(id) ?? []), cardOf(id)]).filter(Boolean);
    for (const element of lit) element.classList.add("lit");
  };
  const noted = (mark) => mark.dataset.a.split(" ").filter((id) => !id.startsWith("entity-"));
  const idsAt = (target) => {
    const mark = target.closest("mark[data-a]");
    if (mark) return noted(mark);
    const ref = target.closest(".ref");
    if (ref) return [ref.hash.slice(1)];
    const body = target.closest(".card")?.querySelector(".body");
    return body ? [body.id] : [];
  };
  for (const kind of ["pointerover", "focusin"])
    text.addEventListener(kind, (event) => light(idsAt(event.target)));

  // A tap on marked words opens their cards, in a sheet where the margin is not beside them.
  text.addEventListener("click", (event) => {
    const mark = event.target.closest("mark[data-a]");
    if (!mark || event.target.closest("a") || getSelection().toString()) return;
    const cards = noted(mark).map(cardOf).filter(Boolean);
    if (!cards.length || !dispatchEvent(new CustomEvent("annotations", { detail: cards, cancelable: true }))) return;
    for (const card of cards) card.open = true;
    cards[0].scrollIntoView({ block: "nearest" });
  });
})();
