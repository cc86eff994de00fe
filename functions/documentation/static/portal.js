// What every page does: what this tab keeps, the theme, the menu, languages, copying, and the way to what a link names.
"use strict";
(() => {
  const root = document.documentElement;
  const { base } = root.dataset;
  const apiUrl = new URL(`${base}..`, location.href).href.replace(/\/$/, "");
  const COPIED_MS = 2000;
  const HEARD_MS = 4000;

  // A browser may refuse to keep anything: then it is for this page only.
  const storeIn = (storage) => ({
    get: (name) => {
      try {
        return JSON.parse(storage().getItem(`plano ${name}`));
      } catch {
        return null;
      }
    },
    set: (name, value) => {
      try {
        storage().setItem(`plano ${name}`, JSON.stringify(value));
      } catch {
        // nothing is kept
      }
    },
    remove: (name) => {
      try {
        storage().removeItem(`plano ${name}`);
      } catch {
        // nothing was kept
      }
    },
  });
  const kept = storeIn(() => sessionStorage);
  const choices = storeIn(() => localStorage);
  const copies = new WeakMap();

  // What is kept nowhere but in its own place, and never shared: also where it is written with JSON's escapes.
  const TOKEN = /plano_(?:session|app)_/;
  const holdsToken = (text) => {
    try {
      return TOKEN.test(text) || TOKEN.test(JSON.stringify(JSON.parse(text)));
    } catch {
      return false;
    }
  };

  // What is only seen at a button is heard, too.
  const live = document.createElement("p");
  live.id = "heard";
  live.className = "unseen";
  live.setAttribute("role", "status");
  document.body.append(live);
  const announce = (text) => {
    live.replaceChildren(text);
    setTimeout(() => {
      if (live.textContent === text) live.textContent = "";
    }, HEARD_MS);
  };
  window.plano = { base, apiUrl, kept, copies, holdsToken, announce };

  const theme = document.getElementById("theme");
  const other = () => (root.dataset.theme === "dark" ? "light" : "dark");
  const showTheme = () => {
    theme.textContent = other() === "dark" ? "Dark" : "Light";
  };
  theme.hidden = false;
  showTheme();
  theme.addEventListener("click", () => {
    root.dataset.theme = other();
    choices.set("theme", root.dataset.theme);
    showTheme();
  });

  const side = document.querySelector(".side");
  const current = side.querySelector("[aria-current]");
  if (matchMedia("(max-width: 50rem)").matches) document.getElementById("menu").open = false;
  else if (current) side.scrollTop = current.offsetTop - side.clientHeight / 2;

  const choose = (language) => {
    for (const pick of document.querySelectorAll(`.pick[value="${CSS.escape(language)}"]`)) pick.checked = true;
  };
  const chosen = choices.get("language");
  if (chosen) choose(chosen);
  document.addEventListener("change", ({ target }) => {
    if (!target.matches(".pick")) return;
    choices.set("language", target.value);
    choose(target.value);
  });

  // The server can't know under which address a browser reaches the API.
  for (const block of document.querySelectorAll("[data-address]")) {
    const code = block.querySelector("code");
    code.textContent = code.textContent.replaceAll(block.dataset.address, apiUrl);
  }

  for (const button of document.querySelectorAll(".copy")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const blocks = [...button.closest(".codes").querySelectorAll(".code")];
      const block = blocks.find((one) => one.checkVisibility());
      try {
        await navigator.clipboard.writeText(copies.get(block) ?? block.textContent.trim());
        button.textContent = "Copied";
      } catch {
        button.textContent = "Press Ctrl-C";
        getSelection().selectAllChildren(block.querySelector("code"));
      }
      announce(button.textContent);
      setTimeout(() => {
        button.textContent = "Copy";
      }, COPIED_MS);
    });
  }

  const unescaped = (text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  const openTarget = () => {
    const target = document.getElementById(unescaped(location.hash.slice(1)));
    if (!target) return;
    for (let around = target; around; around = around.parentElement) {
      if (around.tagName === "DETAILS") around.open = true;
    }
    target.scrollIntoView();
  };
  addEventListener("hashchange", openTarget);
  openTarget();
})();
