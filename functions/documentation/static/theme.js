// Before anything is painted: the theme that the reader chose, or the one of the system; and on a phone, the menu shut.
"use strict";
(() => {
  let chosen = null;
  try { chosen = localStorage.getItem("plano-theme"); } catch { /* a browser that keeps nothing */ }
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
