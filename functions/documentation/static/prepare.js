// What a local stack makes for a form: the server says by which requests, and they are sent in this visitor's name.
// What was made is kept in this tab until it is used up, or turns out to be gone.
"use strict";
(() => {
  const { base, kept, request } = window.plano;
  const LONGEST_MS = 10_000;

  // What makes ready may take only so long: a form that waits for it is of no use.
  const limit = () => AbortSignal.timeout(LONGEST_MS);

  const resolved = (value, made) => {
    if (Array.isArray(value)) return value.map((one) => resolved(one, made));
    if (value === null || typeof value !== "object") return value;
    if ("from" in value) return made[value.from];
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, resolved(inner, made)]));
  };

  const keyOf = (step) => `made ${step.makes || step.name}`;

  const carriedOut = async (step, made) => {
    const params = resolved(step.params, made);
    const by = params.token ?? null;
    const before = kept.get(keyOf(step));
    if (before && before.by === by) return before.value;
    const { path, method, content_type: contentType } = step;
    const answer = await request.send({ path, method, contentType, body: JSON.stringify(params), signal: limit() });
    const body = await answer.json();
    const value = step.takes ? body.data?.[step.takes] : answer.ok || undefined;
    if (value === undefined) throw new Error(`${step.path} answered ${body.status}`);
    kept.set(keyOf(step), { by, value });
    return value;
  };

  const all = async (steps) => {
    const made = {};
    for (const step of steps) {
      const own = step.is_visitor && kept.get("token");
      made[step.name] = own || (await carriedOut(step, made));
    }
    return made;
  };

  const forget = (steps) => steps.forEach((step) => kept.remove(keyOf(step)));

  // The plan for a route, or null where there is none: a stack that is not local has no demo users.
  const plan = async (name) => {
    if (document.documentElement.dataset.local !== "yes") return null;
    const address = `${base}demo.json?route=${encodeURIComponent(name)}`;
    const answer = await fetch(address, { signal: limit() });
    return answer.ok ? answer.json() : null;
  };

  // The params that the plan leads to. What an earlier page of this tab made may be gone: then once more, with nothing.
  // What is good for once may have been used up by a snippet that was copied: it is made anew each time.
  const params = async (planned) => {
    if (planned.once) forget(planned.steps);
    try {
      return resolved(planned.params, await all(planned.steps));
    } catch (error) {
      forget(planned.steps);
      if (error.name === "TimeoutError") throw error;
      return resolved(planned.params, await all(planned.steps));
    }
  };

  window.plano.prepare = { plan, params, forget, limit };
})();
