// Runs before the first paint: the stored theme, and the room the controls will take.
(function () {
  const root = document.documentElement;
  root.setAttribute("data-script", "");
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") root.setAttribute("data-theme", theme);
  } catch (_) {
    // No storage: the system's theme.
  }
})();
