// A request in three languages: the server's templates, with what is in the form in the places that they mark.
"use strict";
(() => {
  const { apiUrl, request } = window.plano;
  const MARK = /⟦(json|python|shell) (\d)⟧/g;
  const PYTHON = { step: "    ", words: { true: "True", false: "False", null: "None" } };
  const formats = {
    json: (json, depth) => request.pretty(json, { depth }),
    python: (json, depth) => request.pretty(json, { depth, ...PYTHON }),
    shell: (json, depth) => request.pretty(json, { depth }).replaceAll("'", "'\\''"),
  };

  const filled = (template, json) =>
    template
      .replaceAll("⟦api⟧", () => apiUrl)
      .replace(MARK, (_mark, format, depth) => formats[format](json, Number(depth)));

  // Shows the request in every language. What is copied has the secrets in it that `shown` may leave out.
  const show = (blocks, shown, copied) => {
    for (const block of blocks) {
      block.querySelector("code").textContent = filled(block.dataset.template, shown);
      window.plano.copies.set(block, filled(block.dataset.template, copied));
    }
  };

  window.plano.snippets = { show };
})();
