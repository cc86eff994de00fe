// How an answer is shown: its status, its body as it came, its headers, and each fault at the field that it names.
"use strict";
(() => {
  const { fields, headers, request } = window.plano;
  const form = document.querySelector("#try form");
  const outcome = document.getElementById("outcome");
  const shown = document.getElementById("answer");
  const LONGEST_SHOWN = 100_000;
  const NOT_OURS = "This is no answer of Plano’s: something on the way to it sent it.";
  let saved = "";

  const element = (tag, text, className) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  const note = (text, className = "hint") => shown.append(element("p", text, className));

  const say = (text, className = "head") => {
    outcome.className = className;
    outcome.textContent = text;
  };

  const clear = () => shown.replaceChildren();

  // A page that shows millions of characters can't be used: they are a file.
  const wholeOf = (text) => {
    URL.revokeObjectURL(saved);
    saved = URL.createObjectURL(new Blob([text]));
    const link = element("a", "Save the whole answer");
    link.href = saved;
    link.download = "answer.json";
    const size = text.length.toLocaleString("en");
    const said = element("p", `It has ${size} characters; the beginning is shown. `, "hint");
    said.append(link);
    return said;
  };

  // Answers what Plano said in it: nothing, if it is not Plano's.
  const show = (answer, text, milliseconds) => {
    const isJson = request.isJson(text);
    const body = isJson ? JSON.parse(text) : null;
    const isOurs = typeof body?.status === "string";
    const readable = isJson ? request.pretty(text) : text;
    const status = isOurs ? ` ${body.status}` : "";
    say(`${answer.status}${status} · ${milliseconds} ms`, `head c${Math.floor(answer.status / 100)}`);
    const pre = element("pre", "");
    pre.tabIndex = 0;
    pre.setAttribute("role", "region");
    pre.setAttribute("aria-label", "The answer");
    pre.append(element("code", readable.slice(0, LONGEST_SHOWN)));
    const received = element("dl", "");
    for (const [header, value] of answer.headers) received.append(element("dt", header), element("dd", value));
    const details = element("details", "");
    details.append(element("summary", "Headers"), received);
    shown.replaceChildren(pre, ...(readable.length > LONGEST_SHOWN ? [wholeOf(text)] : []), details);
    if (!isOurs) note(NOT_OURS);
    return isOurs ? body : {};
  };

  const clearFaults = () => {
    form.querySelectorAll(".field .fault").forEach((fault) => fault.remove());
    [...fields.all, ...headers.all].forEach((field) => {
      field.removeAttribute("aria-invalid");
      const described = (field.getAttribute("aria-describedby") ?? "").replace(/ ?fault-\d+/g, "").trim();
      if (described) field.setAttribute("aria-describedby", described);
      else field.removeAttribute("aria-describedby");
    });
  };

  // `line_items[3].quantity` is shown at `line_items`: that is the field that holds it.
  const showFaults = (errors) => {
    const faulty = [];
    for (const { param, message } of Array.isArray(errors) ? errors : []) {
      const [name] = /^[^[.]*/.exec(param);
      const field = fields.of(name) ?? headers.of(name);
      if (!field) continue;
      const text = param === name ? message : `${param} ${message}`;
      const fault = element("p", text, "fault");
      fault.id = `fault-${faulty.length}`;
      field.closest(".field").append(fault);
      field.setAttribute("aria-invalid", "true");
      field.setAttribute("aria-describedby", `${field.getAttribute("aria-describedby") ?? ""} ${fault.id}`.trim());
      const folded = field.closest("details");
      if (folded) folded.open = true;
      faulty.push(field);
    }
    return faulty;
  };

  // Whether what came is what is documented: a sentence, and how it looks.
  const verdict = (expected, came) => {
    const documented = `${expected.code} ${expected.status}`;
    return came.status === expected.status && came.code === expected.code
      ? [`As documented: ${documented}.`, "verdict same"]
      : [`Not what was documented: ${came.code} ${came.status ?? "without a status"} instead of ${documented}.`,
        "verdict other"];
  };

  // On a desk the section scrolls by itself, beside the page; elsewhere it is a part of the page.
  const section = document.getElementById("try");
  const showFromTheTop = () => {
    section.scrollTop = 0;
    if (getComputedStyle(section).position === "static") section.scrollIntoView({ behavior: "instant" });
  };

  window.plano.answers = { element, note, say, clear, show, clearFaults, showFaults, verdict, showFromTheTop };
})();
