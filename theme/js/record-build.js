// From what was typed to the records of a file; and in a sentence each, what is missing or wrong.
const today = () => { const now = new Date(); return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`; };

// The written value of a field, after what is wrong with it was added to a list.
const written = (name, wrong) => {
  const typed = (state[name] ?? "").trim();
  if (!typed) return undefined;
  if (typed.length > MOST_TYPED) return void wrong.push([name, gettext`That is too long for one annotation. Ten thousand characters are the most.`]);
  const property = pick(DATA.predicates, state.predicate ?? ""), type = name === "value" ? property?.[4] : { as_of: "date", subject: "entity", entity: "entity", predicate: "predicate", attributed_to: "entities" }[name];
  const refuse = (sentence) => { wrong.push([name, sentence]); };
  if (type === "date") return readDate(typed) ?? refuse(gettext`That date cannot be read. Write 2020, 31.12.2020, September 2020, about 1432, spring 2010 or 2010 to 2012.`);
  if (type === "number") return readNumber(typed) ?? refuse(gettext`That number cannot be read. Write 150, 100 to 250 or about 200 men.`);
  if (type === "predicate") return property?.[0] ?? refuse(gettext`Choose a property of the list, or leave it empty.`);
  if (type === "entity" || type === "place") {
    const entity = pick(DATA.entities, typed);
    return entity && (type !== "place" || entity[2] === "place") ? entity[0] : refuse(CHOSEN[type]);
  }
  if (type === "entities") {
    const names = typed.split(",").filter((part) => part.trim()).map((part) => pick(DATA.entities, part));
    return names.every(Boolean) ? names.map(([id]) => id) : refuse(CHOSEN.entity);
  }
  return typed;
};
const needed = (name, wrong) => {
  const value = written(name, wrong);
  if (value === undefined && !wrong.some(([which]) => which === name)) wrong.push([name, REQUIRED[name]]);
  return value;
};

// The words of a quote on one line, whose parts may have a prefix and a suffix of their own.
const quotedWords = (exact = "") => [exact].flat().map((part) => part.exact ?? part).join(" […] ");

// Who signs, with the id that this corpus has for the name.
const signer = (wrong) => {
  if (changed) return null; // who changes a record does not become its author
  const name = (state.signed ?? "").trim();
  if (!name) { wrong.push(["signed", gettext`Write your name: annotations are signed.`]); return null; }
  const person = DATA.people.find(([id, known]) => plainly(known) === plainly(name) || id === name);
  return person ? { id: person[0], name: person[1], listed: true } : { id: makeId(name, new Set(DATA.people.map(([id]) => id)), "contributor-1"), name };
};

// The records of the form, by their keys in the file; `wrong` takes what is missing.
const build = (wrong) => {
  const by = signer(wrong), { creator, created } = changed?.record ?? {};
  const signed = changed ? { ...creator && { creator }, ...created && { created } } : by && { creator: by.id, created: today() };
  const source = { source: place.dataset.source }, ofText = { text_digest: place.dataset.digest };
  const people = by && !by.listed ? { contributors: [{ id: by.id, name: by.name }] } : {};
  const optional = (...names) => Object.assign({}, ...names.map((name) => { const value = written(name, wrong); return value === undefined || value === null || value.length === 0 ? {} : { [name]: value }; }));
  if (state.kind === "contradiction") return { contradictions: [contradiction(wrong)] };
  if (state.kind === "entity") {
    const name = needed("name", wrong), aliases = listOf("aliases", "\n").map((one) => changed?.record.aliases?.find((alias) => alias.text === one) ?? one);
    if (changed) return { entities: [revised({ name, type: needed("type", wrong), description: written("description", wrong), aliases })] };
    const id = makeId(name ?? "", new Set(DATA.entities.map(([known]) => known)), `${state.type || "entity"}-1`);
    return { ...people, entities: [{ id, type: needed("type", wrong), name, ...aliases.length && { aliases }, ...optional("description"), ...signed }] };
  }
  if (state.kind === "joined") return { ...people, ...held.record && { claims: [{ source: held.source, ...held.record }] }, ...question(wrong, set.side.key, signed) };
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
  if (!side) return { ...people, ...source, claims: [record], answer: needed("answer", wrong) };
  const sides = [...side.record ? [{ source: side.source, ...side.record }] : [], { ...source, ...record }];
  return { ...people, claims: sides, ...question(wrong, `${source.source}/${record.id}`, signed) };
};
const listOf = (name, separator = ",") => (state[name] ?? "").split(separator).map((one) => one.trim()).filter(Boolean);

// The record that is changed with other values, in the order of its keys, without what was emptied.
const revised = (values) => Object.fromEntries(Object.entries({ ...changed.record, ...values }).filter(([, value]) => value?.length ?? value));

// A contradiction of the corpus with what was changed in it.
const contradiction = (wrong) => {
  const positions = Array.from({ length: answered() + 1 }, (_, at) => {
    const answer = `answer-${at}`, claims = `claims-${at}`, keys = listOf(claims), was = changed.record.positions[at];
    const said = written(answer, wrong);
    if (!said && !keys.length) return null;
    if (!said) wrong.push([answer, REQUIRED.answer]);
    if (!keys.length) wrong.push([claims, gettext`Name the claims that give the answer, or empty the answer too.`]);
    if (!keys.every((key) => /^\S+\/[^\s/]+$/.test(key))) wrong.push([claims, gettext`A claim is named by its text and its own name, as in my-letter/founded-2006.`]);
    return { ...was, answer: said, claims: keys };
  }).filter(Boolean);
  if (positions.length < 2) wrong.push(["answer-0", gettext`A contradiction has two answers or more.`]);
  const judged = Object.fromEntries(FIELDS.contradiction.map(([name]) => [name, written(name, wrong)]));
  return revised({ question: needed("question", wrong), positions, ...judged });
};

// The contradiction between the side that is held and a claim.
const question = (wrong, key, signed) => {
  const asked = needed("question", wrong), other = needed("other", wrong), answer = needed("answer", wrong);
  const id = makeId(asked ?? "", new Set(DATA.contradictions), "contradiction-1");
  return { contradictions: [{ id, question: asked, positions: [{ answer: other, claims: [held.key] }, { answer, claims: [key] }], ...signed }] };
};
const quote = (wrong) => {
  const selector = span && selectorOf(page, span);
  if (!span) wrong.push(["words", gettext`These words do not stand in the text. Write them as they stand there, or close the form and select them.`]);
  else if (!selector) wrong.push(["words", gettext`These words stand in the text more than once, with the same words around them. Take a few more.`]);
  return selector ?? {};
};
