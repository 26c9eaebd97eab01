// The filter bar: what is compared, who is in, what that changed.
import { make, makeButton, partOf, phrase, replaceKeepingFocus, setText } from "./dom.js";
import { withCode, withField } from "./state.js";

/** @typedef {import("./types").Bar} Bar */
/** @typedef {import("./types").PageState} PageState */

/**
 * @typedef {object} BarActions
 * @property {(change: (state: PageState) => PageState) => void} change
 * @property {() => void} undo
 * @property {() => void} reset
 */

/**
 * Takes over the filter bar.
 * @param {HTMLElement} root
 * @param {BarActions} actions
 * @returns {{ update: (bar: Bar, canUndo: boolean, changed: boolean) => void }}
 */
export function mountBar(root, actions) {
  const box = /** @type {HTMLElement} */ (partOf(root, "bar"));
  const undo = /** @type {HTMLButtonElement} */ (partOf(box, "undo"));
  const reset = /** @type {HTMLButtonElement} */ (partOf(box, "reset"));
  const fold = /** @type {HTMLButtonElement} */ (partOf(box, "fold"));
  /** @type {string | null} */
  let openField = null;
  /** @type {Bar | null} */
  let last = null;

  undo.addEventListener("click", actions.undo);
  reset.addEventListener("click", actions.reset);
  fold.addEventListener("click", () => {
    const open = !box.hasAttribute("data-open");
    box.toggleAttribute("data-open", open);
    fold.setAttribute("aria-expanded", String(open));
    setText(box, "fold-word", phrase(root, open ? "close" : "open"));
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (openField !== null) {
      const field = openField;
      openField = null;
      fillFields();
      for (const button of box.querySelectorAll("button")) if (button.dataset.key === `field-${field}`) button.focus();
    } else if (box.hasAttribute("data-open")) {
      fold.click();
      fold.focus();
    }
  });

  const fillBreakdowns = () => {
    const buttons = (last?.breakdowns ?? []).map((choice) =>
      makeButton({ "aria-pressed": String(choice.selected), "data-key": `by-${choice.code}` }, () => {
        actions.change((state) => Object.freeze({ ...state, by: choice.code }));
      }, choice.label));
    replaceKeepingFocus(/** @type {HTMLElement} */ (partOf(box, "breakdowns")), buttons);
  };

  const fillFields = () => {
    const fields = last?.fields ?? [];
    const words = fields.map((field) => {
      const open = field.field === openField;
      const word = makeButton({ class: field.active ? "on" : null, "aria-expanded": String(open), "data-key": `field-${field.field}` }, () => {
        openField = open ? null : field.field;
        fillFields();
      }, field.active ? field.caption : `+ ${field.label}`);
      if (!field.active) return make("span", {}, word);
      const clear = makeButton({ class: "x", "aria-label": field.clear, "data-key": `clear-${field.field}` }, () => {
        actions.change((state) => withField(state, field.field, []));
      }, "×");
      return make("span", {}, word, clear);
    });
    replaceKeepingFocus(/** @type {HTMLElement} */ (partOf(box, "fields")), words);
    const shown = fields.find((field) => field.field === openField);
    const chips = (shown?.chips ?? []).map((chip) =>
      makeButton({ "aria-pressed": String(chip.selected), "aria-label": chip.aria, "data-key": `chip-${chip.code}` }, () => {
        actions.change((state) => withCode(state, shown?.field ?? "", chip.code));
      }, chip.label, make("span", {}, chip.count)));
    const chipBox = /** @type {HTMLElement} */ (partOf(box, "chips"));
    if (shown) chipBox.setAttribute("aria-label", shown.label);
    chipBox.hidden = !shown;
    replaceKeepingFocus(chipBox, chips);
  };

  return {
    update(bar, canUndo, changed) {
      last = bar;
      fillBreakdowns();
      fillFields();
      setText(box, "count", bar.count);
      setText(box, "effective", bar.effective ?? "");
      setText(box, "fold-count", bar.count);
      setText(box, "fold-by", bar.breakdowns.find((choice) => choice.selected)?.label ?? "");
      setText(box, "fold-active", bar.filtered ? `· ${bar.active}` : "");
      setText(root, "change-text", bar.change ?? "");
      const line = partOf(root, "change");
      if (line) line.hidden = bar.change === null;
      undo.disabled = !canUndo;
      reset.disabled = !changed;
    },
  };
}
