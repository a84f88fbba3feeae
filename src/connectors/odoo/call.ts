import { transient } from "../../domain/errors.js";
import type { NotTaken } from "../execution-client.js";
import {
  excerptOf,
  type HttpAnswer,
  type HttpRequest,
  jsonIn,
  type Talk,
  unreadable,
  unsupported,
} from "../execution-client.js";
import { refusalIn } from "./refusals.js";
import type { OdooSettings } from "./settings.js";

export type Look = (request: HttpRequest) => Promise<HttpAnswer>;
type Domain = readonly (readonly [field: string, operator: string, value: unknown])[];

/** Reads records, all or so many; `order` is by id, what is archived counts. A model that this Odoo does not have holds none. */
export async function searchRead(
  settings: OdooSettings,
  look: Look,
  model: string,
  domain: Domain,
  fields: readonly string[],
  limit?: number,
): Promise<readonly unknown[]> {
  const parameters = { domain, fields, order: "id", limit, context: { active_test: false } };
  const answer = await look(callOf(settings, `${model}/search_read`, parameters));
  const body = jsonIn(answer);
  const isSuccess = answer.status >= 200 && answer.status < 300;
  if (isSuccess && Array.isArray(body)) return body;
  const refusal = refusalIn(body);
  if (answer.status === 404 && refusal?.refusal === "UNSUPPORTED" && model === "stock.picking") return [];
  if (refusal?.refusal === "UNSUPPORTED") throw unsupported(refusal.nativeMessage);
  if (refusal !== null) throw transient("EXECUTION_REFUSED", refusal.nativeMessage);
  throw unreadable(answer);
}

/** What calling a method has led to. */
export type Called =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly answer: NotTaken };

export const CALLED: Called = { ok: true, value: null };

/** Calls a method that changes something. */
export async function call(
  settings: OdooSettings,
  talk: Talk,
  method: `${string}/${string}`,
  parameters: Readonly<Record<string, unknown>>,
): Promise<Called> {
  const answer = await talk.act(callOf(settings, method, parameters));
  const body = jsonIn(answer);
  const refusal = refusalIn(body);
  if (refusal !== null) return { ok: false, answer: { outcome: "REFUSED", ...refusal } };
  const isSuccess = answer.status >= 200 && answer.status < 300;
  if (isSuccess && body !== undefined) return { ok: true, value: body };
  return { ok: false, answer: { outcome: "UNCERTAIN", nativeMessage: excerptOf(answer) } };
}

function callOf({ url, database, apiKey }: OdooSettings, method: string, parameters: object): HttpRequest {
  return {
    method: "POST",
    url: new URL(`/json/2/${method}`, url ?? "").href,
    headers: {
      ...{ accept: "application/json", "content-type": "application/json; charset=utf-8" },
      authorization: `bearer ${apiKey ?? ""}`,
      ...(database === null ? {} : { "x-odoo-database": database }),
    },
    body: JSON.stringify(parameters),
  };
}
