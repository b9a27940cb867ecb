// Records as YAML that a person would write: one key a line, quotation marks only where words need
// them. What it writes reads back exactly.
const WIDTH = 96;
const TYPED = new Set(["value", "created", "as_of", "date", "min", "max"]);
const SHOWN = /^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\u200c\u200d]*$/u, TURNING = /[\u202a-\u202e\u2066-\u2069]/;
const PLAIN = /^[\p{L}\p{N}](?:[^\n]*\S)?$/u, NOT_PLAIN = /: |:$| #|[\t\n]/;
const NOT_TEXT = /^(?:true|false|yes|no|on|off|y|n|null|[-+]?[0-9][-+0-9_.:eExXoOa-fA-F]*(?:[tTzZ ].*)?)$/i;
const isShown = (words) => SHOWN.test(words) && !TURNING.test(words) && !/[^\S ]/.test(words);

const escaped = (words) => [...words].map((sign) => {
  if (sign === '"' || sign === "\\") return `\\${sign}`;
  if (sign === "\n") return "\\n";
  if (sign === "\t") return "\\t";
  if (isShown(sign)) return sign;
  const code = sign.codePointAt(0).toString(16).toUpperCase();
  return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
}).join("");

const scalar = (words, key) => {
  if (PLAIN.test(words) && !NOT_PLAIN.test(words) && isShown(words) && (TYPED.has(key) || !NOT_TEXT.test(words))) return words;
  return `"${escaped(words)}"`;
};

// The lines of a text of several lines as a block, or null where it would not read back.
const blockLines = (words) => {
  const lines = words.split("\n");
  const reads = lines.length > 1 && /^\S/.test(lines[0]) && lines.at(-1).trim() && lines.every((line) => line === line.trimEnd() && isShown(line));
  return reads ? ["|-", ...lines.map((line) => line && `  ${line}`)] : null;
};

const pairLines = ([key, value]) => {
  if (Array.isArray(value)) {
    const plain = value.every((one) => typeof one === "number" || (typeof one === "string" && /^[\w/-]+$/.test(one) && !NOT_TEXT.test(one)));
    return plain && key !== "exact" && `${key}: [${value}]`.length < WIDTH
      ? [`${key}: [${value.join(", ")}]`]
      : [`${key}:`, ...value.flatMap((one) => typeof one === "string" ? [`  - ${scalar(one)}`] : itemLines(one))];
  }
  if (typeof value === "object") return [`${key}:`, ...Object.entries(value).flatMap(pairLines).map((line) => line && `  ${line}`)];
  const words = String(value).replace(/\r\n?/g, "\n"), block = typeof value === "string" && blockLines(words);
  if (block) return [`${key}: ${block[0]}`, ...block.slice(1)];
  return [`${key}: ${typeof value === "string" ? scalar(words, key) : words}`];
};
const itemLines = (record) => Object.entries(record).flatMap(pairLines).map((line, at) => line && `${at ? "   " : "  -"} ${line}`);

// A file, or the lines of one record with `itemLines`.
const toYaml = (file) => `${Object.entries(file).flatMap(pairLines).join("\n")}\n`;

// An id from the first words of a text, with a number where it is used already: as authoring.naming.
const LETTERS = { ß: "ss", æ: "ae", ø: "o", đ: "d", ł: "l", þ: "th", ı: "i" }, LONGEST = 40;
const makeId = (text, used, otherwise) => {
  const plain = text.toLowerCase().replace(/[ßæøđłþı]/g, (sign) => LETTERS[sign]).normalize("NFKD").replace(/(?<=[\0-\x7f])[\u0300-\u036f]+|['’]/g, "").normalize();
  const taken = new Set([...used].map((id) => id.toLowerCase()));
  let name = "";
  for (const part of plain.replace(/\p{DI}/gu, " ").match(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu) ?? []) {
    const longer = name ? `${name}-${part}` : [...part].slice(0, LONGEST).join("");
    if ([...longer].length > LONGEST) break;
    name = longer;
  }
  if (!name || /^(?:con|prn|aux|nul|com\d|lpt\d)$/.test(name)) name = otherwise;
  let numbered = name;
  for (let number = 2; taken.has(numbered); number += 1) numbered = `${name}-${number}`;
  return numbered;
};
