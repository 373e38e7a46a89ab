/**
 * The main workflow, from an employer to the answer of "what next?", against a running service.
 *
 * AFTERWORD_URL and AFTERWORD_TOKEN say which one, and for which account.
 */

import assert from "node:assert/strict";

import { type Afterword, type Schemas, connect, contactsOf, must, problemOf } from "./client.js";

const HOUR = 3_600_000;

function inHours(hours: number): string {
  return new Date(Date.now() + hours * HOUR).toISOString();
}

async function recordInterview(client: Afterword): Promise<Schemas["InterviewPublic"]> {
  const organization = must(
    await client.POST("/organizations", { body: { name: "Initech", culture: "reserved", country: "GB" } }),
  );
  const ann = must(
    await client.POST("/contacts", {
      body: { organization_id: organization.id, name: "Ann Ames", email: "ann@example.org", name_confirmed: true },
    }),
  );
  const bob = must(await client.POST("/contacts", { body: { organization_id: organization.id, name: "Bob Ball" } }));
  const interview = must(
    await client.POST("/interviews", {
      body: {
        organization_id: organization.id,
        position: "Senior Analyst",
        starts_at: inHours(-3),
        ends_at: inHours(-2),
        participants: [
          { contact_id: ann.id, role: "interviewer", is_decision_maker: true },
          { contact_id: bob.id, role: "assistant" },
        ],
      },
    }),
  );
  // What was left out of the request is there in the answer, and never undefined.
  const met: boolean[] = interview.participants.map((participant) => participant.met);
  assert.deepEqual(met, [true, true]);
  assert.equal(interview.format satisfies "in_person" | "video" | "phone", "in_person");
  assert.equal(interview.outcome_at, null);
  return interview;
}

async function debrief(client: Afterword, id: string): Promise<void> {
  const kept = must(
    await client.PUT("/interviews/{id}/debrief", {
      params: { path: { id } },
      body: {
        topics: ["The move to weekly planning"],
        surprises: [{ fact: "Analysts present to the board themselves", reason: "I had expected three layers between" }],
        needs: ["Forecasting", "Writing for non-specialists", "SQL"],
      },
    }),
  );
  assert.deepEqual(kept.concerns, []);
}

async function whatNext(client: Afterword, interview_id: string): Promise<Schemas["Action"]> {
  const { data, response } = await client.GET("/next-actions", { params: { query: { interview_id, horizon: "P14D" } } });
  assert.ok(data, `${response.status}`);
  for (const action of data.items) {
    const open = action.channels.filter(({ verdict }) => verdict === "recommended" || verdict === "allowed");
    console.log(`${action.status} until ${action.due_at}: ${action.title} (${open.map(({ channel }) => channel).join(", ")})`);
  }
  for (const caution of data.cautions) {
    console.log(`until ${caution.until ?? "further notice"}: ${caution.statement}`);
  }
  const thanks = data.items.find(({ kind }) => kind === "send_thank_you");
  assert.ok(thanks?.contact, "somebody is to be thanked");
  assert.equal(thanks.contact.email, "ann@example.org");
  assert.ok(data.cautions.some(({ rule }) => rule === "no-phone-thanks"));

  // Nothing new, nothing sent: 304, and no body.
  const etag = response.headers.get("ETag");
  assert.ok(etag);
  const again = await client.GET("/next-actions", {
    params: { query: { interview_id, horizon: "P14D" }, header: { "If-None-Match": etag } },
  });
  assert.equal(again.response.status, 304);
  return thanks;
}

async function write(client: Afterword, action: Schemas["Action"]): Promise<void> {
  const draft = must(await client.POST("/drafts", { body: { action_key: action.key, channel: "email" } }));
  console.log(`\n${draft.subject ?? ""}\n\n${draft.body}\n`);

  const forbidden = problemOf(await client.POST("/drafts", { body: { action_key: action.key, channel: "phone_call" } }));
  assert.equal(forbidden.type, "urn:afterword:problem:channel-forbidden");
  assert.deepEqual(
    forbidden.findings?.map(({ rule, severity }) => [rule, severity]),
    [["no-phone-thanks", "error"]],
  );

  const check = must(
    await client.POST("/message-checks", {
      body: {
        channel: "email",
        purpose: "thank_you",
        subject: "Thank you",
        body: "Dear Anne,\n\nThank you for your time. I need an answer by Friday.\n\nKind regards,\nSam",
        interview_id: action.interview_id,
        contact_id: action.contact_id,
      },
    }),
  );
  assert.equal(check.verdict, "do_not_send");
  for (const finding of check.findings) {
    const where = finding.span === null ? "" : ` (${finding.span.field} ${finding.span.start}–${finding.span.end})`;
    console.log(`${finding.severity}: ${finding.message}${where} ${finding.suggestion}`);
  }
}

async function mark(client: Afterword, action: Schemas["Action"]): Promise<void> {
  const path = { key: action.key };
  const until = inHours(1);
  const snoozed = must(
    await client.PUT("/next-actions/{key}/mark", { params: { path }, body: { mark: "snoozed", until } }),
  );
  assert.equal(snoozed.mark, "snoozed");
  // @ts-expect-error: the types know that only what is snoozed has an end
  const wrong = problemOf(await client.PUT("/next-actions/{key}/mark", { params: { path }, body: { mark: "done", until } }));
  assert.deepEqual(
    wrong.errors?.map((fault) => ("pointer" in fault ? fault.pointer : fault.code)),
    ["/until"],
  );
  const { response } = await client.DELETE("/next-actions/{key}/mark", { params: { path } });
  assert.equal(response.status, 204);
}

async function thank(client: Afterword, action: Schemas["Action"]): Promise<void> {
  const header = { "Idempotency-Key": crypto.randomUUID() };
  const body: Schemas["InteractionCreate"] = {
    interview_id: action.interview_id,
    contact_id: action.contact_id,
    direction: "outbound",
    channel: "phone_call",
    purpose: "thank_you",
    body: "Thank you so much!",
  };
  const kept = must(await client.POST("/interactions", { params: { header }, body }));
  assert.ok(kept.findings.some(({ rule }) => rule === "no-phone-thanks"));
  const repeated = must(await client.POST("/interactions", { params: { header }, body }));
  assert.equal(repeated.id, kept.id);
}

async function goWrong(client: Afterword, interview: Schemas["InterviewPublic"]): Promise<void> {
  const invalid = problemOf(await client.GET("/contacts", { params: { query: { limit: 1000 } } }));
  const [fault] = invalid.errors ?? [];
  assert.ok(fault && "parameter" in fault);
  assert.equal(fault.parameter, "limit");

  const path = { id: interview.id };
  const read = await client.GET("/interviews/{id}", { params: { path } });
  const etag = read.response.headers.get("ETag");
  assert.ok(etag);
  const change = (interest: Schemas["Interest"]) =>
    client.PATCH("/interviews/{id}", { params: { path, header: { "If-Match": etag } }, body: { interest } });
  assert.equal(must(await change("high")).interest, "high");
  const stale = problemOf(await change("low"));
  assert.deepEqual([stale.status, stale.type], [412, "urn:afterword:problem:precondition-failed"]);

  const used = problemOf(
    await client.DELETE("/organizations/{id}", { params: { path: { id: interview.organization_id } } }),
  );
  assert.deepEqual(used.references, { contacts: 3, interviews: 1 });
}

async function list(client: Afterword, organization_id: string): Promise<void> {
  must(await client.POST("/contacts", { body: { organization_id, name: "Cleo Cole" } }));
  const names: string[] = [];
  for await (const contact of contactsOf(client, organization_id)) {
    names.push(contact.name);
  }
  assert.deepEqual(names, ["Ann Ames", "Bob Ball", "Cleo Cole"]);
}

async function moveOut(client: Afterword): Promise<void> {
  const ndjson = must(await client.GET("/export", { params: { query: { format: "ndjson" } }, parseAs: "text" }));
  const records = ndjson.trim().split("\n").map((line) => JSON.parse(line) as { type: string });
  assert.equal(records.filter(({ type }) => type === "contact").length, 3);

  const csv = must(await client.GET("/export/{part}", { params: { path: { part: "contacts" } }, parseAs: "text" }));
  assert.match(csv, /^id,organization_id,name,/);

  // The lines would go back in, if they were not all there.
  const taken = problemOf(
    await client.POST("/import", {
      params: { query: { dry_run: true } },
      headers: { "Content-Type": "application/x-ndjson" },
      body: ndjson,
      bodySerializer: (body) => body,
    }),
  );
  assert.equal(taken.type, "urn:afterword:problem:already-exists");
}

async function bringTable(client: Afterword): Promise<void> {
  const { counts, rows } = must(
    await client.POST("/import/csv", {
      params: { query: { columns: ["organization:Firm", "position:Job", "starts_at:When"], dry_run: true } },
      headers: { "Content-Type": "text/csv" },
      body: "Firm,Job,When\nInitech,Engineer,2026-03-02 10:00\nGlobex,Engineer,soon\n",
      bodySerializer: (body) => body,
    }),
  );
  assert.deepEqual([counts.merged, counts.failed], [1, 1]);
  assert.deepEqual(
    rows.flatMap(({ row, errors }) => errors.map(({ column, code }) => [row, column, code])),
    [[3, "When", "date"]],
  );
}

const { AFTERWORD_URL: url, AFTERWORD_TOKEN: token } = process.env;
assert.ok(url && token, "AFTERWORD_URL and AFTERWORD_TOKEN say where to go");

const client = connect(url, token);
const interview = await recordInterview(client);
await debrief(client, interview.id);
const action = await whatNext(client, interview.id);
await write(client, action);
await mark(client, action);
await thank(client, action);
await list(client, interview.organization_id);
await moveOut(client);
await bringTable(client);
await goWrong(client, interview);
console.log("All of it went as the types say.");
