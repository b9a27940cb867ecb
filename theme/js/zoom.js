// Zooms a timeline: years, their months, their days; by buttons, by + and -, by two fingers.
const timeline = one(".timeline");
if (timeline) {
  const buttons = all(".zoom button"), deepest = buttons.length - 1;
  const folds = all("details", timeline).map((fold) => [fold, +fold.dataset.level]);
  const now = () => buttons.findIndex(({ ariaPressed }) => ariaPressed === "true");
  // What is looked at stays where it is.
  const zoom = (level, x = innerWidth / 2, y = innerHeight / 2) => {
    const seen = document.elementFromPoint(x, y)?.closest(".timeline details"), anchor = seen && one("summary", seen);
    const before = anchor?.getBoundingClientRect().top;
    for (const [fold, own] of folds) fold.open = own < level || level === deepest;
    buttons.forEach((button, at) => press(button, at === level));
    const shown = anchor?.checkVisibility() ? anchor : seen?.parentElement.closest("details");
    if (shown) scrollBy(0, shown.getBoundingClientRect().top - Math.max(before, 0));
  };
  buttons.forEach((button, level) => on("click", button, () => zoom(level)));
  // Nothing happens at an end: there two fingers zoom the page.
  const next = (by) => Math.min(deepest, Math.max(0, Math.max(now(), 0) + by));
  const step = (by, ...at) => { if (next(by) !== now()) zoom(next(by), ...at); };
  on("keydown", document, (event) => {
    const { key, ctrlKey, metaKey, altKey, target } = event, by = { "+": 1, "=": 1, "-": -1 }[key];
    if (!by || ctrlKey || metaKey || altKey || target.closest("input, select, textarea, dialog")) return;
    event.preventDefault();
    step(by);
  });
  let apart = 0;
  const between = ({ touches: [left, right] }) => right ? Math.hypot(left.clientX - right.clientX, left.clientY - right.clientY) : 0;
  on("touchstart touchend touchcancel", timeline, (event) => { apart = between(event); });
  timeline.addEventListener("touchmove", (event) => {
    const { touches: [left, right] } = event, ratio = apart && between(event) / apart, by = ratio > 1 ? 1 : -1;
    if (!ratio || ratio === 1 || next(by) === now()) return;
    event.preventDefault();
    if (ratio < 1.4 && ratio > .7) return;
    step(by, (left.clientX + right.clientX) / 2, (left.clientY + right.clientY) / 2);
    apart = between(event);
  }, { passive: false });
}
