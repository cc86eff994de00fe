// A request that was loaded into the form: to provoke a status, from this tab's history, or from a link. What was in
// the form before comes back at a click.
"use strict";
(() => {
  const { fields, headers } = window.plano;
  const form = document.querySelector("#try form");
  const banner = document.getElementById("loaded");
  const [said, back] = [banner.querySelector("span"), banner.querySelector("button")];
  const LONGEST_SHOWN = 1000;
  // What was there before; and what is sent otherwise than the form would.
  let before = null;
  let current = null;

  const isLong = (text) => text.length > LONGEST_SHOWN;
  const textOf = ({ text, spaces }) => (spaces ? `${" ".repeat(spaces)}{}` : text);

  const differencesOf = ({ method, contentType, text }) => [
    ...(method === form.dataset.method ? [] : [`with the method ${method}`]),
    ...(contentType === form.dataset.type ? [] : [`with the content-type ${contentType}`]),
    ...(text === undefined ? [] : [bodySaid(text)]),
  ];

  const bodySaid = (text) => {
    if (isLong(text)) return `with ${text.length.toLocaleString("en")} bytes, mostly spaces`;
    return text === "" ? "without a body" : `with the body ${text}`;
  };

  // How it is sent otherwise than the form would.
  const differences = () => (current ? differencesOf(current) : []);

  const show = (sentence) => {
    const other = differences();
    said.textContent = other.length ? `${sentence} It is sent ${other.join(", ")}.` : sentence;
    form.classList.toggle("as-it-is", other.length > 0);
    banner.hidden = false;
  };

  const hide = () => {
    before = null;
    current = null;
    form.classList.remove("as-it-is");
    banner.hidden = true;
  };

  // `members` are all of its params, unless it is a text. `keeps` names the fields that stay as the reader has them.
  const load = ({ sentence, members, keeps = [], method, contentType, expects, headers: sent = {}, ...content }) => {
    before ??= { fields: fields.snapshot(), headers: headers.values() };
    const text = textOf(content);
    current = {
      text,
      spaces: content.spaces,
      method: method ?? form.dataset.method,
      contentType: contentType ?? form.dataset.type,
      expects,
    };
    fields.held.clear();
    fields.all.filter((field) => !keeps.includes(field.name)).forEach((field) => fields.held.add(field.name));
    fields.typed.clear();
    if (members) fields.read(members, keeps);
    headers.read(sent);
    show(sentence);
    fields.changed();
  };

  // What was provoked once can't be provoked by the same request again: a record that is gone, say.
  const settle = () => {
    if (current) current.expects = null;
  };

  // Once the reader changes it, it is the reader's own, and no longer what was recorded.
  const adopt = ({ target }) => {
    if (!current || !(target.dataset.type || target.dataset.header || target.id === "json")) return;
    current = null;
    show("What was loaded has been changed.");
    fields.changed();
  };

  form.addEventListener("input", adopt);
  back.addEventListener("click", () => {
    const snapshot = before;
    hide();
    headers.read(snapshot.headers);
    fields.restore(snapshot.fields);
    document.getElementById("send").focus();
  });

  window.plano.loaded = {
    load, hide, settle, isLong,
    current: () => current,
    isThere: () => before !== null,
    isOther: () => differences().length > 0,
  };
})();
