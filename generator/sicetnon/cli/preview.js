// The preview keeps a reader's place: the row that was on top stays there, open cards stay open.
(() => {
  "use strict";
  const key = `sicetnon-preview ${location.pathname}`;
  const folds = () => [...document.querySelectorAll("details")];
  const name = (fold, number) => fold.id || fold.querySelector("[id]")?.id || `fold ${number}`;
  const begins = (place) => place.getBoundingClientRect().top;
  // The last that begins above the window's top: the row that is being read, not what holds it.
  const read = () => [...document.querySelectorAll("main [id]")]
    .filter((place) => place.checkVisibility() && begins(place) <= 1).at(-1);

  addEventListener("pagehide", () => {
    const place = read();
    const kept = {
      scroll: scrollY,
      id: place?.id,
      from: place && begins(place),
      open: Object.fromEntries(folds().map((fold, number) => [name(fold, number), fold.open])),
    };
    sessionStorage.setItem(key, JSON.stringify(kept));
  });

  const again = performance.getEntriesByType("navigation")[0]?.type === "reload";
  const kept = again && JSON.parse(sessionStorage.getItem(key));
  if (!kept) return;
  const problems = document.getElementById("preview-problems");
  for (const [number, fold] of folds().entries())
    // What is wrong now is shown, whatever was folded before.
    if (fold !== problems) fold.open = kept.open[name(fold, number)] ?? fold.open;
  const restore = () => {
    const place = kept.id && document.getElementById(kept.id);
    scrollTo({ top: place ? scrollY + begins(place) - kept.from : kept.scroll, behavior: "instant" });
  };
  history.scrollRestoration = "manual";
  restore();
  addEventListener("load", () => { restore(); requestAnimationFrame(restore); });
})();
