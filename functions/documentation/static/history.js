// What was sent in this tab: kept as long as the tab, without tokens and passwords; of sensitive params, nothing.
// What was left out is named, so that nobody takes another request for the one that was sent.
"use strict";
(() => {
  const { answers, body, fields, headers, holdsToken, json, kept, loaded, request, share, trying } = window.plano;
  const form = document.querySelector("#try form");
  const { name } = form.dataset;
  const isSensitive = form.dataset.type === "text/plain";
  const around = document.getElementById("history");
  const list = around.querySelector("ol");
  const MOST = 20;
  const LONGEST = 5000;
  const MARK = "#sent=";
  const SECRET = /token|password/i;

  const read = () => {
    const found = kept.get("history");
    return Array.isArray(found) ? found : [];
  };

  // A param without a field may be named wrongly, but what it holds is as secret.
  const isSecret = ([param, value]) =>
    (fields.of(param) ? fields.isSecret(fields.of(param)) : SECRET.test(param)) || holdsToken(value);

  const paramsOf = (members) => {
    if (!members || isSensitive) return null;
    const text = request.objectOf(members.filter((member) => !isSecret(member)));
    return text.length <= LONGEST ? text : null;
  };

  const leftOutOf = (members) => (members ?? []).filter(isSecret).map(([param]) => param);

  // Its place in the tab, also after the list was cleared: a link to one never opens another.
  const nextNumber = () => {
    const number = (kept.get("history number") ?? read()[0]?.number ?? 0) + 1;
    kept.set("history number", number);
    return number;
  };

  const keep = ({ detail }) => {
    const { method, contentType, params, text, spaces, code, status, milliseconds } = detail;
    const entry = {
      name, method, contentType, code, status, milliseconds,
      number: nextNumber(),
      at: new Date().toISOString(),
      headers: headers.safe(detail.headers),
      params: paramsOf(params),
      leftOut: leftOutOf(params),
      text: spaces ? undefined : text,
      spaces,
    };
    kept.set("history", [entry, ...read()].slice(0, MOST));
    show();
  };

  const timeOf = ({ at }) => new Date(at).toLocaleTimeString();

  const sentenceOf = ({ leftOut = [], ...entry }) => {
    const others = leftOut.filter((param) => param !== "token");
    return [
      `This request was sent at ${timeOf(entry)}.`,
      leftOut.includes("token") ? "Its token is not kept: the token in the form is sent instead." : "",
      others.length ? `What was secret in it is not kept: ${others.join(", ")}.` : "",
    ].filter(Boolean).join(" ");
  };

  const load = (entry) => {
    const { method, contentType, text, spaces, params, leftOut = [] } = entry;
    loaded.load({
      sentence: sentenceOf(entry),
      members: params ? json.membersOf(params) : undefined,
      keeps: fields.secrets.filter((param) => leftOut.includes(param)),
      method,
      contentType,
      text,
      spaces,
      headers: entry.headers,
    });
  };

  const sendAgain = async (entry) => {
    const isDone = await trying.alone(async () => {
      await trying.filled();
      load(entry);
      if (body.check()) await trying.send();
      answers.showFromTheTop();
    });
    if (!isDone) trying.refuse();
  };

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
