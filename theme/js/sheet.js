// On a narrow screen a tap on marked words brings their notes up from below, within the thumb's reach.
if (text) {
  const sheet = make("dialog", {
    className: "sheet", ariaLabel: gettext`Notes`, innerHTML: gettext`<div></div><button>Close</button>`,
  });
  const notes = sheet.firstChild, heading = make("p", { dir: "auto", lang: text.lang });
  sheet.prepend(heading);
  on("click", sheet, ({ target }) => { if (target.closest(".sheet > button, a") || target === sheet) sheet.close(); });
  on("annotations", window, (event) => {
    if (isWide()) return;
    const { cards, words, name } = event.detail;
    heading.textContent = words;
    notes.replaceChildren(...cards.map((card) => {
      const copy = card.cloneNode(true), body = one(".body", copy);
      copy.open = true;
      copy.classList.remove("lit");
      copy.removeAttribute("name");
      body.dataset.of = body.id;
      for (const element of [body, ...all("[id]", copy)]) element.removeAttribute("id");
      return copy;
    }));
    // The record of the name, with the link that was tapped.
    if (name) notes.append(name.cloneNode(true), make("iframe", { src: name.href, title: gettext`Preview` }));
    document.body.append(sheet);
    sheet.showModal();
    sheet.scrollTop = 0;
    event.preventDefault();
  });
}
