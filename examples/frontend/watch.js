/** Keeping the answer to "what next?" current: asked again when it changes by itself, and now and then for the rest. */

import { call } from "./api.js";

/** @import { Schemas } from "./api.js" */

const [SOONEST, LATEST] = [2_000, 60_000]; // ms: no circling where clocks differ; nor missing what another device wrote
const QUERY = { horizon: "P14D", limit: 200 };

/**
 * Call `show` with each new answer, and `fail` with what went wrong, until the signal is given.
 * @param {(answer: Schemas["NextActions"]) => void} show
 * @param {(error: unknown) => void} fail
 * @param {AbortSignal} signal
 * @returns {() => Promise<void>} Asks at once.
 */
export function watch(show, fail, signal) {
  /** @type {Schemas["NextActions"] | undefined} */
  let shown;
  let timer = 0;

  const ask = async () => {
    clearTimeout(timer);
    let pause = LATEST;
    try {
      const first = await call("get", "/next-actions", { query: QUERY, signal });
      if (first !== shown) show(await whole(first, signal)); // where nothing has changed, it is the same object
      shown = first;
      if (first.changes_at) pause = Math.min(Math.max(Date.parse(first.changes_at) - Date.now(), SOONEST), LATEST);
    } catch (error) {
      if (!signal.aborted) fail(error);
    }
    clearTimeout(timer);
    if (!signal.aborted) timer = setTimeout(ask, pause);
  };

  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : void ask()), { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  void ask();
  return ask;
}

/**
 * All pages of an answer. They are not asked for again while the first one is the same.
 * @param {Schemas["NextActions"]} answer
 * @param {AbortSignal} signal
 */
async function whole(answer, signal) {
  const items = [...answer.items];
  for (let cursor = answer.next_cursor; cursor; ) {
    const page = await call("get", "/next-actions", { query: { ...QUERY, cursor }, signal });
    items.push(...page.items);
    cursor = page.next_cursor;
  }
  return { ...answer, items };
}
