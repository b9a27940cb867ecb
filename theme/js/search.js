// Search over texts, entities, claims and contradictions. What it needs are scripts, loaded when a
// reader first asks: a page on disk may fetch nothing, and nobody else should wait for them. Entities
// and questions come first, in a small part, and are searched while the index is on its way.
(() => {
  "use strict";
  // On the page of the search the form is marked with data-page; elsewhere it stands in the head, its
  // results hang below it for as long as somebody is at it, and the address is left alone.
  const [form, box, status, filters, results, panel] =
    ["form", "box", "status", "filters", "results", "found"].map((part) => document.getElementById(`search-${part}`));
  const { engine, words: tables, names, index, bundle, page, root = "" } = form.dataset, onPage = page !== undefined;
  const site = (window.sicetnon ??= {});
  const KINDS = { source: gettext`Text`, entity: gettext`Entity`, claim: gettext`Claim`, contradiction: gettext`Contradiction` };
  const LONGEST = 1000, MOST_WORDS = 32, MOST_HITS = 100, MOST_MARKED = 8, LEAD = 60, SNIPPET = 160, PAUSE = 150;

  // The scripts, each asked for once, the index after what is shown before it.
  const asked = new Map();
  const script = (src) => asked.get(src) ?? asked.set(src, new Promise((onload, onerror) => {
    document.head.append(Object.assign(make("script", ""), { src, onload, onerror }));
  }).catch((failed) => { asked.delete(src); throw failed; })).get(src);
  const scripts = (...all) => Promise.all(all.map(script));
  const loadNames = () => scripts(tables, engine, names).then(() => site.names ??= small(site.searchNames.entries));
  const load = () => bundle ? scripts(tables).then(() => script(engine))
    : loadNames().then(() => script(index)).then(() => site.all ??= opened(site.searchIndex));

  // What is searched: entries, the index of their words, words that stand in it by their stems.
  const opened = ({ entries, inflected, index }) => {
    const made = lunr.Index.load(index);
    return { entries, inflected, index: made, vocabulary: [...new Set([...inflected, ...Object.keys(made.invertedIndex)])] };
  };
  // The same of a few entries, made here; see generator/sicetnon/writing/search/index.py. Where Pagefind
  // searches, their words alone.
  const small = (entries) => {
    const words = new Set(), made = bundle ? null : new lunr.Builder();
    made?.field("title", { boost: 4 });
    made?.field("text");
    entries.forEach(([kind, title, text], id) => {
      const listed = [title, text].map((content, at) => termsIn(content).filter(({ word }) =>
        (!at && kind === "contradiction") || !site.words.stop.has(word)));
      for (const { word } of listed.flat()) words.add(word);
      const [inTitle, inText] = listed.map((field) => field.flatMap(({ stems }) => stems));
      made?.add({ id, title: inTitle, text: inText }, { boost: kind === "entity" ? 2 : 1.5 });
    });
    return { entries, inflected: [...words], index: made?.build(), vocabulary: [...words] };
  };
  // The terms of a text: of each word, of its parts, and of these written as one.
  const ways = (parts) => {
    const { terms, stop, words } = site.words;
    const some = parts.filter((part) => part.length > 1 && !stop.has(words(part)[0]));
    return [terms(parts.join("")), ...(parts.length > 1 && some.length ? [some.flatMap(terms)] : [])];
  };
  const termsIn = (text) => site.words.tokens(text).flatMap((token) => site.words.parted(token).flatMap(ways).flat());

  // What a query asks for: words, each in one or two ways, of which one must be met; any of them may be
  // the beginning of a word, a single letter only at the end. Words of nearly every text are apart: they
  // tell one question from another. In one language they are, in another they may mean something.
  const parse = (query, { inflected, index }) => {
    const { tokens, parted, stems, stop } = site.words;
    const seek = (isOpen) => (term) => {
      const begun = term.run || !isOpen(term) ? [] : inflected.filter((other) => other !== term.word && other.startsWith(term.word));
      return { ...term, isOpen: isOpen(term), stems: new Set(term.stems), begun: new Set(begun.flatMap(stems)) };
    };
    // The last character of a run is asked for only where it is all.
    const once = (terms) => [...new Map(terms.map((term) => [term.word, term])).values()];
    const whole = ({ run = "", word }) => word === run || [...word].length > 1 || !run;
    const all = [...new Set(tokens(query.slice(0, LONGEST)))].slice(0, MOST_WORDS).flatMap(parted).map(ways);
    const asked = all.flatMap((ways) => ways[0].length ? [{ word: ways[0][0].run ?? ways[0][0].word, ways }] : []);
    const isCommon = ({ word, ways }) => ways.length === 1 && stop.has(word);
    const meant = (one) => Object.keys(index?.invertedIndex[one.word]?.text ?? {}).length > 0;
    const rare = asked.filter((one) => !isCommon(one)), kept = rare.length ? rare : asked.filter(meant);
    const sought = kept.map(({ word, ways }, at) => {
      const isOpen = ({ run, word }) => run || word.length > 1 || at === kept.length - 1;
      return { word, ways: ways.map((terms) => once(terms.filter(whole)).map(seek(isOpen))) };
    });
    return { sought, common: asked.filter((one) => !kept.includes(one)).map(({ word }) => word) };
  };
  const meets = (form, { word, isOpen, stems, begun }) => stems.has(form) || begun.has(form) || (isOpen && form.startsWith(word));
  const isMet = ({ ways }, forms) => ways.some((terms) => terms.every((term) => forms.some((form) => meets(form, term))));
  // How much of a run is met, by its pairs; of a word nothing or all.
  const partMet = (one, forms, met) => {
    const [pairs] = one.ways, here = new Set(forms);
    return met || !pairs[0].run ? +met : pairs.filter(({ word }) => here.has(word)).length / pairs.length;
  };

  // Hits of an index, best first, each with the number of words that it has. lunr's query language throws
  // on a reader's signs, and it cannot ask for "this stem or that": all are optional to it.
  const match = ({ sought, common }, { entries, index }) => {
    const terms = (query) => {
      for (const { word, isOpen, stems, begun } of sought.flatMap(({ ways }) => ways.flat())) {
        for (const form of stems) query.term(form, { boost: 3 });
        for (const form of begun) if (!stems.has(form)) query.term(form);
        if (isOpen) query.term(`${word}*`);
      }
      for (const word of common) query.term(word);
    };
    const first = ([kind, title]) => (kind === "contradiction" ? site.words.words(title)[0] ?? "" : "");
    const questions = new Set(entries.map(first).filter((word) => word.length > 2));
    const asks = common.filter((word) => questions.has(word));
    return index.query(terms).map(({ ref, matchData: { metadata } }) => {
      const entry = entries[ref], forms = Object.keys(metadata), inTitle = forms.filter((form) => metadata[form].title);
      // Pairs of characters may stand apart, and many who type several words without spaces mean them so.
      const isThere = ({ word, ways }) => !ways.some(([term]) => term?.run) || holds(entry, word);
      const met = sought.map((one) => isMet(one, forms)), has = sought.filter((one, i) => met[i] && isThere(one)).length;
      const part = has === sought.length ? 1 : sought.reduce((sum, one, i) => sum + partMet(one, forms, met[i]), 0) / sought.length;
      // A question is asked by a word that questions begin with: the more of its words, the likelier.
      const asked = asks.length && first(entry) ? 1 + asks.filter((word) => first(entry).startsWith(word)).length
        + common.filter((word) => inTitle.includes(word)).length + 2 * sought.filter((one) => isMet(one, inTitle)).length : 0;
      return { entry, has, asked, part, ref };
    }).filter(({ has, part }) => has || part >= .5);
  };
  // Whether an entry has a whole run.
  const holds = ([, title, text], run) => site.words.fold(`${title} ${text}`).includes(run);
  // The entities one of whose names (see entries.py) is typed, wholly or as far as it goes.
  const namesOf = new WeakMap();
  const named = (query, { entries }) => {
    const { words } = site.words, typed = words(query), key = typed.join(""), whole = [], begun = [];
    for (const entry of key ? entries.filter(([kind]) => kind === "entity") : []) {
      const [, title, text] = entry;
      if (!namesOf.has(entry)) namesOf.set(entry, [title, ...text.split(" · ")].map(words));
      const near = namesOf.get(entry).filter((name) => name.join("").startsWith(key));
      if (near.some((name) => name.join("") === key)) whole.push(entry);
      else if (near.some(({ length }) => length === typed.length)) begun.push(entry);
    }
    return [whole, begun];
  };

  // The nearest word to one that is nowhere: one slip in four letters, two in seven.
  const distance = (one, other, most) => {
    let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, i) => i)];
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        const same = one[i - 1] === other[j - 1];
        row[j] = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + !same);
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return Infinity;
      [before, last] = [last, row];
    }
    return last[other.length];
  };
  const nearest = (word, { vocabulary }) => {
    const most = word.length < 4 ? 0 : word.length < 7 ? 1 : 2;
    // ö and ø are also typed oe, å aa.
    const plain = word.replace(/([aou])e/g, "$1").replace(/aa/g, "a");
    let best = plain !== word && vocabulary.includes(plain) ? plain : null, least = best ? 0 : most + 1;
    for (const other of most && least ? vocabulary : []) {
      if (Math.abs(other.length - word.length) > most || site.words.stop.has(other)) continue;
      const far = distance(word, other, most) + (other[0] === word[0] ? 0 : .5);
      if (far < least) [best, least] = [other, far];
    }
    return best;
  };
  // The query with the nearest words for those that are nowhere, or null.
  const mended = ({ sought, common }, data) => {
    const words = sought.map((one) => isMet(one, data.vocabulary) ? one.word : nearest(one.word, data) ?? one.word);
    return sought.some(({ word }, i) => word !== words[i]) ? [...common, ...words].join(" ") : null;
  };

  // Entries for a query, best first: whoever bears the name, questions that are asked (of equals the more
  // prominent, since contradictions stand in that order), all others. Where
  // no entry has all words, those of the nearest words, or else those with most words.
  const find = (query, data, mend = true) => {
    const asks = parse(query, data), { sought, common } = asks, hits = sought.length ? match(asks, data) : [];
    const entriesOf = (some) => some.map(({ entry }) => entry);
    const all = hits.filter(({ has }) => has === sought.length), [bearers, begun] = named(query, data);
    const asked = all.filter(({ asked }) => asked).sort((one, other) => other.asked - one.asked || one.ref - other.ref);
    const listed = [...bearers, ...sought.length ? begun : [], ...entriesOf(asked), ...entriesOf(all)];
    const found = { hits: [...new Set(listed)], sought, common: !sought.length && common.length > 0 };
    if (listed.length || !mend || !sought.length) return found;
    const instead = mended(asks, data), other = instead && find(instead, data, false);
    if (other?.hits.length) return { ...other, instead };
    const most = Math.max(...hits.map(({ has, part }) => has + part));
    return { ...found, hits: entriesOf(hits.filter(({ has, part }) => has + part === most)), some: hits.length > 0 };
  };

  // A text as words are looked for in it, and where a piece of that stands in the text as written.
  const layout = (text, change) => {
    const at = [];
    let plain = "", end = 0;
    for (const c of text) {
      const changed = change(c), place = [end, end += c.length];
      if (!changed && at.length) at.at(-1)[1] = end;
      at.push(...Array(changed.length).fill(place));
      plain += changed;
    }
    return { plain, span: (from, length) => [at[from][0], at[from + length - 1][1]] };
  };
  const occurrences = (text, part) => {
    const all = [];
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) all.push(at);
    return all;
  };
  // Where the words of a query stand in a text, as pairs of start and end.
  const spans = (text, sought) => {
    const { caseOne, foldOne, parted, terms, stop } = site.words, all = sought.flatMap(({ ways }) => ways.flat());
    const met = (part) => terms(part).some(({ word, stems }) => !stop.has(word)
      && all.some((term) => !term.run && stems.some((form) => meets(form, term))));
    const { plain, span } = layout(text, caseOne), folded = layout(text, foldOne);
    const words = [...plain.matchAll(/[^ ]+/g)].flatMap(({ 0: token, index }) => {
      const parts = [...token.matchAll(/[^'.-]+/g)], last = parts.at(-1);
      if (parted(token).some((all) => all.length > 1 && met(all.join(""))))
        return [span(index + parts[0].index, last.index + last[0].length - parts[0].index)];
      return parts.filter(([part]) => met(part)).map((part) => span(index + part.index, part[0].length));
    });
    const runs = new Set(all.flatMap(({ run }) => run ?? []));
    const inRuns = [...runs].flatMap((run) => occurrences(folded.plain, run).map((at) => folded.span(at, run.length)));
    return [...words, ...inRuns].sort((one, other) => one[0] - other[0]);
  };
  // The piece of a text around its first span, cut at a space where there is one.
  const snippet = (text, [first = [0, 0]]) => {
    const near = first[0] - LEAD;
    const from = near > 0 ? Math.max(text.lastIndexOf(" ", near) + 1, near - LEAD) : 0;
    const far = from + SNIPPET;
    return [from, far < text.length ? Math.max(text.lastIndexOf(" ", far), first[1]) : text.length];
  };

  // What a query finds, as far as it is shown: here all of it; Pagefind's piece by piece (see there).
  const ask = (query, kind, data, mend) => {
    const { hits, ...found } = find(query, data, mend), counts = {};
    for (const [of] of hits) counts[of] = (counts[of] ?? 0) + 1;
    const shown = hits.filter(([of]) => !kind || of === kind), { length } = shown;
    return { ...found, hits: shown.slice(0, MOST_HITS), counts, length,
      rest: length > MOST_HITS ? gettext`, the first ${MOST_HITS} shown` : "" };
  };
  // The same while the index is on its way, and when it is there.
  const answers = (query, kind) => [
    ...(site.all ? [] : [loadNames().then((data) => ({ ...ask(query, kind, data, false), waits: site.searchNames.rest }))]),
    load().then((data) => ask(query, kind, data)),
  ];
  // The query in the nearest words of names and questions, or null.
  const inNearest = (query) => scripts(names).then(() => site.names ??= small(site.searchNames.entries))
    .then((data) => mended(parse(query, data), data));
  site.search = { parse, find, spans, snippet, load, bundle, nearest: inNearest,
    answers: bundle ? (query, kind) => [load().then(() => site.search.answer(query, kind))] : answers };

  const query = new URLSearchParams(onPage ? location.search : "");
  let kind = Object.keys(KINDS).find((key) => key === query.get("kind")) ?? "", timer;

  const make = (tag, className, ...children) => {
    const element = Object.assign(document.createElement(tag), { className });
    element.append(...children);
    return element;
  };
  const mark = (element, text, found, [from, to]) => {
    element.dir = "auto";
    element.append(from ? "… " : "");
    for (const [start, end] of found.filter(([start, end]) => start >= from && end <= to)) {
      element.append(text.slice(from, start), make("mark", "", text.slice(start, end)));
      from = end;
    }
    element.append(text.slice(from, to), to < text.length ? " …" : "");
    return element;
  };
  // Where a hit leads, with the words that are to be marked there (see find.js).
  const addressOf = (address, ...texts) => {
    const [path, fragment] = address.split("#"), marked = new URLSearchParams();
    const found = new Set(texts.flatMap(([text, spans]) => spans.map(([from, to]) => text.slice(from, to))));
    for (const words of [...found].slice(0, MOST_MARKED)) marked.append("found", words);
    return root + path + (found.size ? `?${marked}` : "") + (fragment ? `#${fragment}` : "");
  };
  const item = ([kind, title, text, source, address, found, named], sought) => {
    const name = title || source;
    found ??= spans(text, sought);
    named ??= spans(name, sought);
    const link = mark(make("a", "hit-title"), name, named, [0, name.length]);
    link.href = addressOf(address, [text, found], [name, named]);
    return make("li", "hit", make("span", "hit-kind", KINDS[kind]), " ", link,
      title && source ? make("p", "hit-source", source) : "",
      text ? mark(make("p", "hit-text"), text, found, snippet(text, found)) : "");
  };

  const buttons = Object.keys(KINDS).map((key) => {
    const onclick = () => { kind = kind === key ? "" : key; update(); };
    return [key, Object.assign(make("button", ""), { type: "button", hidden: true, onclick })];
  });
  filters?.append(...buttons.map(([, button]) => button));
  // What there is to say of what was found, and what the reader may have meant.
  const say = (query, { common, length = 0, rest = "", some, instead = "", waits }) => {
    const words = query.slice(0, LEAD) + (query.length > LEAD ? "…" : "");
    const none = instead ? gettext`Nothing found for “${words}”.` : some ? gettext`Nothing has all words of “${words}”. Shown is what has most of them.`
      : common ? gettext`Words like “${words}” are in nearly every text. Add a rarer one.`
      : gettext`Nothing found for “${words}”. Try fewer words, or only the beginning of one.`;
    const counted = plural(length, `${length} result for “${words}”`, `${length} results for “${words}”`) + rest;
    const mended = make("button", "", gettext`Did you mean “${instead}”?`);
    Object.assign(mended, { type: "button", onclick: () => { box.value = instead; box.focus(); update(); } });
    const coming = waits ? gettext`Loading the search (${waits} kB) …` : "";
    const sentences = !query ? [] : [waits && !length ? "" : instead || some || !length ? none : counted, instead ? mended : "", coming];
    status.replaceChildren(...sentences.filter(Boolean).flatMap((part, i) => i ? [" ", part] : [part]));
  };
  const show = (query, found) => {
    const { hits, sought, counts, more } = found;
    for (const [key, button] of buttons) {
      const count = counts[key] ?? 0;
      button.textContent = `${KINDS[key]} ${digits(count)}`;
      button.hidden = !count && kind !== key;
      button.ariaPressed = kind === key;
    }
    results.replaceChildren(...hits.map((hit) => item(hit, sought)), more?.(show.bind(null, query)) ?? "");
    say(query, found);
  };
  const update = () => {
    clearTimeout(timer);
    const q = box.value.trim(), asks = new URLSearchParams({ ...(q && { q }), ...(kind && { kind }) });
    // A browser may refuse to be told too often, or too long an address.
    if (onPage) try { history.replaceState(null, "", `${asks}` ? `?${asks}` : location.pathname); } catch { }
    if (panel) panel.hidden = !q;
    const of = kind, nothing = Promise.resolve({ hits: [], counts: {} });
    if (q && !(bundle ? site.words : site.names)) status.textContent = gettext`Loading the search …`;
    for (const answer of q ? site.search.answers(q, of) : [nothing])
      answer.then(
        (found) => { if (box.value.trim() === q && kind === of) show(q, found); },
        (failed) => { status.textContent = failed?.say ?? gettext`Search could not be loaded.`; });
  };

  // The words of the hit that led here, marked in the row that it led to.
  const arrive = (words, place) => {
    const found = new Highlight(), within = place?.closest(".row") ?? place ?? document.querySelector("main");
    const nodes = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
    while (nodes.nextNode()) {
      const { currentNode: node } = nodes;
      for (const word of words)
        for (const at of occurrences(node.data, word)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          found.add(range);
        }
    }
    CSS.highlights.set("found", found);
  };
  const led = new URLSearchParams(location.search).getAll("found").filter(Boolean);
  if (led.length && CSS.highlights) arrive(led, document.getElementById(decodeURIComponent(location.hash.slice(1))));

  if (onPage) form.onsubmit = (event) => { event.preventDefault(); update(); };
  else document.addEventListener("click", ({ target }) => { panel.hidden ||= !form.contains(target); });
  const warm = () => { load().catch(() => {}); };
  box.onfocus = warm;
  box.oninput = () => { clearTimeout(timer); timer = setTimeout(update, PAUSE); };
  document.addEventListener("keydown", (event) => {
    const stops = [box, ...results.querySelectorAll("a")], at = stops.indexOf(document.activeElement);
    const next = stops[at + { ArrowDown: 1, ArrowUp: -1 }[event.key]];
    if (at < 0) return;
    if (event.key === "Escape") { box.value = ""; box.focus(); update(); }
    if (next) { next.focus(); event.preventDefault(); }
  });
  box.value ||= query.get("q") ?? "";
  if (box.value) update();
  else if (form.contains(document.activeElement)) warm();
})();
