// One figure: the canvas in the box of the static picture, its points for pointer, finger and keyboard.
import { make, makeButton, partOf, phrase, replaceKeepingFocus, setParagraphs, setText } from "./dom.js";
import { goTo } from "./rail.js";
import { withField, withSwitch } from "./state.js";
import { currentTheme } from "./theme.js";

/** @typedef {import("./types").Figure} Figure */
/** @typedef {import("./types").Drawn} Drawn */
/** @typedef {import("./types").Point} Point */
/** @typedef {import("./types").PageState} PageState */
/** @typedef {import("./types").SvgNode} SvgNode */
/** @typedef {import("./core.js").CoreSession} CoreSession */

/**
 * @typedef {object} MountedFigure
 * @property {string} id
 * @property {HTMLElement} section
 * @property {() => void} outdate what is shown is no longer the state
 * @property {() => boolean} isOutdated
 * @property {() => boolean} isNear
 * @property {() => void} refresh makes the figure and, if it is near, draws it
 * @property {() => Figure} shown
 * @property {(filter: Point["filter"]) => void} mark marks what another figure points at
 * @property {() => void} redraw
 * @property {() => void} toPaper
 * @property {() => void} toScreen
 */

/**
 * Takes over the box of a figure.
 * @param {HTMLElement} root
 * @param {HTMLElement} section
 * @param {CoreSession} session
 * @param {(change: (state: PageState) => PageState) => void} change
 * @param {(filter: Point["filter"]) => void} pointAt tells every figure what is pointed at
 * @returns {MountedFigure}
 */
export function mountFigure(root, section, session, change, pointAt) {
  const id = section.dataset.figure ?? "";
  const plot = /** @type {HTMLElement} */ (partOf(section, "plot"));
  const canvas = /** @type {HTMLCanvasElement} */ (make("canvas", { "aria-hidden": "true" }));
  const list = make("ul", { class: "points" });
  const tip = make("div", { class: "tip", hidden: true });
  const paper = make("div", { class: "paper", hidden: true });
  /** @type {Drawn | null} */
  let drawn = null;
  /** @type {string | null} */
  let current = null;
  let touched = false;
  /** @type {Figure | null} the figure whose table is still to be filled */
  let untold = null;
  /** @type {Figure | null} */
  let figure = null;
  let painted = false;
  let near = isClose(plot);
  const details = /** @type {HTMLDetailsElement | null} */ (section.querySelector("details.table"));

  const tell = () => {
    if (untold) fillTable(root, section, untold, change);
    untold = null;
  };
  details?.addEventListener("toggle", tell);

  const redraw = () => {
    const width = plotWidth(plot);
    if (width === 0 || !near || !figure || !paper.hidden) return;
    for (const picture of plot.querySelectorAll(".static")) picture.remove();
    plot.removeAttribute("aria-busy");
    canvas.hidden = false;
    painted = true;
    drawn = /** @type {Drawn} */ (session.draw(id, canvas, width, devicePixelRatio, currentTheme()));
    canvas.style.setProperty("inline-size", `${drawn.width}px`);
    canvas.style.setProperty("block-size", `${drawn.height}px`);
    placePoints();
  };

  const repaint = () => {
    painted = false;
    redraw();
  };

  /** @returns {Figure} */
  const made = () => {
    if (figure) return figure;
    const next = /** @type {Figure | null} */ (session.figure(id));
    if (!next) throw new Error(`no figure ${id}`);
    figure = next;
    setText(section, "title", next.title);
    setText(section, "subtitle", next.subtitle);
    setText(section, "note-title", next.noteTitle);
    setParagraphs(section, "note", [next.note]);
    setParagraphs(section, "summary", next.summary);
    setParagraphs(section, "footnotes", next.footnotes);
    fillSwitches(section, next, change);
    untold = next;
    if (details?.open) tell();
    return next;
  };

  const refresh = () => {
    made();
    if (near && !painted) redraw();
  };

  const hide = () => {
    pointAt(null);
    tip.hidden = true;
    plot.removeAttribute("data-tip");
  };

  /** @param {Point} point */
  const show = (point) => {
    const rows = point.details.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value)));
    tip.replaceChildren(make("p", { class: "tip-title" }, point.title), make("dl", {}, ...rows));
    if (point.filter) {
      const [field, code] = point.filter;
      const words = code === "" ? phrase(root, "codebook").replace("{field}", field) : phrase(root, "filter_by").replace("{label}", point.title);
      const hint = touched
        ? makeButton({ class: "tip-do" }, () => filterBy(point), words)
        : make("p", { class: "tip-key" }, words);
      tip.append(hint);
    }
    tip.hidden = false;
    plot.setAttribute("data-tip", "");
    if (drawn) placeTip(tip, point, drawn);
    pointAt(point.filter);
  };

  /** @param {Point} point */
  const filterBy = (point) => {
    if (!point.filter) return;
    const [field, code] = point.filter;
    hide();
    if (code === "") {
      goToCode(root, field);
      return;
    }
    change((state) => {
      const only = state.filters[field] ?? [];
      return withField(state, field, only.length === 1 && only[0] === code ? [] : [code]);
    });
  };

  const placePoints = () => {
    const points = drawn?.points ?? [];
    list.setAttribute("aria-label", phrase(root, "points").replace("{n}", String(points.length)));
    const focused = list.contains(document.activeElement);
    if (!points.some((point) => point.id === current)) current = points[0]?.id ?? null;
    list.replaceChildren(...points.map((point) => {
      const button = makeButton({ "aria-label": point.label, "data-id": point.id, "data-for": point.filter?.join("="), tabindex: point.id === current ? "0" : "-1" }, () => {
        if (touched) show(point);
        else filterBy(point);
      });
      const ring = make("span", { class: point.ring.round ? "ring round" : "ring" });
      placeBox(button, point.hit, 0, 0);
      placeBox(ring, point.ring.bounds, point.hit.x, point.hit.y);
      button.append(ring);
      button.addEventListener("pointerdown", (event) => { touched = event.pointerType !== "mouse"; });
      button.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") { touched = false; show(point); } });
      button.addEventListener("pointerleave", (event) => { if (event.pointerType === "mouse" && document.activeElement !== button) hide(); });
      button.addEventListener("focus", () => { select(point.id); show(point); });
      button.addEventListener("blur", () => { if (!touched) hide(); });
      return make("li", {}, button);
    }));
    if (focused) focusPoint(current);
  };

  /** @param {string} next */
  const select = (next) => {
    current = next;
    for (const button of list.querySelectorAll("button")) button.tabIndex = button.dataset.id === next ? 0 : -1;
  };

  /** @param {string | null} next */
  const focusPoint = (next) => {
    for (const button of list.querySelectorAll("button")) {
      if (button.dataset.id === next) button.focus({ preventScroll: false });
    }
  };

  list.addEventListener("keydown", (event) => {
    touched = false;
    if (event.key === "Escape") {
      if (tip.hidden) section.querySelector("h2")?.focus();
      hide();
      event.preventDefault();
      return;
    }
    const next = neighbour(drawn?.points ?? [], current, event.key);
    if (next === null) return;
    event.preventDefault();
    focusPoint(next);
  });
  document.addEventListener("pointerdown", (event) => {
    if (event.target instanceof Node && !plot.contains(event.target)) hide();
  });

  canvas.hidden = true;
  plot.append(canvas, list, tip, paper);
  new IntersectionObserver((entries) => {
    near = entries[entries.length - 1]?.isIntersecting ?? near;
    if (near) refresh();
  }, { rootMargin: `${NEAR}px 0px` }).observe(plot);
  let lastWidth = 0;
  new ResizeObserver(() => {
    if (plotWidth(plot) === lastWidth) return;
    lastWidth = plotWidth(plot);
    hide();
    // Marks of another width would stand outside the figure until it is drawn again.
    if (!near) list.replaceChildren();
    repaint();
  }).observe(plot);
  watchRatio(repaint);

  return {
    id,
    section,
    redraw: repaint,
    outdate() {
      figure = null;
      painted = false;
    },
    isOutdated: () => figure === null,
    isNear: () => near,
    refresh,
    shown: made,
    mark(filter) {
      const key = filter?.join("=");
      for (const button of list.querySelectorAll("button")) {
        button.classList.toggle("same", key !== undefined && button.dataset.for === key);
      }
    },
    toPaper() {
      made();
      tell();
      for (const picture of plot.querySelectorAll(".static")) picture.remove();
      const root = /** @type {SvgNode} */ (session.svg_nodes(id, PAPER_WIDTH));
      paper.replaceChildren(buildSvg(root));
      paper.hidden = false;
      canvas.hidden = true;
    },
    toScreen() {
      paper.replaceChildren();
      paper.hidden = true;
      canvas.hidden = false;
      redraw();
    },
  };
}

/** How far outside the window a figure is drawn, in CSS pixels. */
const NEAR = 600;

/**
 * Whether an element is in the window or not far from it.
 * @param {Element} element
 * @returns {boolean}
 */
function isClose(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return top < innerHeight + NEAR && bottom > -NEAR;
}

/** Layout width of a printed figure in CSS pixels: wide enough that the questions fit one sheet of A4. */
const PAPER_WIDTH = 928;

/**
 * @param {HTMLElement} plot
 * @returns {number}
 */
function plotWidth(plot) {
  return Math.floor(plot.clientWidth);
}

/**
 * Calls when the window moves to a screen of another density or is zoomed.
 * @param {() => void} changed
 */
function watchRatio(changed) {
  matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener("change", () => {
    changed();
    watchRatio(changed);
  }, { once: true });
}

/**
 * @param {HTMLElement} element
 * @param {import("./types").Rect} box
 * @param {number} left
 * @param {number} top
 */
function placeBox(element, box, left, top) {
  element.style.setProperty("left", `${box.x - left}px`);
  element.style.setProperty("top", `${box.y - top}px`);
  element.style.setProperty("width", `${box.width}px`);
  element.style.setProperty("height", `${box.height}px`);
}

/**
 * Puts the box near its mark where it hides the fewest other marks and never its own.
 * @param {HTMLElement} tip
 * @param {Point} point
 * @param {Drawn} drawn
 */
function placeTip(tip, point, drawn) {
  const { offsetWidth: width, offsetHeight: height } = tip;
  const { bounds } = point.ring;
  const most = Math.max(0, drawn.width - width);
  const lefts = [point.x - width / 2, bounds.x + bounds.width + TIP_GAP, bounds.x - width - TIP_GAP, 0, most];
  const tops = [point.hit.y + point.hit.height + 6, point.hit.y - height - 6, point.y - height / 2,
    bounds.y - 8, bounds.y + bounds.height + 8 - height];
  let best = { left: 0, top: tops[0] ?? 0, cost: Infinity };
  for (const top of tops) {
    for (const wish of lefts) {
      const left = Math.max(0, Math.min(wish, most));
      const hidden = drawn.points.filter((other) => hides(left, top, width, height, other.ring.bounds));
      const own = hidden.includes(point) || top < 0 ? 1000 : 0;
      const atEdge = left === 0 || left === most ? 0.9 : 0;
      const away = (Math.abs(left + width / 2 - point.x) + Math.abs(top + height / 2 - point.y)) / drawn.width;
      const cost = own + hidden.length + atEdge + away;
      if (cost < best.cost) best = { left, top, cost };
    }
  }
  tip.style.setProperty("left", `${best.left}px`);
  tip.style.setProperty("top", `${best.top}px`);
}

/** Room between a mark and the box beside it: its interval mostly ends within it. */
const TIP_GAP = 48;

/**
 * Whether a box lies over a mark or the middle of its interval.
 * @param {number} left
 * @param {number} top
 * @param {number} width
 * @param {number} height
 * @param {import("./types").Rect} mark
 * @returns {boolean}
 */
function hides(left, top, width, height, mark) {
  const reach = TIP_GAP / 2;
  return left < mark.x + mark.width + reach && left + width > mark.x - reach
    && top < mark.y + mark.height && top + height > mark.y;
}

/**
 * The point that a key leads to, or null.
 * @param {Point[]} points
 * @param {string | null} current
 * @param {string} key
 * @returns {string | null}
 */
function neighbour(points, current, key) {
  const at = points.findIndex((point) => point.id === current);
  const here = points[at];
  if (!here) return null;
  if (key === "Home") return points[0]?.id ?? null;
  if (key === "End") return points[points.length - 1]?.id ?? null;
  if (key === "ArrowRight") return points[at + 1]?.id ?? null;
  if (key === "ArrowLeft") return points[at - 1]?.id ?? null;
  if (key !== "ArrowDown" && key !== "ArrowUp") return null;
  const step = key === "ArrowDown" ? 1 : -1;
  const row = points.filter((point) => point.row === here.row + step);
  const same = row.find((point) => point.column === here.column) ?? row[row.length - 1];
  return same?.id ?? null;
}

/**
 * @param {HTMLElement} section
 * @param {Figure} figure
 * @param {(change: (state: PageState) => PageState) => void} change
 */
function fillSwitches(section, figure, change) {
  const box = partOf(section, "switches");
  if (!box) return;
  const groups = figure.switches.map((one) => {
    const buttons = one.choices.map((choice) =>
      makeButton({ "aria-pressed": String(choice.selected), "data-key": `${one.key}-${choice.code}` }, () => {
        change((state) => withSwitch(state, one.key, choice.code));
      }, choice.label));
    return make("div", { class: "seg", role: "group", "aria-label": one.label },
      make("span", { class: "name", "aria-hidden": "true" }, one.label), ...buttons);
  });
  replaceKeepingFocus(box, groups);
}

/**
 * Shows the entry of a field in the codebook.
 * @param {HTMLElement} root
 * @param {string} field
 */
function goToCode(root, field) {
  const entry = [...root.querySelectorAll(".codebook > details")].find((one) => one.id.endsWith(`code-${field}`));
  if (entry instanceof HTMLElement) goTo(entry);
}

/**
 * @param {HTMLElement} root
 * @param {HTMLElement} section
 * @param {Figure} figure
 * @param {(change: (state: PageState) => PageState) => void} change
 */
function fillTable(root, section, figure, change) {
  const table = partOf(section, "table");
  if (!table) return;
  const head = figure.table.columns.map((column) => make("th", { scope: "col", class: column.numeric ? "num" : null }, column.label));
  const rows = figure.table.rows.map((row) => {
    const { target } = row;
    const name = target
      ? makeButton({ class: "link" }, () => {
        if (target.code === "") goToCode(root, target.field);
        else change((state) => withField(state, target.field, [target.code]));
      }, row.head)
      : row.head;
    const cells = row.cells.map((cell, i) => make("td", { class: figure.table.columns[i + 1]?.numeric ? null : "text" }, cell));
    return make("tr", {}, make("th", { scope: "row" }, name), ...cells);
  });
  table.replaceChildren(make("caption", {}, figure.table.caption), make("thead", {}, make("tr", {}, ...head)), make("tbody", {}, ...rows));
}

/**
 * An SVG tree as elements; strings are never parsed.
 * @param {SvgNode} node
 * @returns {Element}
 */
function buildSvg(node) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", node.name);
  for (const [name, value] of node.attributes) {
    if (name !== "xmlns") element.setAttribute(name, value);
  }
  for (const child of node.children) element.append(typeof child === "string" ? child : buildSvg(child));
  return element;
}
