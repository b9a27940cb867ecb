// Lenses: kinds of annotation off and on, one contributor's alone, or the contradictions alone.
// What is chosen stands in the address (?off=claim,note&by=name), so that a teacher can send it.
(() => {
  "use strict";
  const text = document.getElementById("text"), legend = document.querySelector(".legend");
  if (!text || !legend) return;
  const address = new URL(location), asked = address.searchParams;
  const off = new Set(asked.get("off")?.split(",").filter(Boolean));
  const KINDS = ["contested", "claim", "note", "entity"], REST = KINDS.slice(1);
  const cards = [...text.querySelectorAll(".card")];

  const buttons = [...legend.querySelectorAll("[data-lens]")], alone = legend.querySelector(".alone");
  for (const button of buttons) button.addEventListener("click", () => toggle(button.dataset.lens));
  const isAlone = () => REST.every((kind) => off.has(kind)) && !off.has("contested");
  alone?.addEventListener("click", () => {
    const was = isAlone();
    off.clear();
    if (!was) REST.forEach((kind) => off.add(kind));
    apply();
  });
  const toggle = (kind) => { off.delete(kind) || off.add(kind); apply(); };

  const names = [...new Set(cards.map((card) => card.dataset.by).filter(Boolean))];
  const by = document.createElement("select");
  if (names.length > 1) {
    by.setAttribute("aria-label", "Annotations by");
    by.append(new Option("everyone", ""), ...names.map((name) => new Option(name)));
    by.value = asked.get("by") ?? "";
    by.addEventListener("change", apply);
    legend.append(by);
  }

  function apply() {
    text.dataset.off = [...off].join(" ");
    text.classList.toggle("dim", isAlone());
    for (const button of buttons) button.setAttribute("aria-pressed", !off.has(button.dataset.lens));
    alone?.setAttribute("aria-pressed", isAlone());
    const others = new Set();
    for (const card of cards) {
      card.hidden = Boolean(by.value && card.dataset.by !== by.value);
      if (card.hidden) others.add(card.querySelector(".body").id);
    }
    for (const mark of text.querySelectorAll("mark[data-a]"))
      mark.classList.toggle("off", mark.dataset.a.split(" ").every((id) => others.has(id)));
    for (const ref of text.querySelectorAll(".ref")) ref.hidden = others.has(ref.hash.slice(1));
    off.size ? asked.set("off", [...off]) : asked.delete("off");
    by.value ? asked.set("by", by.value) : asked.delete("by");
    try { history.replaceState(null, "", address.search + location.hash || location.pathname); } catch { }
  }
  apply();
})();
