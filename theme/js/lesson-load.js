// Answers that were saved as a file, put back into the page of their lesson; run for each file.
{
  const LARGEST = 5e6, form = document.querySelector("#lesson"), field = form.querySelector(".load");
  const { everything, put, keep } = form.answers, file = field.files[0], { name } = file ?? {};
  const isText = (value) => typeof value === "string";
  const isPick = (pick) => isText(pick?.source) && [pick.exact].flat().every(isText) && [pick.prefix ?? "", pick.suffix ?? ""].every(isText);
  const isAnswer = (answer) => ["question", "choice", "answer", "why"].every((key) => isText(answer?.[key])) && Array.isArray(answer.words) && answer.words.every(isPick);
  const isSaid = ({ choice, answer, sure, words, why }) => choice || answer || sure || words.length || why;
  const parsed = (text) => { try { return JSON.parse(text); } catch { return null; } };

  // Puts the answers of a file beside the questions that they answer; says what came of it.
  const load = (saved) => {
    if (saved?.format !== "sicetnon lesson answers" || !Array.isArray(saved.answers)) return gettext`${name} is no file of answers that a lesson has saved as JSON. Nothing was changed.`;
    if (!saved.answers.every(isAnswer) || !isText(saved.name ?? "")) return gettext`${name} is damaged: save it anew, or ask for it again. Nothing was changed.`;
    const now = everything(), title = saved.title ?? saved.lesson;
    if (saved.lesson !== now.lesson) return gettext`${name} has answers to another lesson: ${title}. Nothing was changed.`;
    if ((now.name || now.answers.some(isSaid)) && !confirm(gettext`Replace the answers on this page by those of ${name}?`)) return gettext`Nothing was changed.`;
    const answers = now.answers.map(({ step, question }) => {
      const fitting = saved.answers.filter((answer) => answer.question === question);
      return fitting.find((answer) => answer.step === step) ?? fitting[0];
    });
    put({ name: saved.name, answers });
    keep();
    const kept = everything().answers;
    const lost = saved.answers.filter((answer) => isSaid(answer) && !kept.some(({ question, choice }) => question === answer.question && choice === answer.choice)).length;
    return [gettext`Loaded: ${name}`, lost && gettext`Answers that fit no question of this page any more: ${lost}`].filter(Boolean).join(" · ");
  };

  if (file)
    (async () => {
      const words = file.size > LARGEST ? gettext`${name} is too large to be a file of answers. Nothing was changed.` : load(parsed(await file.text()));
      field.value = "";
      form.querySelector(".saved").textContent = words;
    })();
}
