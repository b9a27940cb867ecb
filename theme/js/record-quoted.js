// Words that are selected where a text is quoted: they are annotated in that text. Its page opens with
// the words in the address, and with some of those around them, which tell them from others.
const QUOTES = "blockquote, q, .mentions li > a", LEFT_OUT = "[…]", MOST_QUOTED = 500, MOST_AROUND = 60;

// The address for a selection, or undefined where it is not of one quote; `cut` tells whether words are left out in it.
const quotedAt = (range) => {
  const [first, last] = [range.startContainer, range.endContainer].map((node) => (node.closest ? node : node.parentElement)?.closest(QUOTES));
  const quote = first ?? last, inside = range.cloneRange(), around = document.createRange();
  if (!quote) return undefined;
  if (quote !== first) inside.setStart(quote, 0);
  if (quote !== last) inside.setEnd(quote, quote.childNodes.length);
  const words = inside.toString();
  if (!fold(words) || fold(words) !== fold(range.toString())) return undefined;
  around.selectNodeContents(quote);
  around.setEnd(inside.startContainer, inside.startOffset);
  const before = [...around.toString().split(LEFT_OUT).at(-1)].slice(-MOST_AROUND).join("");
  around.selectNodeContents(quote);
  around.setStart(inside.endContainer, inside.endOffset);
  const after = [...around.toString().split(LEFT_OUT)[0]].slice(0, MOST_AROUND).join("");
  const address = new URL(one("a", quote.closest("figure, li")).href);
  address.searchParams.set("annotate", [before, words, after].map(onOneLine).join("\n"));
  return { address, words, cut: words.includes(LEFT_OUT) };
};

// The span of such words in the text that they are from: of several that nearest to what the address leads to.
const spanOfQuoted = ({ words, nodes, folded }, quoted) => {
  const [before = "", exact = "", after = ""] = quoted.split("\n"), id = targetOf(location), found = [];
  if (!fold(exact)) return null;
  const target = marks.get(id)?.[0] ?? document.getElementById(id);
  const near = fold(words.slice(0, nodes.find(([node]) => target?.contains(node))?.[1] ?? 0)).length;
  for (const [left, right] of [[before, after], ["", ""]]) {
    const sought = fold(left + exact + right), lead = fold(left).length;
    for (let at = folded.indexOf(sought); at >= 0; at = folded.indexOf(sought, at + 1)) found.push(at + lead);
    if (found.length) break;
  }
  found.sort((one, other) => Math.abs(one - near) - Math.abs(other - near));
  const [at] = found, ends = [at, at + fold(exact).length].map((count) => unfolded(words, count));
  return found.length ? spanOf({ words, folded }, exact, ends) : null;
};
