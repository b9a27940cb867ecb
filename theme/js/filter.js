// Narrows a listing down by words and by what its lines are marked with; the address keeps it all.
const form = one("[data-filter]");
if (form) {
  const fold = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const { filter } = form.elements, facets = all("select", form), folded = new Map(), fields = [filter, ...facets];
  const wordsOf = (line) => folded.get(line) ?? folded.set(line, fold(line.textContent)).get(line);
  const groups = all(".group").map((group) => [group, all("li", group)]);
  const apply = () => {
    const words = fold(filter.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const [group, lines] of groups) {
      const before = shown;
      for (const line of lines) {
        line.hidden = !(facets.every((facet) => fits(line, facet)) && words.every((word) => wordsOf(line).includes(word)));
        shown += !line.hidden;
      }
      const count = shown - before;
      group.hidden = !count;
      one(".count", group).textContent = digits(count);
      if (fields.some(({ value }) => value)) group.open = true;
    }
    one("output", form).textContent = digits(shown);
    one("#nothing").hidden = shown;
  };
  fields.forEach(choose);
  on("submit", form, (event) => event.preventDefault());
  const change = () => { tell(...fields); apply(); };
  on("input", form, change);
  on("reset", form, () => setTimeout(change));
  apply();
}
