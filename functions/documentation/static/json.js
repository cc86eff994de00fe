// JSON as text: where it is wrong, and what is in an object. No number is read on the way.
"use strict";
(() => {
  const STRING = String.raw`"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"`;
  const NUMBER = String.raw`-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])`;
  const TOKEN = new RegExp(String.raw`${STRING}|${NUMBER}|(?:true|false|null)(?!\w)|[{}[\],:]`, "y");
  const SPACE = /[ \t\n\r]*/y;
  const CLOSED_BY = { "{": "}", "[": "]" };

  const tokensOf = (text) => {
    const tokens = [];
    let at = 0;
    for (;;) {
      SPACE.lastIndex = at;
      SPACE.exec(text);
      at = SPACE.lastIndex;
      TOKEN.lastIndex = at;
      const found = TOKEN.exec(text);
      tokens.push({ at, text: found ? found[0] : "" });
      if (!found) return tokens;
      at = TOKEN.lastIndex;
    }
  };

  // What may come next: a value, a key, a colon, what follows a value; or the end of what was opened just now.
  const nextOf = (state, token, open) => {
    const isValue = /^["\-\dtfn]/.test(token);
    const closes = token !== "" && token === CLOSED_BY[open.at(-1)];
    if (closes && ["after", "first key", "first value"].includes(state)) {
      open.pop();
      return "after";
    }
    if (["key", "first key"].includes(state)) return token.startsWith('"') ? "colon" : null;
    if (state === "colon") return token === ":" ? "value" : null;
    if (state === "after") return token === "," && open.length ? (open.at(-1) === "{" ? "key" : "value") : null;
    if (token in CLOSED_BY) {
      open.push(token);
      return token === "{" ? "first key" : "first value";
    }
    return isValue ? "after" : null;
  };

  const placeOf = (text, at) => {
    const before = text.slice(0, at).split("\n");
    return { line: before.length, column: before.at(-1).length + 1 };
  };

  // The line and the column from which on it is no JSON; or null.
  const faultOf = (text) => {
    const open = [];
    let state = "value";
    for (const token of tokensOf(text)) {
      if (token.text === "" && state === "after" && !open.length && token.at === text.length) return null;
      state = nextOf(state, token.text, open);
      if (!state) return placeOf(text, token.at);
    }
    return placeOf(text, text.length);
  };

  // The names in an object, each with the JSON of its value as it is written; or null, if it is no object.
  const membersOf = (text) => {
    const tokens = tokensOf(text);
    if (faultOf(text) || tokens[0].text !== "{") return null;
    const members = [];
    let depth = 0;
    tokens.forEach((token, number) => {
      if (token.text in CLOSED_BY) depth += 1;
      if (["}", "]"].includes(token.text)) depth -= 1;
      const isName = depth === 1 && tokens[number + 1]?.text === ":";
      if (members.length && (isName || depth === 0)) members.at(-1).end ??= token.at;
      if (isName) members.push({ name: JSON.parse(token.text), start: tokens[number + 2].at });
    });
    return members.map(({ name, start, end }) => [name, text.slice(start, end).trim().replace(/,$/, "").trim()]);
  };

  window.plano.json = { faultOf, membersOf };
})();
