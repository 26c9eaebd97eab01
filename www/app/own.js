// The reader's own answers: a form whose scores the core computes. They are kept in no address, stored
// nowhere and sent nowhere.
import { setText } from "./dom.js";

/**
 * Takes over the form of a figure, if it has one.
 * @param {HTMLElement} section
 * @param {import("./core.js").CoreSession} session
 * @param {() => void} changed shows the figure anew
 */
export function mountOwn(section, session, changed) {
  const form = /** @type {HTMLFormElement | null} */ (section.querySelector("form[data-own]"));
  if (!form) return;
  const place = () => {
    const answers = [...new FormData(form)].map(([field, code]) => `${field}=${code}`);
    setText(section, "own-said", session.place(answers.join("\n")));
    changed();
  };
  form.addEventListener("change", place);
  form.addEventListener("reset", () => setTimeout(place, 0));
  form.addEventListener("submit", (event) => event.preventDefault());
}
