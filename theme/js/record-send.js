// Ways out: the page of the forge where a new file is proposed, the form for an issue, the clipboard, a
// file. An address may have so many characters, of which one letter can take nine.
const LONGEST_ADDRESS = 6000;
const filled = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent((values[name] ?? "").replace(/\p{Cs}/gu, "\ufffd")).replace(/%2F/g, "/"));

// The address of a page of the forge with its fields filled in. Where they are too much for one, `cut` is
// true and the content is left out.
const addressOf = (pattern, values) => {
  if (!pattern) return null;
  const whole = DATA.forge.repository + filled(pattern, values);
  if (whole.length <= LONGEST_ADDRESS) return { href: whole, cut: !pattern.includes("{content}") };
  const short = DATA.forge.repository + filled(pattern, { ...values, content: "", exact: "", note: "", title: values.title?.slice(0, 40) });
  return { href: short, cut: true };
};

const copied = async (words) => {
  try { await navigator.clipboard.writeText(words); return true; } catch { /* not allowed from disk */ }
  const area = make("textarea", { value: words });
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
};

const download = (name, words) => {
  const href = URL.createObjectURL(new Blob([words], { type: "application/yaml" })), link = make("a", { href, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
};
