// On a local stack: fills each step's request with what the demo makes for it.
"use strict";
(() => {
  const { prepare, snippets } = window.plano;

  const fill = async (step) => {
    const planned = await prepare.plan(step.dataset.name);
    if (!planned) return;
    const json = JSON.stringify(await prepare.params(planned));
    snippets.show(step.querySelectorAll("[data-template]"), json, json);
  };

  const fillAll = async () => {
    for (const step of document.querySelectorAll(".steps > [data-name]")) await fill(step);
    document.documentElement.dataset.filled = "yes";
  };

  fillAll().catch(() => {
    // The demo can't be reached: the examples stay.
  });
})();
