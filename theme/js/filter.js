// Narrows a listing down by words and by what its lines are marked with; the address keeps it all.
(() => {
  "use strict";
  const form = document.querySelector("[data-filter]");
  if (!form) return;
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const { filter } = form.elements, facets = [...form.querySelectorAll("select")];
  const groups = [...document.querySelectorAll(".group")].map((group) => ({
    group,
    lines: [...group.querySelectorAll("li")].map((line) => ({ line, text: fold(line.textContent) })),
  }));
  const address = new URL(location), asked = address.searchParams;
  const apply = () => {
    const words = fold(filter.value).split(/\s+/).filter(Boolean);
    const wanted = facets.filter(({ value }) => value);
    let shown = 0;
    for (const { group, lines } of groups) {
      let here = 0;
      for (const { line, text } of lines) {
        line.hidden = !words.every((word) => text.includes(word))
          || !wanted.every(({ name, value }) => line.dataset[name].split(" ").includes(value));
        here += !line.hidden;
      }
      group.hidden = !here;
      shown += here;
    }
    form.querySelector("output").textContent = shown;
  };
  for (const field of [filter, ...facets]) field.value = asked.get(field.name) ?? "";
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    for (const { name, value } of [filter, ...facets]) value ? asked.set(name, value) : asked.delete(name);
    try { history.replaceState(null, "", address.search || location.pathname); } catch { }
    apply();
  });
  apply();
})();
