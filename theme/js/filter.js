// Narrows a listing down by words and by what its lines are marked with; the address keeps it all.
const form = one("[data-filter]");
if (form) {
  const fold = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const { filter } = form.elements, facets = all("select", form), folded = new Map();
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
      group.hidden = shown === before;
    }
    one("output", form).textContent = digits(shown);
  };
  const fields = [filter, ...facets];
  fields.forEach(choose);
  on("submit", form, (event) => event.preventDefault());
  on("input", form, () => { tell(...fields); apply(); });
  apply();
}
