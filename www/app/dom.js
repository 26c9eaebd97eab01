// Small helpers over the DOM. No parsing of strings into markup, no style attributes.

/**
 * Makes an element.
 * @param {string} name
 * @param {Record<string, string | boolean | null | undefined>} attributes true gives an empty attribute, false and null none
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function make(name, attributes, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (typeof value === "string") element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

/**
 * A button that does something.
 * @param {Record<string, string | boolean | null | undefined>} attributes
 * @param {() => void} action
 * @param {...(Node | string)} children
 */
export function makeButton(attributes, action, ...children) {
  const button = /** @type {HTMLButtonElement} */ (make("button", { type: "button", ...attributes }, ...children));
  button.addEventListener("click", action);
  return button;
}

/**
 * The element of a part of the page, or null.
 * @param {ParentNode} root
 * @param {string} name
 * @returns {HTMLElement | null}
 */
export function partOf(root, name) {
  return root.querySelector(`[data-part="${name}"]`);
}

/**
 * Sets the text of a part if it is there.
 * @param {ParentNode} root
 * @param {string} name
 * @param {string} text
 */
export function setText(root, name, text) {
  const element = partOf(root, name);
  if (element && element.textContent !== text) element.textContent = text;
}

/**
 * Fills a part with paragraphs.
 * @param {ParentNode} root
 * @param {string} name
 * @param {readonly string[]} texts
 */
export function setParagraphs(root, name, texts) {
  const element = partOf(root, name);
  if (element) element.replaceChildren(...texts.map((text) => make("p", {}, text)));
}

/**
 * A sentence of the page's language, kept in its markup.
 * @param {ParentNode} root
 * @param {string} key
 * @returns {string}
 */
export function phrase(root, key) {
  const element = root.querySelector(`[data-phrase="${key}"]`);
  return element?.textContent ?? "";
}

/**
 * Puts the children in, keeping the keyboard focus on the element with the same `data-key`.
 * @param {HTMLElement} box
 * @param {Node[]} children
 */
export function replaceKeepingFocus(box, children) {
  const active = document.activeElement;
  const key = active instanceof HTMLElement && box.contains(active) ? active.dataset.key : undefined;
  box.replaceChildren(...children);
  if (key === undefined) return;
  for (const element of box.querySelectorAll("[data-key]")) {
    if (element instanceof HTMLElement && element.dataset.key === key) element.focus({ preventScroll: true });
  }
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let saying;

/**
 * Tells assistive technology, once the reader has paused.
 * @param {ParentNode} root
 * @param {string} text
 */
export function announce(root, text) {
  clearTimeout(saying);
  saying = setTimeout(() => setText(root, "said", text), 600);
}
