// A page in the preview is loaded again when there is a newer edition of the site.
if (self === top) {
  const { version, changes } = document.currentScript.dataset;
  let told;
  const follow = () => {
    told?.close();
    // A browser has few connections to one server: pages that nobody sees take none.
    if (document.visibilityState !== "visible") return;
    told = new EventSource(changes);
    told.addEventListener("message", ({ data }) => data === version || location.reload());
  };
  addEventListener("pageshow", follow);
  addEventListener("pagehide", () => told?.close());
  document.addEventListener("visibilitychange", follow);
}
