// The search of a large corpus: Pagefind answers, from an index in pieces of which a query fetches
// the few that it needs. This hands its answers to search.js as entries like those of lunr's index.
(() => {
  "use strict";
  const { search } = window.sicetnon, { words } = search;
  const AT_ONCE = 5, PASSAGES = 3, AGAIN = "␟", NAMED = 3;

  // Written by generator/sicetnon/writing/search/records.py: a space between characters of scripts that have
  // none, anchors where passages begin, and behind AGAIN words in other spellings.
  const SCRIPT = "[\\u3040-\\u30ff\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}]";
  const between = (inside) => new RegExp(`(?<=${SCRIPT})${inside}(?=${SCRIPT})`, "gu");
  const UNSPACED = between(""), SPACED = between(" "), WORD = /[\p{L}\p{M}\p{N}].*[\p{L}\p{M}\p{N}]|[\p{L}\p{N}]/u;
  const tokens = (text) => text.replace(UNSPACED, " ").split(/\s+/).filter(Boolean);

  // The words to ask for, parted and folded as search.js does it: letters alone, as in U.S., together.
  const asked = (query) => {
    const all = query.split(/\s+/).flatMap((token) => {
      const parts = words(token);
      return parts.length > 1 && parts.every((part) => part.length === 1) ? parts.join("") : parts;
    });
    const rare = all.filter((word) => !window.sicetnon.searchIndex.stop.includes(word));
    return (rare.length ? rare : all).slice(0, 32).flatMap(tokens);
  };
  const alike = (word, other) => word.slice(0, 3) === other.slice(0, 3);

  // A record's passages: its own id, its words, and those of them that were met.
  const parted = ({ content, anchors, weighted_locations: met }, query) => {
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
        const above = row.id.startsWith("h-");
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
    const parts = parted(fragment, query);
    const set = new Set(parts.flatMap(({ met }) => met).flatMap((token) => {
      const all = words(token), near = all.filter((word) => query.some((other) => alike(word, other)));
      return near.length ? near : all;
    }));
    return (KINDS[kind] ?? whole)(parts, fragment.meta.title ?? "", page.join("/"))
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

  search.ask = async (query, kind) => {
    if (!location.protocol.startsWith("http"))
      throw { say: gettext`This corpus is too large to be searched from a folder on disk: open it from a server.` };
    const typed = asked(query), term = typed.join(" ");
    const found = { hits: [], terms: [], counts: {}, length: 0, rest: "" };
    if (!term) return found;
    const pagefind = await load();
    const { results, totalFilters } = await pagefind.search(term, { filters: kind ? { kind } : {} });
    const counts = { ...totalFilters.kind }, { claim } = counts;
    if (claim) counts.claim = plural(claim, `in ${claim} text`, `in ${claim} texts`);
    // Before all others whoever bears the name that is typed, wholly or as far as it goes.
    const bearers = kind && kind !== "entity" ? []
      : (await pagefind.search(term, { filters: { kind: "entity" } })).results.slice(0, NAMED);
    const named = (await Promise.all(bearers.map((bearer) => bearer.data()))).flatMap((data, i) => {
      const [entry] = entries(data, typed), name = words(query).join(" ");
      const names = [entry[1], ...entry[2].split(" · ")].map((one) => words(one).join(" "));
      return names.some((one) => one.startsWith(name) && one.split(" ").length === name.split(" ").length)
        ? [bearers[i].id] : [];
    });
    const ordered = [...results].sort((a, b) => named.includes(b.id) - named.includes(a.id));
    const step = async (upTo) => {
      const data = await Promise.all(ordered.slice(0, upTo).map((result) => result.data()));
      const { length } = ordered, shown = Math.min(upTo, length);
      return { ...found, counts, length, rest: shown < length ? gettext`, the best ${shown} shown` : "",
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
})();
