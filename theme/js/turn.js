// Turns two texts round: the right one stands left, and its order is that of the questions.
const turn = one("#turn");
const groups = all(".group").map((group) => [group, all(".shared", group)]);
on("click", turn, () => {
  const turned = turn.ariaPressed !== "true";
  press(turn, turned);
  for (const [group, shared] of groups)
    group.append(...turned ? [...shared].sort((row, other) => row.dataset.turned - other.dataset.turned) : shared);
  for (const pair of all(".pair, .shared")) {
    const [left, right] = all(":scope > :not(h3)", pair);
    right.after(left);
  }
});
