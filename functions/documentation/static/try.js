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
  const NOT_FILLED = "The demo could not fill in this form: the API refused what it needs, or can’t be reached.";
  let planned = null;
  let sending = null;
  let filling = null;
  let isTaken = false;
  let fills = 0;

  // Answers whether it could be filled in. Of several at a time, only the last one counts: the others answer null.
  const fill = async () => {
    fills += 1;
    const number = fills;
    const isLast = () => number === fills;
    let isFilled = true;
    let params = {};
    delete form.dataset.filled;
    fields.put("token", kept.get("token"));
    for (const field of fields.all.filter((one) => one.dataset.madeBy)) {
      fields.put(field.name, kept.get(`made ${field.dataset.madeBy}`)?.value);
    }
    fields.changed();
    try {
      const plan = await prepare.plan(name);
      if (isLast()) planned = plan;
      if (plan) params = await prepare.params(plan);
    } catch {
      isFilled = false;
    }
    if (!isLast()) return null;
    Object.entries(params).forEach(([param, value]) => fields.put(param, value));
    if (!isFilled) answers.note(NOT_FILLED);
    form.dataset.filled = "yes";
    fields.changed();
    return isFilled;
  };

  const refill = () => {
    if (planned) prepare.forget(planned.steps);
    filling = fill();
    return filling;
  };

  const filled = async () => {
    while (!form.dataset.filled) await filling;
  };

  const refillAfter = async (reason) => {
    if (!(await refill())) return;
    const own = Object.keys(planned?.params ?? {}).filter((param) => fields.typed.has(param));
    const but = own.length ? `, except what you typed: ${own.join(", ")}.` : ": send again.";
    answers.note(`${reason} The form is filled in again${but}`);
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
    if (planned?.once && !loaded.isThere()) await refillAfter("This request used up the example values.");
  };

  const afterRejection = async () => {
    // What was rejected may be another token than the one that is kept.
    if (kept.get("token") === fields.of("token").value) kept.remove("token");
    fields.drop("token");
    const isFilled = await refill();
    if (isFilled === null) return;
    answers.note(isFilled && isLocal ? "The token was rejected, so it is dropped. Another one is filled in: send again."
      : "The token was rejected, so it is dropped. Log in for another one.");
  };

  const afterFaults = async (errors) => {
    const faulty = answers.showFaults(errors);
    faulty[0]?.focus();
    const given = faulty.some(({ name: param }) => planned && param in planned.params && !fields.typed.has(param));
    if (given && !loaded.isThere()) await refillAfter("The example values may be gone.");
  };

  // What follows from an answer, unless it was provoked: that is nobody's business but the page's.
  const follow = async (answer, answered) => {
    if (answer.status === FORBIDDEN && isLocal) answers.note("Reset fills in a token of the demo’s that may do this.");
    if (answer.ok) await afterSuccess(answered.data);
    else if (REJECTED.includes(answered.status) && fields.of("token")) await afterRejection();
    else await afterFaults(answered.errors);
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

  // Answers what came, or null.
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
    return { answer, answered, isProvoked: Boolean(expects) };
  };

  // Sends what is in the form. Answers the status and the code that came, or null. Nothing waits for the form to be
  // filled in again, but the next request.
  const send = async () => {
    let came = null;
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
      came = await exchange();
    } finally {
      sending = null;
      sendButton.textContent = "Send";
    }
    if (!came) return null;
    const { answer, answered, isProvoked } = came;
    if (isProvoked) answers.showFaults(answered.errors);
    else if (answered.status) follow(answer, answered);
    return { code: answer.status, status: answered.status };
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

  const refuse = () => answers.say(BUSY);

  const sendForm = async () => {
    if (!form.dataset.filled) {
      answers.say("Filling in …");
      await filled();
    }
    const expects = loaded.current()?.expects;
    const came = await send();
    if (came && expects) answers.note(...answers.verdict(expects, came));
    if (!form.querySelector("[aria-invalid]")) answers.showFromTheTop();
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const isDone = await alone(sendForm);
    if (!isDone && form.dataset.filled) refuse();
  });
  // A press that goes on is one press.
  form.addEventListener("keydown", (event) => {
    if (event.repeat && event.key === "Enter" && event.target.tagName !== "TEXTAREA") event.preventDefault();
  });
  // Who presses the button itself cancels. Enter in a field clicks it, too, without a pointer; that, and the second of
  // a double click, are not meant to cancel what was sent just before.
  sendButton.addEventListener("click", (event) => {
    const isSecond = event.detail > 1;
    const isOfField = event.detail === 0 && document.activeElement !== sendButton;
    if (isSecond || sending) event.preventDefault();
    if (sending && !isSecond && !isOfField) sending.abort();
  });
  document.getElementById("forget").addEventListener("click", () => {
    sending?.abort();
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
  window.plano.trying = { send, alone, refuse, filled };

  const link = document.querySelector(".to-try");
  new IntersectionObserver(([one]) => {
    link.hidden = one.isIntersecting;
  }).observe(document.getElementById("try"));
})();
