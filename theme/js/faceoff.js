// A student may be asked first: words and explanation wait until an answer is given, which stays here.
// With ?ask=first in the address, as a teacher sends it, the question comes by itself.
const asking = one("#asking");
if (asking) {
  const { first, answer } = asking.elements, key = `answer:${location.pathname.split("/").pop()}`;
  const apply = () => {
    for (const part of all(".stands, .verdict")) part.hidden = first.checked;
    answer.closest(".answer").hidden = !first.checked && !answer.value;
    tell({ name: "ask", value: first.checked && "first" });
  };
  answer.value = kept(key) ?? "";
  first.checked = asked.get("ask") === "first";
  on("input", answer, () => keep(key, answer.value));
  on("change", first, apply);
  on("submit", asking, (event) => { event.preventDefault(); first.checked = false; apply(); });
  apply();
}
