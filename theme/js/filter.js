// Filters a listing by what is typed, kept in the address as ?filter=…
(() => {
  "use strict";
  const form = document.querySelector("[data-filter]");
  if (!form) return;
  const { filter } = form.elements;
  const count = form.querySelector("output");
  const groups = [...document.querySelectorAll(".group")].map((group) => ({
    group,
    lines: [...group.querySelectorAll("li")].map((line) => ({ line, text: fold(line.textContent) })),
  }));
  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }
  const apply = () => {
    const words = fold(filter.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { group, lines } of groups) {
      let here = 0;
      for (const { line, text } of lines) {
        line.hidden = !words.every((word) => text.includes(word));
        here += !line.hidden;
      }
      group.hidden = !here;
      shown += here;
    }
    count.textContent = shown;
  };
  const address = new URL(location);
  filter.value = address.searchParams.get("filter") ?? "";
  form.addEventListener("submit", (event) => event.preventDefault());
  filter.addEventListener("input", () => {
    filter.value ? address.searchParams.set("filter", filter.value) : address.searchParams.delete("filter");
    history.replaceState(null, "", address);
    apply();
  });
  apply();
})();
