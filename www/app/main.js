// The page comes alive: one mounted page for each language in the document, one state in the address.
import { mountActions, saveBlob } from "./actions.js";
import { mountBar } from "./bar.js";
import { openSession, packageFile } from "./core.js";
import { announce, make, partOf, phrase } from "./dom.js";
import { mountFigure } from "./figure.js";
import { mountOwn } from "./own.js";
import { mountPrint } from "./print.js";
import { goTo, mountRail } from "./rail.js";
import { coreState, FIRST_STATE, readFragment, withoutDefaults, writeFragment } from "./state.js";
import { mountTheme } from "./theme.js";

/** @typedef {import("./types").PageState} PageState */
/** @typedef {import("./types").View} View */
/** @typedef {import("./types").CoreError} CoreError */
/** @typedef {import("./figure.js").MountedFigure} MountedFigure */

/**
 * @typedef {object} Page
 * @property {HTMLElement} root
 * @property {(state: PageState) => boolean} show
 * @property {() => View | null} view
 * @property {() => import("./types").State} first
 * @property {MountedFigure[]} figures
 */

/** @type {Map<HTMLElement, Promise<Page>>} */
const pages = new Map();

/** @type {PageState} */
let state = FIRST_STATE;

/** @type {PageState[]} */
const past = [];

/** @type {Page | null} */
let page = null;

/**
 * Puts a notice over the figures, or takes it away.
 * @param {HTMLElement} root
 * @param {string} text
 * @param {boolean} error
 * @param {readonly string[]} [places]
 */
function notice(root, text, error, places = []) {
  const box = partOf(root, "notice");
  if (!box) return;
  box.hidden = text === "";
  box.classList.toggle("error", error);
  box.replaceChildren(text, ...(places.length > 0 ? [make("pre", {}, places.join("\n"))] : []));
}

/**
 * Opens the session of a root and takes over its parts.
 * @param {HTMLElement} root
 * @returns {Promise<Page>}
 */
async function openPage(root) {
  const session = await openSession(root);
  const first = /** @type {View} */ (session.apply(coreState(FIRST_STATE))).state;
  /** @type {View | null} */
  let view = null;
  const bar = mountBar(root, { change, undo, reset });
  const sections = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-figure]")]);
  /** @type {MountedFigure["mark"]} */
  const mark = (filter) => {
    for (const figure of figures) figure.mark(filter);
  };
  const settle = settler(root, () => figures);
  const figures = sections.map((section) => {
    const figure = mountFigure(root, section, session, change, mark);
    mountActions(root, section, session, {
      figure: figure.shown,
      link: () => linkTo(figure.id),
      table: (open) => setOpen(figure.id, open),
    });
    mountOwn(section, session, () => {
      figure.outdate();
      figure.refresh();
    });
    return figure;
  });
  mountDownloads(root);
  mountRail(root);
  if (matchMedia("(max-width: 720px)").matches) {
    for (const note of root.querySelectorAll("details.note")) note.removeAttribute("open");
  }
  return {
    root,
    figures,
    view: () => view,
    first: () => first,
    show(next) {
      try {
        view = /** @type {View} */ (session.apply(coreState(next)));
      } catch (thrown) {
        const error = /** @type {Partial<CoreError>} */ (thrown);
        const text = (error.code ? error.message : undefined) ?? phrase(root, "panic");
        notice(root, text, true, error.places ?? []);
        announce(root, text);
        return false;
      }
      bar.update(view.bar, past.length > 0, writeFragment(next, "") !== "");
      for (const figure of figures) {
        figure.outdate();
        const table = /** @type {HTMLDetailsElement | null} */ (figure.section.querySelector("details.table"));
        if (table) table.open = next.open.includes(figure.id);
      }
      for (const figure of figures) if (figure.isNear()) figure.refresh();
      settle();
      return true;
    },
  };
}

/**
 * Brings figures out of sight up to date one by one when the browser has nothing else to do.
 * @param {HTMLElement} root
 * @param {() => MountedFigure[]} figures
 * @returns {() => void}
 */
function settler(root, figures) {
  let waiting = false;
  const step = () => {
    const next = figures().find((figure) => figure.isOutdated());
    waiting = next !== undefined;
    root.toggleAttribute("data-settled", !waiting);
    if (!next) return;
    next.refresh();
    later(step);
  };
  return () => {
    root.removeAttribute("data-settled");
    if (waiting) return;
    waiting = true;
    later(step);
  };
}

/** @param {() => void} step */
function later(step) {
  if ("requestIdleCallback" in window) requestIdleCallback(step, { timeout: 1000 });
  else setTimeout(step, 50);
}

/** @returns {string} */
function stamp() {
  const shown = page?.view()?.package;
  return shown ? `${shown.version ?? ""}-${shown.sha256.slice(0, 8)}` : "";
}

/**
 * The address of the state, with a place to scroll to.
 * @param {string} anchor
 * @returns {string}
 */
function linkTo(anchor) {
  const fragment = [writeFragment(state, stamp()) || `data=${encodeURIComponent(stamp())}`, languagePart(), `at=${anchor}`];
  return `${location.href.replace(/#.*$/, "")}#${fragment.filter((part) => part !== "").join("&")}`;
}

/** @returns {string} the language, where the document holds more than one */
function languagePart() {
  return allRoots().length > 1 && page && page.root !== allRoots()[0] ? `lang=${page.root.lang}` : "";
}

/** @returns {HTMLElement[]} */
function allRoots() {
  return /** @type {HTMLElement[]} */ ([...document.querySelectorAll("[data-page]")]);
}

/**
 * A change the reader made: shown, kept for undo, written into the address.
 * @param {(state: PageState) => PageState} make
 */
function change(make) {
  const before = state;
  if (!page) return;
  const next = withoutDefaults(make(before), page.first());
  if (writeFragment(next, "") === writeFragment(before, "")) return;
  past.push(before);
  if (!page.show(next)) {
    past.pop();
    return;
  }
  state = next;
  notice(page.root, "", false);
  writeAddress(true);
  announce(page.root, page.view()?.bar.announcement ?? "");
}

function undo() {
  const before = past.pop();
  if (!page || !before) return;
  state = before;
  page.show(state);
  notice(page.root, "", false);
  writeAddress(true);
  announce(page.root, page.view()?.bar.announcement ?? "");
}

function reset() {
  change((old) => Object.freeze({ ...FIRST_STATE, open: old.open }));
}

/**
 * @param {string} id
 * @param {boolean} open
 */
function setOpen(id, open) {
  if (state.open.includes(id) === open) return;
  const others = state.open.filter((one) => one !== id);
  state = Object.freeze({ ...state, open: Object.freeze(open ? [...others, id] : others) });
  writeAddress(false);
}

/** @param {boolean} step whether the back key returns to what was before */
function writeAddress(step) {
  const parts = [writeFragment(state, stamp()), languagePart()].filter((part) => part !== "");
  const address = parts.length > 0 ? `#${parts.join("&")}` : location.pathname + location.search;
  try {
    if (step) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  } catch (_) {
    // Some browsers refuse this for files opened from disk.
    location.hash = parts.join("&");
  }
  carryFragment();
}

/** Language links to other documents take the state along. */
function carryFragment() {
  const fragment = writeFragment(state, stamp());
  for (const link of document.querySelectorAll("a[data-language]")) {
    const href = (link.getAttribute("href") ?? "").replace(/#.*$/, "");
    if (href !== "") link.setAttribute("href", fragment === "" ? href : `${href}#${fragment}`);
    else link.setAttribute("href", `#${[fragment, `lang=${link.getAttribute("data-language") ?? ""}`].filter((part) => part !== "").join("&")}`);
  }
}

/** Shows what the address asks for. */
async function followAddress() {
  const asked = readFragment(location.hash);
  const roots = allRoots();
  const anchored = asked.anchor === null ? null : document.getElementById(asked.anchor);
  const byLanguage = roots.find((root) => root.lang === asked.language);
  const byAnchor = roots.find((root) => anchored !== null && root.contains(anchored));
  const root = byLanguage ?? byAnchor ?? (asked.language === null && page ? page.root : roots[0]);
  if (!root) return;
  if (roots.length > 1) {
    document.documentElement.setAttribute("data-shown", root.lang);
    document.documentElement.lang = root.lang;
    for (const other of roots) other.hidden = other !== root;
    document.title = root.dataset.title ?? document.title;
  }
  let opening = pages.get(root);
  if (!opening) {
    opening = openPage(root);
    pages.set(root, opening);
  }
  page = await opening;
  if (!page.view() && !page.show(FIRST_STATE)) throw new Error("the package cannot be shown");
  const isAnchorOnly = asked.anchor !== null && !location.hash.includes("=");
  const next = isAnchorOnly ? state : asked.state;
  notice(root, "", false);
  if (page.show(next)) {
    state = next;
    if (asked.stamp !== null && asked.stamp !== stamp()) notice(root, phrase(root, "link_other").replace("{theirs}", asked.stamp).replace("{ours}", stamp()), true);
  } else {
    page.show(state);
  }
  carryFragment();
  if (asked.anchor !== null && location.hash.includes("at=")) {
    const target = document.getElementById(asked.anchor) ?? document.getElementById(`${root.lang}-${asked.anchor}`);
    if (target) goTo(target);
  }
}

/** Downloads that exist only inside the one-file page. */
function mountDownloads(/** @type {HTMLElement} */ root) {
  for (const link of root.querySelectorAll("a[data-save]")) {
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      const path = link.getAttribute("data-save") ?? "";
      saveBlob(new Blob([/** @type {BlobPart} */ (await packageFile(path))]), path);
    });
  }
}

async function start() {
  try {
    mountTheme(() => {
      for (const figure of page?.figures ?? []) figure.redraw();
    });
    if (location.hash.includes("=")) {
      for (const root of allRoots()) notice(root, phrase(root, "loading"), false);
      for (const plot of document.querySelectorAll("[data-part=plot]")) plot.setAttribute("aria-busy", "true");
    }
    const fonts = ["400 14px 'Solidarity Sans'", "600 14px 'Solidarity Sans'"].map((font) => document.fonts.load(font, "Aя"));
    await Promise.race([Promise.allSettled(fonts), new Promise((done) => setTimeout(done, 1500))]);
    await followAddress();
    document.documentElement.setAttribute("data-alive", "");
    mountPrint(() => page?.figures ?? []);
    addEventListener("popstate", () => {
      followAddress().catch(giveUp);
    });
    document.fonts.addEventListener("loadingdone", () => {
      for (const figure of page?.figures ?? []) figure.redraw();
    });
    performance.mark("ready");
  } catch (thrown) {
    giveUp(thrown);
  }
}

/**
 * The static page stays; one line says so.
 * @param {unknown} thrown
 */
function giveUp(thrown) {
  const error = /** @type {Partial<CoreError>} */ (thrown);
  document.documentElement.setAttribute("data-failed", "");
  for (const root of allRoots()) {
    const own = error.code ? error.message ?? "" : "";
    notice(root, [phrase(root, "wasm"), own].filter((text) => text !== "").join(" "), true, error.places ?? []);
    for (const busy of root.querySelectorAll("[aria-busy]")) busy.removeAttribute("aria-busy");
  }
}

start();
