/** Asking Afterword, with each path, parameter, body and answer checked against the types of its OpenAPI document. */

import { api } from "./config.js";
import { token } from "./sign-in.js";

/** @import { components, paths } from "./afterword.d.ts" */
/** @typedef {components["schemas"]} Schemas */

/**
 * @template Content
 * @typedef {Content extends {content: {"application/json": infer Json}} ? Json : undefined} JsonOf
 */
/**
 * What an operation answers.
 * @template Operation
 * @typedef {Operation extends {responses: infer All} ? JsonOf<All[keyof All & (200 | 201 | 204)]> : never} Answer
 */
/**
 * What an operation is asked.
 * @template Operation
 * @typedef {Operation extends {parameters: {query?: infer Query, path?: infer Path}, requestBody?: infer Body}
 *   ? {query?: Query, path?: Path, body?: JsonOf<Body>, idempotencyKey?: string, signal?: AbortSignal}
 *   : never} Question
 */

/** An answer that is no success: RFC 9457 Problem Details, or as much of them as came. */
export class Problem extends Error {
  /**
   * @param {Partial<Schemas["ProblemDocument"]> & {status: number}} document
   * @param {number} wait How many ms to wait before asking again; 0 where nobody said.
   */
  constructor({ status, detail, errors }, wait) {
    const faults = errors?.map(({ code, detail, ...place }) => `${Object.values(place)[0]}: ${detail}`);
    super(faults?.join(" · ") ?? detail ?? `Afterword answered ${status}`);
    this.status = status;
    this.wait = wait;
  }
}

/** The last answer to each GET, with its ETag: while that is current we are answered 304, and give the same object. */
const kept = /** @type {Map<string, {etag: string, body: any}>} */ (new Map());

/**
 * @template {"get" | "post" | "put" | "delete"} Method
 * @template {{[P in keyof paths]: paths[P] extends Record<Method, {responses: object}> ? P : never}[keyof paths]} Path
 * @param {Method} method
 * @param {Path} path
 * @param {Question<paths[Path][Method]>} [question]
 * @returns {Promise<Answer<paths[Path][Method]>>} Throws `Problem`, or `TypeError` where no answer may be read.
 */
export async function call(method, path, question) {
  const { query, path: parts, body, idempotencyKey, signal = null } = /** @type {any} */ (question ?? {});
  const place = path.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(parts[name]));
  const url = api + place + (query ? `?${new URLSearchParams(query)}` : "");
  const last = method === "get" ? kept.get(url) : undefined;
  const headers = new Headers({ Authorization: `Bearer ${token()}` });
  if (last) headers.set("If-None-Match", last.etag);
  if (body) headers.set("Content-Type", "application/json");
  if (idempotencyKey) headers.set("Idempotency-Key", idempotencyKey);

  const answer = await fetch(url, { method: method.toUpperCase(), headers, body: JSON.stringify(body), signal });
  if (answer.status === 304 && last) return last.body;
  const json = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : undefined;
  signal?.throwIfAborted();
  const { ok, status } = answer;
  if (!ok) throw new Problem({ ...json, status }, Number(answer.headers.get("Retry-After")) * 1000);
  const etag = answer.headers.get("ETag");
  if (method === "get" && etag) kept.set(url, { etag, body: json });
  return json;
}

/**
 * What went wrong, for people. A browser does not tell a page why it may not read an answer.
 * @param {unknown} error
 */
export function told(error) {
  if (!(error instanceof TypeError)) return error instanceof Error ? error.message : String(error);
  return `Afterword does not answer at ${api}, or its AFTERWORD_CORS_ORIGINS do not name ${location.origin}.`;
}
