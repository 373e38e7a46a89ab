/** Writing a message, and having it checked as it is typed. */

import { call, told } from "./api.js";
import { find, h, when, words } from "./page.js";
import { pieces, untouched } from "./spans.js";

/** @import { Schemas } from "./api.js" */

/**
 * What a message is for, by the kind of action that asks for it. The other kinds are no messages.
 * @type {Partial<Record<Schemas["Kind"], Schemas["Purpose"]>>}
 */
const PURPOSES = {
  send_thank_you: "thank_you", send_material: "work_sample", brief_reference: "reference_briefing",
  ask_timeline: "timeline_enquiry", status_enquiry: "status_enquiry", decision_enquiry: "decision_enquiry",
  thank_after_rejection: "rejection_thanks", thank_for_offer: "offer_thanks", withdrawal_note: "withdrawal",
  keep_in_touch: "keep_in_touch",
};
const VERDICTS = { send: "Ready to send.", reconsider: "Reconsider this.", do_not_send: "Do not send this." };
const PAUSE = 300; // ms without a key being pressed

const dialog = find("#composer", HTMLDialogElement);
const channel = find("#channel", HTMLSelectElement);
const subject = find("#subject", HTMLInputElement);
const body = find("#body", HTMLTextAreaElement);
const verdict = find("#verdict", HTMLElement);
const missing = find("#missing", HTMLElement);

let action = /** @type {Schemas["Action"]} */ ({});
let findings = /** @type {Schemas["Finding"][]} */ ([]);
let enclosures = /** @type {string[]} */ ([]);
let marked = ""; // the text that the findings' spans lie in
let checking = new AbortController();
let idempotencyKey = ""; // one for each text: where an answer was lost, pressing again does not log it twice
let whenSent = () => {};

/**
 * The channels that a message for an action may take: none where it asks for no message, or nobody can be reached.
 * @param {Schemas["Action"]} action
 */
export const ways = ({ kind, channels }) =>
  channels.filter(({ verdict }) => PURPOSES[kind] && ["recommended", "allowed"].includes(verdict));

/**
 * Open the dialog. What was typed for the same action before is still there.
 * @param {Schemas["Action"]} toDo
 * @param {() => void} then
 */
export function compose(toDo, then) {
  if (toDo.key !== action.key) clear();
  [action, whenSent] = [toDo, then];
  find("#composer-title", HTMLElement).textContent = action.title;
  channel.replaceChildren(...ways(action).map(({ channel: value, verdict }) =>
    h("option", { value, defaultSelected: verdict === "recommended" }, words(value))));
  changed();
  dialog.showModal();
}

export function clear() {
  body.value = subject.value = "";
  enclosures = [];
  missing.replaceChildren();
  dialog.close();
}

const message = () => ({
  channel: /** @type {Schemas["Channel"]} */ (channel.value),
  purpose: PURPOSES[action.kind] ?? "other",
  body: body.value,
  interview_id: action.interview_id,
  contact_id: action.contact_id,
});

/** Show what still holds, and check anew when the typing pauses. An older check is not waited for. */
function changed() {
  find("#subject-row", HTMLElement).hidden = channel.value !== "email";
  idempotencyKey = crypto.randomUUID();
  verdict.className = verdict.textContent = "";
  show(body.value.trim() ? untouched(findings, marked, body.value) : []);
  checking.abort();
  checking = new AbortController();
  const { signal } = checking;
  if (body.value.trim()) setTimeout(() => signal.aborted || attempt(check, signal), PAUSE);
}

/** @param {AbortSignal} signal */
async function check(signal) {
  const line = channel.value === "email" && subject.value ? subject.value : null;
  const answer = await call("post", "/message-checks", { body: { ...message(), subject: line, enclosures }, signal });
  verdict.className = answer.verdict;
  verdict.textContent = VERDICTS[answer.verdict];
  if (answer.available_from) verdict.append(" Wait until ", when(answer.available_from, action.timezone), ".");
  show(answer.findings);
}

/** @param {Schemas["Finding"][]} found */
function show(found) {
  [findings, marked] = [found, body.value];
  const text = pieces(marked, found).map((piece) =>
    piece.severity ? h("mark", { className: piece.severity }, piece.text) : piece.text);
  find("#behind", HTMLElement).replaceChildren(...text, "\n"); // an empty last line counts in the field
  find("#findings", HTMLElement).replaceChildren(...found.map(({ severity, message, suggestion, sources }) =>
    h("li", { className: severity }, `${message} ${suggestion}`,
      h("small", {}, ` ${[...new Set(sources.map(({ title }) => title))].join("; ")}`))));
}

async function draft() {
  const { channel } = message();
  const drafted = await call("post", "/drafts", { body: { action_key: action.key, channel } });
  [subject.value, body.value, enclosures] = [drafted.subject ?? "", drafted.body, drafted.enclosures];
  const hints = [...drafted.missing.map(({ prompt }) => prompt), ...enclosures.map((title) => `Enclose: ${title}`)];
  missing.replaceChildren(...hints.map((hint) => h("li", {}, hint)));
  changed();
}

/** Sending it is the person's part; Afterword is told that it was. */
async function log() {
  await call("post", "/interactions", { body: { ...message(), direction: "outbound" }, idempotencyKey });
  clear();
  whenSent();
}

/** @param {(signal: AbortSignal) => Promise<void>} what */
async function attempt(what, signal = new AbortController().signal) {
  try {
    await what(signal);
  } catch (error) {
    if (!signal.aborted) verdict.textContent = told(error);
  }
}

for (const field of [channel, subject, body]) field.addEventListener("input", changed);
for (const [button, what] of /** @type {const} */ ([["#draft", draft], ["#sent", log]])) {
  let underWay = /** @type {Promise<void> | undefined} */ (undefined);
  find(button, HTMLElement).addEventListener("click", () => {
    underWay ??= attempt(what).finally(() => (underWay = undefined)); // a second press waits for the first
  });
}
dialog.addEventListener("close", () => checking.abort());
find("#close", HTMLElement).addEventListener("click", () => dialog.close());
