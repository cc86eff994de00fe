// The form of a route: what is in it is what the snippet shows and what Send sends. A token stays in this tab.
"use strict";
(() => {
  const { kept, prepare, request, snippets } = window.plano;
  const form = document.querySelector("#try form");
  const outcome = document.getElementById("outcome");
  const shown = document.getElementById("answer");
  const sendButton = document.getElementById("send");
  const { name, path, method, type: contentType, makes } = form.dataset;
  const isLocal = document.documentElement.dataset.local === "yes";
  const TYPED = `typed ${name}`;
  const REJECTED = ["invalid-token", "session-expired"];
  const FORBIDDEN = 403;
  const HIDDEN = "…";
  const UNREACHABLE = "The API can’t be reached: it is down, or something on the way to it is.";
  const fields = [...form.elements].filter((field) => field.dataset.type);
  const typed = new Map(Object.entries(kept.get(TYPED) ?? {}));
  let planned = null;
  let sending = null;

  const element = (tag, text, className) => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const fieldOf = (param) => fields.find((field) => field.name === param);
  const isSecret = (field) => field.type === "password";

  // Whatever is empty is left out of the request. The snippet shows what is still missing by the example's value.
  const bodyOf = (textOf) =>
    request.objectOf(
      fields
        .map((field) => [field, textOf(field)])
        .filter(([, text]) => text !== "")
        .map(([field, text]) => [field.name, request.jsonOf(field.dataset.type, text)]),
    );
  const complete = (field) => field.value || field.dataset.example || "";
  const readable = (field) => (isSecret(field) && field.value && !isLocal ? HIDDEN : complete(field));
  const showSnippets = () =>
    snippets.show(form.querySelectorAll("[data-template]"), bodyOf(readable), bodyOf(complete));

  const put = (param, value) => {
    const field = fieldOf(param);
    if (!field || typed.has(param) || value === undefined || value === null) return;
    field.value = typeof value === "string" ? value : JSON.stringify(value, null, 2);
  };

  const note = (text) => shown.append(element("p", text, "hint"));

  const fill = async () => {
    const token = kept.get("token");
    put("token", token);
    for (const field of fields.filter((one) => one.dataset.madeBy)) {
      put(field.name, kept.get(`made ${field.dataset.madeBy}`)?.value);
    }
    showSnippets();
    try {
      planned = await prepare.plan(name);
      const params = planned ? await prepare.params(planned) : {};
      Object.entries(params).forEach(([param, value]) => put(param, value));
    } catch {
      note("The demo could not fill in this form: the API refused what it needs, or can’t be reached.");
    }
    showSnippets();
    form.dataset.filled = "yes";
  };

  const refill = async () => {
    if (planned) prepare.forget(planned.steps);
    await fill();
  };

  const clearFaults = () => {
    form.querySelectorAll(".fault").forEach((fault) => fault.remove());
    fields.forEach((field) => {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
    });
  };

  // `line_items[3].quantity` is shown at `line_items`: that is the field that holds it.
  const showFaults = (errors) => {
    const faulty = [];
    for (const { param, message } of errors) {
      const field = fieldOf(/^[^[.]*/.exec(param)[0]);
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
    faulty[0]?.focus();
    return faulty;
  };

  const showAnswer = (answer, text, milliseconds) => {
    const body = request.isJson(text) ? JSON.parse(text) : {};
    const status = body?.status ? ` ${body.status}` : "";
    outcome.className = `head c${Math.floor(answer.status / 100)}`;
    outcome.textContent = `${answer.status}${status} · ${milliseconds} ms`;
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

  const afterSuccess = async (data) => {
    if (typeof data?.token === "string") {
      kept.set("token", data.token);
      note("This token is kept in this tab, and filled into the forms of other routes.");
    }
    if (makes && typeof data?.id === "number") {
      kept.set(`made ${makes}`, { by: fieldOf("token")?.value ?? null, value: data.id });
    }
    if (form.dataset.endsSessions) kept.remove("token");
    if (planned?.once) {
      await refill();
      note("That used up what the form was filled with. It is filled anew, to be sent again.");
    }
  };

  const afterRejection = async () => {
    kept.remove("token");
    typed.delete("token");
    fieldOf("token").value = "";
    await refill();
    note(isLocal ? "The token was rejected, so it is dropped. Another one is filled in: send again."
      : "The token was rejected, so it is dropped. Log in for another one.");
  };

  const afterFaults = async (errors) => {
    const faulty = showFaults(errors).map((field) => field.name);
    const given = faulty.filter((param) => planned && param in planned.params && !typed.has(param));
    if (!given.length) return;
    await refill();
    note("What the form was filled with may be gone. It is filled anew: send again.");
  };

  const exchange = async () => {
    const started = performance.now();
    const signal = sending.signal;
    const answer = await request.send({ path, method, contentType, body: bodyOf((field) => field.value), signal });
    const text = await answer.text();
    const body = showAnswer(answer, text, Math.round(performance.now() - started));
    if (answer.ok) await afterSuccess(body.data);
    else if (REJECTED.includes(body.status) && fieldOf("token")) await afterRejection();
    else await afterFaults(body.errors ?? []);
    if (answer.status === FORBIDDEN && isLocal) note("Reset fills in a token of the demo’s that may do this.");
  };

  // On a desk the section scrolls by itself, beside the page; elsewhere it is a part of the page.
  const section = document.getElementById("try");
  const showFromTheTop = () => {
    section.scrollTop = 0;
    if (getComputedStyle(section).position === "static") section.scrollIntoView({ behavior: "instant" });
  };

  const send = async () => {
    sending = new AbortController();
    sendButton.textContent = "Cancel";
    outcome.className = "head";
    outcome.textContent = "Sending …";
    clearFaults();
    const token = fieldOf("token");
    if (token) token.value = token.value.trim();
    if (typed.has("token")) kept.set("token", token.value);
    try {
      await exchange();
    } catch (error) {
      shown.replaceChildren();
      outcome.textContent = error.name === "AbortError" ? "Cancelled. It may have been carried out." : UNREACHABLE;
    } finally {
      sending = null;
      sendButton.textContent = "Send";
    }
    if (!form.querySelector("[aria-invalid]")) showFromTheTop();
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (sending) sending.abort();
    else send();
  });
  form.addEventListener("input", ({ target }) => {
    if (!target.dataset.type) return;
    typed.set(target.name, target.value);
    // A password is not kept anywhere; a token is, once it was sent.
    const readableOnes = [...typed].filter(([param]) => !isSecret(fieldOf(param)));
    kept.set(TYPED, Object.fromEntries(readableOnes));
    showSnippets();
  });
  document.getElementById("forget").addEventListener("click", () => {
    kept.remove("token");
    kept.remove(TYPED);
    typed.clear();
    form.reset();
    clearFaults();
    shown.replaceChildren();
    outcome.textContent = "";
    refill();
  });

  for (const [param, text] of typed) if (fieldOf(param)) fieldOf(param).value = text;
  fill();

  const link = document.querySelector(".to-try");
  new IntersectionObserver(([one]) => {
    link.hidden = one.isIntersecting;
  }).observe(section);
})();
