// A student's answers: kept in this browser, compared with the editors' reading, saved as files.
const one = (selector, within = document) => within.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const on = (kinds, element, act) => kinds.split(" ").forEach((kind) => element.addEventListener(kind, act));
const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
const form = one("#lesson"), fields = form.elements, steps = all(".step", form), STORE = `lesson:${location.pathname}`;
const title = one("h1").textContent, WAIT = 300;
const said = (name) => (fields[name]?.value ?? "").trim();
const texts = new Map(all(".passage").map((passage) => [passage, readText(passage)]));
let picks, opened, marked = [], later, kept;

// Answers as they are kept and sent: by step, in the order of the lesson.
const answers = () => steps.map((step, at) => {
  const number = at + 1;
  return {
    step: number, question: one(".asked", step).textContent, choice: said(`choice-${number}`), answer: said(`answer-${number}`),
    sure: Number(said(`sure-${number}`)) || null, words: picks[at], why: said(`why-${number}`), shown: opened.has(number),
  };
});
const everything = () => ({ format: "sicetnon lesson answers", version: 1, lesson: form.dataset.lesson, title, name: said("name"), answers: answers() });

// Keeping -------------------------------------------------------------------------------------

const tell = (words) => { one(".kept").textContent = words; };
const blocked = () => tell(gettext`This browser keeps nothing for this page, or has no room left. Save your answers as a file before you leave: the buttons are at the end.`);
const keep = () => {
  clearTimeout(later);
  try { localStorage.setItem(STORE, JSON.stringify(everything())); tell(""); } catch { blocked(); }
};
const soon = () => { clearTimeout(later); later = setTimeout(keep, WAIT); };
// Let the page have these answers and no others.
const put = ({ name = "", answers = [] }) => {
  form.reset();
  [picks, opened] = [[], new Set()];
  fields.name.value = name;
  steps.forEach((step, at) => {
    const { choice, answer, sure, words, why, shown } = answers[at] ?? {};
    for (const [name, value] of Object.entries({ choice, answer, sure, why })) {
      const field = fields[`${name}-${at + 1}`];
      if (field) field.value = value ?? "";
    }
    picks[at] = words ?? [];
    if (shown) opened.add(at + 1);
    one(".judged", step).open = !!shown;
    draw(step);
  });
};

// The words relied on -------------------------------------------------------------------------

// Where a pick stands in the text of a passage; null where it stands there no more.
const spanOfPick = (step, { source, exact, prefix = "", suffix = "" }) => {
  for (const passage of all(".passage", step)) {
    if (passage.dataset.source !== source) continue;
    const text = texts.get(passage), found = anchor(text.folded, [exact].flat(), prefix, suffix);
    if (found) return { passage, start: unfolded(text.words, found[0][0]), end: unfolded(text.words, found.at(-1)[1]) };
  }
  return null;
};
const rangeOf = ({ nodes }, start, end) => {
  const range = document.createRange();
  const at = (offset) => nodes.findLast(([, first]) => first <= offset) ?? nodes[0];
  const [from, base] = at(start), [to, last] = at(end - 1);
  range.setStart(from, start - base);
  range.setEnd(to, end - last);
  return range;
};
const paragraphOf = (passage, start) => rangeOf(texts.get(passage), start, start + 1).startContainer.parentElement.closest(".par").dataset.p;
const take = (step, passage, span) => {
  const at = steps.indexOf(step), selector = selectorOf(texts.get(passage), span);
  if (!selector) return gettext`These words stand there more than once. Take a few more.`;
  const pick = { source: passage.dataset.source, paragraph: paragraphOf(passage, span[0]), ...selector };
  if (!picks[at].some((other) => JSON.stringify(other) === JSON.stringify(pick))) picks[at].push(pick);
  draw(step);
  keep();
  return "";
};
const typed = (step) => {
  const field = one(".typed", step);
  for (const passage of all(".passage", step)) {
    const found = field.value.trim() && spanOf(texts.get(passage), field.value, [0, texts.get(passage).words.length]);
    if (!found) continue;
    field.value = "";
    return take(step, passage, found);
  }
  return gettext`These words do not stand in the text. Write them as they stand there.`;
};
// The passage in which words are selected, and where.
const selected = () => {
  const selection = getSelection(), range = selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0) : null;
  const passage = range && [...texts.keys()].find((one) => range.intersectsNode(one)), span = passage && offsetsOf(texts.get(passage), range);
  return span ? { passage, span } : null;
};

// Beside the editors' reading -----------------------------------------------------------------

// Where the words of an editor's claim stand, in the text of their passage.
const editors = (step) => all("[data-at]", step).map((item) => {
  const passage = all(".passage", step).find(({ dataset }) => dataset.source === item.dataset.source), text = texts.get(passage);
  const spans = item.dataset.at.split(" ").map((place) => place.split(/[:-]/)).flatMap(([number, start, end]) => {
    const par = one(`.par[data-p="${number}"]`, passage), first = text.nodes.find(([node]) => par?.contains(node));
    if (!first) return [];
    const signs = [...text.words.slice(first[1])], length = (count) => signs.slice(0, count).join("").length;
    return [{ passage, start: first[1] + length(start), end: first[1] + length(end) }];
  });
  return { item, spans };
});
const meet = (one, other) => one && one.passage === other.passage && one.start < other.end && other.start < one.end;
const compare = (step, spans) => {
  const at = steps.indexOf(step), choice = said(`choice-${at + 1}`), theirs = editors(step);
  all(".judged h4", step).forEach((heading) => {
    const own = one(".own", heading), option = own && all(`[name="choice-${at + 1}"]`, step)[all(".judged .own", step).indexOf(own)];
    if (own) own.textContent = option?.checked ? gettext`your answer` : "";
  });
  for (const { item, spans: places } of theirs) {
    const both = places.some((place) => spans.some((span) => meet(span, place)));
    one(".shared", item).textContent = both ? gettext`You rely on these words too.` : gettext`You did not pick these words.`;
    item.classList.toggle("both", both);
  }
  const alone = spans.filter((span) => span && !theirs.some(({ spans: places }) => places.some((place) => meet(span, place)))).length;
  one(".yours", step).textContent = [
    choice && choice !== "-" && gettext`You chose: ${choice}`,
    theirs.length && alone ? gettext`Words that only you rely on: ${alone}` : "",
  ].filter(Boolean).join(" · ");
  return theirs.flatMap(({ spans: places }) => places);
};

// The list of picks, and what is marked in the passages.
const draw = (step) => {
  const at = steps.indexOf(step), list = one(".picked", step), spans = picks[at].map((pick) => spanOfPick(step, pick));
  list.replaceChildren(...picks[at].map((pick, number) => {
    const words = [pick.exact].flat().join(" […] "), item = make("li"), drop = make("button", { type: "button", textContent: "×" });
    drop.setAttribute("aria-label", gettext`Take back: ${words}`);
    on("click", drop, () => { picks[at].splice(number, 1); draw(step); keep(); one(".typed", step).focus(); });
    item.append(make("q", { textContent: words }), ` ¶ ${pick.paragraph} `, drop);
    return item;
  }));
  one(".relied .lines", step).hidden = picks[at].length;
  const theirs = one(".judged", step).open ? compare(step, spans) : [];
  marked[at] = { mine: spans.filter(Boolean), theirs };
  if (!window.Highlight) return;
  for (const kind of ["mine", "theirs"])
    CSS.highlights.set(kind, new Highlight(...marked.flatMap((found) => found[kind]).map(({ passage, start, end }) => rangeOf(texts.get(passage), start, end))));
};

// Saving --------------------------------------------------------------------------------------

const cited = new Map(all(".cited [data-source]").map(({ dataset, textContent }) => [dataset.source, textContent]));
const quoted = (words) => words.split("\n").map((line) => `> ${line}`.trimEnd()).join("\n");
const markdown = () => [
  `# ${title}`, said("name"),
  ...answers().flatMap(({ step, question, choice, answer, sure, words, why }) => [
    `## ${step}. ${question}`, choice && `${gettext`Choice`}: ${choice}`, answer, sure && `${gettext`How sure`}: ${sure}/5`,
    ...words.map(({ source, paragraph, exact }) => `${quoted([exact].flat().join(" […] "))}\n>\n> — ${cited.get(source) ?? source} ¶ ${paragraph}`), why,
  ]),
].filter(Boolean).join("\n\n") + "\n";
const save = (ending, type, words) => {
  const href = URL.createObjectURL(new Blob([words], { type })), name = said("name").replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 40);
  make("a", { href, download: [form.dataset.lesson, name, ending].filter(Boolean).join(".") }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
};
const SAVE = {
  md: () => save("md", "text/markdown", markdown()),
  json: () => save("json", "application/json", `${JSON.stringify(everything(), null, 1)}\n`),
  print: () => print(),
  clear: () => {
    if (!confirm(gettext`Clear all answers of this lesson?`)) return;
    put({});
    clearTimeout(later);
    try { localStorage.removeItem(STORE); } catch { blocked(); }
  },
};

// What happens --------------------------------------------------------------------------------

const button = make("button", { className: "take", type: "button", textContent: gettext`Take these words`, hidden: true });
document.body.append(button);
on("selectionchange", document, () => { button.hidden = !selected(); });
on("pointerdown", button, (event) => event.preventDefault());
on("click", button, () => {
  const { passage, span } = selected() ?? {}, step = passage?.closest(".step");
  if (!step) return;
  one(".told", step).textContent = take(step, passage, span) || gettext`Taken.`;
  getSelection().removeAllRanges();
});
on("input", form, soon);
on("submit", form, (event) => event.preventDefault());
on("change", form, ({ target }) => { const step = target.closest(".step"); if (step) draw(step); });
on("pagehide", window, () => { if (later) keep(); });
on("beforeprint", window, () => all(".written", form).forEach((part) => {
  const words = one("textarea", part).value;
  one(".print", part).textContent = words;
  one(".lines", part).hidden = words;
}));
steps.forEach((step, at) => {
  const judged = one(".judged", step), number = at + 1;
  on("click", one(".add", step), () => { one(".told", step).textContent = typed(step); });
  on("click", one("summary", judged), (event) => {
    if (judged.open || said(`answer-${number}`) || said(`choice-${number}`)) return;
    event.preventDefault();
    one(".told", step).textContent = gettext`Answer first; then the editors’ reading opens.`;
    one(`#answer-${number}`).focus();
  });
  on("toggle", judged, () => { if (judged.open) opened.add(number); draw(step); soon(); });
});
for (const choice of all("[data-save]")) on("click", choice, () => SAVE[choice.dataset.save]());
on("change", one(".load"), () => { form.answers = { everything, put, keep }; form.append(make("script", { src: form.dataset.load })); });
try { kept = JSON.parse(localStorage.getItem(STORE)); } catch {} // told when it is written to
put(Array.isArray(kept?.answers) ? kept : {});
if (!kept) keep();
