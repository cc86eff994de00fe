// What is in a form: its fields, what was typed into them, and values that no field holds as they are.
"use strict";
(() => {
  const { headers, holdsToken, kept, request } = window.plano;
  const form = document.querySelector("#try form");
  const isLocal = document.documentElement.dataset.local === "yes";
  const TYPED = `typed ${form.dataset.name}`;
  const EXACT = `exact ${form.dataset.name}`;
  const HIDDEN = JSON.stringify("…");
  const all = [...form.elements].filter((field) => field.dataset.type);
  const typed = new Map(Object.entries(kept.get(TYPED) ?? {}));
  // By param: the JSON that is sent instead of what the field's text would be. Also of a param without a field.
  const exact = new Map();
  // What the preparation leaves as it is, since a whole request was loaded.
  const held = new Set();

  const of = (param) => all.find((field) => field.name === param);
  const isSecret = (field) => field.type === "password";
  const secrets = all.filter(isSecret).map((field) => field.name);
  const changed = () => form.dispatchEvent(new Event("changed"));

  const complete = (field) => field.value || field.dataset.example || "";
  const plain = (field) => field.value;
  const asSent = (field, text) => exact.get(field.name) ?? request.jsonOf(field.dataset.type, text);
  const isHidden = (field) => isSecret(field) && !isLocal && (field.value !== "" || exact.has(field.name));
  const asShown = (field, text) => (isHidden(field) ? HIDDEN : asSent(field, text));

  // Whatever is empty is left out of the request.
  const membersOf = (textOf, jsonOf = asSent) => {
    const ofFields = all
      .map((field) => [field, textOf(field)])
      .filter(([field, text]) => text !== "" || exact.has(field.name))
      .map(([field, text]) => [field.name, jsonOf(field, text)]);
    return [...ofFields, ...[...exact].filter(([param]) => !of(param))];
  };
  const body = (textOf = plain, jsonOf = asSent) => request.objectOf(membersOf(textOf, jsonOf));

  const showExact = (field) => {
    const around = field.closest(".field");
    around.querySelector(".exact")?.remove();
    if (!exact.has(field.name)) return;
    const said = document.createElement("p");
    said.className = "exact";
    said.textContent = isSecret(field) ? "Sent as in the JSON, not as text" : `Sent as ${exact.get(field.name)}`;
    around.append(said);
  };

  const clearExact = (param) => {
    exact.delete(param);
    if (of(param)) showExact(of(param));
  };

  // A password is not kept anywhere; a token is, once it was sent, and not among these.
  const mayBeKept = ([param, text]) => of(param) && !isSecret(of(param)) && !holdsToken(text);
  const keepTyped = () => {
    const texts = [...typed].filter(mayBeKept);
    const values = texts.map(([param]) => [param, exact.get(param)]);
    kept.set(TYPED, Object.fromEntries(texts));
    kept.set(EXACT, Object.fromEntries(values.filter(([, json]) => json !== undefined && !holdsToken(json))));
  };

  // A value of a preparation's: what was typed or loaded stays.
  const put = (param, value) => {
    const field = of(param);
    if (!field || typed.has(param) || held.has(param) || value === undefined || value === null) return;
    field.value = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  };

  const write = (field, value) => {
    const parsed = JSON.parse(value);
    if (typeof parsed === "string") field.value = parsed;
    else field.value = typeof parsed === "object" ? request.pretty(value) : value;
    const sent = field.value === "" ? "" : request.jsonOf(field.dataset.type, field.value);
    if (request.pretty(sent) === request.pretty(value)) exact.delete(field.name);
    else exact.set(field.name, value);
    showExact(field);
  };

  // The whole request, name by name, as JSON: what it doesn't name is emptied, but for what the reader `keeps`.
  const read = (members, keeps = []) => {
    const given = new Map(members);
    const before = new Map(exact);
    exact.clear();
    for (const field of all) {
      const value = given.get(field.name);
      const isKept = value === undefined ? keeps.includes(field.name) : isSecret(field) && value === HIDDEN;
      if (isKept) {
        if (before.has(field.name)) exact.set(field.name, before.get(field.name));
        showExact(field);
      } else if (value !== undefined) write(field, value);
      else {
        field.value = "";
        showExact(field);
      }
    }
    for (const [param, value] of given) if (!of(param)) exact.set(param, value);
  };

  const type = (param) => {
    typed.set(param, of(param).value);
    keepTyped();
  };

  // The whole request as the reader wrote it: what that changed counts as typed, and nothing else.
  const edit = (members) => {
    const before = new Map(membersOf(plain));
    read(members);
    const after = new Map(membersOf(plain));
    const jsonIn = (found, param) => request.pretty(found.get(param) ?? "");
    all.map((field) => field.name).filter((param) => jsonIn(before, param) !== jsonIn(after, param)).forEach(type);
  };

  // What was pasted may have spaces and line ends in it: a token has none.
  const tidyToken = () => {
    const token = of("token");
    const tidy = token?.value.replace(/[\s\u200b]/g, "");
    if (!token || token.value === tidy) return;
    token.value = tidy;
    if (typed.has("token")) type("token");
    changed();
  };

  const drop = (param) => {
    typed.delete(param);
    held.delete(param);
    clearExact(param);
    of(param).value = "";
  };

  // Only the fields: the language of the snippets, which is in the form too, stays as it was chosen.
  const reset = (field) => {
    if (field.options) field.selectedIndex = Math.max(0, [...field.options].findIndex((one) => one.defaultSelected));
    else field.value = field.defaultValue;
  };

  const forget = () => {
    kept.remove(TYPED);
    kept.remove(EXACT);
    typed.clear();
    held.clear();
    [...exact.keys()].forEach(clearExact);
    all.forEach(reset);
  };

  const snapshot = () => ({ members: membersOf(plain), typed: new Map(typed) });
  const restore = (before) => {
    held.clear();
    typed.clear();
    before.typed.forEach((text, param) => typed.set(param, text));
    read(before.members);
    keepTyped();
    changed();
  };

  const show = () => {
    window.plano.snippets.show(
      form.querySelectorAll("[data-template]"),
      body(complete, asShown),
      body(complete),
      headers.values(),
    );
  };

  for (const [param, text] of typed) if (of(param)) of(param).value = text;
  for (const [param, value] of Object.entries(kept.get(EXACT) ?? {})) if (of(param)) write(of(param), value);
  form.addEventListener("changed", show);
  form.addEventListener("input", ({ target }) => {
    if (!target.dataset.type) return;
    clearExact(target.name);
    type(target.name);
    changed();
  });

  window.plano.fields = {
    all, of, isSecret, secrets, typed, held, body, put, read, edit, tidyToken, drop, forget, snapshot, restore,
    changed,
    shown: () => body(plain, asShown),
    members: () => membersOf(plain),
  };
})();
