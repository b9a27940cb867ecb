// Lenses: kinds of annotation off and on, the contradictions alone, those with one other source alone,
// one contributor's notes alone. The address keeps what is chosen (?off=claim,note&against=a-source),
// so that a teacher can send it.
const legend = one(".legend");
if (text && legend) {
  const buttons = all("[data-lens]", legend), kinds = buttons.map(({ dataset }) => dataset.lens);
  const rest = kinds.filter((kind) => kind !== "contested");
  const off = new Set(asked.get("off")?.split(",").filter((kind) => kinds.includes(kind)));
  const alone = one(".alone", legend), fields = all("select", legend);
  const isAlone = () => !off.has("contested") && rest.every((kind) => off.has(kind));

  const apply = () => {
    const hidden = new Set(), active = off.size || fields.some(({ value }) => value);
    if (active) unfold(legend);
    for (const card of all(".card", text)) {
      const out = kinds.some((kind) => off.has(kind) && card.classList.contains(kind))
        || !fields.every((field) => fits(card, field));
      card.classList.toggle("off", out);
      if (out) hidden.add(idOf(card));
      else if (active) unfold(card);
    }
    for (const mark of all("mark", text)) {
      const ids = noted(mark);
      mark.classList.toggle("off", ids.length && ids.every((id) => hidden.has(id)));
    }
    for (const ref of all(".ref", text)) ref.classList.toggle("off", hidden.has(targetOf(ref)));
    text.dataset.off = [...off].join(" ");
    text.classList.toggle("dim", isAlone() || fields.some(({ name, value }) => name === "against" && value));
    for (const button of buttons) press(button, !off.has(button.dataset.lens));
    press(alone, isAlone());
    tell({ name: "off", value: [...off].join() }, ...fields);
  };

  for (const button of buttons) on("click", button, () => {
    const { lens } = button.dataset;
    off.delete(lens) || off.add(lens);
    apply();
  });
  on("click", alone, () => {
    const was = isAlone();
    off.clear();
    if (!was) for (const kind of rest) off.add(kind);
    apply();
  });
  fields.forEach(choose);
  on("change", legend, apply);
  on("popstate", window, apply);
  apply();
}
