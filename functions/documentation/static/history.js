// What was sent in this tab: kept as long as the tab, without tokens and passwords; of sensitive params, nothing.
"use strict";
(() => {
  const { answers, body, fields, headers, json, kept, loaded, request, share, trying } = window.plano;
  const form = document.querySelector("#try form");
  const { name } = form.dataset;
  const around = document.getElementById("history");
  const list = around.querySelector("ol");
  const MOST = 20;
  const LONGEST = 5000;
  const MARK = "#sent=";

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
      number: (read()[0]?.number ?? 0) + 1,
      at: new Date().toISOString(),
      headers: headers.safe(detail.headers),
      params: paramsOf(params),
      text: spaces ? undefined : text,
      spaces,
    };
    kept.set("history", [entry, ...read()].slice(0, MOST));
    show();
  };

  const timeOf = ({ at }) => new Date(at).toLocaleTimeString();

  const sentenceOf = (entry) => {
    const sentence = `This request was sent at ${timeOf(entry)}.`;
    const takesToken = fields.of("token") && entry.params;
    return takesToken ? `${sentence} Its token is not kept: the one in the form now goes with it.` : sentence;
  };

  const load = (entry) => {
    const { method, contentType, text, spaces, params } = entry;
    loaded.load({
      sentence: sentenceOf(entry),
      members: params ? json.membersOf(params) : undefined,
      keeps: fields.secrets,
      method,
      contentType,
      text,
      spaces,
      headers: entry.headers,
    });
  };

  const sendAgain = (entry) =>
    trying.alone(async () => {
      await trying.filled();
      load(entry);
      if (body.check()) await trying.send();
      answers.showFromTheTop();
    });

  // What was sent from another page of this tab: loaded there, and sent when the reader says so.
  const open = async () => {
    if (!location.hash.startsWith(MARK)) return;
    await trying.filled();
    const entry = read().find((one) => one.name === name && `${MARK}${one.number}` === location.hash);
    if (entry) load(entry);
    else answers.note("The request that this link names is no longer kept, or was sent in another tab.");
  };

  const isKept = ({ params, text, spaces }) => [params, text, spaces].some((part) => (part ?? null) !== null);

  const actionOf = (entry) => {
    if (!isKept(entry)) return answers.element("span", "its params are not kept", "type");
    if (entry.name !== name) {
      const link = answers.element("a", "Open");
      link.href = `${share.pageOf(entry.name)}${MARK}${entry.number}`;
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
    const className = entry.code ? `c${Math.floor(entry.code / 100)}` : "type";
    const outcome = answers.element("span", [entry.code, entry.status].filter(Boolean).join(" "), className);
    item.dataset.number = entry.number;
    item.append(time, " ", answers.element("code", entry.name), " ", outcome, " ", actionOf(entry));
    return item;
  };

  // The list is made anew: who was at one of its buttons is there still.
  const focusAt = (number) => {
    const item = list.querySelector(`[data-number="${number}"]`) ?? list.firstElementChild;
    item.querySelector("a, button")?.focus({ preventScroll: true });
  };

  const show = () => {
    const entries = read();
    const focused = list.contains(document.activeElement) && document.activeElement.closest("li").dataset.number;
    around.hidden = entries.length === 0;
    around.querySelector("summary span").textContent = entries.length;
    list.replaceChildren(...entries.map(itemOf));
    if (focused) focusAt(focused);
  };

  form.addEventListener("sent", keep);
  document.getElementById("forget-history").addEventListener("click", () => {
    kept.remove("history");
    show();
    document.getElementById("send").focus();
  });
  addEventListener("hashchange", open);
  show();
  open();
})();
