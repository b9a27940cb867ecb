// A span of the text taken to whole words, where its script divides them by spaces.
const IN_WORD = /[\p{L}\p{M}\p{N}_\u00ad\u2060]/u;
const wholeWords = (words, [start, end]) => {
  const before = (at) => [...words.slice(Math.max(0, at - 2), at)].at(-1) ?? "", after = (at) => String.fromCodePoint(words.codePointAt(at) ?? 32);
  const divides = (at) => [before(at), after(at)].every((sign) => IN_WORD.test(sign) && !UNSPACED.test(sign));
  while (divides(start)) start -= before(start).length;
  while (divides(end)) end += after(end).length;
  return [start, end];
};
