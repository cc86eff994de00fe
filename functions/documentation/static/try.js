// The form of a route: what is in it is what the snippet shows and what Send sends. A token stays in this tab.
"use strict";
(() => {
  const { answers, body, fields, kept, loaded, prepare, request } = window.plano;
  const form = document.querySelector("#try form");
  const sendButton = document.getElementById("send");
  const { name, path, method, type: contentType, makes } = form.dataset;
  const isLocal = document.documentElement.dataset.local === "yes";
  const isSensitive = contentType === "text/plain";
  const REJECTED = ["invalid-token", "session-expired"];
  const FORBIDDEN = 403;
  const UNREACHABLE = "The API can’t be reached: it is down, or something on the way to it is.";
  let planned = null;
  let sending = null;

  const fill = async () => {
    fields.put("token", kept.get("token"));
    for (const field of fields.all.filter((one) => one.dataset.madeBy)) {
      fields.put(field.name, kept.get(`made ${field.dataset.madeBy}`)?.value);
    }
    fields.changed();
    try {
      planned = await prepare.plan(name);
      const params = planned ? await prepare.params(planned) : {};
      Object.entries(params).forEach(([param, value]) => fields.put(param, value));
    } catch {
      answers.note("The demo could not fill in this form: the API refused what it needs, or can’t be reached.");
    }
    fields.changed();
    form.dataset.filled = "yes";
  };

  const refill = async () => {
    if (planned) prepare.forget(planned.steps);
    await fill();
  };

  const afterSuccess = async (data) => {
    if (typeof data?.token === "string") {
      kept.set("token", data.token);
      answers.note("This token is kept in this tab, and filled into the forms of other routes.");
    }
    if (makes && typeof data?.id === "number") {
      kept.set(`made ${makes}`, { by: fields.of("token")?.value ?? null, value: data.id });
    }
    if (form.dataset.endsSessions) kept.remove("token");
    if (planned?.once && !loaded.isThere()) {
      await refill();
      answers.note("That used up what the form was filled with. It is filled anew, to be sent again.");
    }
  };

  const afterRejection = async () => {
    // What was rejected may be another token than the one that is kept.
    if (kept.get("token") === fields.of("token").value) kept.remove("token");
    fields.drop("token");
    await refill();
    answers.note(isLocal ? "The token was rejected, so it is dropped. Another one is filled in: send again."
      : "The token was rejected, so it is dropped. Log in for another one.");
  };

  const afterFaults = async (errors) => {
    const faulty = answers.showFaults(errors);
    faulty[0]?.focus();
    const given = faulty.some(({ name: param }) => planned && param in planned.params && !fields.typed.has(param));
    if (!given || loaded.isThere()) return;
    await refill();
    answers.note("What the form was filled with may be gone. It is filled anew: send again.");
  };

  // What follows from an answer, unless it was provoked: that is nobody's business but the page's.
  const follow = async (answer, answered) => {
    if (answer.ok) await afterSuccess(answered.data);
    else if (REJECTED.includes(answered.status) && fields.of("token")) await afterRejection();
    else await afterFaults(answered.errors ?? []);
    if (answer.status === FORBIDDEN && isLocal) answers.note("Reset fills in a token of the demo’s that may do this.");
  };

  const asSent = () => {
    const own = loaded.current();
    return {
      path,
      method: own?.method ?? method,
      contentType: own?.contentType ?? contentType,
      body: own?.text ?? fields.body(),
      isSensitive,
      signal: sending.signal,
    };
  };

  const exchange = async () => {
    const { expects, text, spaces } = loaded.current() ?? {};
    const sent = asSent();
    const params = text === undefined ? fields.members() : null;
    const started = performance.now();
    let answer;
    let received;
    try {
      answer = await request.send(sent);
      received = await answer.text();
    } catch (error) {
      answers.clear();
      answers.say(error.name === "AbortError" ? "Cancelled. It may have been carried out." : UNREACHABLE);
      return null;
    }
    const milliseconds = Math.round(performance.now() - started);
    const answered = answers.show(answer, received, milliseconds);
    const detail = { ...sent, params, text, spaces, code: answer.status, status: answered.status ?? "", milliseconds };
    form.dispatchEvent(new CustomEvent("answered", { detail }));
    if (expects) answers.showFaults(answered.errors ?? []);
    else await follow(answer, answered);
    return { code: answer.status, status: answered.status };
  };

  // Sends what is in the form. Answers the status and the code that came, or null.
  const send = async () => {
    if (sending) return null;
    if (!body.check()) {
      answers.say(`Not sent. ${body.fault()}`);
      return null;
    }
    sending = new AbortController();
    sendButton.textContent = "Cancel";
    answers.say("Sending …");
    answers.clearFaults();
    const token = fields.of("token");
    if (token) token.value = token.value.trim();
    if (fields.typed.get("token")) kept.set("token", token.value);
    try {
      return await exchange();
    } finally {
      sending = null;
      sendButton.textContent = "Send";
    }
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) return sending.abort();
    if (!form.dataset.filled) {
      answers.say("Filling in …");
      await window.plano.trying.filled;
    }
    const expects = loaded.current()?.expects;
    const came = await send();
    if (came && expects) answers.note(...answers.verdict(expects, came));
    if (!form.querySelector("[aria-invalid]")) answers.showFromTheTop();
    return undefined;
  });
  document.getElementById("forget").addEventListener("click", () => {
    kept.remove("token");
    loaded.hide();
    fields.forget();
    answers.clearFaults();
    answers.clear();
    answers.say("");
    refill();
  });

  window.plano.trying = { send, isSending: () => sending !== null, filled: fill() };

  const link = document.querySelector(".to-try");
  new IntersectionObserver(([one]) => {
    link.hidden = one.isIntersecting;
  }).observe(document.getElementById("try"));
})();
