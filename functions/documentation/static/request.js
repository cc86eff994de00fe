// What is in a form as the JSON of a request, and JSON as people read it. No number is read on the way: it may have
// more digits than JavaScript keeps.
"use strict";
(() => {
  const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
  const PARTS = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+|\s+/g;
  const EMPTY = /([[{])\n\s*\n\s*([\]}])/g;

  const isJson = (text) => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };

  // As it was typed, so that what is wrong can be tried too.
  const jsonOf = (type, text) => {
    const trimmed = text.trim();
    switch (type) {
      case "integer":
      case "float":
        return NUMBER.test(trimmed) ? trimmed : JSON.stringify(text);
      case "boolean":
        return text;
      case "array":
      case "hash":
      case "json":
        return isJson(text) ? text : JSON.stringify(text);
      default:
        return JSON.stringify(text);
    }
  };

  const objectOf = (members) =>
    `{${members.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(",")}}`;

  // `spelled` says how a text, a number, or a word like true is written.
  const pretty = (json, { depth = 0, step = "  ", spelled = (part) => part } = {}) => {
    let level = depth;
    const line = () => `\n${step.repeat(level)}`;
    const text = json.replace(PARTS, (part) => {
      if (part === "{" || part === "[") {
        level += 1;
        return part + line();
      }
      if (part === "}" || part === "]") {
        level -= 1;
        return line() + part;
      }
      if (part === ",") return part + line();
      if (part === ":") return ": ";
      if (/^\s+$/.test(part)) return "";
      return spelled(part);
    });
    return text.replace(EMPTY, "$1$2");
  };

  const inBase64 = (text) =>
    btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(""));

  const send = ({ path, method, contentType, body, signal, headers, isSensitive = contentType === "text/plain" }) =>
    fetch(window.plano.apiUrl + path, {
      method,
      headers: { "content-type": contentType, ...headers },
      body: isSensitive ? inBase64(body) : body,
      signal,
    });

  window.plano.request = { isJson, jsonOf, objectOf, pretty, send };
})();
