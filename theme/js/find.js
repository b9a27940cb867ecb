// The search is fetched when a reader first turns to it, or comes with a question in the address.
(() => {
  "use strict";
  const form = document.getElementById("search-form");
  const load = () => {
    if ("loaded" in form.dataset) return;
    form.dataset.loaded = "";
    document.head.append(Object.assign(document.createElement("script"), { src: form.dataset.script }));
  };
  form.addEventListener("focusin", load);
  if ("page" in form.dataset && (location.search || form.contains(document.activeElement))) load();
})();
