// Before anything is painted: the theme that the reader chose, or the one of the system.
"use strict";
(() => {
  let chosen = null;
  try { chosen = JSON.parse(localStorage.getItem("plano theme")); } catch { /* a browser that keeps nothing */ }
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.documentElement.dataset.script = "yes";
  document.documentElement.dataset.theme = dark ? "dark" : "light";
})();
