// What can be done with a figure: its table, its files, its link, its citation, its R code.
import { announce, make, makeButton, partOf, phrase } from "./dom.js";
import { currentTheme } from "./theme.js";

/** @typedef {import("./types").Figure} Figure */
/** @typedef {import("./core.js").CoreSession} CoreSession */

/**
 * Wires the action row of a figure.
 * @param {HTMLElement} root
 * @param {HTMLElement} section
 * @param {CoreSession} session
 * @param {{ figure: () => Figure, link: () => string, table: (open: boolean) => void }} page
 */
export function mountActions(root, section, session, page) {
  const details = /** @type {HTMLDetailsElement | null} */ (section.querySelector("details.table"));
  const out = partOf(section, "out");
  /** @type {string | null} */
  let shown = null;

  /**
   * A line under the figure, also read aloud.
   * @param {string} text
   */
  const report = (text) => {
    close();
    out?.replaceChildren(make("p", {}, text));
    if (out) out.hidden = false;
    announce(root, text);
  };

  const close = () => {
    shown = null;
    if (out) out.hidden = true;
    for (const button of section.querySelectorAll("[data-do][aria-expanded]")) {
      if (button.getAttribute("data-do") !== "table") button.setAttribute("aria-expanded", "false");
    }
  };

  /**
   * Shows a text under the figure and copies it.
   * @param {HTMLElement} button
   * @param {string} kind
   * @param {string} text
   */
  const present = (button, kind, text) => {
    if (shown === kind) {
      close();
      return;
    }
    close();
    shown = kind;
    button.setAttribute("aria-expanded", "true");
    const field = /** @type {HTMLTextAreaElement} */ (make("textarea", { readonly: true, rows: String(Math.min(16, 1 + text.split("\n").length)), "aria-label": button.textContent ?? "" }));
    field.value = text;
    const status = make("span", { class: "status" });
    const copy = async () => {
      const done = await copyText(field, text);
      status.textContent = phrase(root, done ? "copied" : "copy_failed");
      announce(root, status.textContent);
    };
    out?.replaceChildren(field, make("div", { class: "row" },
      makeButton({}, copy, phrase(root, "copy")), makeButton({}, () => { close(); button.focus(); }, phrase(root, "close")), status));
    if (out) out.hidden = false;
    copy();
  };

  /**
   * Saves a file and says so under the figure.
   * @param {Blob} blob
   * @param {string} ending
   */
  const save = (blob, ending) => {
    const name = `${page.figure().file}.${ending}`;
    saveBlob(blob, name);
    report(phrase(root, "saved").replace("{file}", name));
  };

  /** @type {Record<string, (button: HTMLElement) => void>} */
  const actions = {
    table(button) {
      if (!details) return;
      details.open = !details.open;
      button.setAttribute("aria-expanded", String(details.open));
    },
    png() {
      const canvas = document.createElement("canvas");
      session.draw_export(page.figure().id, canvas, 2, currentTheme() === "dark" ? "dark" : "light");
      canvas.toBlob((blob) => {
        if (!blob) return report(phrase(root, "png"));
        save(blob, "png");
      }, "image/png");
    },
    svg() {
      const theme = currentTheme() === "dark" ? "dark" : "light";
      save(textBlob(session.export_svg(page.figure().id, theme), "image/svg+xml"), "svg");
    },
    csv() {
      save(textBlob(session.text(page.figure().id, "csv"), "text/csv"), "csv");
    },
    link(button) {
      present(button, "link", page.link());
    },
    cite(button) {
      present(button, "cite", session.text(page.figure().id, "cite"));
    },
    r(button) {
      present(button, "r", session.text(page.figure().id, "r"));
    },
  };

  for (const button of section.querySelectorAll("[data-do]")) {
    if (!(button instanceof HTMLElement)) continue;
    button.addEventListener("click", () => actions[button.dataset.do ?? ""]?.(button));
  }
  details?.addEventListener("toggle", () => {
    section.querySelector('[data-do="table"]')?.setAttribute("aria-expanded", String(details.open));
    page.table(details.open);
  });
}

/**
 * Copies; where the browser will not, leaves the text selected.
 * @param {HTMLTextAreaElement} field
 * @param {string} text
 * @returns {Promise<boolean>}
 */
async function copyText(field, text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (_) {
    field.focus();
    field.select();
    return false;
  }
}

/**
 * A text as bytes of a file.
 * @param {string} text
 * @param {string} type
 */
function textBlob(text, type) {
  return new Blob([text], { type: `${type};charset=utf-8` });
}

/**
 * Saves bytes as a file.
 * @param {Blob} blob
 * @param {string} name
 */
export function saveBlob(blob, name) {
  const address = URL.createObjectURL(blob);
  const link = make("a", { href: address, download: name, hidden: true });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
