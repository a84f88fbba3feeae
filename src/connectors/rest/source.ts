import { messageOf } from "../../domain/errors.js";
import type { RawMessage } from "../connector.js";
import { valueAt } from "../reading/json/path.js";
import { sameOrigin } from "../reading/sources/same-origin.js";
import { jsonAnswer } from "../reading/sources/source-answer.js";
import { sortableInstant } from "../reading/values/clean-text.js";
import type { CheckResult, Page, PullWindow, Source, SourceClient, SourceResponse } from "../source.js";
import { sourceError } from "../source-error.js";
import { ordersIn } from "./order.js";
import type { RestSettings } from "./settings.js";

const PAGES_MAX = 10_000;
const EARLIEST = "1970-01-01T00:00:00.000Z";

/** Reads a list of orders page by page, as the settings describe it. */
export const restSource: Source<RestSettings> = {
  streams: [{ name: "orders", cursor: "TIMESTAMP", overlapMs: 300_000, settleMs: 2_000, pull: pullOrders }],
  limits: { requests: 120, seconds: 60 },
  isPulled: ({ url }) => url !== null,
  check,
};

async function check(settings: RestSettings, client: SourceClient): Promise<CheckResult> {
  if (settings.url === null) return { ok: true, findings: ["It reads files only: no address is set."] };
  try {
    const window = { cursor: null, since: new Date().toISOString(), until: new Date().toISOString() };
    await client.request(requestFor(settings, firstUrl(settings, window)));
    return { ok: true, findings: [`${settings.title} answers.`] };
  } catch (error) {
    return { ok: false, findings: [messageOf(error)] };
  }
}

async function* pullOrders(
  settings: RestSettings,
  window: PullWindow,
  client: SourceClient,
): AsyncGenerator<Page> {
  let url: string | null = firstUrl(settings, window);
  let cursor = window.cursor;
  for (let page = 1; url !== null; page += 1) {
    if (page > PAGES_MAX)
      throw sourceError("SOURCE_DATA", `it gives page after page: more than ${PAGES_MAX}`);
    const response = await client.request(requestFor(settings, url));
    const answer = jsonAnswer(response);
    const orders = ordersIn(answer, settings).filter((order) => order !== null);
    const newestAt = newestOf(orders, settings);
    // A page out of order must not move the cursor back.
    if (newestAt !== null && (cursor === null || newestAt > cursor)) cursor = newestAt;
    yield { messages: orders.map((order) => messageOfOrder(order, settings)), cursor, newestAt };
    url = orders.length === 0 ? null : nextUrl(settings, url, answer, response, orders.length);
  }
}

const requestFor = ({ headers, authorization, authorizationHeader }: RestSettings, url: string) => ({
  url,
  headers: {
    accept: "application/json",
    ...headers,
    ...(authorization === null ? {} : { [authorizationHeader]: authorization }),
  },
});

function firstUrl({ url, query, next, firstSince }: RestSettings, { since, until }: PullWindow): string {
  const first = new URL(url ?? "");
  for (const [name, value] of Object.entries(query)) {
    first.searchParams.set(
      name,
      value.replaceAll("{since}", since ?? firstSince ?? EARLIEST).replaceAll("{until}", until),
    );
  }
  if (next.by === "number") first.searchParams.set(next.parameter, String(next.first));
  return first.href;
}

function nextUrl(
  { next, url: base }: RestSettings,
  url: string,
  answer: unknown,
  { headers }: SourceResponse,
  count: number,
): string | null {
  switch (next.by) {
    case "none":
      return null;
    case "number":
      return stepped(url, next.parameter, 1);
    case "offset":
      return stepped(url, next.parameter, count);
    case "token": {
      const token = valueAt(answer, next.at);
      if (typeof token !== "string" && typeof token !== "number") return null;
      const following = new URL(url);
      following.searchParams.set(next.parameter, String(token));
      return String(token) === "" ? null : following.href;
    }
    case "link":
      return sameOrigin(valueAt(answer, next.at), base ?? url);
    case "link-header":
      return sameOrigin(/<([^>]*)>\s*;[^,]*rel="?next"?/i.exec(headers.link ?? "")?.[1], base ?? url);
  }
}

function stepped(url: string, parameter: string, by: number): string {
  const following = new URL(url);
  following.searchParams.set(parameter, String(Number(following.searchParams.get(parameter) ?? 0) + by));
  return following.href;
}

function newestOf(orders: readonly unknown[], { updatedAt }: RestSettings): string | null {
  const moments = orders.flatMap((order) => instantAt(order, updatedAt) ?? []);
  return moments.sort().at(-1) ?? null;
}

const instantAt = (order: unknown, path: string): string | null => {
  const value = valueAt(order, path);
  return typeof value === "string" ? sortableInstant(value) : null;
};

/** The id and the moment of its change name a version; without either, the content does. */
function messageOfOrder(order: unknown, { order: at, updatedAt }: RestSettings): RawMessage {
  const [id, version] = [valueAt(order, at.externalId), valueAt(order, updatedAt)];
  const isNamed = (typeof id === "string" || typeof id === "number") && typeof version === "string";
  return {
    body: new TextEncoder().encode(JSON.stringify(order)),
    contentType: "application/json",
    fileName: null,
    headers: {},
    deliveryId: isNamed ? `orders/${id}@${version}` : null,
  };
}
