// A student may be asked first: the explanation waits until an answer is written, which stays here.
(() => {
  "use strict";
  const asking = document.getElementById("asking"), verdict = document.querySelector(".verdict");
  if (!asking || !verdict) return;
  const key = `answer:${location.pathname.split("/").pop()}`, { answer } = asking.elements;
  const read = () => { try { return localStorage.getItem(key) ?? ""; } catch { return ""; } };
  answer.value = read();
  answer.addEventListener("input", () => { try { localStorage.setItem(key, answer.value); } catch { } });
  asking.elements.first.addEventListener("change", ({ target }) => {
    verdict.hidden = target.checked;
    answer.closest(".answer").hidden = !target.checked && !answer.value;
  });
  answer.closest(".answer").hidden = !answer.value;
  asking.addEventListener("submit", (event) => { event.preventDefault(); verdict.hidden = false; asking.elements.first.checked = false; });
})();
