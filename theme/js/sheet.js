// On a narrow screen a tap on marked words brings their notes up from below, within the thumb's reach.
(() => {
  "use strict";
  const text = document.getElementById("text");
  if (!text) return;
  const sheet = document.createElement("dialog"), body = document.createElement("div"), close = document.createElement("button");
  sheet.className = "sheet";
  close.textContent = "Close";
  sheet.append(body, close);
  close.addEventListener("click", () => sheet.close());
  sheet.addEventListener("click", (event) => { if (event.target === sheet || event.target.closest("a")) sheet.close(); });
  addEventListener("annotations", (event) => {
    if (!matchMedia("(max-width: 62rem)").matches) return;
    body.replaceChildren(...event.detail.map((card) => {
      const copy = card.cloneNode(true);
      copy.open = true;
      for (const element of copy.querySelectorAll("[id]")) element.removeAttribute("id");
      return copy;
    }));
    if (!sheet.isConnected) document.body.append(sheet);
    sheet.showModal();
    event.preventDefault();
  });
})();
