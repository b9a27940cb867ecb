// "Copy link" and "cite" on each card, and the copying of references.
on("click", document, ({ target }) => {
  const { copy } = target.dataset;
  if (!copy) return;
  const body = target.closest(".body"), id = body && (body.id || body.dataset.of);
  const link = `${location.href.split("#")[0]}#${id}`, [first] = marks.get(id) ?? [];
  const words = {
    text: () => target.nextElementSibling.textContent,
    link: () => link,
    cite: () => `${one("#reference").textContent} ¶ ${first?.closest(".row").id.slice(1)}: “${
      marks.get(id)?.map((mark) => mark.textContent).join("")}”. ${link}`,
  }[copy]();
  (navigator.clipboard?.writeText(words) ?? Promise.reject()).then(
    () => { target.ariaLabel = target.textContent; target.textContent = gettext`Copied`; },
    () => prompt(gettext`Copy:`, words),
  );
});
