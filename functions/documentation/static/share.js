// A link that fills in a form: in its fragment, which is sent to no server, and without any token or password.
"use strict";
(() => {
  const { answers, base, body, fields, json, loaded, request, trying } = window.plano;
  const form = document.querySelector("#try form");
  const isSensitive = form.dataset.type === "text/plain";
  const MARK = "#request=";
  const LONGEST = 20000;
  const shared = document.createElement("div");
  const TOKEN = /plano_(?:session|app)_/;

  // What may leave the tab, or stay in it: of a route with sensitive params, nothing.
  const safe = (members) =>
    members.filter(([param, value]) => {
      const field = isSensitive ? null : fields.of(param);
      return field && !fields.isSecret(field) && !TOKEN.test(value);
    });

  const linkTo = (name, params) => {
    const page = new URL(`${base}${name.replace(".", "/")}`, location.href).href;
    if (params === null) return page;
    const bytes = Array.from(new TextEncoder().encode(params), (byte) => String.fromCharCode(byte)).join("");
    const coded = btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
    return `${page}${MARK}${coded}`;
  };

  const decoded = (coded) => {
    try {
      const text = atob(coded.replaceAll("-", "+").replaceAll("_", "/"));
      const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
      return json.membersOf(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    } catch {
      return null;
    }
  };

  const open = async () => {
    if (!location.hash.startsWith(MARK)) return;
    await trying.filled;
    const coded = location.hash.slice(MARK.length);
    const members = coded.length > LONGEST ? null : decoded(coded);
    if (!members) {
      answers.note("The link’s request can’t be read, so it is left out.");
      return;
    }
    const known = safe(members);
    const sentence = "This request came with a link.";
    if (known.length) loaded.load({ sentence, members: known, keeps: fields.secrets });
    if (known.length < members.length) {
      answers.note("What is no param of this route, or a secret, is left out of the link’s request.");
    }
  };

  const share = async () => {
    if (!body.check()) return;
    const link = linkTo(form.dataset.name, request.objectOf(safe(fields.members())));
    const field = document.createElement("input");
    field.className = "link";
    field.readOnly = true;
    field.value = link;
    field.setAttribute("aria-label", "Link to this request");
    const said = answers.element("p", "This link fills in the form. There is no token in it.", "hint");
    said.setAttribute("role", "status");
    shared.replaceChildren(said, field);
    document.getElementById("answer").append(shared);
    try {
      await navigator.clipboard.writeText(link);
      said.textContent += " It is copied.";
    } catch {
      field.select();
    }
  };

  document.getElementById("share")?.addEventListener("click", share);
  addEventListener("hashchange", open);
  open();

  window.plano.share = { linkTo, safe };
})();
