/** The page: signed out or in, and what to do next. */

import { Problem, call, told } from "./api.js";
import { compose, ways } from "./composer.js";
import { issuer } from "./config.js";
import { find, h, when, words } from "./page.js";
import { begin, finish, signOut, token, use } from "./sign-in.js";

/** @import { Schemas } from "./api.js" */

const QUERY = { horizon: "P14D", limit: 200, explain: true };
const [SOONEST, LATEST] = [2_000, 60_000]; // ms between two requests
const alert = find("#alert", HTMLElement);
const news = find("#news", HTMLElement);
let shown = /** @type {Schemas["NextActions"] | undefined} */ (undefined);
let rules = /** @type {Schemas["RulePublic"][] | undefined} */ (undefined);
let asked = 0;
let next = Infinity;

/** Show what to do, until it changes by itself, and for a minute at most, as other devices write too. */
async function refresh() {
  const mine = ++asked;
  next = Date.now() + LATEST;
  try {
    const answer = await call("get", "/next-actions", { query: QUERY });
    rules ??= (await call("get", "/policy")).rules;
    if (mine !== asked) return; // a later one is under way
    if (answer !== shown) show(answer); // where nothing has changed, it is the same object
    shown = answer;
    alert.textContent = "";
    if (answer.changes_at) next = Math.min(next, Date.parse(answer.changes_at));
  } catch (error) {
    fail(error);
    if (shown) alert.append(" What you see is as of ", when(shown.at), ".");
  }
}

/** @param {unknown} error */
function fail(error) {
  if (error instanceof Problem && error.status === 401) return leave(told(error)); // which tells it after the reload
  if (error instanceof Problem && error.wait) next = Date.now() + error.wait;
  alert.textContent = told(error);
}

/** @param {Schemas["NextActions"]} answer */
function show({ items, cautions, trace }) {
  const focused = document.activeElement?.id;
  const open = Array.from(document.querySelectorAll("details[open]"), ({ id }) => id);
  /** @param {Schemas["Action"]} action */
  const drawn = (action) => card(action, why(action, trace ?? []));
  fill("#today", items.filter(({ status }) => status !== "upcoming").map(drawn),
    h("p", { className: "none" }, "Nothing to do today."));
  fill("#upcoming", items.filter(({ status }) => status === "upcoming").map(drawn),
    h("p", { className: "none" }, "Nothing in the next two weeks."));
  fill("#cautions", cautions.map(({ statement, until, interview_id }) => {
    const zone = items.find((item) => item.interview_id === interview_id)?.timezone;
    return h("li", {}, statement, until && h("small", {}, " Until ", when(until, zone), "."));
  }), h("li", { className: "none" }, "Nothing to be careful about."));
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (focused) document.getElementById(focused)?.focus();
}

/** @param {string} list @param {Node[]} elements @param {Node} none */
const fill = (list, elements, none) =>
  find(list, HTMLElement).replaceChildren(...(elements.length > 0 ? elements : [none]));

/** @param {Schemas["Action"]} action @param {Node} reasons */
function card(action, reasons) {
  const { key, status, title, contact, organization_name, opens_at, due_at, closes_at, timezone, channels } = action;
  const best = channels.find(({ verdict }) => verdict === "recommended");
  /** @param {string} text @param {() => void} onclick */
  const button = (text, onclick, className = "") => h("button", { id: `${text} ${key}`, onclick, className }, text);
  return h("article", { className: status, ariaLabel: title },
    h("h3", {}, title),
    h("p", { className: "where" }, [contact?.job_title, organization_name].filter(Boolean).join(", ")),
    h("p", { className: "due" }, { upcoming: "From ", open: "By ", overdue: "Was due " }[status],
      when(status === "upcoming" ? opens_at : due_at, timezone),
      closes_at && h("span", {}, ", no use after ", when(closes_at, timezone)),
      best && `, best by ${words(best.channel)}`),
    h("p", {}, action.reason),
    reasons,
    h("p", { className: "buttons" },
      ways(action).length > 0 && button("Write", () => compose(action), "main"),
      button("Done", () => mark(action, "put"))));
}

/**
 * What an action rests on, and what every rule says of its interview.
 * @param {Schemas["Action"]} action
 * @param {Schemas["TraceRow"][]} trace
 */
function why({ key, interview_id, sources, house, include, avoid, channels, ...action }, trace) {
  /** @param {string} id */
  const rule = (id) => rules?.find((one) => one.id === id) ?? { title: id, statement: id };
  const parts = {
    Rules: action.rules.map((id) => rule(id).statement),
    Sources: sources.map(({ title, section }) => `${title}, “${section}”`),
    "Of our own": house ? ["No source settles when this is due to the hour; Afterword does."] : [],
    "Put in": include,
    "Leave out": avoid,
    "By which way": channels.map((way) => `${words(way.channel)}: ${way.verdict}. ${way.reason}`),
    "What each rule says of this interview": trace.filter((row) => row.interview_id === interview_id).map((row) =>
      `${row.key === key ? "→ " : ""}${rule(row.rule).title}: ${words(row.verdict)}. ${row.because}`),
  };
  return h("details", { className: "why", id: key }, h("summary", {}, "Why?"), ...Object.entries(parts).map(
    ([title, lines], place) => h("details", { open: place < 3, hidden: lines.length === 0 }, h("summary", {}, title),
      h("ul", {}, ...lines.map((line) => h("li", {}, line))))));
}

/**
 * Mark an action as done (`put`), or take that back.
 * @param {Schemas["Action"]} action
 * @param {"put" | "delete"} method
 */
async function mark(action, method) {
  try {
    const question = { path: { key: action.key } };
    if (method === "put") await call("put", "/next-actions/{key}/mark", { ...question, body: { mark: "done" } });
    else await call("delete", "/next-actions/{key}/mark", question);
    const undo = h("button", { onclick: () => mark(action, "delete") }, "Undo");
    news.replaceChildren(...(method === "put" ? [`${action.title}: done. `, undo] : []));
    undo.focus();
    await refresh();
  } catch (error) {
    fail(error);
  }
}

function enter() {
  document.body.className = "in";
  void refresh();
}

/**
 * Forget all that was shown: the page starts anew.
 * @param {string} said Why, if the person did not ask for it.
 */
function leave(said) {
  signOut();
  sessionStorage.setItem("said", said);
  location.reload();
}

setInterval(() => Date.now() >= next && !document.hidden && refresh(), SOONEST);
addEventListener("online", () => (next = Math.min(next, Date.now())));
find("#composer", HTMLElement).addEventListener("close", refresh);
find("#sign-out", HTMLElement).addEventListener("click", () => leave(""));
find("#issuer", HTMLElement).addEventListener("click", () => begin().catch(fail));
find("#paste", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  use(find("#token", HTMLInputElement).value);
  find("#paste", HTMLFormElement).reset();
  enter();
});
find(issuer ? "#issuer" : "#paste", HTMLElement).hidden = false;
alert.textContent = sessionStorage.getItem("said");
sessionStorage.removeItem("said");
await finish().catch(fail);
if (token()) enter();
