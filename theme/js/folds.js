// Who comes back finds open what was open.
const folds = all("details"), was = history.state;
if (was) folds.forEach((fold, at) => { fold.open = was[at]; });
document.addEventListener("toggle", () => history.replaceState(folds.map(({ open }) => open), ""), true);
