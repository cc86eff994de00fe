// How an answer is shown: its status, its body as it came, its headers, and each fault at the field that it names.
"use strict";
(() => {
  const { fields, request } = window.plano;
  const form = document.querySelector("#try form");
  const outcome = document.getElementById("outcome");
  const shown = document.getElementById("answer");

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

  const show = (answer, text, milliseconds) => {
    const body = request.isJson(text) ? JSON.parse(text) : {};
    const status = body?.status ? ` ${body.status}` : "";
    say(`${answer.status}${status} · ${milliseconds} ms`, `head c${Math.floor(answer.status / 100)}`);
    const pre = element("pre", "");
    pre.tabIndex = 0;
    pre.setAttribute("role", "region");
    pre.setAttribute("aria-label", "The answer");
    pre.append(element("code", request.isJson(text) ? request.pretty(text) : text));
    const headers = element("dl", "");
    for (const [header, value] of answer.headers) headers.append(element("dt", header), element("dd", value));
    const details = element("details", "");
    details.append(element("summary", "Headers"), headers);
    shown.replaceChildren(pre, details);
    return body ?? {};
  };

  const clearFaults = () => {
    form.querySelectorAll(".field .fault").forEach((fault) => fault.remove());
    fields.all.forEach((field) => {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
    });
  };

  // `line_items[3].quantity` is shown at `line_items`: that is the field that holds it.
  const showFaults = (errors) => {
    const faulty = [];
    for (const { param, message } of errors) {
      const field = fields.of(/^[^[.]*/.exec(param)[0]);
      if (!field) continue;
      const text = param === field.name ? message : `${param} ${message}`;
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
