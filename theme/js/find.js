// The search is fetched when a reader first turns to it, or comes with a question in the address.
const search = one("#search-form");
if (search) {
  const { page, script: src } = search.dataset;
  let script;
  const load = () => {
    if (script) return;
    document.head.append(script = make("script", { src }));
  };
  on("focusin", search, load);
  if (page !== undefined && (location.search || search.contains(document.activeElement))) load();
}
