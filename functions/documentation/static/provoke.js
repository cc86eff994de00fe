// The buttons that provoke a status: each loads the request that proved it, has it answered again, and compares.
"use strict";
(() => {
  const { answers, base, loaded, prepare, trying } = window.plano;
  const { name } = document.querySelector("#try form").dataset;
  const FAILED = "The request could not be made ready: the API refused what it needs, or can’t be reached.";
  const SENDING = "Sending …";
  const BUSY = "Another request is under way: press it again after that.";

  const planOf = async (status) => {
    const query = new URLSearchParams({ route: name, status });
    const answer = await fetch(`${base}provoked.json?${query}`, { signal: prepare.limit() });
    if (!answer.ok) throw new Error(`provoked.json answered ${answer.status}`);
    return answer.json();
  };

  const load = async (plan) => {
    const params = await prepare.params(plan);
    const { status, code, method, content_type: contentType, text, spaces } = plan;
    loaded.load({
      sentence: `This request is answered ${code} ${status}.`,
      members: params && Object.entries(params).map(([param, value]) => [param, JSON.stringify(value)]),
      keeps: plan.keeps,
      method,
      contentType,
      text,
      spaces,
      expects: { status, code },
    });
  };

  const provoked = async (plan) => {
    await load(plan);
    const came = await trying.send();
    return came && answers.verdict(plan, came);
  };

  // What an earlier page of this tab made may be gone, a session say: then once more, with nothing of it.
  const tried = async (plan) => {
    const verdict = await provoked(plan);
    const mayBeGone = plan.steps.length && !plan.once;
    if (!mayBeGone || !verdict || verdict[1].includes("same")) return verdict;
    prepare.forget(plan.steps);
    return provoked(plan);
  };

  const press = async (status) => {
    const plan = await planOf(status);
    if (!plan.is_ready) {
      await load(plan);
      answers.showFromTheTop();
      return [["Loaded: fill in what is missing, and send it.", plan.note].filter(Boolean).join(" "), ""];
    }
    const verdict = await tried(plan);
    if (verdict) answers.note(...verdict);
    if (plan.once) loaded.settle();
    return verdict ?? ["No answer came.", "verdict other"];
  };

  const show = (said, [text, className]) => {
    said.textContent = text;
    said.className = className;
  };

  const pressed = async (button) => {
    const said = button.parentElement.querySelector("output");
    const isDone = await trying.alone(async () => {
      show(said, [SENDING, ""]);
      try {
        await trying.filled();
        show(said, await press(button.dataset.provokes));
      } catch {
        show(said, [FAILED, "verdict other"]);
      }
    });
    if (!isDone && said.textContent !== SENDING) show(said, [BUSY, ""]);
  };

  document.querySelectorAll("[data-provokes]").forEach((button) => {
    button.addEventListener("click", () => pressed(button));
  });
})();
