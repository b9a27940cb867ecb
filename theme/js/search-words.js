// The words of a text, as generator/sicetnon/writing/search/letters.py and words.py make them. Before it
// stand the tables and the stemmers of the corpus's languages.
const once = (make, made = new Map()) => (key) => made.get(key) ?? made.set(key, make(key)).get(key);
const parts = (text) => text.split(" ").filter(Boolean);

// One character at a time, so that the place of a folded word in the text as written is known.
const IN_WORD = /[\p{L}\p{N}\p{M}]/u, MARK = /\p{M}/u, ENCLOSING = /\p{Me}/u, SILENT = /[\p{Cf}\p{DI}ʹʻʼʽʾʿـ]/gu;
// Marks that canonical order moves may be left out; others are vowels, or letters of their own.
const isLoose = (c) => ENCLOSING.test(c) || (MARK.test(c)
  && !(`${c}\u0334`.normalize("NFD").startsWith(c) && `\u0345${c}`.normalize("NFD").startsWith("\u0345")));
const visible = (text) => text.replace(SILENT, "");
const bare = (c) => Array.from(visible(c.normalize("NFKD"))).filter((one) => !isLoose(one)).join("");
const letters = new Map(tables.letters.split(" ").flatMap((group) => {
  const [typed, all] = group.split("=");
  return Array.from(all, (letter) => [letter, typed]);
}));
for (const zero of tables.zeros)
  for (let n = 0; n < 10; n++) letters.set(String.fromCodePoint(zero.codePointAt(0) + n), `${n}`);
const typedAs = (c) => letters.get(c) ?? (IN_WORD.test(c) ? c : " ");
const foldOne = once((c) => Array.from(bare(bare(c).toLowerCase().toUpperCase().toLowerCase()), typedAs).join(""));
const fold = (text) => Array.from(text, foldOne).join("");
const words = (text) => parts(fold(text));

// Words in lower case with their marks, and the signs that join their parts.
const joiners = new Map(Object.entries(tables.joiners).flatMap(([joiner, signs]) =>
  Array.from(signs, (sign) => [sign, joiner])));
const caseOne = once((c) => joiners.get(c)
  ?? Array.from(visible(c.normalize("NFKC").toLowerCase()), (one) => (IN_WORD.test(one) ? one : " ")).join(""));
const tokens = (text) => parts(Array.from(text, caseOne).join(""));
const PART = /[^'.-]+/g, BEYOND = /[\u{10000}-\u{10ffff}]/u;
const parted = (token) => {
  const all = token.match(PART) ?? [];
  if (token.includes(".") && all.some((part) => Array.from(part).length > 1))
    return token.split(".").map((piece) => piece.match(PART)).filter(Boolean);
  return all.length ? [all] : [];
};

// A word and what it stands under in the index, in all languages of the corpus at once: `stems`. Of a run
// of a script without spaces every two characters, and the whole run.
const UNSPACED = new RegExp(`[${tables.unspaced}]`, "u");
const RUN = new RegExp(`[${tables.unspaced}]+|[^${tables.unspaced}]+`, "gu");
const close = (text) => text.replaceAll(" ", "");
const stemsOf = (word, typed) => [...new Set([typed, ...(BEYOND.test(word) ? [] : stemmers).flatMap((one) =>
  [close(fold(one.stem(word))) || typed, one.stem(typed) || typed])])];
const pairs = (characters) => characters.map((c, i) => c + (characters[i + 1] ?? ""));
const terms = once((part) => part.normalize("NFC").match(RUN).flatMap((run) => {
  const typed = close(fold(run));
  if (!typed) return [];
  return UNSPACED.test(run) ? pairs([...typed]).map((word) => ({ word, stems: [word], run: typed }))
    : [{ word: typed, stems: stemsOf(run, typed) }];
}));
const stop = new Set(tables.stop);

(window.sicetnon ??= {}).words =
  { words, tokens, parted, terms, stemmers, stems: once((typed) => stemsOf(typed, typed)), fold, foldOne, caseOne, stop, UNSPACED };
