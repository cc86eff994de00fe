// The params as JSON, beside the fields: what is changed in one is in the other.
"use strict";
(() => {
  const { fields, json, loaded, request } = window.plano;
  const form = document.querySelector("#try form");
  const editor = document.getElementById("json");
  const fault = document.getElementById("json-fault");
  let shown = "";

  const faultIn = (text) => {
    const found = json.faultOf(text);
    if (found) return `This is not valid JSON: see line ${found.line}, column ${found.column}.`;
    const members = json.membersOf(text);
    if (!members) return "Write the params as an object: it begins with { and ends with }.";
    const names = members.map(([name]) => name);
    const twice = names.find((name, number) => names.indexOf(name) !== number);
    return twice === undefined ? "" : `It names ${twice} twice.`;
  };

  const say = (text) => {
    fault.textContent = text;
    if (text) editor.setAttribute("aria-invalid", "true");
    else editor.removeAttribute("aria-invalid");
  };

  // Not over what somebody is writing. Before the form is filled in, there is nothing to be written over.
  const show = () => {
    editor.readOnly = !form.dataset.filled;
    if (document.activeElement === editor && editor.value !== shown) return;
    const text = loaded.current()?.text;
    const isLong = text !== undefined && loaded.isLong(text);
    editor.value = text === undefined ? request.pretty(fields.shown()) : isLong ? "" : text;
    shown = editor.value;
    editor.placeholder = isLong ? "Too long to be shown" : "";
    say("");
  };

  const read = () => {
    const found = faultIn(editor.value);
    say(found);
    if (found) return;
    fields.edit(json.membersOf(editor.value));
    fields.changed();
  };

  // Whether it can be sent. Otherwise it says why, and the caret is there.
  const check = () => {
    if (!fault.textContent) return true;
    editor.closest("details").open = true;
    editor.focus();
    return false;
  };

  editor.addEventListener("input", read);
  editor.addEventListener("blur", () => {
    if (!fault.textContent) show();
  });
  form.addEventListener("changed", show);

  window.plano.body = { check, fault: () => fault.textContent };
})();
