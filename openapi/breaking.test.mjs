// Whether `npm run breaking` sees what breaks a client, and lets pass what does not.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const redocly = here("node_modules/.bin/redocly");

// As small as a document can be that has a request and an answer of each kind of value.
const item = {
  type: "object",
  required: ["id", "name", "colour"],
  properties: {
    id: { type: "string", format: "uuid" },
    name: { type: "string", maxLength: 200 },
    colour: { $ref: "#/components/schemas/Colour" },
    note: { anyOf: [{ type: "string", maxLength: 2000 }, { type: "null" }] },
  },
};
const create = {
  type: "object",
  required: ["name"],
  properties: {
    name: { type: "string", minLength: 1, maxLength: 200 },
    note: { anyOf: [{ type: "string", maxLength: 2000 }, { type: "null" }] },
    size: { type: "integer", minimum: 1, maximum: 10 },
    shade: { $ref: "#/components/schemas/Shade" },
    tags: { type: "array", maxItems: 100, items: { type: "string" } },
  },
};
const answered = { description: "Done", content: { "application/json": { schema: { $ref: "#/components/schemas/Item" } } } };
const sent = { content: { "application/json": { schema: { $ref: "#/components/schemas/ItemCreate" } } } };
const promised = {
  openapi: "3.1.0",
  info: { title: "Items", version: "1.0.0" },
  paths: {
    "/items": {
      get: {
        operationId: "list_items",
        security: [],
        parameters: [{ name: "limit", in: "query", schema: { type: "integer", maximum: 200 } }],
        responses: { 200: answered },
      },
      post: {
        operationId: "create_item",
        security: [{ token: [] }],
        requestBody: { content: { ...sent.content, "application/merge-patch+json": sent.content["application/json"] } },
        responses: { 201: { ...answered, headers: { Location: { schema: { type: "string" } } } } },
      },
    },
  },
  components: {
    schemas: {
      Item: item,
      ItemCreate: create,
      Colour: { type: "string", enum: ["red", "blue"] },
      Shade: { type: "string", enum: ["dark", "light"] },
    },
    securitySchemes: { token: { type: "http", scheme: "bearer" } },
  },
};

let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "breaking-"));
  await writeFile(join(folder, "promised.json"), JSON.stringify(promised));
});
after(() => rm(folder, { recursive: true }));

/** Return the rules that the comparison finds broken by a change of the document above. */
async function broken(change) {
  const document = structuredClone(promised);
  change(document, document.components.schemas, document.paths["/items"]);
  const changed = join(await mkdtemp(join(folder, "case-")), "openapi.json");
  await writeFile(changed, JSON.stringify(document));
  const command = ["diff", join(folder, "promised.json"), changed, "--fail-on=major", "--format=json"];
  const { code = 0, stdout } = await promisify(execFile)(redocly, command).catch((failure) => failure);
  const verdicts = JSON.parse(stdout).changes.flatMap((found) => found.verdicts);
  const rules = verdicts.filter(({ impact }) => impact === "major").map(({ ruleId }) => ruleId);
  assert.equal(code, rules.length > 0 ? 1 : 0, "the exit code says what the report says");
  return new Set(rules);
}

const BREAKS = {
  "a path is removed": ["path-removed", (document) => delete document.paths["/items"]],
  "an operation is removed": ["operation-removed", (_, __, items) => delete items.post],
  "an operation has another id, which names a client's function": [
    "operation-id-changed",
    (_, __, items) => (items.get.operationId = "fetch_items"),
  ],
  "an answer's field is removed": ["property-removed", (_, { Item }) => delete Item.properties.note],
  "an answer's field is no longer always there": ["required-properties-removed", (_, { Item }) => Item.required.pop()],
  "an answer's field may say something new": ["enum-values-added", (_, { Colour }) => Colour.enum.push("green")],
  "a field is of another type": ["schema-type-changed", (_, { Item }) => (Item.properties.name = { type: "integer" })],
  "a request's field becomes required": [
    "required-properties-added",
    (_, { ItemCreate }) => ItemCreate.required.push("size"),
  ],
  "a request needs a new field": [
    "required-properties-added",
    (_, { ItemCreate }) => {
      ItemCreate.properties.weight = { type: "integer" };
      ItemCreate.required.push("weight");
    },
  ],
  "a text may no longer be as long": [
    "schema-constraint-changed",
    (_, { ItemCreate }) => (ItemCreate.properties.name.maxLength = 100),
  ],
  "nor one that may be null": [
    "schema-constraint-changed",
    (_, { ItemCreate }) => (ItemCreate.properties.note.anyOf[0].maxLength = 100),
  ],
  "a text has to be longer": [
    "schema-constraint-changed",
    (_, { ItemCreate }) => (ItemCreate.properties.name.minLength = 2),
  ],
  "a number may no longer be as large": [
    "schema-constraint-changed",
    (_, { ItemCreate }) => (ItemCreate.properties.size.maximum = 9),
  ],
  "a list may no longer be as long": [
    "schema-constraint-changed",
    (_, { ItemCreate }) => (ItemCreate.properties.tags.maxItems = 10),
  ],
  "a text has to be of a form": [
    "schema-constraint-changed",
    (_, { ItemCreate }) => (ItemCreate.properties.name.pattern = "^a"),
  ],
  "a parameter may no longer be as large": [
    "schema-constraint-changed",
    (_, __, items) => (items.get.parameters[0].schema.maximum = 50),
  ],
  "a parameter is removed": ["parameter-removed", (_, __, items) => items.get.parameters.pop()],
  "a parameter is needed": [
    "parameter-became-required",
    (_, __, items) => items.get.parameters.push({ name: "q", in: "query", required: true, schema: { type: "string" } }),
  ],
  "a request may no longer say something": ["enum-values-removed", (_, { Shade }) => Shade.enum.pop()],
  "a request is no longer taken in this form": [
    "media-type-removed",
    (_, __, items) => delete items.post.requestBody.content["application/merge-patch+json"],
  ],
  "a header is needed": [
    "parameter-became-required",
    (_, __, items) => (items.post.parameters = [{ name: "If-Match", in: "header", required: true, schema: { type: "string" } }]),
  ],
  "an answer of this status is no longer given": ["response-removed", (_, __, items) => delete items.post.responses[201]],
  "an answer's field may be null": [
    "schema-type-changed",
    (_, { Item }) => (Item.properties.name = { anyOf: [Item.properties.name, { type: "null" }] }),
  ],
  "an answer lacks a header": [
    "response-header-removed",
    (_, __, items) => delete items.post.responses[201].headers.Location,
  ],
  "a token is needed": ["security-requirement-changed", (_, __, items) => (items.get.security = [{ token: [] }])],
  "a token needs another scope": [
    "security-requirement-changed",
    (_, __, items) => (items.post.security = [{ token: ["admin"] }]),
  ],
};

for (const [said, [rule, change]] of Object.entries(BREAKS)) {
  test(`it breaks a client that ${said}`, async () => assert.ok((await broken(change)).has(rule)));
}

const PASSES = {
  "nothing changes": () => {},
  "there is a new operation": (_, __, items) => (items.delete = { operationId: "x", responses: { 204: { description: "" } } }),
  "a request may say more": (_, { ItemCreate }) => (ItemCreate.properties.weight = { type: "integer" }),
  "an answer says more": (_, { Item }) => {
    Item.properties.weight = { type: "integer" };
    Item.required.push("weight");
  },
  "a text may be longer": (_, { ItemCreate }) => (ItemCreate.properties.name.maxLength = 300),
  "a schema has another name": (document, schemas) => {
    schemas.Paint = schemas.Colour;
    delete schemas.Colour;
    schemas.Item.properties.colour.$ref = "#/components/schemas/Paint";
  },
};

for (const [said, change] of Object.entries(PASSES)) {
  test(`it breaks no client that ${said}`, async () => assert.deepEqual(await broken(change), new Set()));
}

test("the documents that are compared are of one service", async () => {
  const [before, now] = await Promise.all(
    ["promised.json", "openapi.json"].map(async (name) => JSON.parse(await readFile(here(name), "utf8")).info),
  );
  assert.equal(before.title, now.title);
});
