// The state of the page: one frozen object, its undo stack, and its form in the address.

/** @typedef {import("./types").PageState} PageState */
/** @typedef {import("./types").State} State */

/** @type {PageState} */
export const FIRST_STATE = Object.freeze({
  by: null,
  of: null,
  filters: Object.freeze({}),
  set: Object.freeze({}),
  open: Object.freeze([]),
});

/**
 * The fragment of the address for a state; empty for the first state.
 * @param {PageState} state
 * @param {string} stamp version of the data
 * @returns {string}
 */
export function writeFragment(state, stamp) {
  /** @type {string[]} */
  const parts = [];
  if (state.by !== null) parts.push(`by=${encodeURIComponent(state.by)}`);
  if (state.of !== null) parts.push(`of=${encodeURIComponent(state.of)}`);
  for (const key of Object.keys(state.set).sort()) parts.push(`${key}=${encodeURIComponent(state.set[key] ?? "")}`);
  for (const field of Object.keys(state.filters).sort()) {
    const codes = (state.filters[field] ?? []).map(encodeURIComponent);
    if (codes.length > 0) parts.push(`only.${encodeURIComponent(field)}=${codes.join(",")}`);
  }
  if (state.open.length > 0) parts.push(`open=${state.open.map(encodeURIComponent).join(",")}`);
  if (parts.length === 0) return "";
  parts.push(`data=${encodeURIComponent(stamp)}`);
  return parts.join("&");
}

/**
 * Reads a fragment. Unknown names stay in: the core says what is wrong with them.
 * @param {string} fragment with or without `#`
 * @returns {{ state: PageState, stamp: string | null, language: string | null, anchor: string | null }}
 */
export function readFragment(fragment) {
  /** @type {{ by: string | null, of: string | null, open: string[] }} */
  const found = { by: null, of: null, open: [] };
  /** @type {Record<string, string>} */
  const set = {};
  /** @type {Record<string, string[]>} */
  const filters = {};
  let stamp = null;
  let language = null;
  let anchor = null;
  const text = fragment.replace(/^#/, "");
  for (const part of text === "" ? [] : text.split("&")) {
    const at = part.indexOf("=");
    if (at < 0) {
      anchor = plainText(part);
      continue;
    }
    const key = plainText(part.slice(0, at));
    const value = part.slice(at + 1);
    const codes = value.split(",").map(plainText).filter((code) => code !== "");
    if (key === "by") found.by = plainText(value);
    else if (key === "of") found.of = plainText(value);
    else if (key === "open") found.open = codes;
    else if (key === "data") stamp = plainText(value);
    else if (key === "lang") language = plainText(value);
    else if (key === "at") anchor = plainText(value);
    else if (key.startsWith("only.")) filters[key.slice(5)] = codes;
    else set[key] = plainText(value);
  }
  return { state: Object.freeze({ ...found, filters: Object.freeze(filters), set: Object.freeze(set) }), stamp, language, anchor };
}

/**
 * What the core is told.
 * @param {PageState} state
 * @returns {State}
 */
export function coreState(state) {
  return { by: state.by, of: state.of, filters: state.filters, set: state.set };
}

/**
 * The state without what is the first state anyway, so that the same view has one address.
 * @param {PageState} state
 * @param {State} first what the core shows without a choice
 * @returns {PageState}
 */
export function withoutDefaults(state, first) {
  const by = state.by === first.by ? null : state.by;
  const of = state.of === first.of ? null : state.of;
  const set = Object.fromEntries(Object.entries(state.set).filter(([key, code]) => first.set[key] !== code));
  return Object.freeze({ ...state, by, of, set: Object.freeze(set) });
}

/**
 * The state with a code of a field switched on or off.
 * @param {PageState} state
 * @param {string} field
 * @param {string} code
 * @returns {PageState}
 */
export function withCode(state, field, code) {
  const old = state.filters[field] ?? [];
  const codes = old.includes(code) ? old.filter((one) => one !== code) : [...old, code];
  return withField(state, field, codes);
}

/**
 * The state with the codes of a field replaced.
 * @param {PageState} state
 * @param {string} field
 * @param {readonly string[]} codes
 * @returns {PageState}
 */
export function withField(state, field, codes) {
  /** @type {Record<string, readonly string[]>} */
  const filters = { ...state.filters };
  if (codes.length > 0) filters[field] = codes;
  else delete filters[field];
  return Object.freeze({ ...state, filters: Object.freeze(filters) });
}

/**
 * The state with a switch of a figure set.
 * @param {PageState} state
 * @param {string} key
 * @param {string} code
 * @returns {PageState}
 */
export function withSwitch(state, key, code) {
  if (key === "of") return Object.freeze({ ...state, of: code });
  return Object.freeze({ ...state, set: Object.freeze({ ...state.set, [key]: code }) });
}

/**
 * @param {string} text
 * @returns {string}
 */
function plainText(text) {
  try {
    return decodeURIComponent(text);
  } catch (_) {
    return text;
  }
}
