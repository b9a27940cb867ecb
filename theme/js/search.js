// Search over texts, entities, claims and contradictions. Engine and index are scripts, loaded when
// a reader first asks: a page on disk may fetch nothing, and nobody else should wait for them.
(() => {
  "use strict";
  // On the page of the search the form is marked with data-page; elsewhere it stands in the head, its
  // results hang below it for as long as somebody is at it, and the address is left alone.
  const [form, box, status, filters, results, panel] =
    ["form", "box", "status", "filters", "results", "found"].map((part) => document.getElementById(`search-${part}`));
  const { engine, index, bundle, page, root = "" } = form.dataset, onPage = page !== undefined;
  const site = (window.sicetnon ??= {});
  const KINDS = { source: gettext`Text`, entity: gettext`Entity`, claim: gettext`Claim`, contradiction: gettext`Contradiction` };
  const MOST_WORDS = 32, MOST_HITS = 100, LEAD = 60, SNIPPET = 160, PAUSE = 150;

  // Folded as generator/sicetnon/writing/search/words.py does it, one character at a time, so that the
  // place of a folded word in the text as written is known.
  const SILENT = /[\p{M}\p{Cf}'`‘’‛′ʹʻʼʽʾʿـ]/gu, MARK = /\p{M}/u, WORD = /[\p{L}\p{N}]+/gu;
  const folds = new Map();
  const bare = (c) => c.normalize("NFKD").replace(SILENT, "");
  const foldOne = (c) => folds.get(c)
    ?? folds.set(c, bare(bare(c).toLowerCase().toUpperCase().toLowerCase())).get(c);
  const words = (text) => Array.from(text, foldOne).join("").match(WORD) || [];
  const stem = (word) =>
    index && /^[a-z\d]+$/.test(word) ? lunr.stemmer(new lunr.Token(word)).toString() : word;

  // Every word is asked for, common ones only by themselves. The last may still be in the making:
  // what it begins is sought among the stems and among the words that are not their own stems.
  const parse = (query) => {
    const { stop, inflected } = site.searchIndex;
    const all = [...new Set(words(query))].slice(0, MOST_WORDS);
    const rare = all.filter((word) => !stop.includes(word)), kept = rare.length ? rare : all;
    return kept.map((word, i) => {
      const open = i === kept.length - 1;
      const begun = open ? inflected.filter((other) => other.startsWith(word)) : [];
      return { word, open, stems: new Set([word, ...begun].map(stem)) };
    });
  };
  const meets = (form, { word, open, stems }) => stems.has(form) || (open && form.startsWith(word));

  // lunr's query language throws on a reader's signs, and what it calls required cannot be "this
  // stem or that": all stems are optional to it, and hits that lack a word are left out here.
  const match = (terms) => {
    const whole = ({ matchData: { metadata } }) =>
      terms.every((term) => Object.keys(metadata).some((form) => meets(form, term)));
    const hits = terms.length ? site.lunrIndex.query((query) => {
      for (const { word, open, stems } of terms) {
        for (const form of stems) query.term(form, { boost: form === stem(word) ? 3 : 1 });
        if (open) query.term(`${word}*`);
      }
    }) : [];
    return hits.filter(whole).map(({ ref }) => site.searchIndex.entries[ref]);
  };
  // Entries, best first; before all others the entity one of whose names (see entries.py) is typed.
  const find = (query) => {
    const asked = words(query), hits = match(parse(query));
    const named = new Set(hits.filter(([kind, title, text]) => kind === "entity"
      && [title, ...text.split(" · ")].map(words).some((name) =>
        name.length === asked.length && name.join(" ").startsWith(asked.join(" ")))));
    return [...named, ...hits.filter((hit) => !named.has(hit))];
  };

  // Where the words of a query stand in a text, as pairs of start and end.
  const spans = (text, terms) => {
    const at = [];
    let plain = "", end = 0;
    for (const c of text) {
      const folded = foldOne(c), place = [end, end += c.length];
      if (MARK.test(c) && at.length) at.at(-1)[1] = end;
      at.push(...Array(folded.length).fill(place));
      plain += folded;
    }
    return [...plain.matchAll(WORD)]
      .filter(([word]) => terms.some((term) => meets(stem(word), term))
        && !site.searchIndex.stop.includes(word))
      .map(({ 0: word, index }) => [at[index][0], at[index + word.length - 1][1]]);
  };
  // The piece of a text around its first span, cut at a space where there is one.
  const snippet = (text, [first = [0, 0]]) => {
    const near = first[0] - LEAD;
    const from = near > 0 ? Math.max(text.lastIndexOf(" ", near) + 1, near - LEAD) : 0;
    const far = from + SNIPPET;
    return [from, far < text.length ? Math.max(text.lastIndexOf(" ", far), first[1]) : text.length];
  };

  const script = (src) => new Promise((onload, onerror) => {
    document.head.append(Object.assign(make("script", ""), { src, onload, onerror }));
  });
  const load = () => site.searchLoaded ??= Promise.all([engine, index].filter(Boolean).map(script)).then(
    () => { if (index) site.lunrIndex = lunr.Index.load(site.searchIndex.index); },
    (failed) => { site.searchLoaded = null; throw failed; });
  // What a query finds, as far as it is shown: here all of it; Pagefind's piece by piece (see there).
  const ask = (query, kind) => {
    const hits = find(query), counts = {};
    for (const [of] of hits) counts[of] = (counts[of] ?? 0) + 1;
    const shown = hits.filter(([of]) => !kind || of === kind), { length } = shown;
    return { hits: shown.slice(0, MOST_HITS), terms: parse(query), counts, length,
      rest: length > MOST_HITS ? gettext`, the first ${MOST_HITS} shown` : "" };
  };
  site.search = { words, stem, parse, find, spans, snippet, load, ask, bundle };

  const asked = new URLSearchParams(onPage ? location.search : "");
  let kind = Object.keys(KINDS).find((key) => key === asked.get("kind")) ?? "", timer;

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
  const item = ([kind, title, text, source, address, found, named], terms) => {
    const name = title || source;
    found ??= spans(text, terms);
    const link = mark(make("a", "hit-title"), name, named ?? spans(name, terms), [0, name.length]);
    link.href = root + address;
    return make("li", "hit", make("span", "hit-kind", KINDS[kind]), " ", link,
      title && source ? make("p", "hit-source", source) : "",
      text ? mark(make("p", "hit-text"), text, found, snippet(text, found)) : "");
  };

  const buttons = Object.keys(KINDS).map((key) => {
    const onclick = () => { kind = kind === key ? "" : key; update(); };
    return [key, Object.assign(make("button", ""), { type: "button", hidden: true, onclick })];
  });
  filters?.append(...buttons.map(([, button]) => button));
  const show = (query, { hits, terms, counts, length, rest, more }) => {
    for (const [key, button] of buttons) {
      const count = counts[key] ?? 0;
      button.textContent = `${KINDS[key]} ${digits(count)}`;
      button.hidden = !count && kind !== key;
      button.ariaPressed = kind === key;
    }
    results.replaceChildren(...hits.map((hit) => item(hit, terms)), more?.(show.bind(null, query)) ?? "");
    const words = query.slice(0, LEAD) + (query.length > LEAD ? "…" : "");
    status.textContent = !query ? ""
      : !length ? gettext`Nothing found for “${words}”. Try fewer words, or only the beginning of one.`
      : plural(length, `${length} result for “${words}”`, `${length} results for “${words}”`) + rest;
  };
  const update = () => {
    clearTimeout(timer);
    const q = box.value.trim(), asks = new URLSearchParams({ ...(q && { q }), ...(kind && { kind }) });
    // A browser may refuse to be told too often, or too long an address.
    if (onPage) try { history.replaceState(null, "", `${asks}` ? `?${asks}` : location.pathname); } catch { }
    if (panel) panel.hidden = !q;
    const of = kind;
    (q ? load().then(() => site.search.ask(q, of)) : Promise.resolve({ hits: [], counts: {} })).then(
      (found) => { if (box.value.trim() === q && kind === of) show(q, found); },
      (failed) => { status.textContent = failed?.say ?? gettext`Search could not be loaded.`; });
  };

  if (onPage) form.onsubmit = (event) => { event.preventDefault(); update(); };
  else document.addEventListener("click", ({ target }) => { panel.hidden ||= !form.contains(target); });
  const warm = () => load().catch(() => {});
  box.onfocus = warm;
  box.oninput = () => { clearTimeout(timer); timer = setTimeout(update, PAUSE); };
  document.addEventListener("keydown", (event) => {
    const stops = [box, ...results.querySelectorAll("a")], at = stops.indexOf(document.activeElement);
    const next = stops[at + { ArrowDown: 1, ArrowUp: -1 }[event.key]];
    if (at < 0) return;
    if (event.key === "Escape") { box.value = ""; box.focus(); update(); }
    if (next) { next.focus(); event.preventDefault(); }
  });
  box.value ||= asked.get("q") ?? "";
  if (box.value) update();
  else if (form.contains(document.activeElement)) warm();
})();
