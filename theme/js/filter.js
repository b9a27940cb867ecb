// Narrows a listing down by words and by what its lines are marked with; the address keeps it all.
const form = one("[data-filter]");
if (form) {
  const fold = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const { filter } = form.elements, facets = all("select:not([name=order])", form), fields = [filter, ...facets], letters = new Map();
  const wordsOf = (line) => letters.get(line) ?? letters.set(line, fold(line.textContent)).get(line);
  const groups = all(".group").map((group) => [group, all("li, tbody tr", group), group.open]);
  const lines = groups.flatMap(([, listed]) => listed), total = lines.length;
  // Of the most telling choice each value has a button beside the field.
  const chips = all("[data-chip]", form), [summary] = all("summary", form);
  const chipOf = (facet, value) => chips.find(({ dataset, value: own }) => dataset.chip === facet.name && own === value);

  // How many lines each value would leave, the other choices being as they are.
  const recount = (facet, left) => {
    const { of = facet.name } = facet.dataset, counts = new Map();
    for (const { dataset } of left)
      for (const value of new Set([dataset[of], ...dataset[of]?.split(" ") ?? []])) counts.set(value, (counts.get(value) ?? 0) + 1);
    for (const option of [...facet.options].slice(1)) {
      const count = counts.get(option.value) ?? 0, chip = chipOf(facet, option.value);
      option.text = option.text.replace(/[^(]*$/, `${digits(count)})`);
      if (chip) one(".count", chip).textContent = digits(count);
      press(chip, option.selected);
    }
  };
  const apply = () => {
    const words = fold(filter.value).split(/\s+/).filter(Boolean), active = fields.filter(({ value }) => value);
    const worded = lines.filter((line) => words.every((word) => wordsOf(line).includes(word)));
    const fitting = (choices) => worded.filter((line) => choices.every((facet) => fits(line, facet)));
    const left = new Set(fitting(facets)), shown = left.size;
    for (const line of lines) line.hidden = !left.has(line);
    for (const [group, listed, open] of groups) {
      const count = listed.filter((line) => left.has(line)).length;
      group.hidden = !count;
      one(".count", group).textContent = digits(count);
      group.open = open || active.length > 0;
    }
    for (const more of all(".group .more")) more.open = one("summary", more).hidden = active.length > 0;
    for (const facet of facets) recount(facet, fitting(facets.filter((other) => other !== facet)));
    const folded = active.filter((field) => field.closest("details")).length;
    if (summary) one(".count", summary).textContent = folded ? digits(folded) : "";
    one("output", form).textContent = active.length ? gettext`${shown} of ${total}` : "";
    one("[type=reset]", form).hidden = !active.length;
    one("#nothing").hidden = shown;
  };
  fields.forEach(choose);
  on("submit", form, (event) => event.preventDefault());
  const change = () => { tell(...fields); apply(); };
  on("input", form, change);
  for (const chip of chips) on("click", chip, () => {
    const facet = form.elements[chip.dataset.chip];
    facet.value = facet.value === chip.value ? "" : chip.value;
    change();
  });
  on("reset", form, () => setTimeout(change));
  apply();
}
