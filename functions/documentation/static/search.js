// Search as one types: a combobox over an index that is loaded, with the library, when the field is first used.
// Before anything is typed, it offers what is asked most.
const { base } = window.plano;
const MOST = 12;
const MOST_OF_A_NAME = 3;
const STOP_WORDS = new Set(
  "a an and are as at be by do does for from get how i if in is it my of on or that the there this to what when with"
    .split(" "),
);
const OPTIONS = {
  fields: ["title", "joined", "words", "text"],
  storeFields: ["title", "kind", "address", "text"],
  // `discount_applied_percent` is found by its parts, too.
  tokenize: (text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean),
  processTerm: (term) => (STOP_WORDS.has(term) ? null : term),
  searchOptions: {
    boost: { title: 4, joined: 4, words: 2 },
    boostDocument: (_id, _term, stored) => WEIGHTS[stored.kind.split(" ")[0]] ?? 1,
    prefix: (term) => term.length > 1,
    fuzzy: (term) => (term.length > 3 ? 0.25 : false),
    combineWith: "AND",
  },
};
// What one looks for by name comes before what only mentions it.
const WEIGHTS = { route: 3, status: 3, page: 2.5, API: 2, param: 1, field: 0.6 };
// `lineitm` is meant for `line_items`: each part of a name as one word, and all of it.
const joined = (title) => `${title.replace(/[_\s-]+/g, "")} ${plain(title)}`;
const plain = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

const field = document.getElementById("search");
const QUESTIONS = "Common questions";
const list = document.getElementById("found");
const said = document.getElementById("found-said");
let index = null;
let at = -1;

const load = () => {
  index ??= Promise.all([import("./minisearch.js"), fetch(`${base}search.json`).then((answer) => answer.json())])
    .then(([{ default: MiniSearch }, { questions, documents }]) => {
      const searching = new MiniSearch(OPTIONS);
      searching.addAll(documents.map((one, id) => ({ ...one, id, joined: joined(one.title) })));
      return { searching, questions };
    })
    .catch(() => {
      index = null;
      return null;
    });
  return index;
};

const hitsOf = (searching, query) => {
  const wanted = plain(query);
  const all = searching.search(query);
  // Of a whole question, not every word stands anywhere.
  const hits = all.length ? all : searching.search(query, { combineWith: "OR" });
  const exact = hits.filter((hit) => plain(hit.title) === wanted);
  const ranked = [...exact, ...hits.filter((hit) => !exact.includes(hit))];
  // Every route has a `token`: a few of a name are enough to say so.
  const seen = {};
  return ranked.filter(({ title }) => (seen[title] = (seen[title] ?? 0) + 1) <= MOST_OF_A_NAME).slice(0, MOST);
};

const options = () => [...list.querySelectorAll("[role=option]")];
const mark = (position) => {
  at = position;
  options().forEach((option, number) => {
    option.setAttribute("aria-selected", String(number === at));
    if (number === at) option.scrollIntoView({ block: "nearest" });
  });
  const active = options()[at];
  if (active) field.setAttribute("aria-activedescendant", active.id);
  else field.removeAttribute("aria-activedescendant");
};

const say = (words, isNone = false) => {
  said.textContent = words;
  said.classList.toggle("none", isNone);
};

const close = () => {
  list.hidden = true;
  field.setAttribute("aria-expanded", "false");
  say("");
  mark(-1);
};

const element = (tag, className, text) => {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
};

const optionOf = (hit, number) => {
  const option = element("a", "hit", "");
  option.id = `hit-${number}`;
  option.href = base + hit.address;
  option.tabIndex = -1;
  option.setAttribute("role", "option");
  option.append(element("strong", "", hit.title), " ", element("span", "type", hit.kind));
  option.append(element("span", "said", hit.text.replaceAll("`", "")));
  return option;
};

const show = (hits, label) => {
  list.replaceChildren(...hits.map(optionOf));
  list.hidden = hits.length === 0;
  list.setAttribute("aria-label", label);
  list.classList.toggle("questions", label === QUESTIONS);
  list.scrollTop = 0;
  field.setAttribute("aria-expanded", String(hits.length > 0));
};

const showFound = (hits, query) => {
  show(hits, "Search results");
  const count = hits.length === 1 ? "1 result" : `${hits.length} results`;
  say(hits.length ? count : `Nothing found for “${query}”. Try fewer letters.`, hits.length === 0);
  mark(hits.length ? 0 : -1);
};

// None of them is marked: nothing was asked for yet.
const showQuestions = (questions) => {
  show(questions, QUESTIONS);
  say(`${questions.length} common questions`);
  mark(-1);
};

// The index may come when the reader has gone elsewhere.
const search = async () => {
  const loaded = await load();
  const query = field.value.trim();
  if (!loaded || document.activeElement !== field) close();
  else if (query) showFound(hitsOf(loaded.searching, query), query);
  else showQuestions(loaded.questions);
};

const go = (option) => {
  close();
  field.blur();
  option.click();
};

const KEYS = {
  ArrowDown: () => mark((at + 1) % options().length),
  ArrowUp: () => mark(at > 0 ? at - 1 : options().length - 1),
  Enter: () => go(options()[at]),
};

field.addEventListener("focus", search);
field.addEventListener("input", search);
field.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    close();
    field.blur();
  } else if (event.key === "Tab") {
    close();
  } else if (event.key in KEYS && !list.hidden && (at >= 0 || event.key !== "Enter")) {
    event.preventDefault();
    KEYS[event.key]();
  }
});
// Enter may come before the index does. In an empty field, where nothing is marked, it asks for nothing.
field.form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!field.value.trim()) return;
  await search();
  const first = options()[0];
  if (first && !list.hidden) go(first);
  else field.form.submit();
});
document.addEventListener("keydown", (event) => {
  const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName ?? "");
  const isSlash = event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey;
  const isCtrlK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
  if (!isSlash && !isCtrlK) return;
  event.preventDefault();
  field.focus();
  field.select();
});
// A hit may be on this very page: then nothing else would close what is over it.
list.addEventListener("click", close);
document.addEventListener("click", (event) => {
  if (!event.target.closest(".search")) close();
});
