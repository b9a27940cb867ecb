// The form for one annotation: which words, what about them, who says so; the card as it will look, the
// file, and the ways to send it. What was typed stays in this browser until it is sent or begun anew.
const el = (tag, properties = {}, ...children) => {
  const element = make(tag, properties);
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
};
const MOST_TYPED = 10000;
const KINDS_OF_RECORD = [
  ["note", gettext`Note`, gettext`explains the words and claims nothing for the text`],
  ["claim", gettext`Claim`, gettext`what the text says, in one sentence of yours`],
  ["mention", gettext`Name`, gettext`the words name a person, a place or a group of this corpus`],
  ["entity", gettext`New entity`, gettext`a person, a place or a group that this corpus does not have yet`],
  ["side", gettext`Side of a contradiction`, gettext`a claim that another claim speaks against`],
];
// Fields of each kind: key, label, explanation, and how it is filled in.
const OF_CLAIM = [
  ["claim", gettext`What does the text say?`, gettext`One sentence of yours, as the text has it, true or not.`, "line"],
  ["subject", gettext`About whom or what?`, gettext`Type a name and choose. May be left out.`, "entity"],
  ["predicate", gettext`What about it?`, gettext`A property that is asked for here. May be left out.`, "predicate"],
  ["value", gettext`What value?`, "", "value"],
  ["modality", gettext`How does the text say it?`, "", "modality"],
  ["attributed_to", gettext`On whose word?`, gettext`Whom the text names for it, nearest first, with commas between; empty: the author’s own.`, "entities"],
  ["as_of", gettext`When does it hold?`, gettext`Only where the text says so: 2023, September 2023, about 1432.`, "date"],
  ["note", gettext`Comment`, gettext`What a reader should know besides. May be left out.`, "words"],
];
const FIELDS = {
  note: [["note", gettext`What should a reader know?`, gettext`Markdown: *emphasis*, [a link](https://…).`, "words"]],
  claim: OF_CLAIM,
  mention: [["entity", gettext`Whom or what do the words name?`, gettext`Type a name and choose.`, "entity"]],
  entity: [
    ["name", gettext`Name`, gettext`The name that pages use. Texts that have it are linked.`, "line"],
    ["type", gettext`What is it?`, "", "type"],
    ["description", gettext`In one line`, gettext`Who or what it is. May be left out.`, "line"],
    ["aliases", gettext`Other spellings`, gettext`With commas between. May be left out.`, "line"],
  ],
  side: [...OF_CLAIM.slice(0, -1), ["answer", gettext`Its answer, in a few words`, gettext`As a heading has it: 2006; by the army; never.`, "line"]],
};
const REQUIRED = {
  note: gettext`Write what a reader should know.`,
  claim: gettext`Write in one sentence what the text says.`,
  entity: gettext`Choose whom or what the words name.`,
  name: gettext`Write the name.`,
  type: gettext`Choose what it is.`,
  answer: gettext`Write the answer in a few words.`,
  other: gettext`Write the answer of the other side in a few words.`,
  question: gettext`Write the question to which both are answers.`,
};
const CHOSEN = { place: gettext`Choose a place of this corpus.`, entity: gettext`Choose an entity of this corpus, by its name or id.` };
const today = () => { const now = new Date(); return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`; };
const plainly = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

// What was typed is kept under this name, and the side that is held under that one.
const keptAs = (name) => { try { return JSON.parse(kept(name)) ?? undefined; } catch { } };
const draft = keptAs("annotation") ?? {};
let DATA, page, span, around, changed, state = draft, held = keptAs("held");
const hold = (side) => { held = side; keep("held", JSON.stringify(side ?? null)); };
const remember = () => { if (state === draft) keep("annotation", JSON.stringify(draft)); else keep("annotation", JSON.stringify({ ...draft, signed: draft.signed = state.signed })); };
const loaded = new Map();
const load = (src) => {
  if (!loaded.has(src)) loaded.set(src, new Promise((done, fail) => { document.head.append(make("script", { src, onload: done, onerror: fail })); }));
  return loaded.get(src);
};

// The dialog ----------------------------------------------------------------------------------

const dialog = el("dialog", { className: "annotating" }), body = el("form", { method: "dialog", noValidate: true });
const said = el("p", { className: "said", role: "status" }), missing = el("ul", { className: "missing" });
const fields = el("div", { className: "fields" }), card = el("div"), file = el("pre", { tabIndex: 0, ariaLabel: gettext`The file` }), ways = el("div", { className: "ways" });
const heading = el("h2", { id: "annotating" }), wordsBox = el("div"), joined = el("div"), signature = el("div");
const kinds = el("fieldset", { className: "choice" }, el("legend", { textContent: gettext`What is it?` }), ...KINDS_OF_RECORD.map(([value, label, about]) =>
  el("label", {}, el("input", { type: "radio", name: "kind", value }), el("span", {}, el("b", { textContent: label }), ` ${about}`))));
dialog.setAttribute("aria-labelledby", "annotating");
body.append(
  el("header", {}, heading, el("button", { type: "button", className: "close", textContent: gettext`Close`, onclick: () => dialog.close() })),
  wordsBox, kinds, joined, fields, signature,
  el("section", {}, el("h3", { textContent: gettext`As it will look` }), card),
  missing, ways, said,
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

// A field with its label, its explanation and a line for what is wrong with it.
const fieldOf = ([name, label, about, type]) => {
  const id = `annotating-${name}`, value = state[name] ?? "";
  const common = { id, name, value, autocomplete: "off" };
  let field;
  if (type === "words") field = el("textarea", { ...common, rows: 3 });
  else if (type === "modality") field = choice(common, DATA.modalities, "asserted");
  else if (type === "type") field = choice(common, [["", "", ""], ...DATA.types], "");
  else if (type === "yes-no") field = choice(common, [["", "", ""], ...DATA.answers], "");
  else field = el("input", { ...common, type: "text" });
  field.setAttribute("aria-describedby", `${id}-about`);
  const hint = el("small", { id: `${id}-about`, textContent: about });
  const options = { entity: DATA.entities, place: DATA.entities.filter(([, , kind]) => kind === "place"), entities: DATA.entities, predicate: DATA.predicates }[type];
  const list = options && suggestions(field, options);
  return el("p", { className: "field" }, el("label", { htmlFor: id, textContent: label }), field, list, hint);
};
const choice = (common, options, otherwise) => {
  const select = el("select", { id: common.id, name: common.name }, ...options.map(([value, label]) => el("option", { value, textContent: label })));
  select.value = common.value || otherwise;
  return select;
};

// What is offered while somebody types: the first twenty that have the words in their name or id.
const suggestions = (field, options) => {
  const list = el("datalist", { id: `${field.id}-list` });
  field.setAttribute("list", list.id);
  const offer = () => {
    const typed = plainly(field.value.split(",").at(-1)), lead = field.name === "attributed_to" ? field.value.slice(0, field.value.lastIndexOf(",") + 1) : "";
    const fit = options.filter(([id, ...names]) => plainly([id, ...names.flat()].join(" ")).includes(typed)).slice(0, 20);
    list.replaceChildren(...fit.map(([id, name, about, aliases]) => el("option", { value: lead ? `${lead} ${id}` : id, label: [name, DATA.labels[about] ?? about, ...aliases ?? []].join(", ") })));
  };
  on("input focus", field, offer);
  return list;
};
const found = (options, typed) => options.find(([id]) => id === typed.trim())
  ?? options.find(([, name, , aliases]) => [name, ...aliases ?? []].some((one) => plainly(one) === plainly(typed)));

const drawFields = () => {
  for (const radio of all("[name=kind]", kinds)) radio.checked = radio.value === state.kind;
  const only = changed ? [changed.kind] : KINDS_OF_RECORD.map(([kind]) => kind);
  kinds.hidden = only.length === 1;
  fields.replaceChildren(...FIELDS[state.kind].filter(([name]) => name !== "value").map(fieldOf));
  if (state.kind === "entity" && !state.name) one("[name=name]", fields).value = state.name = state.words ?? "";
  drawValue();
  drawJoined();
};
// The field for a value is that of the property's type.
const drawValue = () => {
  one("[name=value]", fields)?.closest(".field").remove();
  const property = found(DATA.predicates, state.predicate ?? "");
  if (!property || !("claim" === state.kind || "side" === state.kind)) return;
  const [, label, question, , type] = property, subject = found(DATA.entities, state.subject ?? "");
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
  const side = state.kind === "side" && held;
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

// What is wrong, and the records ---------------------------------------------------------------

// The written value of a field, after what is wrong with it was added to a list.
const written = (name, wrong) => {
  const typed = (state[name] ?? "").trim();
  if (!typed) return undefined;
  if (typed.length > MOST_TYPED) return void wrong.push([name, gettext`That is too long for one annotation. Ten thousand characters are the most.`]);
  const property = found(DATA.predicates, state.predicate ?? ""), type = name === "value" ? property?.[4] : { as_of: "date", subject: "entity", entity: "entity", predicate: "predicate", attributed_to: "entities" }[name];
  const refuse = (sentence) => { wrong.push([name, sentence]); };
  if (type === "date") return readDate(typed) ?? refuse(gettext`That date cannot be read. Write 2020, 31.12.2020, September 2020, about 1432, spring 2010 or 2010 to 2012.`);
  if (type === "number") return readNumber(typed) ?? refuse(gettext`That number cannot be read. Write 150, 100 to 250 or about 200 men.`);
  if (type === "predicate") return property?.[0] ?? refuse(gettext`Choose a property of the list, or leave it empty.`);
  if (type === "entity" || type === "place") {
    const entity = found(DATA.entities, typed);
    return entity && (type !== "place" || entity[2] === "place") ? entity[0] : refuse(CHOSEN[type]);
  }
  if (type === "entities") {
    const names = typed.split(",").filter((part) => part.trim()).map((part) => found(DATA.entities, part));
    return names.every(Boolean) ? names.map(([id]) => id) : refuse(CHOSEN.entity);
  }
  return typed;
};
const needed = (name, wrong) => {
  const value = written(name, wrong);
  if (value === undefined && !wrong.some(([which]) => which === name)) wrong.push([name, REQUIRED[name]]);
  return value;
};

// Who signs, with the id that this corpus has for the name.
const signer = (wrong) => {
  if (changed?.record.creator) return null;
  const name = (state.signed ?? "").trim();
  if (!name) { wrong.push(["signed", gettext`Write your name: annotations are signed.`]); return null; }
  const person = DATA.people.find(([id, known]) => plainly(known) === plainly(name) || id === name);
  return person ? { id: person[0], name: person[1], listed: true } : { id: makeId(name, new Set(DATA.people.map(([id]) => id)), "contributor-1"), name };
};

// The records of the form, by their keys in the file; `wrong` takes what is missing.
const build = (wrong) => {
  const by = signer(wrong), creator = changed?.record.creator ?? by?.id;
  const signed = creator && { creator, created: changed?.record.created ?? today() }, source = { source: text.dataset.source }, ofText = { text_digest: text.dataset.digest };
  const people = by && !by.listed && creator === by.id ? { contributors: [{ id: by.id, name: by.name }] } : {};
  const optional = (...names) => Object.assign({}, ...names.map((name) => { const value = written(name, wrong); return value === undefined || value === null || value.length === 0 ? {} : { [name]: value }; }));
  if (state.kind === "entity") {
    const name = needed("name", wrong), aliases = (state.aliases ?? "").split(",").map((one) => one.trim()).filter(Boolean);
    const id = makeId(name ?? "", new Set(DATA.entities.map(([known]) => known)), `${state.type || "entity"}-1`);
    return { ...people, entities: [{ id, type: needed("type", wrong), name, ...aliases.length && { aliases }, ...optional("description"), ...signed }] };
  }
  const quoted = changed?.quoted ?? quote(wrong);
  const shown = new Set(["id", "exact", "prefix", "suffix", "modality", "creator", "created", ...FIELDS[state.kind].map(([name]) => name)]);
  const others = Object.fromEntries(Object.entries(changed?.record ?? {}).filter(([name]) => !shown.has(name)));
  if (state.kind === "note") return { ...people, ...source, ...ofText, notes: [{ ...quoted, note: needed("note", wrong), ...others, ...signed }] };
  if (state.kind === "mention") return { ...people, ...source, ...ofText, mentions: [{ ...quoted, entity: needed("entity", wrong), ...signed }] };
  const claim = {
    ...quoted, claim: needed("claim", wrong), ...optional("subject", "predicate", "value"), ...(state.modality || "asserted") !== "asserted" && { modality: state.modality },
    ...optional("attributed_to", "as_of", ...state.kind === "claim" ? ["note"] : []), ...others, ...signed,
  };
  const side = state.kind === "side" && held, used = new Set(all(".body[id^=claim-]", text).map(({ id }) => id.slice(6)));
  if (side?.record && side.source === source.source) used.add(side.record.id);
  const worded = typeof claim.value === "string" && claim.predicate ? `${claim.predicate} ${claim.value}` : claim.claim ?? "";
  const record = { id: changed?.record.id ?? makeId(worded, used, "claim-1"), ...claim };
  if (state.kind === "claim") return { ...people, ...source, ...ofText, claims: [record] };
  const answer = needed("answer", wrong);
  if (!side) return { ...people, ...source, claims: [record], answer };
  const question = needed("question", wrong), key = `${source.source}/${record.id}`;
  return {
    ...people,
    claims: [...side.record ? [{ source: side.source, ...side.record }] : [], { ...source, ...record }],
    contradictions: [{
      id: makeId(question ?? "", new Set(DATA.contradictions), "contradiction-1"), question,
      positions: [{ answer: needed("other", wrong), claims: [side.key] }, { answer, claims: [key] }], ...signed,
    }],
  };
};
const quote = (wrong) => {
  const selector = span && selectorOf(page, span);
  if (!span) wrong.push(["words", gettext`These words do not stand in the text. Write them as they stand there, or close the form and select them.`]);
  else if (!selector) wrong.push(["words", gettext`These words stand in the text more than once, with the same words around them. Take a few more.`]);
  return selector ?? {};
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
  const kind = { mention: "entity", side: "contested" }[state.kind] ?? state.kind;
  const [record] = records.claims?.slice(-1) ?? records.notes ?? records.mentions ?? records.entities;
  const gloss = record.claim ?? record.name ?? record.note ?? DATA.entities.find(([id]) => id === record.entity)?.[1] ?? "…";
  const about = [record.modality && DATA.labels[record.modality], record.description, record.claim && record.note].filter(Boolean);
  const quoted = record.exact ?? changed?.quoted.exact;
  card.className = `card ${kind}`;
  card.replaceChildren(
    el("blockquote", { textContent: [quoted ?? []].flat().join(" […] "), dir: "auto", lang: text.lang }),
    el("p", { className: "gloss", textContent: gloss, dir: "auto" }),
    ...about.map((line) => el("p", { textContent: line, dir: "auto" })),
    el("p", { className: "foot", textContent: [DATA.people.find(([id]) => id === record.creator)?.[1] ?? (state.signed ?? "").trim(), record.created].filter(Boolean).join(gettext`, `) }),
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
  const { forge } = DATA, { name } = forge, { path, line } = changed?.at ?? { path: pathOf(records) }, say = (sentence) => { said.textContent = sentence; };
  const values = {
    branch: forge.branch, path, folder: path.slice(0, path.lastIndexOf("/")), name: path.slice(path.lastIndexOf("/") + 1), content,
    title: document.title.split(" · ")[0], where: `${location.protocol === "file:" ? text.dataset.source : location.href.split("#")[0]}`,
    exact: [changed?.quoted.exact ?? state.words ?? ""].flat().join(" […] "), note: state.note ?? state.claim ?? "",
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
  const field = el("textarea", { id: "annotating-words", name: "words", rows: 2, value: state.words, dir: "auto", lang: text.lang, readOnly: Boolean(changed) });
  wordsBox.replaceChildren(el("p", { className: "field" }, el("label", { htmlFor: field.id, textContent: gettext`Which words?` }), field,
    el("small", { textContent: changed ? "" : gettext`As few as carry it, as they stand in the text. You can shorten them here.` })));
};

// Why these words cannot be annotated, in a sentence, or an empty one.
const refusal = (range, row, found) => {
  if (text.dataset.shown !== "full") return gettext`Only parts of this text are shown here, so its words cannot be told apart on this page. Write to the editors.`;
  const at = range?.commonAncestorContainer, inside = at && (at.nodeType === Node.TEXT_NODE ? at.parentElement : at);
  if (inside?.closest("[data-apparatus]")) return gettext`These are words of a note beside the text. Select words of the text itself.`;
  if (!found) return range || row ? gettext`There are no words in what is selected.` : gettext`Select words of the text first, or go to the number of a paragraph with the Tab key and press a.`;
  if (!row && found[1] - found[0] > MOST_SELECTED) return gettext`That is a long passage. Select the few words that carry the point.`;
  return "";
};
const show = (sentence) => {
  body.classList.toggle("refused", Boolean(sentence));
  said.textContent = sentence;
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
    const found = range && offsetsOf(page, range), sentence = refusal(range, row, found);
    if (sentence) return show(sentence);
    begin(found);
  }
  drawWords();
  signature.replaceChildren();
  if (!changed?.record.creator) signature.append(fieldOf(["signed", gettext`Your name`, gettext`It is shown with the annotation. This browser keeps it.`, "line"]));
  drawFields();
  draw();
  show("");
  (mark ? one("[name]", fields) : one(":checked", kinds)).focus();
});

// A new annotation on a span. What was sent is forgotten, all else that was typed stays.
const begin = (found) => {
  changed = undefined;
  state = draft;
  if (draft.sent) {
    if (draft.kind === "side") hold();
    forget();
  }
  [around, span] = [found, found];
  draft.kind ??= "note";
  draft.words = onOneLine(page.words.slice(...found));
};

// A record as it stands in its file, in the words of the form.
const change = ({ kind, at, record }) => {
  const { exact, prefix, suffix } = record;
  changed = { kind, at, record, quoted: { exact, ...prefix && { prefix }, ...suffix && { suffix } } };
  state = { kind, signed: draft.signed, words: [exact].flat().join(" […] ") };
  for (const [name] of FIELDS[kind]) {
    const value = record[name];
    if (value) state[name] = Array.isArray(value) ? value.join(", ") : typeof value === "object" ? numberWords(value) : value;
  }
};
const numberWords = ({ min, max, unit, approximate }) => [approximate && "about", min === max ? min : min && max ? `${min} to ${max}` : min ? `at least ${min}` : `at most ${max}`, unit].filter(Boolean).join(" ");
