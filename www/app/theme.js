// The theme: the reader's stored choice or the system's, told to whoever draws.

/** @typedef {"auto" | "light" | "dark"} ThemeChoice */

/** @returns {ThemeChoice} */
function storedChoice() {
  const chosen = document.documentElement.getAttribute("data-theme");
  return chosen === "light" || chosen === "dark" ? chosen : "auto";
}

/**
 * The theme to draw in: "light", "dark", or the system's ground, text and highlight colours.
 * @returns {string}
 */
export function currentTheme() {
  if (matchMedia("(forced-colors: active)").matches) return systemColours();
  const choice = storedChoice();
  if (choice !== "auto") return choice;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** @returns {string} three colours, as the browser computes them */
function systemColours() {
  const probe = document.createElement("span");
  probe.className = "probe";
  document.body.append(probe);
  const { backgroundColor, color, borderTopColor } = getComputedStyle(probe);
  probe.remove();
  return `${backgroundColor} ${color} ${borderTopColor}`;
}

/**
 * Wires the switches of the page and the system's changes to `changed`.
 * @param {() => void} changed
 */
export function mountTheme(changed) {
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button[data-theme-choice]"));
  const show = () => {
    const choice = storedChoice();
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
    }
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      keepChoice(/** @type {ThemeChoice} */ (button.dataset.themeChoice));
      show();
      changed();
    });
  }
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
    matchMedia(query).addEventListener("change", changed);
  }
  show();
}

/** @param {ThemeChoice} choice */
function keepChoice(choice) {
  const root = document.documentElement;
  if (choice === "auto") root.removeAttribute("data-theme");
  else root.setAttribute("data-theme", choice);
  try {
    if (choice === "auto") localStorage.removeItem("theme");
    else localStorage.setItem("theme", choice);
  } catch (_) {
    // No storage: the choice lasts as long as the page.
  }
}
