// A link that fills in a form: in its fragment, which is sent to no server, and without any token or password.
"use strict";
(() => {
  const { announce, answers, base, body, fields, headers, holdsToken, json, loaded, request, trying } = window.plano;
  const form = document.querySelector("#try form");
  const isSensitive = form.dataset.type === "text/plain";
  const MARK = "#request=";
  const LONGEST = 20_000;
  const shared = document.createElement("div");

  // What may leave the tab: of a route with sensitive params, nothing.
  const safe = (members) =>
    members.filter(([param, value]) => {
      const field = isSensitive ? null : fields.of(param);
      return field && !fields.isSecret(field) && !holdsToken(value);
    });

  const pageOf = (name) => new URL(`${base}${name.replace(".", "/")}`, location.href).href;

  const coded = (params) => {
    const bytes = Array.from(new TextEncoder().encode(params), (byte) => String.fromCharCode(byte)).join("");
    return btoa(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  };

  const decoded = (given) => {
    try {
      const text = atob(given.replaceAll("-", "+").replaceAll("_", "/"));
      const bytes = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
      return json.membersOf(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    } catch {
      return null;
    }
  };

  const open = async () => {
    if (!location.hash.startsWith(MARK)) return;
    await trying.filled();
    const given = location.hash.slice(MARK.length);
    const members = given.length > LONGEST ? null : decoded(given);
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

  // In view, and heard, wherever Share was pressed.
  const show = (text, ...more) => {
    shared.replaceChildren(answers.element("p", text, "hint"), ...more);
    document.getElementById("answer").prepend(shared);
    answers.showFromTheTop();
    announce(text);
  };

  // What a link leaves out, but for the fields that are known to be secret.
  const leftOut = () => {
    const members = fields.members();
    const params = safe(members).map(([param]) => param);
    const others = members.map(([param]) => param).filter((param) => !params.includes(param));
    return [...others.filter((param) => !fields.secrets.includes(param)), ...Object.keys(headers.values())];
  };

  const showLink = async (link) => {
    const field = document.createElement("input");
    field.className = "link";
    field.readOnly = true;
    field.value = link;
    field.setAttribute("aria-label", "Link to this request");
    const others = leftOut();
    const without = others.length ? ` It leaves out ${others.join(", ")}.` : "";
    show(`This link fills in the form. There is no token in it.${without}`, field);
    try {
      await navigator.clipboard.writeText(link);
      shared.firstChild.textContent += " It is copied.";
      announce(shared.firstChild.textContent);
    } catch {
      field.select();
    }
  };

  const share = async () => {
    if (!body.check()) return;
    const params = coded(request.objectOf(safe(fields.members())));
    if (loaded.isOther()) show("This request can’t be shared: the form can’t send it this way.");
    else if (params.length > LONGEST) show("This request can’t be shared: it is too long for a link.");
    else await showLink(`${pageOf(form.dataset.name)}${MARK}${params}`);
  };

  document.getElementById("share")?.addEventListener("click", share);
  form.addEventListener("changed", () => shared.remove());
  addEventListener("hashchange", open);
  open();

  window.plano.share = { pageOf };
})();
