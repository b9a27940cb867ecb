// The search of a large corpus: Pagefind answers, from an index in pieces of which a query fetches
// the few that it needs. This hands its answers to search.js as entries like those of lunr's index.
(() => {
  "use strict";
  const site = window.sicetnon, { search } = site, { words, tokens: wordsOf, parted, terms, stems, stop } = site.words;
  const AT_ONCE = 5, PASSAGES = 3, AGAIN = "␟", NAMED = 5, NAME = "xqx";

  // Written by generator/sicetnon/writing/search/records.py: a space between characters of scripts that have
  // none, anchors where passages begin, and behind AGAIN words in other spellings and names as one word.
  const SCRIPT = "[\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}]";
  const between = (inside) => new RegExp(`(?<=${SCRIPT})${inside}(?=${SCRIPT})`, "gu");
  const one = new RegExp(SCRIPT, "u"), UNSPACED = between(""), SPACED = between(" "), WORD = /[\p{L}\p{M}\p{N}].*[\p{L}\p{M}\p{N}]|[\p{L}\p{N}]/u;
  const tokens = (text) => text.replace(UNSPACED, " ").split(/\s+/).filter(Boolean);

  // The words to ask for, as one where they are joined or each by itself, and those of nearly every text.
  const asked = (query, apart) => {
    const all = wordsOf(query.slice(0, 1000)).slice(0, 32).flatMap(parted)
      .flatMap((parts) => apart ? parts : parts.join("")).flatMap(terms)
      .filter(({ run = "", word }) => word === run || [...word].length > 1 || !run).map(({ run, word }) => one.test(run) ? run : word);
    return { typed: [...new Set(all.filter((word) => !stop.has(word)))].flatMap(tokens), common: all.filter((word) => stop.has(word)) };
  };
  const stem = (word) => stems(word).reduce((shortest, one) => one.length > 2 && one.length < shortest.length ? one : shortest, word);
  const alike = (word, other) => word.slice(0, 3) === other.slice(0, 3);

  // A record's passages: its own id, its words, and those of them that were met.
  const passagesOf = ({ content, anchors, weighted_locations: met }, query) => {
    const all = content.split(/\s+/), starts = [{ id: null, location: 0 }, ...anchors];
    return starts.map(({ id, location }, i) => {
      const end = starts[i + 1]?.location ?? all.length, own = all.slice(location, end), again = own.indexOf(AGAIN);
      const shown = again < 0 ? own : own.slice(0, again);
      const scores = new Map();
      for (const { location: at, balanced_score: score } of met)
        if (at >= location && at < end) scores.set(all[at], Math.max(score, scores.get(all[at]) ?? 0));
      const found = [...scores.keys()], here = found.flatMap(words);
      // That many words are met weighs more than how often, and a word itself more than one like it.
      const whole = query.map((word) => here.includes(word) ? 2 : here.some((other) => alike(word, other)) ? 1 : 0);
      return { id, text: shown.join(" ").replace(SPACED, ""), met: found, whole,
        score: [...scores.values()].reduce((sum, score) => sum + score, 0) };
    });
  };
  // Whether the words were met as they are typed: Pagefind cuts a word that is nowhere until it is.
  const hasAll = ({ content, weighted_locations: met }, typed) => {
    const all = content.split(/\s+/), here = met.flatMap(({ location }) => [...words(all[location]), words(all[location]).join("")]);
    return typed.every((word) => here.some((one) => one.startsWith(stem(word))));
  };
  // Two parts as one: what is met in either, and how well.
  const both = (one, other) => ({
    score: one.score + other.score,
    whole: one.whole.map((level, i) => Math.max(level, other.whole[i])),
  });
  const better = (one, other) =>
    other.whole.reduce((sum, n) => sum + n, 0) - one.whole.reduce((sum, n) => sum + n, 0) || other.score - one.score;
  // Where words of a set stand in a text, as pairs of start and end.
  const marks = (text, set) => {
    let at = 0;
    return tokens(text).flatMap((token) => {
      const start = text.indexOf(token, at), { 0: word, index } = WORD.exec(token) ?? [""];
      at = start + token.length;
      return words(token).some((part) => set.has(part)) ? [[start + index, start + index + word.length]] : [];
    });
  };

  // Entries of a record, the best passages first: kind, title, text, source, address, what is marked.
  const KINDS = {
    source: ([head, line, ...rows], title, page) => {
      let heading = "";
      const made = rows.map((row) => {
        const above = !/^p\d+$/.test(row.id);
        if (above) heading = row.text;
        return { ...row, entry: [heading, above ? "" : row.text, title, `${page}#${row.id}`] };
      });
      return [{ ...both(head, line), entry: [title, line.text, "", page] }, ...made];
    },
    claim: ([, { id: title }, ...parts], _, page) => parts.flatMap((gloss, i) => i % 2 ? [] : [{
      ...both(gloss, parts[i + 1]),
      entry: [gloss.text, parts[i + 1].text, decodeURIComponent(title), `${page}#${gloss.id}`],
    }]),
  };
  const whole = ([head, line], title, page) => [{ ...both(head, line), entry: [title, line.text, "", page] }];
  const entries = (fragment, query) => {
    const [kind, ...page] = fragment.url.replace(/^.*?\/(?=(?:source|entity|claim|contradiction)\/)/, "").split("/");
    const parts = passagesOf(fragment, query);
    const set = new Set(parts.flatMap(({ met }) => met).flatMap((token) => {
      const all = words(token), near = all.filter((word) => query.some((other) => alike(word, other)));
      return near.length ? near : all;
    }));
    return (KINDS[kind] ?? whole)(parts, fragment.meta.title ?? "", encodeURI(decodeURI(page.join("/"))))
      .filter(({ score }) => score).sort(better).slice(0, PASSAGES)
      .map(({ entry: [title, text, source, address] }) =>
        [kind, title, text, source, address, marks(text, set), marks(title || source, set)]);
  };

  let engine;
  const load = () => engine ??= import(new URL(search.bundle, document.baseURI)).then(async (module) => {
    // Without a worker: it would load the same code a second time.
    const made = module.createInstance({ noWorker: true });
    await made.filters();
    return made;
  }).catch((failed) => { engine = null; throw failed; });

  const none = { hits: [], sought: [], counts: {}, length: 0, rest: "" };
  const answer = async (query, kind, { typed, common }) => {
    const term = typed.join(" ");
    if (!term) return { ...none, common: common.length > 0 };
    const pagefind = await load();
    const { results, totalFilters } = await pagefind.search(term, { filters: kind ? { kind } : {} });
    const counts = { ...totalFilters.kind }, { claim } = counts;
    if (claim) counts.claim = plural(claim, `in ${claim} text`, `in ${claim} texts`);
    const ofKind = async (one, most, sought = term) => kind && kind !== one ? []
      : (await pagefind.search(sought, { filters: { kind: one } })).results.slice(0, most);
    // Before all others whoever bears the name that is typed, wholly or as far as it goes, and where a
    // question is asked, contradictions.
    const keyed = await ofKind("entity", NAMED, NAME + words(query).join("")), bearers = keyed.length ? keyed : await ofKind("entity", NAMED);
    const named = (await Promise.all(bearers.map((bearer) => bearer.data()))).flatMap((data, i) => {
      const [entry] = entries(data, typed), name = words(query);
      const names = [entry[1], ...entry[2].split(" · ")].map(words);
      return names.some((one) => one.join("") === name.join("") || (one.length === name.length && one.join(" ").startsWith(name.join(" "))))
        ? [bearers[i].id] : [];
    });
    const questions = common.some((word) => word.length > 2) ? await ofKind("contradiction", AT_ONCE) : [];
    // Of these, first those that begin with a word of the query: when, who, how.
    const begins = await Promise.all(questions.map((one) => one.data().then(({ meta }) => common.includes(words(meta.title ?? "")[0]))));
    const first = [...named, ...[true, false].flatMap((own) => questions.filter((_, i) => begins[i] === own)).map(({ id }) => id)], rank = ({ id }) => (first.indexOf(id) + 1) || first.length + 1;
    const ordered = [...keyed.filter(({ id }) => named.includes(id) && !results.some((one) => one.id === id)), ...results].sort((a, b) => rank(a) - rank(b));
    const step = async (upTo) => {
      const data = await Promise.all(ordered.slice(0, upTo).map((result) => result.data()));
      const { length } = ordered, shown = Math.min(upTo, length);
      return { ...none, counts, length, sure: data.some((fragment) => hasAll(fragment, typed)), rest: shown < length ? gettext`, the best ${shown} shown` : "",
        hits: data.flatMap((fragment) => entries(fragment, typed)),
        more: shown < length ? (show) => more(show, upTo) : null };
    };
    const more = (show, upTo) => {
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: gettext`More results` });
      const line = Object.assign(document.createElement("li"), { className: "more" });
      button.onclick = async () => {
        const list = line.parentNode, at = list.children.length - 1, found = await step(upTo + 2 * AT_ONCE);
        if (!line.isConnected) return;
        show(found);
        list.children[at]?.querySelector("a, button")?.focus();
      };
      line.append(button);
      return line;
    };
    return step(AT_ONCE);
  };
  search.answer = async (query, kind) => {
    if (!location.protocol.startsWith("http"))
      throw { say: gettext`This corpus is too large to be searched from a folder on disk: open it from a server.` };
    const apart = asked(query, true);
    let best = none;
    // A joined word whole, then by its parts, then by what all forms of a word begin with.
    for (const way of [asked(query), apart, { ...apart, typed: apart.typed.map(stem) }]) {
      const found = await answer(query, kind, way);
      if (found.sure || found.common || !way.typed.length) return found;
      if (!best.length) best = found;
    }
    // Where there is nothing that is sure, the nearest names; they are fetched for it.
    const instead = await search.nearest(query);
    return instead ? { ...await answer(instead, kind, asked(instead)), instead } : best;
  };
})();
