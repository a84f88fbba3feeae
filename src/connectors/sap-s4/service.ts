import { z } from "zod";
import { transient } from "../../domain/errors.js";
import type { NotTaken } from "../execution-client.js";
import {
  excerptOf,
  type HttpAnswer,
  type HttpRequest,
  jsonIn,
  type Talk,
  unreadable,
} from "../execution-client.js";
import { isGroup } from "../reading/json/tree-path.js";
import { refusedBy } from "./refusals.js";
import type { SapSettings } from "./settings.js";

export type Look = (request: HttpRequest) => Promise<HttpAnswer>;

const SERVICE = "/sap/opu/odata/sap/API_SALES_ORDER_SRV";

/** Text in a key or a filter of OData 2. */
export const quoted = (text: string): string => `'${encodeURIComponent(text.replaceAll("'", "''"))}'`;

/** What belongs to an order and is read with it. */
const EXPANDED = "to_Item/to_ScheduleLine,to_Item/to_PricingElement,to_Partner/to_Address";

/** One order with everything; null if SAP says that there is none. */
export async function orderNumbered(settings: SapSettings, look: Look, number: string): Promise<unknown> {
  const answer = await look(
    requestTo(settings, "GET", `A_SalesOrder(${quoted(number)})`, { $expand: EXPANDED }),
  );
  const body = jsonIn(answer);
  if (answer.status === 200 && isGroup(body) && isGroup(body.d)) return body.d;
  const refusal = refusedBy(answer);
  if (answer.status === 404 && refusal.outcome === "REFUSED" && refusal.refusal === "NOT_FOUND") return null;
  throw refusal.outcome === "REFUSED"
    ? transient("EXECUTION_REFUSED", refusal.nativeMessage)
    : unreadable(answer);
}

/** Numbers of the orders with this value in a field, oldest first. */
export async function orderNumbers(
  settings: SapSettings,
  look: Look,
  field: string,
  value: string,
): Promise<string[]> {
  const filter = `${field} eq ${quoted(value)}`;
  const found = await ordersWhere(settings, look, { filter, fields: ["SalesOrder"], top: SAME_MAX });
  return found.map(({ SalesOrder }) => SalesOrder);
}

const SAME_MAX = 20;

const listed = z.object({
  d: z.object({ results: z.array(z.looseObject({ SalesOrder: z.string().min(1) })) }),
});

/** These fields of the orders that fit a filter, oldest first. */
export async function ordersWhere(
  settings: SapSettings,
  look: Look,
  {
    filter,
    fields,
    top,
  }: { readonly filter: string; readonly fields: readonly string[]; readonly top: number },
): Promise<z.infer<typeof listed>["d"]["results"]> {
  const query = { $filter: filter, $select: fields.join(","), $top: String(top), $orderby: "SalesOrder" };
  const answer = await look(requestTo(settings, "GET", "A_SalesOrder", query));
  const read = listed.safeParse(jsonIn(answer));
  if (answer.status !== 200 || !read.success) throw unreadable(answer);
  return read.data.d.results;
}

/** A session that may change something: SAP wants its own token and cookies back. */
export interface Session {
  readonly token: string;
  readonly cookies: string;
}

export async function sessionOf(settings: SapSettings, look: Look): Promise<Session> {
  const request = requestTo(settings, "GET", "", {});
  const answer = await look({ ...request, headers: { ...request.headers, "x-csrf-token": "Fetch" } });
  const token = answer.headers.get("x-csrf-token");
  if (answer.status !== 200 || token === null) throw unreadable(answer);
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");
  return { token, cookies: cookies.join("; ") };
}

/** What a change has led to: the entity, if SAP shows it, and its new token; or the answer that ends the command. */
export type Changed =
  | {
      readonly ok: true;
      readonly entity: unknown;
      readonly etag: string | null;
      readonly warning: string | null;
    }
  | { readonly ok: false; readonly answer: NotTaken };

export async function change(
  settings: SapSettings,
  talk: Talk,
  session: Session,
  method: "POST" | "PATCH",
  path: string,
  values: object,
  etag?: string,
): Promise<Changed> {
  const request = requestTo(settings, method, path, {});
  const answer = await talk.act({
    ...request,
    headers: {
      ...{ ...request.headers, "content-type": "application/json", "x-csrf-token": session.token },
      ...(session.cookies === "" ? {} : { cookie: session.cookies }),
      ...(etag === undefined ? {} : { "if-match": etag }),
    },
    body: JSON.stringify(values),
  });
  if (answer.status < 200 || answer.status >= 300) return { ok: false, answer: deniedOrRefused(answer) };
  const body = jsonIn(answer);
  const entity = isGroup(body) && isGroup(body.d) ? body.d : null;
  if (entity === null && answer.status !== 204)
    return { ok: false, answer: { outcome: "UNCERTAIN", nativeMessage: excerptOf(answer) } };
  return {
    ok: true,
    entity,
    etag: answer.headers.get("etag"),
    warning: warningIn(answer.headers.get("sap-message")),
  };
}

/** A token that SAP no longer knows: nothing has been looked at, so it is worth another session. */
function deniedOrRefused(answer: HttpAnswer): NotTaken {
  const isToken = answer.status === 403 && /required/i.test(answer.headers.get("x-csrf-token") ?? "");
  return isToken
    ? { outcome: "RETRY", afterMs: 0, nativeMessage: "SAP wants a new session" }
    : refusedBy(answer);
}

/** What SAP says beside a success: warnings, and at times an error. */
function warningIn(header: string | null): string | null {
  if (header === null) return null;
  const read = z.object({ code: z.string(), message: z.string() }).safeParse(jsonIn({ text: header }));
  return read.success ? `${read.data.code}: ${read.data.message}` : header.slice(0, 300);
}

function requestTo(
  { url, client, user, password }: SapSettings,
  method: HttpRequest["method"],
  path: string,
  query: Readonly<Record<string, string>>,
): HttpRequest {
  const parameters = { ...(client === null ? {} : { "sap-client": client }), ...query };
  // What is quoted is encoded already; `$` and commas stay as they are.
  const search = Object.entries(parameters).map(([name, value]) => `${name}=${value.replaceAll(" ", "%20")}`);
  return {
    method,
    url: `${(url ?? "").replace(/\/+$/, "")}${SERVICE}/${path}${search.length === 0 ? "" : `?${search.join("&")}`}`,
    headers: {
      accept: "application/json",
      authorization: `Basic ${Buffer.from(`${user ?? ""}:${password ?? ""}`).toString("base64")}`,
      "accept-language": "en",
    },
  };
}
