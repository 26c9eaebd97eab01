// The list of sections: the current one is marked; links scroll without touching the state in the address.

/**
 * @param {HTMLElement} root
 */
export function mountRail(root) {
  const links = /** @type {HTMLAnchorElement[]} */ ([...root.querySelectorAll("[data-part=rail] a")]);
  const sections = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))));
  const mark = () => {
    const line = innerHeight / 3;
    let current = -1;
    sections.forEach((section, i) => {
      if (section && section.getBoundingClientRect().top <= line) current = i;
    });
    links.forEach((link, i) => {
      if (i === current) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    });
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mark();
    });
  }, { passive: true });
  mark();

  root.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const hash = link?.getAttribute("href");
    if (!hash?.startsWith("#") || hash === "#" || link?.hasAttribute("data-language")) return;
    const target = document.getElementById(decodeURIComponent(hash.slice(1)));
    if (!target) return;
    event.preventDefault();
    goTo(target);
  });
}

/**
 * Scrolls to a section and puts the keyboard there.
 * @param {HTMLElement} target
 */
export function goTo(target) {
  for (let fold = target.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
  target.scrollIntoView();
  const heading = target.querySelector("h2, summary");
  if (heading instanceof HTMLElement) heading.focus({ preventScroll: true });
}
