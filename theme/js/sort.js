// Puts the questions of each group in another order: by their words, by how they stand, by what a text answers.
const order = one("[name=order]");
if (order) {
  const groups = all(".group").map((group) => all("tbody", group).map((body) => [body, [...body.rows]]));
  const { compare } = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const ranks = { open: 0, explained: 1, said: 0, silent: 1, read: 2, unread: 3 };
  // A number stands for the column of a text: what it says goes before what it does not.
  const keyOf = ({ cells, dataset }, by) => {
    const cell = cells[by === "status" || by === "question" ? 0 : by];
    return `${by === "question" ? "" : ranks[by === "status" ? dataset.status : cell.className] ?? 9} ${cell.textContent}`;
  };
  const apply = () => {
    const by = order.value;
    for (const bodies of groups) {
      const rows = bodies.flatMap(([, own]) => own), keys = new Map(rows.map((row) => [row, by && keyOf(row, by)]));
      if (by) rows.sort((row, other) => compare(keys.get(row), keys.get(other)));
      let at = 0;
      for (const [body, { length }] of bodies) body.append(...rows.slice(at, at += length));
    }
    for (const head of all("thead th"))
      head.cellIndex === (by === "question" ? 0 : +(by || -1)) ? head.ariaSort = "ascending" : head.removeAttribute("aria-sort");
  };
  choose(order);
  on("input", order, () => { tell(order); apply(); });
  on("reset", order.form, () => setTimeout(() => { tell(order); apply(); }));
  apply();
}
