// On a narrow screen a tap on marked words brings their notes up from below, within the thumb's reach.
if (text) {
  const sheet = make("dialog", {
    className: "sheet", ariaLabel: gettext`Notes`, innerHTML: gettext`<div></div><button>Close</button>`,
  });
  on("click", sheet, ({ target }) => { if (target.closest(".sheet > button, a") || target === sheet) sheet.close(); });
  on("annotations", window, (event) => {
    if (!matchMedia("(max-width: 62rem)").matches) return;
    sheet.firstChild.replaceChildren(...event.detail.map((card) => {
      const copy = card.cloneNode(true), body = one(".body", copy);
      copy.open = true;
      copy.classList.remove("lit");
      body.dataset.of = body.id;
      for (const element of [body, ...all("[id]", copy)]) element.removeAttribute("id");
      return copy;
    }));
    document.body.append(sheet);
    sheet.showModal();
    sheet.scrollTop = 0;
    event.preventDefault();
  });
}
