// The form for one annotation: which words, what about them, who says so; the card as it will look, the
// file, and the ways to send it. What was typed stays in this browser until it is sent or begun anew.
// `changed` is the record that a change is proposed of, `set` the claim that is set against the held side.
// `place` is the part of the page whose words can be annotated: a text, or what quotes texts.
const place = one("[data-annotate]");
let DATA, page, span, around, cut, changed, set, state = draft, held = keptAs("held");
const hold = (side) => { held = side; keep("held", JSON.stringify(side ?? null)); };
const remember = () => { if (state === draft) keep("annotation", JSON.stringify(draft)); else keep("annotation", JSON.stringify({ ...draft, signed: draft.signed = state.signed })); };
const loaded = new Map();
const load = (src) => {
  if (!loaded.has(src)) loaded.set(src, new Promise((done, fail) => { document.head.append(make("script", { src, onload: done, onerror: fail })); }));
  return loaded.get(src);
};

// The dialog ----------------------------------------------------------------------------------

const dialog = el("dialog", { className: "annotating" }), body = el("form", { method: "dialog", noValidate: true });
const notice = el("p", { className: "notice", role: "status" }), missing = el("ul", { className: "missing" });
const fields = el("div", { className: "fields" }), card = el("div"), file = el("pre", { tabIndex: 0, ariaLabel: gettext`The file` }), ways = el("div", { className: "ways" });
const proposed = el("summary"), heading = el("h2", { id: "annotating" }), wordsBox = el("div"), joined = el("div", { className: "joined" }), signature = el("div");
const kinds = el("fieldset", { className: "choice" }, el("legend", { textContent: gettext`What is it?` }), ...KINDS_OF_RECORD.map(([value, label, about]) =>
  el("label", {}, el("input", { type: "radio", name: "kind", value }), el("span", {}, el("b", { textContent: label }), ` ${about}`))));
dialog.setAttribute("aria-labelledby", "annotating");
body.append(
  el("header", {}, heading, el("button", { type: "button", className: "close", textContent: gettext`Close`, onclick: () => dialog.close() })),
  wordsBox, kinds, joined, fields, signature,
  el("section", {}, el("h3", { textContent: gettext`As it will look` }), card),
  missing, ways, notice,
  el("details", {}, proposed, file),
);
dialog.append(body);
on("submit", body, (event) => event.preventDefault());
on("input", body, ({ target: field }) => {
  if (!field.name) return;
  state[field.name] = field.value;
  delete state.sent;
  remember();
  if (field.name === "words") span = spanOf(page, field.value, around);
  if (field.name === "kind") drawFields();
  else if (field.name === "predicate") drawValue();
  draw();
});

const drawFields = () => {
  for (const radio of all("[name=kind]", kinds)) radio.checked = radio.value === state.kind;
  const only = changed || set ? [state.kind] : KINDS_OF_RECORD.map(([kind]) => kind);
  kinds.hidden = only.length === 1;
  const listed = fieldsOf(state.kind).filter(([name]) => name !== "value"), folded = listed.filter(([name]) => FOLDED.has(name));
  fields.replaceChildren(...listed.filter((field) => !folded.includes(field)).map(fieldOf));
  if (folded.length) {
    const open = folded.some(([name]) => state[name] && state[name] !== "asserted");
    fields.append(el("details", { open }, el("summary", { textContent: gettext`More: about whom, what value, on whose word, when` }), ...folded.map(fieldOf)));
  }
  if (state.kind === "entity" && !state.name) one("[name=name]", fields).value = state.name = state.words ?? "";
  drawValue();
  drawJoined();
};
// The field for a value is that of the property's type.
const drawValue = () => {
  one("[name=value]", fields)?.closest(".field").remove();
  const property = pick(DATA.predicates, state.predicate ?? "");
  if (!property || !("claim" === state.kind || "side" === state.kind)) return;
  const [, label, question, , type] = property, subject = pick(DATA.entities, state.subject ?? "");
  const about = {
    date: gettext`A date as you would write it: 31.12.2020, about 1432, spring 2010, 2010 to 2012.`,
    number: gettext`A number or a range: 150, about 200 men, 100 to 250.`,
    place: gettext`Type the name of a place and choose.`,
    entity: gettext`Type a name and choose.`,
    text: gettext`In the words of the text.`,
    "yes-no": "",
  }[type];
  const asked = question.replace("{subject}", subject?.[1] ?? "…");
  one("[name=predicate]", fields).closest(".field").after(fieldOf(["value", asked || label, about, type]));
};
// The side that was held before.
const drawJoined = () => {
  joined.replaceChildren();
  if (!["side", "joined"].includes(state.kind) || !held) return;
  state.other ??= held.answer;
  joined.append(heldSide(fieldOf(["other", gettext`Its answer, in a few words`, "", "line"])));
};
const heldSide = (...asked) => el("section", { className: "held" },
  el("h3", { textContent: gettext`The side that you hold` }),
  el("p", { textContent: `${held.gloss} (${held.title})`, dir: "auto" }),
  ...asked,
  el("button", { type: "button", textContent: gettext`Let it go`, onclick: letGo }));
// Of two claims of the corpus the other one is held then.
const letGo = () => {
  hold(set?.side);
  delete state.other;
  if (body.classList.contains("refused")) dialog.close();
  else if (set) { set = undefined; showHeld(); }
  else { drawFields(); draw(); }
};
const HELD = () => kept("held") ? gettext`It is held, also on other pages. Now find the other side, in this text or in another: press “Hold this” beside a claim, or select words and choose “Side of a contradiction”.`
  : gettext`It is held on this page only, since this browser keeps nothing. The other side must be found here, or copy the file.`;
const showHeld = () => {
  heading.textContent = gettext`Hold this`;
  joined.replaceChildren(heldSide());
  show(HELD(), true);
};

// What is shown --------------------------------------------------------------------------------

const draw = () => {
  const wrong = [], { answer, ...records } = build(wrong);
  for (const field of all("[name]", body)) field.toggleAttribute("aria-invalid", false);
  for (const [name] of wrong) {
    const field = one(`[name=${name}]`, body);
    if (field && field.value) field.setAttribute("aria-invalid", "true");
  }
  missing.replaceChildren(...[...new Map(wrong.map(([name, sentence]) => [sentence, name]))].map(([sentence, name]) =>
    el("li", {}, el("button", { type: "button", textContent: sentence, onclick: () => goTo(name) }))));
  drawCard(records);
  const content = changed ? itemLines(Object.values(records).find((one) => typeof one[0] === "object")[0]).map((line) => `${line}\n`).join("") : toYaml(records);
  file.textContent = wrong.length ? "" : content;
  drawWays(wrong.length ? null : content, records, answer);
};

const goTo = (name) => {
  const field = one(`[name=${name}]`, body), fold = field?.closest("details");
  if (fold) fold.open = true;
  field?.focus();
};

const drawCard = (records) => {
  const kind = { mention: "entity", side: "contested", joined: "contested", contradiction: "contested" }[state.kind] ?? state.kind;
  const [record] = set || changed?.kind === "contradiction" ? records.contradictions : records.claims?.slice(-1) ?? records.notes ?? records.mentions ?? records.entities;
  const gloss = record.claim ?? record.question ?? record.name ?? record.note ?? DATA.entities.find(([id]) => id === record.entity)?.[1] ?? "…";
  const answers = record.positions?.map(({ answer }) => answer ?? "…").join(" ≠ ");
  const about = [answers, record.modality && DATA.labels[record.modality], DATA.labels[record.type], record.description, record.explanation, record.claim && record.note].filter(Boolean);
  const quoted = quotedWords(record.exact ?? (set ?? changed)?.quoted.exact);
  card.className = `card ${kind}`;
  card.replaceChildren(
    quoted && el("blockquote", { textContent: quoted, dir: "auto", lang: languageOf() }),
    el("p", { className: "gloss", textContent: gloss, dir: "auto" }),
    ...about.map((line) => el("p", { textContent: line, dir: "auto" })),
    el("p", { className: "foot", textContent: [changed ? record.creator : (state.signed ?? "").trim(), record.created].filter(Boolean).join(gettext`, `) }),
  );
};
const languageOf = () => set?.language ?? text?.lang ?? "";

const sourceOf = (key) => key.slice(0, key.lastIndexOf("/"));
const pathOf = (records) => {
  const words = [records.contradictions?.[0].question ?? state.words ?? ""].flat().join(" ").slice(0, 60);
  const source = (place.dataset.source ?? sourceOf(set.side.key)).replaceAll("/", "-");
  return `annotations/proposed/${today()}-${source}-${makeId(words, new Set(), state.kind)}.yaml`;
};

// What can be done with a whole record; nothing while something is missing.
const drawWays = (content, records, answer) => {
  ways.replaceChildren();
  if (content === null) return;
  const { forge } = DATA, { name } = forge, { path, line } = changed?.at ?? { path: pathOf(records) }, say = (sentence) => { notice.textContent = sentence; };
  const values = {
    branch: forge.branch, path, folder: path.slice(0, path.lastIndexOf("/")), name: path.slice(path.lastIndexOf("/") + 1), content,
    title: document.title.split(" · ")[0], where: location.protocol === "file:" ? place.dataset.source ?? location.pathname.split("/").slice(-2).join("/") : location.href.split("#")[0],
    exact: quotedWords(changed?.quoted.exact ?? state.words ?? ""), note: state.note ?? state.claim ?? "",
  };
  values.body = `${values.where}\n\n> ${values.exact}\n\n${values.note}\n\n\`\`\`yaml\n${content}\`\`\`\n`;
  const button = (label, act) => el("button", { type: "button", textContent: label, onclick: act });
  const way = (label, address, sentence) => {
    const link = el("a", { className: "way", href: address.href, target: "_blank", rel: "noopener nofollow", textContent: label });
    on("click", link, () => {
      state.sent = true;
      remember();
      if (address.cut) copied(content);
      say(address.cut ? sentence : "");
    });
    return link;
  };
  const copy = button(gettext`Copy`, async () => say(await copied(content) ? gettext`Copied.` : gettext`This browser does not let a page copy. Open the file below and copy it from there.`));
  const save = button(gettext`Save as a file`, () => { download(values.name, content); say(gettext`Saved: ${path}. Send it to the editors, or put it into the corpus.`); });
  const holding = (label, side) => {
    const [record] = records.claims;
    return button(label, () => {
      hold({ ...sideOf(records.source, values.title, record), ...side });
      if (!changed) clear();
      say(HELD());
    });
  };
  if (answer !== undefined) {
    ways.append(holding(gettext`Hold this side`, { answer, record: records.claims[0] }), copy);
    return;
  }
  const proposal = addressOf(changed ? forge.edit : forge.new, values), issue = addressOf(forge.issue, values);
  if (proposal) {
    ways.append(way(changed ? gettext`Change the file on ${name}` : gettext`Propose it on ${name}`, proposal, changed
      ? gettext`The new lines are on the clipboard: put them in the place of the old ones.` : gettext`The content is too much for an address: it is on the clipboard, paste it into the file there.`));
    if (issue && !changed) ways.append(way(gettext`Send it as an issue instead`, issue, gettext`The content is too much for an address: it is on the clipboard, paste it there.`));
  } else if (forge.repository) {
    ways.append(el("a", { className: "way", href: forge.repository, target: "_blank", rel: "noopener nofollow", textContent: gettext`Copy, and open the repository`, onclick: () => { copied(content); say(gettext`Copied. Paste it into a new file below annotations/.`); } }));
  }
  ways.append(copy);
  if (!changed) ways.append(save, button(gettext`Begin anew`, () => { clear(); say(""); }));
  if (changed?.kind === "claim") ways.append(holding(gettext`Hold it as a side of a contradiction`));
  const key = `${place.dataset.source}/${changed?.record.id}`;
  if (changed?.kind === "claim" && held && held.key !== key) ways.append(button(gettext`Set it against the side that you hold`, () => {
    setAgainst(sideOf(place.dataset.source, values.title, changed.record), changed.quoted, text.lang);
  }));
  if (changed) ways.append(el("p", { className: "where", textContent: gettext`It stands in ${path}, near line ${line}.` }));
};

// A claim of the corpus as a side: its key, and what is said of it until the other side is found.
const sideOf = (source, title, { id, claim, value }) => {
  const answer = DATA.entities.find(([known]) => known === value)?.[1] ?? (typeof value === "string" ? value : claim);
  return { key: `${source}/${id}`, source, title, gloss: claim, answer };
};

// Forget what was typed, but for the name, the kind and the words.
const forget = () => {
  for (const key of Object.keys(draft)) if (!["signed", "kind", "words"].includes(key)) delete draft[key];
  remember();
};
const clear = () => { forget(); drawFields(); draw(); };

// Beginning ------------------------------------------------------------------------------------

const drawWords = () => {
  wordsBox.replaceChildren();
  proposed.textContent = changed ? gettext`The new lines` : gettext`The file that is proposed`;
  if (state.words === undefined) return;
  const field = el("textarea", { id: "annotating-words", name: "words", rows: 2, value: state.words, dir: "auto", lang: languageOf(), readOnly: Boolean(changed ?? set) });
  wordsBox.append(el("p", { className: "field" }, el("label", { htmlFor: field.id, textContent: changed ?? set ? gettext`The words` : gettext`Which words?` }), field,
    el("small", { textContent: changed ?? set ? "" : gettext`As few as carry it, as they stand in the text. You can shorten them here.` })));
  if (!cut || (changed ?? set)) return;
  const part = onOneLine(page.words.slice(...cut));
  wordsBox.append(el("p", { className: "cut" }, el("button", { type: "button", textContent: gettext`Only “${part}”, as selected`, onclick: () => {
    [span, cut, draft.words] = [cut, undefined, part];
    remember(); drawWords(); draw();
    one("[name=words]", wordsBox).focus();
  } })));
};

// Why these words cannot be annotated, in a sentence, or an empty one.
const LONG = gettext`That is a long passage. Select the few words that carry the point.`;
const refusal = (range, row, words, quoted) => {
  if (text.dataset.shown !== "full") return gettext`Only parts of this text are shown here, so its words cannot be told apart on this page. Write to the editors.`;
  const at = range?.commonAncestorContainer, inside = at && (at.nodeType === Node.TEXT_NODE ? at.parentElement : at);
  if (inside?.closest("[data-apparatus]")) return gettext`These are words of a note beside the text. Select words of the text itself.`;
  if (!words && quoted) return gettext`These words do not stand in the text as it is here. Select them below.`;
  if (!words) return range || row ? gettext`There are no words in what is selected.` : gettext`Select words of the text first, or go to the number of a paragraph with the Tab key and press a.`;
  if (!row && words[1] - words[0] > MOST_SELECTED) return LONG;
  return "";
};
const show = (sentence, isHeld = false) => {
  body.classList.toggle("refused", Boolean(sentence));
  body.classList.toggle("holding", isHeld);
  notice.textContent = sentence;
  document.body.append(dialog);
  if (!dialog.open) dialog.showModal();
};

// The records of a text, by their marks.
const recordsOf = async (source) => {
  const root = new URL("..", new URL(place.dataset.annotateData, location));
  await load(new URL(filled(DATA.records, { source }), root).href);
  const { records } = window.sicetnon;
  if (records[source]) return records[source];
  throw new Error(source);
};

on("annotate", window, async ({ detail: { range, row, button, quoted } }) => {
  const { change: mark, hold: key } = button?.dataset ?? {};
  heading.textContent = mark === undefined ? gettext`Annotate` : gettext`Propose a change`;
  let written;
  try {
    await load(place.dataset.annotateData);
    DATA = window.sicetnon.annotating;
    if (mark) written = (await recordsOf(place.dataset.source))[mark];
    if (key) written = (await recordsOf(sourceOf(key)))[`claim-${key.slice(sourceOf(key).length + 1)}`];
  } catch {
    loaded.clear();
    return show(gettext`There is no connection. Nothing is lost; try again later.`);
  }
  if (mark === "") written = JSON.parse(one("#record").textContent);
  if (key) { if (holdOrSet(button, written.record)) return; }
  else if (written) change(written);
  else if (!text) return show(toSource(range));
  else {
    page ??= readText(text);
    if (row && !range) { range = document.createRange(); range.selectNodeContents(one(".words", row)); }
    const words = quoted ? spanOfQuoted(page, quoted) : range && offsetsOf(page, range), sentence = refusal(range, row, words, quoted);
    if (sentence) return show(sentence);
    begin(words);
  }
  drawAll();
  show("");
  (written ? one("[name]", fields) : one(":checked", kinds)).focus();
});

// A claim that is shown is held or, where another is held already, set against that; whether it is held.
const holdOrSet = (button, record) => {
  const shown = button.closest("figure, li"), { hold: key } = button.dataset, { exact } = record;
  const side = sideOf(sourceOf(key), one(".where, .who a", shown).textContent, record);
  if (draft.sent) begun();
  if (held && held.key !== key) return void setAgainst(side, { exact }, one("blockquote, q", shown).lang);
  set = undefined;
  hold(side);
  showHeld();
  return true;
};

// Words of a quote are annotated in the text that it is from; why they cannot be, in a sentence.
const toSource = (range) => {
  const found = range && quotedAt(range);
  if (!found) return gettext`Select words of one quote first: the text that they are from opens, and this form with it.`;
  if (found.cut) return gettext`Between these words some are left out. Select words before or after “[…]”.`;
  if (found.words.length > MOST_QUOTED) return LONG;
  location.assign(found.address);
  return gettext`The text that they are from opens.`;
};

const drawAll = () => {
  if (set) wordsBox.before(joined);
  else kinds.after(joined);
  drawWords();
  signature.replaceChildren();
  if (!changed) signature.append(fieldOf(["signed", gettext`Your name`, gettext`It is shown with the annotation. This browser keeps it.`, "line"]));
  drawFields();
  draw();
};

// A claim of the corpus becomes the other side.
const setAgainst = (side, quoted, language) => {
  [set, changed, state] = [{ side, quoted, language }, undefined, draft];
  Object.assign(draft, { kind: "joined", words: quotedWords(quoted.exact), answer: side.answer });
  heading.textContent = gettext`A contradiction`;
  drawAll();
};

// A new annotation on a span. What was sent is forgotten, all else that was typed stays.
const begun = () => {
  if (["side", "joined"].includes(draft.kind)) hold();
  forget();
};
const begin = (words) => {
  changed = set = undefined;
  state = draft;
  if (draft.sent) begun();
  if (draft.kind === "joined") draft.kind = "side";
  span = wholeWords(page.words, words);
  cut = `${span}` === `${words}` ? undefined : words;
  around = span;
  draft.kind ??= "note";
  draft.words = onOneLine(page.words.slice(...span));
};

// A record as it stands in its file, in the words of the form.
const change = ({ kind, at, record }) => {
  set = undefined;
  const { exact, prefix, suffix } = record;
  changed = { kind, at, record, quoted: { exact, ...prefix && { prefix }, ...suffix && { suffix } } };
  state = { kind, signed: draft.signed, ...exact && { words: quotedWords(exact) } };
  record.positions?.forEach(({ answer, claims }, at) => Object.assign(state, { [`answer-${at}`]: answer, [`claims-${at}`]: claims.join(", ") }));
  for (const [name] of fieldsOf(kind)) {
    const value = record[name];
    if (name === "aliases") state[name] = value?.map((alias) => alias.text ?? alias).join("\n");
    else if (value) state[name] = Array.isArray(value) ? value.join(", ") : typeof value === "object" ? numberWords(value) : value;
  }
};
const numberWords = ({ min, max, unit, approximate }) => [approximate && "about", min === max ? min : min && max ? `${min} to ${max}` : min ? `at least ${min}` : `at most ${max}`, unit].filter(Boolean).join(" ");
