// Light, dark, or as the system has it: a button that goes round, its choice kept in this browser.
const button = one("#appearance"), { dataset } = document.documentElement;
if (button) {
  const LOOKS = ["auto", "dark", "light"], SIGNS = "◐●○";
  const NAMES = [gettext`Appearance: auto`, gettext`Appearance: dark`, gettext`Appearance: light`];
  const show = (at) => {
    dataset.appearance = LOOKS[at];
    button.textContent = SIGNS[at];
    button.ariaLabel = NAMES[at];
  };
  const now = () => Math.max(0, LOOKS.indexOf(dataset.appearance));
  on("click", button, () => { show((now() + 1) % 3); keep("appearance", dataset.appearance); });
  show(now());
}
