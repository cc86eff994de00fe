// The headers that a route takes beside its params: what is in their fields is sent, and stands in the snippets.
"use strict";
(() => {
  const { holdsToken, kept } = window.plano;
  const form = document.querySelector("#try form");
  const KEPT = `headers ${form.dataset.name}`;
  const all = [...form.querySelectorAll("[data-header]")];

  const of = (header) => all.find((field) => field.dataset.header === header);

  // What is empty is left out.
  const values = () =>
    Object.fromEntries(all.map((field) => [field.dataset.header, field.value.trim()]).filter(([, value]) => value));

  // What may stay in the tab.
  const safe = (given) => Object.fromEntries(Object.entries(given).filter(([, value]) => !holdsToken(value)));

  const read = (given) => {
    for (const field of all) field.value = given[field.dataset.header] ?? "";
  };

  const forget = () => {
    kept.remove(KEPT);
    read({});
  };

  read(kept.get(KEPT) ?? {});
  form.addEventListener("input", ({ target }) => {
    if (!target.dataset.header) return;
    kept.set(KEPT, safe(values()));
    form.dispatchEvent(new Event("changed"));
  });

  window.plano.headers = { all, of, values, safe, read, forget };
})();
