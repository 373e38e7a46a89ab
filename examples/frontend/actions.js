/** An action and a caution as the page shows them. */

import { call, told } from "./api.js";
import { h, when, words } from "./page.js";

/** @import { Schemas } from "./api.js" */

const DAY = 24 * 3_600_000; // ms

/**
 * @param {Schemas["Action"]} action
 * @param {(mark: Schemas["MarkUpdate"]) => void} mark
 * @param {(() => void) | null} write
 */
export function card(action, mark, write) {
  const { status, contact, opens_at, due_at, closes_at, timezone } = action;
  const said = { upcoming: "From ", open: "By ", overdue: "Was due " }[status];
  const best = action.channels.find(({ verdict }) => verdict === "recommended");
  const why = h("details", { className: "why" }, h("summary", {}, "Why?"));
  const open = async () => why.append(...(await reasons(action).catch((error) => [told(error)])));
  why.addEventListener("toggle", open, { once: true });
  /** @param {string} text @param {() => void} onclick */
  const button = (text, onclick, className = "") => h("button", { onclick, className }, text);
  return h("article", { className: status, ariaLabel: action.title },
    h("h3", {}, action.title),
    h("p", { className: "where" }, [contact?.job_title, action.organization_name].filter(Boolean).join(", ")),
    h("p", { className: "due" }, said, when(status === "upcoming" ? opens_at : due_at, timezone),
      closes_at && h("span", {}, ", no use after ", when(closes_at, timezone)),
      best && `, best by ${words(best.channel)}`),
    h("p", {}, action.reason),
    why,
    h("p", { className: "buttons" },
      write && button("Write", write, "main"),
      button("Done", () => mark({ mark: "done" })),
      button("Tomorrow", () => mark({ mark: "snoozed", until: new Date(Date.now() + DAY).toISOString() })),
      button("Dismiss", () => mark({ mark: "dismissed" }))));
}

/** @param {Schemas["Caution"]} caution @param {string} [timezone] */
export const caution = ({ statement, until }, timezone) =>
  h("li", {}, statement, until && h("small", {}, " Until ", when(until, timezone), "."));

/**
 * What an action rests on, and what every other rule says of its interview.
 * @param {Schemas["Action"]} action
 */
async function reasons({ key, interview_id, rules, include, avoid, channels, sources, house }) {
  const query = { interview_id, explain: true, limit: 1 };
  const [policy, { trace }] = await Promise.all([call("get", "/policy"), call("get", "/next-actions", { query })]);
  /** @param {string} id */
  const rule = (id) => policy.rules.find((one) => one.id === id) ?? { title: id, statement: id };
  /** @param {string} title @param {string[]} lines */
  const part = (title, lines, open = true) =>
    h("details", { open, hidden: lines.length === 0 }, h("summary", {}, title),
      h("ul", {}, ...lines.map((line) => h("li", {}, line))));
  return [
    part("Rules", rules.map((id) => rule(id).statement)),
    part("Sources", sources.map(({ title, section }) => `${title}, “${section}”`)),
    part("Of our own", house ? ["No source settles when this is due to the hour; Afterword does."] : []),
    part("Put in", include, false),
    part("Leave out", avoid, false),
    part("By which way", channels.map((way) => `${words(way.channel)}: ${way.verdict}. ${way.reason}`), false),
    part("What each rule says of this interview", (trace ?? []).map((row) =>
      `${row.key === key ? "→ " : ""}${rule(row.rule).title}: ${words(row.verdict)}. ${row.because}`), false),
  ];
}
