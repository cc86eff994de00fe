// What every page does: the theme, the menu on a phone, copying, the API's true address in examples, and search.
"use strict";
(() => {
  const root = document.documentElement;
  const base = root.dataset.base;
  const apiUrl = new URL(base + "..", location.href).href.replace(/\/$/, "");
  window.plano = { base, apiUrl };

  const theme = document.getElementById("theme");
  const showTheme = () => { theme.textContent = root.dataset.theme === "dark" ? "Light" : "Dark"; };
  theme.hidden = false;
  showTheme();
  theme.addEventListener("click", () => {
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    try { localStorage.setItem("plano-theme", root.dataset.theme); } catch { /* then for this page only */ }
    showTheme();
  });

  const menu = document.getElementById("menu");
  if (matchMedia("(max-width: 50rem)").matches) menu.open = false;

  for (const code of document.querySelectorAll(".code code")) {
    code.textContent = code.textContent.replace(/https?:\/\/[^\s'"]+?(?=\/api\/v1\/)/g, apiUrl);
  }
  for (const button of document.querySelectorAll(".copy")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const text = button.nextElementSibling.textContent;
      try { await navigator.clipboard.writeText(text); button.textContent = "Copied"; } catch { button.textContent = "Press Ctrl-C"; getSelection().selectAllChildren(button.nextElementSibling); }
      setTimeout(() => { button.textContent = "Copy"; }, 2000);
    });
  }
  const openTarget = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let around = target; around; around = around.parentElement) if (around.tagName === "DETAILS") around.open = true;
    target.scrollIntoView();
  };
  addEventListener("hashchange", openTarget);
  openTarget();

  const field = document.getElementById("search");
  const list = document.getElementById("found");
  let asked = 0;
  let at = -1;
  const links = () => [...list.querySelectorAll("a")];
  const mark = (position) => {
    at = position;
    links().forEach((link, number) => {
      link.classList.toggle("here", number === at);
      if (number === at) link.scrollIntoView({ block: "nearest" });
    });
  };
  const close = () => { list.hidden = true; at = -1; };
  const search = async () => {
    const query = field.value.trim();
    const mine = ++asked;
    if (!query) return close();
    try {
      const answer = await fetch(`${base}search?list=1&q=${encodeURIComponent(query)}`);
      const text = await answer.text();
      if (mine !== asked) return;
      const parsed = new DOMParser().parseFromString(text, "text/html");
      for (const link of parsed.querySelectorAll("a")) link.setAttribute("href", base + link.getAttribute("href"));
      list.replaceChildren(...parsed.body.children);
      list.hidden = false;
      at = -1;
    } catch { close(); }
  };
  let waiting = 0;
  field.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(search, 80); });
  field.addEventListener("keydown", (event) => {
    const count = links().length;
    if (event.key === "Escape") { close(); field.blur(); }
    else if (event.key === "ArrowDown" && count) { event.preventDefault(); mark((at + 1) % count); }
    else if (event.key === "ArrowUp" && count) { event.preventDefault(); mark((at - 1 + count) % count); }
    else if (event.key === "Enter" && at >= 0) { event.preventDefault(); const link = links()[at]; close(); link.click(); }
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) { event.preventDefault(); field.focus(); field.select(); }
  });
  document.addEventListener("click", (event) => { if (!event.target.closest(".search")) close(); });
})();
