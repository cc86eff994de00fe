// Copies the page as Markdown, which the server writes: a program that is asked about it reads no HTML.
"use strict";
(() => {
  const SAID_MS = 2000;
  const button = document.getElementById("copy-page");
  const address = document.querySelector('link[type="text/markdown"]').href;

  const text = async () => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${address} answered ${answer.status}`);
    return answer.text();
  };

  // The clipboard is asked for at once: a browser gives it only for as long as the click is remembered.
  const copy = async () => {
    if (!window.ClipboardItem) return navigator.clipboard.writeText(await text());
    const blob = text().then((found) => new Blob([found], { type: "text/plain" }));
    return navigator.clipboard.write([new ClipboardItem({ "text/plain": blob })]);
  };

  const say = (words) => {
    button.textContent = words;
    window.plano.announce(words);
    setTimeout(() => {
      button.textContent = "Copy page";
    }, SAID_MS);
  };

  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await copy();
      say("Copied");
    } catch {
      location.assign(address);
    }
  });
})();
