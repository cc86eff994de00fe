// A request in three languages: the server's templates, with what is in the form in the places that they mark.
"use strict";
(() => {
  const { apiUrl, request } = window.plano;
  const MARK = /⟦(json|python|shell) (\d)⟧/g;
  const OF_A_HEADER = /⟦if ([a-z-]+)⟧(.*?)⟦end⟧/gs;
  const VALUE = /⟦(json|shell) value⟧/g;
  const WORDS = { true: "True", false: "False", null: "None" };
  // Some of JSON's escapes mean something else in Python: they are written as what they stand for.
  const spelled = (part) => WORDS[part] ?? (part.startsWith('"') ? JSON.stringify(JSON.parse(part)) : part);
  const quoted = (text) => text.replaceAll("'", "'\\''");
  const formats = {
    json: (json, depth) => request.pretty(json, { depth }),
    python: (json, depth) => request.pretty(json, { depth, step: "    ", spelled }),
    shell: (json, depth) => quoted(request.pretty(json, { depth })),
  };
  const values = { json: JSON.stringify, shell: quoted };

  // What stands in a template for a header is there when it has a value.
  const withHeaders = (template, headers) =>
    template.replace(OF_A_HEADER, (_mark, header, part) =>
      header in headers ? part.replace(VALUE, (_value, format) => values[format](headers[header])) : "");

  const filled = (template, json, headers) =>
    withHeaders(template, headers)
      .replaceAll("⟦api⟧", () => apiUrl)
      .replace(MARK, (_mark, format, depth) => formats[format](json, Number(depth)));

  // Shows the request in every language. What is copied has the secrets in it that `shown` may leave out.
  const show = (blocks, shown, copied, headers = {}) => {
    for (const block of blocks) {
      block.querySelector("code").textContent = filled(block.dataset.template, shown, headers);
      window.plano.copies.set(block, filled(block.dataset.template, copied, headers));
    }
  };

  window.plano.snippets = { show };
})();
