// What people write for dates and numbers, as the files have it; null where it cannot be read.
const SEASONS = [["spring", gettext`spring`], ["summer", gettext`summer`], ["autumn", gettext`autumn`], ["winter", gettext`winter`]];
const monthsOf = (language, month) => Array.from({ length: 12 }, (_, at) =>
  new Intl.DateTimeFormat(language, { month, timeZone: "UTC" }).format(Date.UTC(2001, at, 1)).toLowerCase().replace(".", ""));
const MONTHS = new Map(["en", document.documentElement.lang || "en"].flatMap((language) => ["long", "short"].flatMap((form) =>
  monthsOf(language, form).map((name, at) => [name, at + 1]))).filter(([name]) => /\p{L}/u.test(name)));
const two = (number) => String(number).padStart(2, "0");
const lastDay = (year, month) => new Date(Date.UTC(2000 + year % 400, month, 0)).getUTCDate();

// Year, month and day as EDTF, or null where there is no such day.
const dated = (year, month, day) => {
  if (year > 9999 || (month !== undefined && (month < 1 || month > 12)) || (day !== undefined && (day < 1 || day > lastDay(year, month)))) return null;
  return [String(year).padStart(4, "0"), ...month === undefined ? [] : [two(month)], ...day === undefined ? [] : [two(day)]].join("-");
};

const readDay = (words) => {
  let match = words.match(/^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/);
  if (match) {
    const [, year, month, day] = match.map((part) => part && Number(part));
    return month >= 21 && month <= 24 && !day ? words : dated(year, month, day);
  }
  if (/^\d{3}X$|^\d\dXX$|^\d{4}-XX$/i.test(words)) return words.toUpperCase();
  if (/^\d{3,4}$/.test(words)) return dated(Number(words));
  match = words.match(/^(\d{1,2})[./](\d{1,2})[./](\d{4})$/);
  if (match) return words.includes("/") && match[1] <= 12 && match[2] <= 12 && match[1] !== match[2] ? null : slashed(match);
  match = words.match(/^(\d{1,2})[./](\d{4})$/);
  if (match) return dated(Number(match[2]), Number(match[1]));
  match = words.match(/^(?:early |late |mid-?)?(\d{3})0s$/);
  if (match) return `${match[1]}X`;
  match = words.match(/^(\d{1,2})(?:st|nd|rd|th)? century$/);
  if (match && Number(match[1])) return `${two(match[1] - 1)}XX`;
  return readNamed(words);
};
// 31/12/2020 or 12/31/2020: which of them is the month is certain only where one is above twelve.
const slashed = ([, one, other, year]) => one > 12 || other <= 12 ? dated(Number(year), Number(other), Number(one)) : dated(Number(year), Number(one), Number(other));

// With the name of a month or a season.
const readNamed = (words) => {
  const parts = words.replace(/[,.]/g, " ").split(/\s+/).filter((part) => part && !["of", "de"].includes(part));
  const year = parts.find((part) => /^\d{3,4}$/.test(part)), name = parts.find((part) => /\p{L}{2}/u.test(part) && !/^\d/.test(part));
  const day = parts.find((part) => /^\d{1,2}(?:st|nd|rd|th)?$/.test(part));
  if (!year || !name || parts.length > 3 || parts.length !== (day ? 3 : 2)) return null;
  const season = SEASONS.findIndex((names) => names.includes(name) || (name === "fall" && names[0] === "autumn"));
  if (season >= 0) return day ? null : `${dated(Number(year))}-${21 + season}`;
  const month = MONTHS.get(name) ?? [...MONTHS].find(([known]) => name.length > 2 && known.startsWith(name))?.[1];
  return month ? dated(Number(year), month, day && Number.parseInt(day, 10)) : null;
};

// Translators: words before a date or a number, with commas between, as in “about 1432”.
const ABOUT_WORDS = gettext`about, around`;
const ABOUT = new RegExp(`^(?:(?:about|around|circa|approximately|${ABOUT_WORDS.split(/, */).join("|")})\\s+|ca?\\.?\\s*|~\\s*)`, "i");
const readDate = (typed) => {
  let words = typed.trim().toLowerCase().replace(/[\u2010-\u2015\u2212]/g, "-").replace(/\s+/g, " ");
  const range = words.match(/^(?:between |from )?(.+?)(?: (?:and|to|until) | ?- | ?\/ ?|(?<=\d{4})-(?=\d{4}$))(.+)$/);
  if (range && range[2] !== "..") {
    const [first, last] = [range[1], range[2]].map((end) => end === ".." ? end : readDate(end));
    if (first && last && (first === ".." || first.slice(0, 4) <= last.slice(0, 4))) return `${first}/${last}`;
  }
  const open = words.match(/^(?:since|from|after) (.+)$/) ?? words.match(/^(.+?) ?\/ ?\.\.$/);
  if (open) { const first = readDate(open[1]); return first && `${first}/..`; }
  const until = words.match(/^(?:until|before|by) (.+)$/);
  if (until) { const last = readDate(until[1]); return last && `../${last}`; }
  let sign = "";
  if (ABOUT.test(words)) { sign = "~"; words = words.replace(ABOUT, ""); }
  const marked = words.match(/^(.*?) ?([~?%])$/);
  if (marked) { words = marked[1]; sign ||= marked[2]; }
  const day = readDay(words);
  return day && day + sign;
};

// A number, or its bounds, unit and whether it is approximate.
const readNumber = (typed) => {
  let words = typed.trim().replace(/[\u2010-\u2015\u2212]/g, "-").replace(/(\d)[,\u00a0\u202f ](?=\d{3}(?!\d))/g, "$1");
  const approximate = ABOUT.test(words);
  words = words.replace(ABOUT, "");
  const bound = words.match(/^(more than|at least|over|up to|at most|fewer than|less than) (.+)$/i);
  const match = (bound ? bound[2] : words).match(/^(?:between )?(-?\d+(?:\.\d+)?)(?: ?(?:-|to|and) ?(-?\d+(?:\.\d+)?))?\s*(\D.*)?$/);
  if (!match) return null;
  const [, low, high, unit] = match;
  if (high !== undefined && Number(low) > Number(high)) return null;
  if (!bound && !approximate && high === undefined && !unit) return low;
  const bounds = !bound ? { min: low, max: high ?? low } : /more|least|over/i.test(bound[1]) ? { min: low } : { max: low };
  return { ...bounds, ...unit && { unit: unit.trim() }, ...approximate && { approximate: true } };
};
