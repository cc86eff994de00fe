// Colours what stands in code blocks. Nothing in the page changes by it (CSS Custom Highlight API), so the page weighs no
// more, and whatever another script writes into a block is coloured, too.
"use strict";
(() => {
  if (!window.CSS?.highlights) return;
  const LONGEST = 100_000;
  const WORDS =
    "True|False|None|true|false|null|async|await|const|continue|def|elif|else|except|for|from|if|import|in|let|new|not|or" +
    "|raise|return|throw|try|while|with|curl|printf|base64|GET|POST|PUT|PATCH|DELETE";
  // The first that fits, of these kinds; a text ends where its line does.
  const PARTS = {
    comment: String.raw`(?<=^|\s)(?:#|\/\/) .*`,
    name: String.raw`"(?:[^"\\\n]|\\.)*"(?=\s*:)`,
    text: String.raw`"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'`,
    number: String.raw`(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])`,
    word: String.raw`(?<![\w./-])(?:${WORDS})(?![\w./-])`,
  };
  const PATTERN = new RegExp(Object.entries(PARTS).map(([kind, part]) => `(?<${kind}>${part})`).join("|"), "gm");
  const coloured = new Map();
  const highlights = Object.fromEntries(Object.keys(PARTS).map((kind) => [kind, new Highlight()]));
  for (const [kind, highlight] of Object.entries(highlights)) CSS.highlights.set(`code-${kind}`, highlight);

  const forget = (block) => {
    for (const [kind, range] of coloured.get(block) ?? []) highlights[kind].delete(range);
    coloured.delete(block);
  };

  const rangeOf = (node, match) => {
    const range = new Range();
    range.setStart(node, match.index);
    range.setEnd(node, match.index + match[0].length);
    return range;
  };

  const colour = (block) => {
    forget(block);
    const node = block.firstChild;
    if (block.childNodes.length !== 1 || node.nodeType !== Node.TEXT_NODE || node.length > LONGEST) return;
    const found = [...node.data.matchAll(PATTERN)].map((match) => [
      Object.keys(match.groups).find((kind) => match.groups[kind] !== undefined),
      rangeOf(node, match),
    ]);
    for (const [kind, range] of found) highlights[kind].add(range);
    coloured.set(block, found);
  };

  const blocksIn = (node) => {
    const around = (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("pre code");
    if (around) return [around];
    return node.nodeType === Node.ELEMENT_NODE ? [...node.querySelectorAll("pre code")] : [];
  };

  new MutationObserver((changes) => {
    const changed = new Set(changes.flatMap(({ target, addedNodes }) => [target, ...addedNodes].flatMap(blocksIn)));
    changed.forEach(colour);
    for (const block of coloured.keys()) if (!block.isConnected) forget(block);
  }).observe(document.getElementById("content"), { childList: true, characterData: true, subtree: true });
  document.querySelectorAll("pre code").forEach(colour);
})();
