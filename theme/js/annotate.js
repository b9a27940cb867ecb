// Selected words can be annotated, a record changed or held: a button at the selection, buttons beside
// what is shown, or the key a. The form comes with the first use, its style with the first selection.
const place = one("[data-annotate]");
if (place) {
  const { annotate: src, annotateStyle: href } = place.dataset, quoted = asked.get("annotate");
  const button = make("button", { className: "annotate", textContent: gettext`Annotate` });
  let form, style, range;
  const dress = () => style ??= document.head.appendChild(make("link", { rel: "stylesheet", href }));
  const open = (detail) => {
    dress();
    form ??= new Promise((onload, onerror) => { document.head.append(make("script", { src, onload, onerror })); });
    form.then(() => dispatchEvent(new CustomEvent("annotate", { detail })), () => {
      form = null;
      alert(gettext`There is no connection. Nothing is lost; try again later.`);
    });
  };
  const selected = () => {
    const selection = getSelection();
    return !selection.isCollapsed && selection.containsNode(place, true) && selection.getRangeAt(0).cloneRange();
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
    button.style = `left:${Math.max(8, Math.min(left + scrollX, innerWidth - button.offsetWidth - 8))}px;top:${bottom + scrollY + 6}px`;
  });
  on("pointerdown", button, (event) => event.preventDefault());
  on("click", document, ({ target }) => { if (target.matches(".annotate, [data-change], [data-hold]")) open({ button: target, range }); });
  KEYS.a = () => open({ range: selected(), row: document.activeElement.closest("#text .row") });
  // Words of this text that were selected where it is quoted.
  if (quoted) { tell({ name: "annotate" }); open({ quoted }); }
}
