// What was sent in this tab: kept as long as the tab, without tokens and passwords; of sensitive params, nothing.
"use strict";
(() => {
  const { answers, body, fields, json, kept, loaded, request, share, trying } = window.plano;
  const form = document.querySelector("#try form");
  const { name } = form.dataset;
  const around = document.getElementById("history");
  const list = around.querySelector("ol");
  const MOST = 20;
  const LONGEST = 5000;

  const read = () => {
    const found = kept.get("history");
    return Array.isArray(found) ? found : [];
  };

  const paramsOf = (members) => {
    const safe = members ? share.safe(members) : [];
    const text = request.objectOf(safe);
    return safe.length && text.length <= LONGEST ? text : null;
  };

  const keep = ({ detail }) => {
    const { method, contentType, params, text, spaces, code, status, milliseconds } = detail;
    const entry = {
      name, method, contentType, code, status, milliseconds,
      at: new Date().toISOString(),
      params: paramsOf(params),
      text: spaces ? undefined : text,
      spaces,
    };
    kept.set("history", [entry, ...read()].slice(0, MOST));
    show();
  };

  const sendAgain = async (entry) => {
    if (trying.isSending()) return;
    const { method, contentType, text, spaces, params } = entry;
    loaded.load({
      sentence: `This request was sent at ${timeOf(entry)}.`,
      members: params ? json.membersOf(params) : undefined,
      keeps: fields.secrets,
      method,
      contentType,
      text,
      spaces,
    });
    if (body.check()) await trying.send();
    answers.showFromTheTop();
  };

  const timeOf = ({ at }) => new Date(at).toLocaleTimeString();

  const isKept = ({ params, text, spaces }) => [params, text, spaces].some((part) => (part ?? null) !== null);

  const actionOf = (entry) => {
    if (!isKept(entry)) return answers.element("span", "its params are not kept", "type");
    if (entry.name !== name) {
      const link = answers.element("a", "Open");
      link.href = share.linkTo(entry.name, entry.params);
      link.setAttribute("aria-label", `Open ${entry.name} as it was sent at ${timeOf(entry)}`);
      return link;
    }
    const button = answers.element("button", "Send again", "quiet");
    button.type = "button";
    button.setAttribute("aria-label", `Send again what was sent at ${timeOf(entry)}`);
    button.addEventListener("click", () => sendAgain(entry));
    return button;
  };

  const itemOf = (entry) => {
    const item = document.createElement("li");
    const time = answers.element("time", timeOf(entry));
    time.dateTime = entry.at;
    const outcome = answers.element("span", `${entry.code} ${entry.status}`, `c${Math.floor(entry.code / 100)}`);
    item.append(time, " ", answers.element("code", entry.name), " ", outcome, " ", actionOf(entry));
    return item;
  };

  const show = () => {
    const entries = read();
    around.hidden = entries.length === 0;
    around.querySelector("summary span").textContent = entries.length;
    list.replaceChildren(...entries.map(itemOf));
  };

  form.addEventListener("answered", keep);
  document.getElementById("forget-history").addEventListener("click", () => {
    kept.remove("history");
    show();
  });
  show();
})();
