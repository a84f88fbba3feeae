import type { RawMessage } from "../connector.js";
import { firstText, isGroup } from "../reading/json/tree-path.js";
import { sortableInstant } from "../reading/values/clean-text.js";
import type { Page, PullWindow, Source, SourceClient } from "../source.js";
import { sourceError } from "../source-error.js";
import { askShop, listIn } from "./api.js";
import { checkShop } from "./check.js";
import { accessOf, type WooSettings } from "./settings.js";

const ORDERS_PER_PAGE = 100;
const PAGES_MAX = 10_000;
const EARLIEST = "1970-01-01T00:00:00.000Z";
const SECOND_MS = 1_000;
const OVERLAP_MS = 300_000;
const SETTLE_MS = 5_000;

/** Reads the shop's orders by their last change, beside the webhooks: they are turned off, and lose some, in silence. */
export const wooSource: Source<WooSettings> = {
  streams: [
    { name: "orders", cursor: "TIMESTAMP", overlapMs: OVERLAP_MS, settleMs: SETTLE_MS, pull: pullOrders },
  ],
  limits: { requests: 60, seconds: 60 },
  isPulled: (settings) => accessOf(settings) !== null,
  check: checkShop,
  async fetchLatest(settings, stream, externalId, client) {
    if (stream !== "orders" || !/^\d{1,20}$/.test(externalId)) return null;
    const answer = await askShop(settings, client, `/wc/v3/orders/${externalId}`, {}, [404]);
    // Asked for before its second was over, its version may not be the last of that name: the content counts.
    return answer.status === 404 ? null : { ...messageOfOrder(answer.value), deliveryId: null };
  },
};

/** Orders in the bin first: they show in no other list, and only the other one may move the cursor to its end. */
async function* pullOrders(
  settings: WooSettings,
  window: PullWindow,
  client: SourceClient,
): AsyncGenerator<Page> {
  let { cursor } = window;
  // What was in the bin before the hub knew the shop is nobody's order.
  if (window.since !== null) {
    for await (const { messages } of pagesOf(settings, window, "trash", client)) {
      yield { messages, cursor, newestAt: null };
    }
  }
  for await (const { messages, newestAt } of pagesOf(settings, window, "any", client)) {
    if (newestAt !== null && (cursor === null || newestAt > cursor)) cursor = newestAt;
    yield { messages, cursor, newestAt };
  }
}

/**
 * The shop counts its pages from the beginning, and an order that is changed meanwhile leaves its page and moves
 * all behind it up by one. So every page is asked for as the first one behind the newest change seen. Only where
 * a second holds more orders than a page are its pages counted, and from the first again if any was left.
 */
async function* pagesOf(
  settings: WooSettings,
  { since, until }: PullWindow,
  status: string,
  client: SourceClient,
): AsyncGenerator<Pick<Page, "messages" | "newestAt">> {
  let from = secondOf(since ?? EARLIEST);
  let page = 1;
  let total: number | null = null;
  for (let asked = 1; ; asked += 1) {
    if (asked > PAGES_MAX) throw sourceError("SOURCE_DATA", `it gives more than ${PAGES_MAX} pages`);
    const answer = await askShop(settings, client, "/wc/v3/orders", {
      ...{ status, orderby: "modified", order: "asc", dates_are_gmt: "true" },
      ...{ modified_after: wallTime(from - SECOND_MS), modified_before: wallTime(secondOf(until)) },
      ...(settings.placedSince === undefined ? {} : { after: firstSecondBefore(settings.placedSince) }),
      ...{ per_page: String(ORDERS_PER_PAGE), page: String(page) },
    });
    const orders = listIn(answer);
    const stated = numberIn(answer.headers["x-wp-total"]);
    if (page > 1 && total !== null && stated !== null && stated < total) {
      [page, total] = [1, null];
      continue;
    }
    total = stated;
    const newestAt = newestOf(orders);
    yield { messages: orders.filter(isPlaced).map(messageOfOrder), newestAt };
    const pages = numberIn(answer.headers["x-wp-totalpages"]);
    if (orders.length === 0 || (pages === null ? orders.length < ORDERS_PER_PAGE : page >= pages)) return;
    const reached = newestAt === null ? from : secondOf(newestAt);
    if (reached > from) [from, page, total] = [reached, 1, null];
    else page += 1;
  }
}

const secondOf = (instant: string): number => Math.floor(Date.parse(instant) / SECOND_MS) * SECOND_MS;

/** As the shop writes times: without a zone. */
const wallTime = (ms: number): string => new Date(Math.max(0, ms)).toISOString().slice(0, 19);

/** The shop leaves out the moment that it is given. */
const firstSecondBefore = (day: string): string => wallTime(Date.parse(`${day}T00:00:00Z`) - SECOND_MS);

const numberIn = (text: string | undefined): number | null =>
  text !== undefined && /^\d{1,9}$/.test(text.trim()) ? Number(text) : null;

/** A checkout that somebody is in the middle of is listed as an order, and is none. */
const isPlaced = (order: unknown): boolean => !(firstText(order, ["status"])?.endsWith("draft") ?? false);

const modifiedAt = (order: unknown): string | null => firstText(order, ["date_modified_gmt"]);

const newestOf = (orders: readonly unknown[]): string | null =>
  orders
    .flatMap((order) => {
      const stamp = modifiedAt(order);
      return sortableInstant(stamp === null || /Z$/.test(stamp) ? stamp : `${stamp}Z`) ?? [];
    })
    .sort()
    .at(-1) ?? null;

/** The id and the moment of its change name a version; without either, the content does. */
function messageOfOrder(order: unknown): RawMessage {
  const [id, version] = [isGroup(order) ? firstText(order, ["id"]) : null, modifiedAt(order)];
  return {
    body: new TextEncoder().encode(JSON.stringify(order)),
    contentType: "application/json",
    fileName: null,
    headers: {},
    deliveryId: id === null || version === null ? null : `orders/${id}@${version}`,
  };
}
