// Words and cards find each other: what is pointed at or focused lights up on both sides.
if (text) {
  let lit = [];
  const idsAt = (target) => {
    const mark = target.closest("mark[data-a]"), ref = target.closest(".ref"), card = target.closest(".card");
    return mark ? noted(mark) : ref ? [targetOf(ref)] : card ? [idOf(card)] : [];
  };
  on("pointerover focusin", text, ({ target }) => {
    for (const element of lit) element.classList.remove("lit");
    lit = idsAt(target).flatMap((id) => [...marks.get(id) ?? [], cardOf(id)]).filter(Boolean);
    for (const element of lit) element.classList.add("lit");
  });

  // A tap on marked words opens their cards, in a sheet where the margin is not beside them. So does
  // a tap on reference marks, of which a thumb may cover several.
  on("click", text, (event) => {
    const { target, clientX, clientY } = event, ref = target.closest(".ref");
    if (getSelection().toString() || (!ref && target.closest("a, .card"))) return;
    const covered = document.elementsFromPoint(clientX, clientY).filter((element) => element.matches(".ref"));
    const ids = ref ? new Set([ref, ...covered].map(targetOf)) : idsAt(target);
    const cards = [...ids].map(cardOf).filter(Boolean);
    if (!cards.length) return;
    if (!dispatchEvent(new CustomEvent("annotations", { detail: cards, cancelable: true }))) event.preventDefault();
    else if (!ref) {
      for (const card of cards) { unfold(card); card.open = true; }
      cards[0].scrollIntoView({ block: "nearest" });
    }
  });
}
