// Before anything is drawn: the reader's choice of light or dark, and whether this page is a preview.
(() => {
  "use strict";
  const { documentElement: root } = document;
  try { root.dataset.appearance = localStorage.getItem("appearance") ?? "auto"; } catch { }
  root.classList.add("js");
  if (self !== top) root.classList.add("framed");
})();
