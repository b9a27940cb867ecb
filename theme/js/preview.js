// A look at the passage behind a link, without leaving this one. The page itself is framed and shows
// only what the link points at: so previews work from disk too, where nothing can be fetched.
(() => {
  "use strict";
  const root = document.documentElement;
  if (root.classList.contains("framed")) {
    for (const link of document.links) link.target = "_top";
    return;
  }
  const PAUSE = 450;
  // No <dialog>: it would take the focus away from whoever only points at a link.
  const box = document.createElement("aside");
  box.className = "preview";
  box.hidden = true;
  box.setAttribute("role", "dialog");
  box.setAttribute("aria-label", "Preview");
  box.innerHTML = '<iframe title="Preview"></iframe><p><a>Go there</a><button>Pin</button><button>Close</button></p>';
  const [frame, go, pin, close] = box.querySelectorAll("iframe, a, button");
  let timer, pinned = false, from;
  const inside = (link) => link?.closest("main") && !link.closest(".card summary") && link.pathname !== location.pathname
    && link.protocol === location.protocol && link.host === location.host && /\.html$/.test(link.pathname);
  const place = (link) => {
    const at = link.getBoundingClientRect(), high = innerHeight - at.bottom < 340 && at.top > 340;
    box.style.left = `${Math.max(8, Math.min(at.left, innerWidth - box.offsetWidth - 8))}px`;
    box.style.top = `${high ? at.top - box.offsetHeight - 6 : at.bottom + 6}px`;
  };
  const open = (link) => {
    if (pinned) return;
    from = link;
    if (!box.isConnected) document.body.append(box);
    if (frame.src !== link.href) frame.src = link.href;
    go.href = link.href;
    box.hidden = false;
    place(link);
  };
  const shut = (back) => { clearTimeout(timer); pinned = false; pin.ariaPressed = "false"; box.hidden = true; if (back) from?.focus(); };
  const soon = (link) => { clearTimeout(timer); timer = setTimeout(() => open(link), PAUSE); };
  const later = () => { clearTimeout(timer); timer = setTimeout(() => pinned || box.matches(":hover, :focus-within") || shut(), PAUSE); };
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || box.contains(event.target)) return;
    const link = event.target.closest?.("a[href]");
    if (inside(link)) soon(link); else if (!box.hidden) later(); else clearTimeout(timer);
  });
  // With the keyboard: Alt and Enter on a link. On a touch screen: the first tap on a name.
  document.addEventListener("keydown", (event) => {
    const link = document.activeElement;
    if (event.key === "Enter" && event.altKey && link.matches("a[href]") && inside(link)) { event.preventDefault(); open(link); pin.focus(); }
    if (event.key === "Escape" && !box.hidden) shut(true);
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("#text mark a");
    if (event.pointerType === "touch" && inside(link)) { event.preventDefault(); open(link); }
    else if (!box.hidden && !box.contains(event.target)) shut();
  });
  pin.addEventListener("click", () => { pinned = !pinned; pin.ariaPressed = pinned; });
  close.addEventListener("click", () => shut(true));
})();
