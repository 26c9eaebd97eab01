// The only module that knows the wasm: fetches it with the data and the words, opens sessions.
import { initSync, Session } from "../web.js";

/** @typedef {import("../web.js").Session} CoreSession */

/** @type {Promise<unknown> | undefined} */
let started;

/** @type {Promise<Map<string, Uint8Array>> | undefined} */
let packageFiles;

/**
 * Opens a session for a root of the page, in its language. Rejects with what went wrong.
 * @param {HTMLElement} root
 * @returns {Promise<CoreSession>}
 */
export async function openSession(root) {
  started ??= readBytes("web_bg.wasm", true).then((module) => initSync({ module }));
  packageFiles ??= readPackage(root);
  const messages = readBytes(`messages/${root.lang}.json`, false);
  await started;
  const [files, words] = await Promise.all([packageFiles, messages]);
  return new Session(Object.fromEntries(files), /** @type {Uint8Array} */ (words), root.lang);
}

/**
 * The bytes of a file of the package.
 * @param {string} path
 * @returns {Promise<Uint8Array>}
 */
export async function packageFile(path) {
  return /** @type {Uint8Array} */ (await readBytes(`data/${path}`, false));
}

/**
 * @param {HTMLElement} root
 * @returns {Promise<Map<string, Uint8Array>>}
 */
async function readPackage(root) {
  const paths = (root.dataset.files ?? "").split(" ").filter((path) => path !== "");
  const bytes = await Promise.all(paths.map(packageFile));
  return new Map(paths.map((path, i) => [path, bytes[i] ?? new Uint8Array()]));
}

/**
 * A file of the page: from the page itself if it is one file, else by the link that names it.
 * @param {string} name
 * @param {boolean} compile
 * @returns {Promise<Uint8Array | WebAssembly.Module>}
 */
async function readBytes(name, compile) {
  const inside = document.querySelector(`script[data-inside="${CSS.escape(name)}"]`);
  if (inside) {
    const packed = Uint8Array.from(atob(inside.textContent ?? ""), (letter) => letter.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
    return compile ? WebAssembly.compile(bytes) : bytes;
  }
  const base = document.documentElement.dataset.base ?? "";
  const folder = name.startsWith("data/") ? "" : "assets/";
  const response = await fetch(`${base}${folder}${name}`);
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  if (compile && response.headers.get("content-type") === "application/wasm") {
    return WebAssembly.compileStreaming(response);
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  return compile ? WebAssembly.compile(bytes) : bytes;
}
