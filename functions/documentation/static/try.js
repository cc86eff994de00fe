// The form of a route: sends what is in it to the API, and shows the answer. A token stays in this tab.
"use strict";
(() => {
  const { base, apiUrl } = window.plano;
  const form = document.querySelector("#try form");
  const shown = document.getElementById("answer");
  const kept = { get: (name) => { try { return sessionStorage.getItem(name); } catch { return null; } }, set: (name, value) => { try { sessionStorage.setItem(name, value); } catch { /* then for this page only */ } }, forget: (name) => { try { sessionStorage.removeItem(name); } catch { /* nothing was kept */ } } };
  const fieldOf = (name) => form.elements.namedItem(name);
  form.hidden = false;

  const isJson = (text) => { try { JSON.parse(text); return true; } catch { return false; } };
  const isNumber = (text) => /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text);
  // As it was typed, so that nothing is rounded, and what is wrong can be tried too.
  const jsonOf = (field) => {
    const text = field.value;
    switch (field.dataset.type) {
      case "integer": case "float": return isNumber(text.trim()) ? text.trim() : JSON.stringify(text);
      case "boolean": return text;
      case "array": case "hash": case "json": return isJson(text) ? text : JSON.stringify(text);
      default: return JSON.stringify(text);
    }
  };
  const bodyOf = () => {
    const fields = [...form.elements].filter((field) => field.name && field.value !== "");
    return `{${fields.map((field) => `${JSON.stringify(field.name)}:${jsonOf(field)}`).join(",")}}`;
  };
  const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  // Indents JSON without reading its numbers, which may have more digits than JavaScript keeps.
  const indented = (text) => {
    let depth = 0;
    return text.replace(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+|\s+/g, (part) => {
      if (part === "{" || part === "[") { depth += 1; return `${part}\n${"  ".repeat(depth)}`; }
      if (part === "}" || part === "]") { depth -= 1; return `\n${"  ".repeat(depth)}${part}`; }
      if (part === ",") return `,\n${"  ".repeat(depth)}`;
      if (part === ":") return ": ";
      return /^\s+$/.test(part) ? "" : part;
    }).replace(/([[{])\n\s*\n\s*([\]}])/g, "$1$2");
  };
  const element = (tag, text, name) => { const made = document.createElement(tag); made.textContent = text; if (name) made.className = name; return made; };
  const show = (...parts) => shown.replaceChildren(...parts);

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const token = fieldOf("token");
    if (token?.value) kept.set("plano-token", token.value);
    const body = bodyOf();
    const isSensitive = form.dataset.type === "text/plain";
    show(element("p", "Sending …"));
    const started = performance.now();
    try {
      const answer = await fetch(apiUrl + form.dataset.path, { method: form.dataset.method, headers: { "content-type": form.dataset.type }, body: isSensitive ? encoded(body) : body });
      const text = await answer.text();
      const took = Math.round(performance.now() - started);
      const headers = element("dl", "");
      for (const [name, value] of answer.headers) headers.append(element("dt", name), element("dd", value));
      const details = element("details", "");
      details.append(element("summary", "Headers"), headers);
      const pre = element("pre", "");
      pre.tabIndex = 0;
      pre.setAttribute("aria-label", "The answer");
      pre.append(element("code", isJson(text) ? indented(text) : text));
      show(element("p", `${answer.status} · ${took} ms`, "head"), pre, details);
      keep(text);
    } catch {
      show(element("p", "The API can’t be reached: it is down, or something on the way to it is.", "head"));
    }
  });
  const keep = (text) => {
    let data = null;
    try { data = JSON.parse(text).data; } catch { return; }
    if (typeof data?.token === "string") {
      kept.set("plano-token", data.token);
      shown.append(element("p", "This token is kept in this tab, and filled into the forms of other routes."));
    }
    const service = form.dataset.name.split(".")[0];
    if (typeof data?.id === "number") kept.set(`plano-id-${service}`, String(data.id));
  };
  document.getElementById("forget").addEventListener("click", () => {
    kept.forget("plano-token");
    const token = fieldOf("token");
    if (token) token.value = "";
    show(element("p", "The token is forgotten."));
  });

  const put = (name, value) => { const field = fieldOf(name); if (field && value !== undefined && value !== null) field.value = value; };
  const fill = async () => {
    const service = form.dataset.name.split(".")[0];
    put("id", kept.get(`plano-id-${service}`));
    put("itemable_id", kept.get("plano-id-orders"));
    put("token", kept.get("plano-token"));
    if (document.documentElement.dataset.local !== "yes") return;
    try {
      const answer = await fetch(`${base}demo.json`);
      if (!answer.ok) return;
      const { tokens, ids, login } = await answer.json();
      const roles = form.dataset.roles.split(" ");
      if (!kept.get("plano-token")) put("token", roles.includes("client") || roles.includes("user") ? tokens.client : tokens.employee);
      if (!kept.get("plano-id-orders")) put("itemable_id", ids.order);
      put("service_id", ids.service);
      if (!kept.get(`plano-id-${service}`)) put("id", { orders: ids.order, services: ids.service }[service]);
      const items = fieldOf("line_items");
      if (items) items.value = items.value.replace(/"itemable_id": \d+/, `"itemable_id": ${ids.order}`).replace(/"service_id": \d+/, `"service_id": ${ids.service}`).replace(/\n\s*"key": "[^"]*",/, "");
      if (form.dataset.name === "sessions.create") { put("email", login.email); put("password", login.password); }
    } catch { /* then the form is filled in by hand */ } finally { form.dataset.filled = "yes"; }
  };
  fill();
})();
