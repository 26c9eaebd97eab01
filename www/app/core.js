// The only module that knows the wasm: fetches it with the survey and the words, opens sessions.
import { initSync, Session } from "../web.js";

/** @typedef {import("../web.js").Session} CoreSession */

/** @type {Promise<unknown> | undefined} */
let started;

/**
 * Opens a session for a root of the page, in its language. Rejects with what went wrong.
 * @param {HTMLElement} root
 * @returns {Promise<CoreSession>}
 */
export async function openSession(root) {
  started ??= readBytes("web_bg.wasm").then(compile).then((module) => initSync({ module }));
  const [survey, words] = await Promise.all([
    readBytes(`survey/${root.lang}.bin`, root.dataset.survey).catch(() => readPackage(root)),
    readBytes(`messages/${root.lang}.txt`).then(text),
  ]);
  await started;
  return new Session(survey, words, root.lang);
}

/**
 * The bytes of a file of the package.
 * @param {string} path
 * @returns {Promise<Uint8Array>}
 */
export function packageFile(path) {
  return readBytes(`data/${path}`);
}

/**
 * The survey from the files of its package, where the form made for the page is missing or damaged: a second
 * module checks every cell and says what is wrong.
 * @param {HTMLElement} root
 * @returns {Promise<Uint8Array>}
 */
async function readPackage(root) {
  const paths = (root.dataset.files ?? "").split(" ").filter((path) => path !== "");
  const readers = await import("../readers.js");
  const module = readBytes("readers_bg.wasm").then(compile);
  const words = readBytes(`messages/${root.lang}.all.txt`).then(text);
  const files = Promise.all(paths.map(async (path) => [path, await packageFile(path)]));
  readers.initSync({ module: await module });
  return readers.read(Object.fromEntries(await files), await words, root.lang);
}

/**
 * @param {Uint8Array} bytes
 * @returns {Promise<WebAssembly.Module>}
 */
function compile(bytes) {
  return WebAssembly.compile(/** @type {BufferSource} */ (bytes));
}

/**
 * @param {Uint8Array} bytes
 * @returns {string}
 */
function text(bytes) {
  return new TextDecoder().decode(bytes);
}

/**
 * A file of the page: from the page itself if it is one file, else by the link that names it.
 * @param {string} name
 * @param {string} [integrity] the digest it must have
 * @returns {Promise<Uint8Array>}
 */
async function readBytes(name, integrity) {
  const inside = document.querySelector(`script[data-inside="${CSS.escape(name)}"]`);
  if (inside) {
    const packed = Uint8Array.from(atob(inside.textContent ?? ""), (letter) => letter.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }
  const base = document.documentElement.dataset.base ?? "";
  const folder = name.startsWith("data/") ? "" : "assets/";
  const response = await fetch(`${base}${folder}${name}`, integrity ? { integrity } : {});
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
