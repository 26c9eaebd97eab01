// Paper: while the page is printed, figures are vectors and stand wide enough for the sheet.

/** @typedef {import("./figure.js").MountedFigure} PrintedFigure */

/**
 * @param {() => PrintedFigure[]} figures
 */
export function mountPrint(figures) {
  let onPaper = false;
  const toPaper = () => {
    if (onPaper) return;
    onPaper = true;
    for (const figure of figures()) figure.toPaper();
  };
  const toScreen = () => {
    if (!onPaper) return;
    onPaper = false;
    for (const figure of figures()) figure.toScreen();
  };
  addEventListener("beforeprint", toPaper);
  addEventListener("afterprint", toScreen);
  matchMedia("print").addEventListener("change", (event) => {
    if (event.matches) toPaper();
    else toScreen();
  });
}
