// The form of a route: what is in it is what the snippet shows and what Send sends. A token stays in this tab.
"use strict";
(() => {
  const { answers, body, fields, headers, kept, loaded, prepare, request } = window.plano;
  const form = document.querySelector("#try form");
  const sendButton = document.getElementById("send");
  const { name, path, method, type: contentType, makes } = form.dataset;
  const isLocal = document.documentElement.dataset.local === "yes";
  const isSensitive = contentType === "text/plain";
  const REJECTED = ["invalid-token", "session-expired"];
  const FORBIDDEN = 403;
  const UNREACHABLE = "The API can’t be reached: it is down, or something on the way to it is.";
  const BUSY = "Not sent: another request is under way.";
  let planned = null;
  let sending = null;
  let filling = null;
  let isTaken = false;

  // Answers whether it could be filled in.
  const fill = async () => {
    let isFilled = true;
    delete form.dataset.filled;
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
      isFilled = false;
      answers.note("The demo could not fill in this form: the API refused what it needs, or can’t be reached.");
    }
    form.dataset.filled = "yes";
    fields.changed();
    return isFilled;
  };

  const refill = () => {
    if (planned) prepare.forget(planned.steps);
    filling = fill();
    return filling;
  };

  const refillAfter = async (reason) => {
    if (!(await refill())) return;
    const own = Object.keys(planned?.params ?? {}).filter((param) => fields.typed.has(param));
    const but = own.length ? `, but for what you typed: ${own.join(", ")}.` : ": send again.";
    answers.note(`${reason} It is filled anew${but}`);
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
    if (planned?.once && !loaded.isThere()) await refillAfter("That used up what the form was filled with.");
  };

  const afterRejection = async () => {
    // What was rejected may be another token than the one that is kept.
    if (kept.get("token") === fields.of("token").value) kept.remove("token");
    fields.drop("token");
    const isFilled = await refill();
    answers.note(isFilled && isLocal ? "The token was rejected, so it is dropped. Another one is filled in: send again."
      : "The token was rejected, so it is dropped. Log in for another one.");
  };

  const afterFaults = async (errors) => {
    const faulty = answers.showFaults(errors);
    faulty[0]?.focus();
    const given = faulty.some(({ name: param }) => planned && param in planned.params && !fields.typed.has(param));
    if (given && !loaded.isThere()) await refillAfter("What the form was filled with may be gone.");
  };

  // What follows from an answer, unless it was provoked: that is nobody's business but the page's.
  const follow = async (answer, answered) => {
    if (answer.ok) await afterSuccess(answered.data);
    else if (REJECTED.includes(answered.status) && fields.of("token")) await afterRejection();
    else await afterFaults(answered.errors);
    if (answer.status === FORBIDDEN && isLocal) answers.note("Reset fills in a token of the demo’s that may do this.");
  };

  const asSent = () => {
    const own = loaded.current();
    return {
      path,
      method: own?.method ?? method,
      contentType: own?.contentType ?? contentType,
      body: own?.text ?? fields.body(),
      headers: headers.values(),
      isSensitive,
      signal: sending.signal,
    };
  };

  const exchange = async () => {
    const { expects, text, spaces } = loaded.current() ?? {};
    const sent = asSent();
    const params = text === undefined ? fields.members() : null;
    const report = (came) =>
      form.dispatchEvent(new CustomEvent("sent", { detail: { ...sent, params, text, spaces, ...came } }));
    const started = performance.now();
    let answer;
    let received;
    try {
      answer = await request.send(sent);
      received = await answer.text();
    } catch (error) {
      const isCancelled = error.name === "AbortError";
      answers.clear();
      answers.say(isCancelled ? "Cancelled. It may have been carried out." : UNREACHABLE);
      report({ status: isCancelled ? "cancelled" : "no answer" });
      return null;
    }
    const milliseconds = Math.round(performance.now() - started);
    const answered = answers.show(answer, received, milliseconds);
    report({ code: answer.status, status: answered.status ?? "", milliseconds });
    if (expects) answers.showFaults(answered.errors);
    else if (answered.status) await follow(answer, answered);
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
    fields.tidyToken();
    if (fields.typed.get("token")) kept.set("token", fields.of("token").value);
    try {
      return await exchange();
    } finally {
      sending = null;
      sendButton.textContent = "Send";
    }
  };

  // One request at a time, with all that is made ready for it. Answers whether it was this one's turn.
  const alone = async (work) => {
    if (isTaken) return false;
    isTaken = true;
    try {
      await work();
    } finally {
      isTaken = false;
    }
    return true;
  };

  const sendForm = async () => {
    if (!form.dataset.filled) {
      answers.say("Filling in …");
      await filling;
    }
    const expects = loaded.current()?.expects;
    const came = await send();
    if (came && expects) answers.note(...answers.verdict(expects, came));
    if (!form.querySelector("[aria-invalid]")) answers.showFromTheTop();
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (sending) return sending.abort();
    const isDone = await alone(sendForm);
    if (!isDone && form.dataset.filled) answers.say(BUSY);
    return undefined;
  });
  // The second of a double click is not meant to cancel what the first one sent.
  sendButton.addEventListener("click", (event) => {
    if (event.detail > 1) event.preventDefault();
  });
  document.getElementById("forget").addEventListener("click", () => {
    kept.remove("token");
    loaded.hide();
    fields.forget();
    headers.forget();
    answers.clearFaults();
    answers.clear();
    answers.say("");
    refill();
  });

  filling = fill();
  window.plano.trying = { send, alone, filled: () => filling };

  const link = document.querySelector(".to-try");
  new IntersectionObserver(([one]) => {
    link.hidden = one.isIntersecting;
  }).observe(document.getElementById("try"));
})();
