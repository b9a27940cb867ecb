// Words and cards find each other: what is pointed at or focused lights up on both sides.
if (text) {
  let lit = [], restore = () => {};
  const idsAt = (target) => {
    const mark = target.closest("mark[data-a]"), ref = target.closest(".ref"), card = target.closest(".card");
    return mark ? noted(mark) : ref ? [targetOf(ref)] : card ? [idOf(card)] : [];
  };
  // A card that waits in a closed fold comes forward, until the reader turns to another or leaves the row.
  const bring = (card, top) => {
    const { parentElement: fold, nextSibling } = card;
    fold.parentElement.append(card);
    card.classList.add("forward");
    card.style.top = `${Math.max(0, top - fold.parentElement.getBoundingClientRect().top)}px`;
    restore = () => { restore = () => {}; card.classList.remove("forward"); fold.insertBefore(card, nextSibling); };
  };
  on("pointerover focusin", text, ({ target }) => {
    const ids = idsAt(target), cards = ids.map(cardOf).filter(Boolean), forward = one(".forward", text);
    for (const element of lit) element.classList.remove("lit");
    lit = [...ids.flatMap((id) => marks.get(id) ?? []), ...cards];
    for (const element of lit) element.classList.add("lit");
    if (forward && (ids.length ? !cards.includes(forward) : !forward.closest(".row").contains(target))) restore();
    const waiting = cards.find((card) => card.closest(".waiting:not([open])"));
    if (waiting && isWide()) bring(waiting, target.getBoundingClientRect().top);
  });

  // A tap on marked words opens their cards, in a sheet where the margin is not beside them. So does
  // a tap on reference marks, of which a thumb may cover several, and one on a name within such words.
  on("click", text, (event) => {
    const { target, clientX, clientY, pointerType } = event, ref = target.closest(".ref");
    const name = pointerType === "touch" && target.closest("mark a");
    if (getSelection().toString() || (!ref && !name && target.closest("a, .card"))) return;
    const covered = document.elementsFromPoint(clientX, clientY).filter((element) => element.matches(".ref"));
    const ids = ref ? [...new Set([ref, ...covered].map(targetOf))] : idsAt(target);
    const cards = ids.map(cardOf).filter(Boolean);
    if (!cards.length) return;
    const words = name ? name.textContent : marks.get(ids[0]).map((mark) => mark.textContent).join(" ");
    const detail = { cards, words, name };
    if (!dispatchEvent(new CustomEvent("annotations", { detail, cancelable: true }))) event.preventDefault();
    else if (!ref && !name) {
      restore();
      unfold(cards[0]);
      cards[0].open = true;
      cards[0].scrollIntoView({ block: "nearest" });
    }
  });
}
