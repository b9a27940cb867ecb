// Selected words to the shortest selector that is unique in the text: the words, a list of them where
// they run over blocks, and as many words before or after as it takes. What is folded, and how, is
// the generator's own table (FOLDING, from meaning.anchoring.find), so that what matches here matches there.
const MOST_SELECTED = 2000, MOST_CONTEXT = 2000, MOST_TRIES = 60, MOST_PARTS = 40;
const classOf = (signs) => `[${[...signs].map((sign) => `\\u{${sign.codePointAt(0).toString(16)}}`).join("")}]`;
const PLAIN_SIGNS = new Map(Object.entries(FOLDING.variants).flatMap(([plain, signs]) => [...signs].map((sign) => [sign, plain])));
const BLANK = new RegExp(`${classOf(FOLDING.blanks)}+`, "gu"), UNSEEN = new RegExp(classOf(FOLDING.unseen), "gu");
const VARIANT = new RegExp(classOf(PLAIN_SIGNS.keys()), "gu");
const UNSPACED = new RegExp(FOLDING.unspaced, "u");
// What belongs to the character before it: marks, jamo, the second half of a pair, parts of emoji.
const JOINED = /[\p{M}\u1160-\u11ff\u200d\u{1f3fb}-\u{1f3ff}]/u;

const fold = (words) => words.normalize("NFC").replace(UNSEEN, "").replace(BLANK, "").replace(VARIANT, (sign) => PLAIN_SIGNS.get(sign));
const onOneLine = (words) => words.replace(UNSEEN, "").replace(BLANK, " ").trim();

// The text ------------------------------------------------------------------------------------

const WORDED = "p, li, td, th, dt, dd, pre, h1, h2, h3, h4, h5, h6";
const FRAME = "ul, ol, dl, table, thead, tbody, tr, blockquote, section, div, article";

// The visible words of an article, its blocks parted by a blank line; nodes and blocks by offset.
const readText = (article) => {
  const walker = document.createTreeWalker(article, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (node) =>
    node.nodeType === Node.TEXT_NODE ? NodeFilter.FILTER_ACCEPT
      : node.hasAttribute("data-apparatus") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_SKIP);
  const nodes = [], blocks = [];
  let words = "", within;
  while (walker.nextNode()) {
    const node = walker.currentNode, block = node.parentElement.closest(WORDED);
    if (node.parentElement.matches(FRAME)) continue;
    if (block !== within) {
      if (words) words += "\n\n";
      blocks.push([words.length, words.length]);
      within = block;
    }
    nodes.push([node, words.length]);
    words += node.data;
    blocks.at(-1)[1] = words.length;
  }
  return { words, nodes, blocks, folded: fold(words) };
};

// Start and end, in the text, of the words of it that lie in a range; none where there are none.
const offsetsOf = ({ words, nodes }, range) => {
  let start, end;
  for (const [node, at] of nodes) {
    if (!range.intersectsNode(node)) continue;
    const from = at + (node === range.startContainer ? range.startOffset : 0);
    const to = at + (node === range.endContainer ? range.endOffset : node.length);
    if (from < to) { start ??= from; end = to; }
  }
  return start === undefined ? null : trimmed(words, whole(words, start, -1), whole(words, end, 1));
};

// The nearest offset that does not divide a character as readers see it.
const whole = (words, at, step) => {
  const divides = () => at > 0 && at < words.length
    && (/[\udc00-\udfff]/.test(words[at]) || words[at - 1] === "\u200d" || JOINED.test(String.fromCodePoint(words.codePointAt(at))));
  while (divides()) at += step;
  return at;
};
const trimmed = (words, start, end) => {
  while (start < end && !fold(words[start])) start += 1;
  while (start < end && !fold(words[end - 1])) end -= 1;
  return start < end ? [start, end] : null;
};

// Matching ------------------------------------------------------------------------------------

// The folded spans of the parts of a quote, or null where one of them has no match or several: as
// meaning.anchoring.anchor has it.
const anchor = (folded, exact, prefix, suffix) => {
  const last = exact.length - 1;
  const viable = exact.map((part, number) => {
    const before = number ? "" : fold(prefix), needle = fold(part), found = [];
    const sought = before + needle + (number < last ? "" : fold(suffix));
    for (let at = folded.indexOf(sought); at >= 0; at = folded.indexOf(sought, at + 1))
      found.push([at + before.length, at + before.length + needle.length]);
    return found;
  });
  let floor = 0, ceiling = Infinity;
  for (let at = 0; at <= last; at += 1) {
    viable[at] = viable[at].filter(([start]) => start >= floor);
    floor = viable[at].reduce((least, [, end]) => Math.min(least, end), Infinity);
  }
  for (let at = last; at >= 0; at -= 1) {
    viable[at] = viable[at].filter(([, end]) => end <= ceiling);
    ceiling = viable[at].reduce((most, [start]) => Math.max(most, start), -Infinity);
  }
  return viable.every((part) => part.length === 1) ? viable.map(([span]) => span) : null;
};

// Whether a prefix or suffix may be cut at an offset: between words, or between two letters of a script
// that is written without spaces.
const isCut = (words, at) => {
  if (at <= 0 || at >= words.length) return true;
  if (!fold(words[at - 1]) || !fold(words[at])) return true;
  return (UNSPACED.test(words[at - 1]) || UNSPACED.test(words[at])) && whole(words, at, 1) === at;
};

// Ever more words before an offset (step -1) or after it (step 1).
function* contexts(words, at, step) {
  let before = "";
  for (let edge = at + step; edge >= 0 && edge <= words.length && Math.abs(edge - at) < MOST_CONTEXT; edge += step) {
    if (!isCut(words, edge)) continue;
    const context = onOneLine(step < 0 ? words.slice(edge, at) : words.slice(at, edge));
    if (fold(context) !== before) yield context;
    before = fold(context);
  }
}

// The selector of a span, or null where nothing tells it from others.
const selectorOf = (text, [start, end]) => {
  const { words, blocks, folded } = text, at = fold(words.slice(0, start)).length;
  const parts = blocks.map(([first, last]) => onOneLine(words.slice(Math.max(first, start), Math.min(last, end)))).filter(fold);
  const lists = parts.length > 1 && parts.length <= MOST_PARTS ? [parts] : [];
  for (const exact of [...lists, [onOneLine(words.slice(start, end))]]) {
    const fits = (prefix, suffix) => anchor(folded, exact, prefix, suffix)?.[0][0] === at;
    const selector = (prefix, suffix) => ({ exact: exact.length > 1 ? exact : exact[0], ...prefix && { prefix }, ...suffix && { suffix } });
    if (fits("", "")) return selector("", "");
    const before = contexts(words, start, -1), after = contexts(words, end, 1);
    for (let tries = 0, prefix = "", suffix = ""; tries < MOST_TRIES; tries += 1) {
      const left = before.next(), right = after.next();
      if (left.done && right.done) break;
      [prefix, suffix] = [left.value ?? prefix, right.value ?? suffix];
      for (const [one, other] of [[prefix, ""], ["", suffix], [prefix, suffix]]) if (fits(one, other)) return selector(one, other);
    }
  }
  return null;
};

// The span in the text of words that somebody typed: the one within another span, or the only one.
const spanOf = ({ words, folded }, typed, [start, end]) => {
  const needle = fold(typed), from = fold(words.slice(0, start)).length, found = [];
  if (!needle) return null;
  for (let at = folded.indexOf(needle); at >= 0; at = folded.indexOf(needle, at + 1)) found.push(at);
  const near = found.filter((at) => at >= from && at + needle.length <= fold(words.slice(0, end)).length);
  const at = near.length ? near[0] : found.length === 1 ? found[0] : null;
  const offset = (count) => whole(words, unfolded(words, count), 1);
  return at === null ? null : trimmed(words, offset(at), offset(at + needle.length));
};

// The offset in the text up to which so many characters are left when it is folded.
const unfolded = (words, count) => {
  let low = 0, high = words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fold(words.slice(0, middle)).length < count) low = middle + 1;
    else high = middle;
  }
  return low;
};
