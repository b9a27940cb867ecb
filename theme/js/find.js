// The search is fetched when a reader first turns to it, comes with a question in the address, or from
// a hit, whose words it marks.
const search = one("#search-form");
if (search) {
  const { page, script: src } = search.dataset;
  let script;
  const load = () => {
    if (script) return;
    document.head.append(script = make("script", { src }));
  };
  on("focusin", search, load);
  if (asked.has("found")) load();
  if (page !== undefined && (location.search || search.contains(document.activeElement))) load();
}
