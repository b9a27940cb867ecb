// Selected words can be annotated, and a card's record changed: a button at the selection, or the key a.
// The form comes with the first use, its style with the first selection.
if (text) {
  const { annotate: src, annotateStyle: href } = text.dataset;
  const button = make("button", { className: "annotate", type: "button", textContent: gettext`Annotate`, hidden: true });
  let form, style, range;
  const dress = () => style ??= document.head.appendChild(make("link", { rel: "stylesheet", href }));
  const open = (detail) => {
    dress();
    form ??= new Promise((onload, onerror) => { document.head.append(make("script", { src, onload, onerror })); });
    form.then(() => dispatchEvent(new CustomEvent("annotate", { detail })), () => {
      form = null;
      alert(gettext`The form could not be loaded: there is no connection. Nothing is lost; try again later.`);
    });
  };
  const selected = () => {
    const selection = getSelection(), within = selection.rangeCount ? selection.getRangeAt(0) : null;
    return within && !within.collapsed && within.intersectsNode(text) ? within.cloneRange() : null;
  };
  on("selectionchange", document, () => {
    const now = selected();
    if (!now && button.matches(":active")) return;
    range = now;
    button.hidden = !range;
    if (!range) return;
    dress();
    if (!button.isConnected) document.body.append(button);
    const { left, bottom } = range.getBoundingClientRect();
    button.style.left = `${Math.max(8, Math.min(left + scrollX, innerWidth - button.offsetWidth - 8))}px`;
    button.style.top = `${bottom + scrollY + 6}px`;
  });
  on("pointerdown", button, (event) => event.preventDefault());
  on("click", button, () => open({ range }));
  on("click", document, ({ target }) => { if (target.dataset.change) open({ card: target.dataset.change }); });
  KEYS.a = () => open({ range: selected(), row: document.activeElement.closest("#text .row") });
}
