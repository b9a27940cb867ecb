// A look at the passage behind a link, without leaving this one. The page itself is framed and shows
// only what the link points at: so previews work from disk too, where nothing can be fetched.
// It tells how high that is.
if (self !== top) {
  for (const link of document.links) link.target = "_top";
  const measure = () => parent.postMessage(document.body.offsetHeight, "*");
  on("load hashchange", window, measure);
  measure();
} else {
  on("message", window, ({ source, data }) => {
    const frame = all("iframe").find(({ contentWindow }) => contentWindow === source);
    if (frame && data > 0) { frame.style.height = `${data}px`; place(); }
  });
  const PAUSE = 450;
  // No <dialog>: it would take the focus away from whoever only points at a link.
  const box = make("aside", {
    className: "preview", hidden: true, role: "dialog", ariaLabel: gettext`Preview`,
    innerHTML: gettext`<iframe title="Preview"></iframe><p><a>Go there</a><button>Pin</button><button>Close</button></p>`,
  });
  const [frame, go, pin, close] = all("iframe, a, button", box);
  let timer, pinned = false, from;
  const inside = (link) => link?.closest("main") && !link.closest("summary") && link.pathname !== location.pathname
    && link.origin === location.origin && link.pathname.endsWith(".html");
  const open = (link) => {
    if (pinned) return;
    from = link;
    if (!box.isConnected) document.body.append(box);
    if (frame.src !== link.href) frame.src = link.href;
    go.href = link.href;
    box.hidden = false;
    place();
  };
  const place = () => {
    if (box.hidden || pinned) return;
    const { left, top, bottom } = from.getBoundingClientRect(), { offsetWidth, offsetHeight, style } = box;
    const above = innerHeight - bottom < offsetHeight && top > offsetHeight;
    style.left = `${Math.max(8, Math.min(left, innerWidth - offsetWidth - 8))}px`;
    style.top = `${above ? top - offsetHeight - 6 : bottom + 6}px`;
  };
  const hold = (held) => press(pin, pinned = held);
  const shut = () => { clearTimeout(timer); hold(false); box.hidden = true; };
  const leave = () => { shut(); from?.focus(); };
  const soon = (act) => { clearTimeout(timer); timer = setTimeout(act, PAUSE); };
  on("pointerover", document, ({ pointerType, target }) => {
    if (pointerType !== "mouse" || box.contains(target)) return;
    const link = target.closest("a[href]");
    if (inside(link)) soon(() => open(link));
    else soon(() => pinned || box.matches(":hover, :focus-within") || shut());
  });
  // With the keyboard: Alt and Enter on a link. On a touch screen: the first tap on a name.
  on("keydown", document, (event) => {
    const { key, altKey, target } = event;
    if (key === "Enter" && altKey && inside(target.closest("a[href]"))) { event.preventDefault(); open(target); pin.focus(); }
    if (key === "Escape" && !box.hidden) leave();
  });
  on("click", document, (event) => {
    const link = event.target.closest("#text mark a, .term");
    if (event.pointerType === "touch" && inside(link) && !event.defaultPrevented) { event.preventDefault(); open(link); }
    else if (!box.hidden && !box.contains(event.target)) shut();
  });
  on("click", pin, () => hold(!pinned));
  on("click", close, leave);
}
