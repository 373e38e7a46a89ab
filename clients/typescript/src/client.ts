/** A typed client of Afterword: nothing but the types that `npm run generate` makes, and a fetch that knows them. */

import createClient, { type Client, type Middleware } from "openapi-fetch";

import type { components, paths } from "./schema.js";

export type Schemas = components["schemas"];
export type Afterword = Client<paths>;

/** What the service answers when it cannot do what was asked: RFC 9457 Problem Details. */
export class ProblemError extends Error {
  constructor(readonly problem: Schemas["ProblemDocument"]) {
    super(`${problem.title}: ${problem.detail}`);
  }
}

/** Return a client of the service at `url` that speaks for the account of `token`. */
export function connect(url: string, token: string): Afterword {
  const authorised: Middleware = {
    onRequest({ request }) {
      request.headers.set("Authorization", `Bearer ${token}`);
      return request;
    },
  };
  const client = createClient<paths>({ baseUrl: url });
  client.use(authorised);
  return client;
}

interface Outcome<T> {
  data?: T;
  error?: Schemas["ProblemDocument"];
  response: Response;
}

/** Return what was answered; throw a `ProblemError` where it is a problem. */
export function must<T>({ data, error, response }: Outcome<T>): T {
  if (error !== undefined) {
    throw new ProblemError(error);
  }
  if (data === undefined) {
    throw new Error(`${response.status} without a body`);
  }
  return data;
}

/** Return the problem that was answered; throw where all went well. */
export function problemOf({ error, response }: Outcome<unknown>): Schemas["ProblemDocument"] {
  if (error === undefined) {
    throw new Error(`${response.status} is no problem`);
  }
  return error;
}

/** Go through all contacts of an organization, a page at a time. */
export async function* contactsOf(client: Afterword, organization_id: string): AsyncGenerator<Schemas["ContactItem"]> {
  let cursor: string | null = null;
  do {
    const query = { organization_id, limit: 2, ...(cursor !== null && { cursor }) };
    const page: Schemas["ContactPage"] = must(await client.GET("/contacts", { params: { query } }));
    yield* page.items;
    cursor = page.next_cursor;
  } while (cursor !== null);
}
