// The form for one annotation: which words, what about them, who says so; the card as it will look, the
// file, and the ways to send it. What was typed stays in this browser until it is sent or begun anew.
// `changed` is the record that a change is proposed of, `set` the claim that is set against the held side.
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
const heading = el("h2", { id: "annotating" }), wordsBox = el("div"), joined = el("div"), signature = el("div");
const kinds = el("fieldset", { className: "choice" }, el("legend", { textContent: gettext`What is it?` }), ...KINDS_OF_RECORD.map(([value, label, about]) =>
  el("label", {}, el("input", { type: "radio", name: "kind", value }), el("span", {}, el("b", { textContent: label }), ` ${about}`))));
dialog.setAttribute("aria-labelledby", "annotating");
body.append(
  el("header", {}, heading, el("button", { type: "button", className: "close", textContent: gettext`Close`, onclick: () => dialog.close() })),
  wordsBox, kinds, joined, fields, signature,
  el("section", {}, el("h3", { textContent: gettext`As it will look` }), card),
  missing, ways, notice,
  el("details", {}, el("summary", { textContent: gettext`The file that is proposed` }), file),
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
  fields.replaceChildren(...FIELDS[state.kind].filter(([name]) => name !== "value").map(fieldOf));
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
  const side = ["side", "joined"].includes(state.kind) && held;
  joined.replaceChildren();
  if (!side) return;
  state.other ??= side.answer;
  joined.append(el("section", { className: "held" },
    el("h3", { textContent: gettext`The side that you hold` }),
    el("p", { textContent: `${side.gloss} (${side.title})` }),
    fieldOf(["other", gettext`Its answer, in a few words`, "", "line"]),
    fieldOf(["question", gettext`What is the question?`, gettext`To which both are answers, and cannot both be right.`, "line"]),
    el("button", { type: "button", textContent: gettext`Let it go`, onclick: () => { hold(); delete state.other; drawJoined(); draw(); } })));
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
    el("li", {}, el("button", { type: "button", textContent: sentence, onclick: () => one(`[name=${name}]`, body)?.focus() }))));
  drawCard(records);
  const content = changed ? itemLines((records.notes ?? records.claims)[0]).map((line) => `${line}\n`).join("") : toYaml(records);
  file.textContent = wrong.length ? "" : content;
  drawWays(wrong.length ? null : content, records, answer);
};

const drawCard = (records) => {
  const kind = { mention: "entity", side: "contested", joined: "contested" }[state.kind] ?? state.kind;
  const [record] = set ? records.contradictions : records.claims?.slice(-1) ?? records.notes ?? records.mentions ?? records.entities;
  const gloss = record.claim ?? record.question ?? record.name ?? record.note ?? DATA.entities.find(([id]) => id === record.entity)?.[1] ?? "…";
  const about = [record.modality && DATA.labels[record.modality], record.description, record.claim && record.note].filter(Boolean);
  const quoted = record.exact ?? (set ?? changed)?.quoted.exact;
  card.className = `card ${kind}`;
  card.replaceChildren(
    el("blockquote", { textContent: quotedWords(quoted ?? []), dir: "auto", lang: text.lang }),
    el("p", { className: "gloss", textContent: gloss, dir: "auto" }),
    ...about.map((line) => el("p", { textContent: line, dir: "auto" })),
    el("p", { className: "foot", textContent: [changed ? record.creator : (state.signed ?? "").trim(), record.created].filter(Boolean).join(gettext`, `) }),
  );
};

const pathOf = (records) => {
  const words = [records.contradictions?.[0].question ?? state.words ?? ""].flat().join(" ").slice(0, 60);
  const source = text.dataset.source.replaceAll("/", "-");
  return `annotations/proposed/${today()}-${source}-${makeId(words, new Set(), state.kind)}.yaml`;
};

// What can be done with a whole record; nothing while something is missing.
const drawWays = (content, records, answer) => {
  ways.replaceChildren();
  if (content === null) return;
  const { forge } = DATA, { name } = forge, { path, line } = changed?.at ?? { path: pathOf(records) }, say = (sentence) => { notice.textContent = sentence; };
  const values = {
    branch: forge.branch, path, folder: path.slice(0, path.lastIndexOf("/")), name: path.slice(path.lastIndexOf("/") + 1), content,
    title: document.title.split(" · ")[0], where: `${location.protocol === "file:" ? text.dataset.source : location.href.split("#")[0]}`,
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
      hold({ key: `${records.source}/${record.id}`, source: records.source, title: values.title, gloss: record.claim, ...side });
      if (!changed) clear();
      say(kept("held") ? gettext`It is held, also on other pages. Select the words of the other side, here or in another text.`
        : gettext`It is held on this page only, since this browser keeps nothing. The other side must be found here, or copy the file.`);
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
  if (changed?.kind === "claim") ways.append(holding(gettext`Hold it as a side of a contradiction`, { answer: state.value || state.claim }));
  const key = `${text.dataset.source}/${changed?.record.id}`;
  if (changed?.kind === "claim" && held && held.key !== key) ways.append(button(gettext`Set it against the side that you hold`, () => setAgainst(key)));
  if (changed) ways.append(el("p", { className: "where", textContent: gettext`It stands in ${path}, near line ${line}.` }));
};

// Forget what was typed, but for the name, the kind and the words.
const forget = () => {
  for (const key of Object.keys(draft)) if (!["signed", "kind", "words"].includes(key)) delete draft[key];
  remember();
};
const clear = () => { forget(); drawFields(); draw(); };

// Beginning ------------------------------------------------------------------------------------

const drawWords = () => {
  const field = el("textarea", { id: "annotating-words", name: "words", rows: 2, value: state.words, dir: "auto", lang: text.lang, readOnly: Boolean(changed ?? set) });
  wordsBox.replaceChildren(el("p", { className: "field" }, el("label", { htmlFor: field.id, textContent: gettext`Which words?` }), field,
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
const refusal = (range, row, words) => {
  if (text.dataset.shown !== "full") return gettext`Only parts of this text are shown here, so its words cannot be told apart on this page. Write to the editors.`;
  const at = range?.commonAncestorContainer, inside = at && (at.nodeType === Node.TEXT_NODE ? at.parentElement : at);
  if (inside?.closest("[data-apparatus]")) return gettext`These are words of a note beside the text. Select words of the text itself.`;
  if (!words) return range || row ? gettext`There are no words in what is selected.` : gettext`Select words of the text first, or go to the number of a paragraph with the Tab key and press a.`;
  if (!row && words[1] - words[0] > MOST_SELECTED) return gettext`That is a long passage. Select the few words that carry the point.`;
  return "";
};
const show = (sentence) => {
  body.classList.toggle("refused", Boolean(sentence));
  notice.textContent = sentence;
  document.body.append(dialog);
  if (!dialog.open) dialog.showModal();
};

on("annotate", window, async ({ detail: { range, row, card: mark } }) => {
  const { annotateData, annotateRecords } = text.dataset;
  heading.textContent = mark ? gettext`Propose a change` : gettext`Annotate`;
  try {
    await load(annotateData);
    if (mark) await load(annotateRecords);
  } catch {
    loaded.clear();
    return show(gettext`The form could not be loaded: there is no connection. Nothing is lost; try again later.`);
  }
  DATA = window.sicetnon.annotating;
  page ??= readText(text);
  if (mark) change(window.sicetnon.records[mark]);
  else {
    if (row && !range) { range = document.createRange(); range.selectNodeContents(one(".words", row)); }
    const words = range && offsetsOf(page, range), sentence = refusal(range, row, words);
    if (sentence) return show(sentence);
    begin(words);
  }
  drawAll();
  show("");
  (mark ? one("[name]", fields) : one(":checked", kinds)).focus();
});

const drawAll = () => {
  drawWords();
  signature.replaceChildren();
  if (!changed) signature.append(fieldOf(["signed", gettext`Your name`, gettext`It is shown with the annotation. This browser keeps it.`, "line"]));
  drawFields();
  draw();
};

// A claim of the corpus becomes the other side.
const setAgainst = (key) => {
  const { quoted, record } = changed;
  [set, changed, state] = [{ key, quoted }, undefined, draft];
  Object.assign(draft, { kind: "joined", words: quotedWords(quoted.exact), answer: record.value && typeof record.value === "string" ? record.value : record.claim });
  heading.textContent = gettext`Annotate`;
  drawAll();
};

// A new annotation on a span. What was sent is forgotten, all else that was typed stays.
const begin = (words) => {
  changed = set = undefined;
  state = draft;
  if (draft.sent) {
    if (["side", "joined"].includes(draft.kind)) hold();
    forget();
  }
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
  state = { kind, signed: draft.signed, words: quotedWords(exact) };
  for (const [name] of FIELDS[kind]) {
    const value = record[name];
    if (value) state[name] = Array.isArray(value) ? value.join(", ") : typeof value === "object" ? numberWords(value) : value;
  }
};
const numberWords = ({ min, max, unit, approximate }) => [approximate && "about", min === max ? min : min && max ? `${min} to ${max}` : min ? `at least ${min}` : `at most ${max}`, unit].filter(Boolean).join(" ");
