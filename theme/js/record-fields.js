// The fields of each kind of annotation, with their words, and the elements in which they are filled in.
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
const OF_ANSWER = ["answer", gettext`The answer of these words`, gettext`In few words, as a heading has it: 2006; by the army; never.`, "line"];
// Fields of each kind: key, label, explanation, and how it is filled in. Those that make a claim comparable are folded.
const FOLDED = new Set(["subject", "predicate", "value", "modality", "attributed_to", "as_of"]);
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
// A contradiction that is there: its answers, with one more that may be added, and what is judged of it.
const QUESTION = ["question", gettext`What is the question?`, gettext`To which both are answers, and cannot both be right.`, "line"];
const answerFields = (at, letter = String.fromCodePoint(65 + at % 26)) => [
  [`answer-${at}`, gettext`Answer ${letter}`, at < answered() ? "" : gettext`One that nobody has named yet. May be left out.`, "line"],
  [`claims-${at}`, gettext`Claims that give this answer`, gettext`With commas between. To add one, press “Hold this” beside it, then choose it here.`, "claims"],
];
const answered = () => changed?.record.positions?.length ?? 0;
const FIELDS = {
  note: [["note", gettext`What should a reader know?`, gettext`Markdown: *emphasis*, [a link](https://…).`, "words"]],
  claim: OF_CLAIM,
  mention: [["entity", gettext`Whom or what do the words name?`, gettext`Type a name and choose.`, "entity"]],
  entity: [
    ["name", gettext`Name`, gettext`The name that pages use. Texts that have it are linked.`, "line"],
    ["type", gettext`What is it?`, "", "type"],
    ["description", gettext`In one line`, gettext`Who or what it is. May be left out.`, "line"],
    ["aliases", gettext`Other spellings`, gettext`One on each line. May be left out.`, "words"],
  ],
  contradiction: [
    ["relation", gettext`How do the answers stand to each other?`, "", "relations"],
    ["status", gettext`How far is it settled?`, "", "statuses"],
    ["because", gettext`Why can both stand?`, gettext`Where it is explained. May be left out.`, "reasons"],
    ["explanation", gettext`What lies behind it`, gettext`Markdown: *emphasis*, [a link](https://…).`, "words"],
    ["settled_by", gettext`What would settle it`, gettext`May be left out.`, "words"],
  ],
  side: [...OF_CLAIM.slice(0, -1), OF_ANSWER],
  joined: [OF_ANSWER],
};
const fieldsOf = (kind) => kind === "contradiction"
  ? [QUESTION, ...Array.from({ length: answered() + 1 }, (_, at) => answerFields(at)).flat(), ...FIELDS[kind]]
  : held && ["side", "joined"].includes(kind) ? [...FIELDS[kind], QUESTION] : FIELDS[kind];
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
const plainly = (words) => words.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

// What was typed is kept under this name, and the side that is held under that one.
const keptAs = (name) => { try { return JSON.parse(kept(name)) ?? undefined; } catch { } };
const draft = keptAs("annotation") ?? {};

// A field with its label, its explanation and a line for what is wrong with it.
const fieldOf = ([name, label, about, type]) => {
  const id = `annotating-${name}`, value = state[name] ?? "";
  const common = { id, name, value, autocomplete: "off" };
  let field;
  const choices = { modality: DATA.modalities, type: DATA.types, "yes-no": DATA.answers, relations: DATA.relations, statuses: DATA.statuses, reasons: DATA.reasons }[type];
  if (type === "words") field = el("textarea", { ...common, rows: 3 });
  else if (choices) field = choice(common, ["type", "yes-no", "reasons"].includes(type) ? [["", ""], ...choices] : choices);
  else field = el("input", { ...common, type: "text" });
  field.setAttribute("aria-describedby", `${id}-about`);
  const hint = el("small", { id: `${id}-about`, textContent: about });
  const options = { entity: DATA.entities, place: DATA.entities.filter(([, , kind]) => kind === "place"), entities: DATA.entities, predicate: DATA.predicates, claims: held && !held.record ? [[held.key, held.gloss]] : [] }[type];
  const list = options && suggestions(field, options, ["entities", "claims"].includes(type));
  return el("p", { className: "field" }, el("label", { htmlFor: id, textContent: label }), field, list, hint);
};
const choice = (common, options) => {
  const select = el("select", { id: common.id, name: common.name }, ...options.map(([value, label]) => el("option", { value, textContent: label })));
  select.value = common.value || options[0][0];
  return select;
};

// What is offered while somebody types: the first twenty that have the words in their name or id.
const suggestions = (field, options, several) => {
  const list = el("datalist", { id: `${field.id}-list` });
  field.setAttribute("list", list.id);
  const offer = () => {
    const typed = plainly(field.value.split(",").at(-1)), lead = several ? field.value.slice(0, field.value.lastIndexOf(",") + 1) : "";
    const fit = options.filter(([id, ...names]) => plainly([id, ...names.flat()].join(" ")).includes(typed)).slice(0, 20);
    list.replaceChildren(...fit.map(([id, name, about, aliases]) => el("option", { value: lead ? `${lead} ${id}` : id, label: [name, DATA.labels[about] ?? about, ...aliases ?? []].join(", ") })));
  };
  on("input focus", field, offer);
  return list;
};
const pick = (options, typed) => options.find(([id]) => id === typed.trim())
  ?? options.find(([, name, , aliases]) => [name, ...aliases ?? []].some((one) => plainly(one) === plainly(typed)));
