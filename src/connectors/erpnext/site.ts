import { HubError } from "../../domain/errors.js";
import type { ExecutionAnswer } from "../connector.js";
import {
  excerptOf,
  type HttpAnswer,
  type HttpRequest,
  jsonIn,
  lookUp,
  type Talk,
  unreadable,
} from "../execution-client.js";
import { isGroup } from "../reading/json/tree-path.js";
import { refusalIn } from "./refusals.js";
import type { ErpnextSettings } from "./settings.js";

/** Looks at documents of a site; throws where it cannot be read. */
export type Look = (request: HttpRequest) => Promise<HttpAnswer>;
export const lookWith =
  ({ timeoutMs }: ErpnextSettings): Look =>
  (request) =>
    lookUp(request, timeoutMs);

/** What an act has led to: the document or the method's message, or the answer that ends the command. */
export type Acted =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly answer: ExecutionAnswer };

/** One document, or null if the site says that it has none. */
export async function documentOf(
  settings: ErpnextSettings,
  look: Look,
  doctype: string,
  name: string,
): Promise<unknown> {
  const answer = await look(requestTo(settings, "GET", resource(doctype, name)));
  const body = jsonIn(answer);
  const refusal = refusalIn(body);
  if (refusal?.refusal === "NOT_FOUND") return null;
  if (refusal !== null)
    throw new HubError("EXECUTION_REFUSED", refusal.nativeMessage, { next: { kind: "retry" } });
  if (answer.status !== 200 || !isGroup(body) || !isGroup(body.data)) throw unreadable(answer);
  return body.data;
}

/** A condition of Frappe's lists; with a fourth part, the first names the table of lines. */
export type Filter =
  | readonly [field: string, operator: string, value: unknown]
  | readonly [string, string, string, unknown];

/** How a list is sorted, and how much of it is wanted. */
interface ListPage {
  readonly by: string;
  readonly limit: number;
}

/** Documents that fit, oldest first unless it is said otherwise. */
export async function listOf(
  settings: ErpnextSettings,
  look: Look,
  doctype: string,
  filters: readonly Filter[],
  fields: readonly string[],
  { by, limit }: ListPage = { by: "creation", limit: LIST_MAX },
): Promise<readonly unknown[]> {
  const query = new URLSearchParams({
    ...{ filters: JSON.stringify(filters), fields: JSON.stringify(fields) },
    ...{ order_by: `${by} asc`, limit_page_length: String(limit) },
  });
  const answer = await look(requestTo(settings, "GET", `${resource(doctype)}?${query}`));
  const body = jsonIn(answer);
  const refusal = refusalIn(body);
  if (refusal !== null)
    throw new HubError("EXECUTION_REFUSED", refusal.nativeMessage, { next: { kind: "retry" } });
  if (answer.status !== 200 || !isGroup(body) || !Array.isArray(body.data)) throw unreadable(answer);
  return body.data;
}

const LIST_MAX = 100;

export const makeDocument = (settings: ErpnextSettings, talk: Talk, doctype: string, values: object) =>
  act(settings, talk, "POST", resource(doctype), values);

/** `values` with the `modified` that was read make it refuse what somebody else has changed meanwhile. */
export const changeDocument = (
  settings: ErpnextSettings,
  talk: Talk,
  doctype: string,
  name: string,
  values: object,
) => act(settings, talk, "PUT", resource(doctype, name), values);

export const callMethod = (settings: ErpnextSettings, talk: Talk, method: string, parameters: object) =>
  act(settings, talk, "POST", `/api/method/${method}`, parameters);

async function act(
  settings: ErpnextSettings,
  talk: Talk,
  method: HttpRequest["method"],
  path: string,
  values: object,
): Promise<Acted> {
  const answer = await talk.act(requestTo(settings, method, path, values));
  const body = jsonIn(answer);
  const refusal = refusalIn(body);
  if (refusal !== null) return { ok: false, answer: { outcome: "REFUSED", ...refusal } };
  const isSuccess = answer.status >= 200 && answer.status < 300;
  // A method that has nothing to say answers with an empty object.
  if (isSuccess && isGroup(body)) return { ok: true, value: body.data ?? body.message ?? null };
  const nativeMessage = excerptOf(answer);
  if (answer.status === 401 || answer.status === 403)
    return { ok: false, answer: { outcome: "REFUSED", refusal: "PERMISSION", nativeMessage } };
  return { ok: false, answer: { outcome: "UNCERTAIN", nativeMessage } };
}

const resource = (doctype: string, name?: string): string =>
  `/api/resource/${encodeURIComponent(doctype)}${name === undefined ? "" : `/${encodeURIComponent(name)}`}`;

function requestTo(
  { url, apiKey, apiSecret }: ErpnextSettings,
  method: HttpRequest["method"],
  path: string,
  values?: object,
): HttpRequest {
  return {
    ...{ method, url: `${(url ?? "").replace(/\/+$/, "")}${path}` },
    headers: {
      accept: "application/json",
      authorization: `token ${apiKey ?? ""}:${apiSecret ?? ""}`,
      ...(values === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(values === undefined ? {} : { body: JSON.stringify(values) }),
  };
}
