// Before anything is drawn: the reader's choice of light or dark, and whether this page is a preview.
(() => {
  "use strict";
  const { dataset, classList } = document.documentElement;
  try { dataset.appearance = localStorage.getItem("appearance") ?? "auto"; } catch { }
  classList.add("js");
  if (self !== top) classList.add("framed");
})();
