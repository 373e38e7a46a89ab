/** Writing a message, and having it checked as it is typed. */

import { call, told } from "./api.js";
import { find, h, when, words } from "./page.js";

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
const body = find("#body", HTMLTextAreaElement);
const verdict = find("#verdict", HTMLElement);
const findings = find("#findings", HTMLElement);

let action = /** @type {Schemas["Action"]} */ ({});
let checking = new AbortController();
let idempotencyKey = ""; // one for each text: where an answer was lost, pressing again does not log it twice

/**
 * The channels that a message for an action may take: none where it asks for no message, or nobody can be reached.
 * @param {Schemas["Action"]} action
 */
export const ways = ({ kind, channels }) =>
  channels.filter(({ verdict }) => PURPOSES[kind] && ["recommended", "allowed"].includes(verdict));

/**
 * Open the dialog. What was typed for the same action before is still there.
 * @param {Schemas["Action"]} toDo
 */
export function compose(toDo) {
  if (toDo.key !== action.key) clear();
  action = toDo;
  find("#composer-title", HTMLElement).textContent = action.title;
  channel.replaceChildren(...ways(action).map(({ channel: value, verdict }) =>
    h("option", { value, defaultSelected: verdict === "recommended" }, words(value))));
  changed();
  dialog.showModal();
}

function clear() {
  body.value = "";
  findings.replaceChildren();
}

const message = () => ({
  channel: /** @type {Schemas["Channel"]} */ (channel.value),
  purpose: PURPOSES[action.kind] ?? "other",
  body: body.value,
  interview_id: action.interview_id,
  contact_id: action.contact_id,
});

/** Check anew when the typing pauses. An older check is not waited for, and what it found stays until then. */
function changed() {
  checking.abort();
  checking = new AbortController();
  const { signal } = checking;
  idempotencyKey = crypto.randomUUID();
  verdict.className = verdict.textContent = "";
  if (body.value.trim()) setTimeout(() => signal.aborted || attempt(check(signal)), PAUSE);
  else findings.replaceChildren();
}

/** @param {AbortSignal} signal */
async function check(signal) {
  const answer = await call("post", "/message-checks", { body: message(), signal });
  const points = Array.from(body.value); // Afterword counts code points; JavaScript UTF-16 units, two for an emoji
  verdict.className = answer.verdict;
  verdict.textContent = VERDICTS[answer.verdict];
  if (answer.available_from) verdict.append(" Wait until ", when(answer.available_from, action.timezone), ".");
  findings.replaceChildren(...answer.findings.map(({ severity, span, message, suggestion, sources }) =>
    h("li", { className: severity }, span && h("q", {}, points.slice(span.start, span.end).join("")),
      ` ${message} ${suggestion} `, h("small", {}, [...new Set(sources.map(({ title }) => title))].join("; ")))));
}

/** Sending it is the person's part; Afterword is told that it was. */
async function log() {
  await call("post", "/interactions", { body: { ...message(), direction: "outbound" }, idempotencyKey });
  clear();
  dialog.close();
}

/** @param {Promise<void>} what */
async function attempt(what, { signal } = checking) {
  try {
    await what;
  } catch (error) {
    if (!signal.aborted) verdict.textContent = told(error);
  }
}

for (const field of [channel, body]) field.addEventListener("input", changed);
const sent = find("#sent", HTMLButtonElement);
sent.addEventListener("click", async () => {
  sent.disabled = true; // a second press waits for the first
  await attempt(log());
  sent.disabled = false;
});
dialog.addEventListener("close", () => checking.abort());
find("#close", HTMLElement).addEventListener("click", () => dialog.close());
