/** The page: signed out or in, and what to do next. */

import { card, caution } from "./actions.js";
import { Problem, call, forget, told } from "./api.js";
import { clear, compose, ways } from "./composer.js";
import { issuer } from "./config.js";
import { find, h } from "./page.js";
import { begin, finish, signOut, token, use } from "./sign-in.js";
import { watch } from "./watch.js";

/** @import { Schemas } from "./api.js" */

const alert = find("#alert", HTMLElement);
const news = find("#news", HTMLElement);
let cards = /** @type {Map<string, {like: string, element: HTMLElement}>} */ (new Map());
let signedIn = new AbortController();
let refresh = async () => {};

/** @param {unknown} error */
function fail(error) {
  if (error instanceof Problem && error.status === 401) leave();
  alert.textContent = told(error);
}

/** @param {Pick<Schemas["NextActions"], "items" | "cautions">} answer */
function show({ items, cautions }) {
  alert.textContent = "";
  const focused = document.activeElement;
  cards = new Map(items.map((action) => {
    const like = JSON.stringify(action);
    const before = cards.get(action.key);
    if (before?.like === like) return [action.key, before]; // stays as it is, its reasons open or closed
    const write = ways(action).length > 0 ? () => compose(action, refresh) : null;
    return [action.key, { like, element: card(action, (body) => mark(action, body), write) }];
  }));
  /** @param {boolean} later */
  const elements = (later) => items.flatMap(({ key, status }) =>
    (status === "upcoming") === later ? (cards.get(key)?.element ?? []) : []);
  fill("#today", elements(false), h("p", {}, "Nothing to do today."));
  fill("#upcoming", elements(true), h("p", {}, "Nothing in the next two weeks."));
  const zones = new Map(items.map(({ interview_id, timezone }) => [interview_id, timezone]));
  const warnings = cautions.map((one) => caution(one, zones.get(one.interview_id)));
  fill("#cautions", warnings, h("li", {}, "Nothing to be careful about."));
  if (focused instanceof HTMLElement && focused.isConnected) focused.focus();
}

/** @param {string} list @param {Node[]} elements @param {Node} none */
const fill = (list, elements, none) =>
  find(list, HTMLElement).replaceChildren(...(elements.length > 0 ? elements : [none]));

/** @param {{key: string, title: string}} action @param {Schemas["MarkUpdate"] | null} body */
async function mark({ key, title }, body) {
  const path = "/next-actions/{key}/mark";
  try {
    await (body ? call("put", path, { path: { key }, body }) : call("delete", path, { path: { key } }));
    const undo = h("button", { onclick: () => mark({ key, title }, null) }, "Undo");
    news.replaceChildren(`${title}: ${body?.mark ?? "back"}. `, body ? undo : "");
    undo.focus();
    await refresh();
  } catch (error) {
    fail(error);
  }
}

function enter() {
  document.body.className = "in";
  signedIn = new AbortController();
  refresh = watch(show, fail, signedIn.signal);
}

/** Forget all that was shown. What was being written is kept for the same action, unless the person asked to leave. */
function leave() {
  signedIn.abort();
  signOut();
  forget();
  show({ items: [], cautions: [] });
  news.replaceChildren();
  find("#composer", HTMLDialogElement).close();
  document.body.className = "out";
}

find("#sign-out", HTMLElement).addEventListener("click", () => (leave(), clear()));
find("#issuer", HTMLElement).addEventListener("click", () => begin().catch(fail));
find("#paste", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  use(find("#token", HTMLInputElement).value);
  find("#paste", HTMLFormElement).reset();
  enter();
});
find(issuer ? "#issuer" : "#paste", HTMLElement).hidden = false;
await finish().catch(fail);
if (token()) enter();
