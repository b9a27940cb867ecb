// Light, dark, or as the system has it: a button that goes round, its choice kept in this browser.
(() => {
  "use strict";
  const button = document.getElementById("appearance");
  const { dataset } = document.documentElement;
  const NEXT = { auto: "dark", dark: "light", light: "auto" };
  const SIGN = { auto: "◐", dark: "●", light: "○" };
  const show = () => {
    button.textContent = SIGN[dataset.appearance];
    button.setAttribute("aria-label", `Appearance: ${dataset.appearance}`);
  };
  if (!button) return;
  dataset.appearance = NEXT[dataset.appearance] ? dataset.appearance : "auto";
  button.addEventListener("click", () => {
    dataset.appearance = NEXT[dataset.appearance];
    try { localStorage.setItem("appearance", dataset.appearance); } catch { }
    show();
  });
  show();
})();
