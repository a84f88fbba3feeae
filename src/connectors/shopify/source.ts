import { z } from "zod";
import type { RawMessage } from "../connector.js";
import { sortableInstant } from "../reading/values/clean-text.js";
import type { Page, PullWindow, Source, SourceClient } from "../source.js";
import { sourceError } from "../source-error.js";
import { type Ask, shopifyApi } from "./api.js";
import { checkShop } from "./check.js";
import { numberOfGid } from "./graphql-order.js";
import { LINES_QUERY, ORDER_QUERY, ORDERS_QUERY } from "./queries.js";
import { accessOf, type ShopifySettings } from "./settings.js";

const PAGES_MAX = 20_000;
const LINE_PAGES_MAX = 100;
/** Changes show in the shop's search a while after they were made. */
const OVERLAP_MS = 600_000;
const SETTLE_MS = 5_000;

/** Reads the shop's orders by their last change, beside the webhooks: what was lost on its way is found here. */
export const shopifySource: Source<ShopifySettings> = {
  streams: [
    { name: "orders", cursor: "TIMESTAMP", overlapMs: OVERLAP_MS, settleMs: SETTLE_MS, pull: pullOrders },
  ],
  limits: { requests: 120, seconds: 60 },
  isPulled: (settings) => accessOf(settings) !== null,
  check: checkShop,
  async fetchLatest(settings, stream, externalId, client) {
    if (stream !== "orders") return null;
    const ask = shopifyApi(settings, client);
    const id = `gid://shopify/Order/${externalId}`;
    const { order } = await ask(ORDER_QUERY, { id }, z.object({ order: orderNode.nullable() }));
    if (order === null) return null;
    const whole = await withAllLines(ask, order);
    // Asked for before its second was over, its version may not be the last of that name: the content counts.
    if (whole !== null) return { ...messageOfOrder(whole), deliveryId: null };
    throw sourceError("SOURCE_TRANSIENT", `order ${externalId} is being changed while it is read`);
  },
};

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() });
const lineItems = z.object({ nodes: z.array(z.unknown()), pageInfo });
/** As much as is needed to read it; everything else in it is kept as it came. */
const orderNode = z.looseObject({
  id: z.string(),
  updatedAt: z.iso.datetime({ offset: true }),
  lineItems,
});
type OrderNode = z.infer<typeof orderNode>;

const ordersAnswer = z.object({ orders: z.object({ nodes: z.array(orderNode), pageInfo }) });
const linesAnswer = z.object({ order: z.object({ updatedAt: z.string(), lineItems }).nullable() });

async function* pullOrders(
  settings: ShopifySettings,
  window: PullWindow,
  client: SourceClient,
): AsyncGenerator<Page> {
  const ask = shopifyApi(settings, client);
  const search = searchFor(window, settings);
  let { cursor } = window;
  let after: string | null = null;
  for (let page = 1; page === 1 || after !== null; page += 1) {
    if (page > PAGES_MAX) throw sourceError("SOURCE_DATA", `it gives more than ${PAGES_MAX} pages`);
    const { orders }: z.infer<typeof ordersAnswer> = await ask(ORDERS_QUERY, { search, after }, ordersAnswer);
    const messages: RawMessage[] = [];
    for (const order of orders.nodes) {
      const whole = await withAllLines(ask, order);
      // What changed in between is younger than this pass reads, and comes with the next one.
      if (whole !== null) messages.push(messageOfOrder(whole));
    }
    const newestAt = newestOf(orders.nodes);
    if (newestAt !== null && (cursor === null || newestAt > cursor)) cursor = newestAt;
    yield { messages, cursor, newestAt };
    after = orders.pageInfo.hasNextPage ? orders.pageInfo.endCursor : null;
  }
}

const searchFor = ({ since, until }: PullWindow, { placedSince }: ShopifySettings): string =>
  [
    ...(placedSince === undefined ? [] : [`created_at:>='${placedSince}T00:00:00Z'`]),
    ...(since === null ? [] : [`updated_at:>='${bySecond(since)}'`]),
    `updated_at:<'${bySecond(until)}'`,
  ].join(" AND ");

/** The shop counts in seconds. */
const bySecond = (instant: string): string => instant.replace(/\.\d+Z$/, "Z");

/** The order with the lines of all their pages; null if it was changed while they were read. */
async function withAllLines(ask: Ask, order: OrderNode): Promise<OrderNode | null> {
  const nodes = [...order.lineItems.nodes];
  let { pageInfo: at } = order.lineItems;
  for (let page = 1; at.hasNextPage; page += 1) {
    if (page > LINE_PAGES_MAX) throw sourceError("SOURCE_DATA", `${order.id} has lines without end`);
    const more = await ask(LINES_QUERY, { id: order.id, after: at.endCursor }, linesAnswer);
    if (more.order?.updatedAt !== order.updatedAt) return null;
    nodes.push(...more.order.lineItems.nodes);
    at = more.order.lineItems.pageInfo;
  }
  return { ...order, lineItems: { nodes, pageInfo: at } };
}

const newestOf = (orders: readonly OrderNode[]): string | null =>
  orders
    .flatMap(({ updatedAt }) => sortableInstant(updatedAt) ?? [])
    .sort()
    .at(-1) ?? null;

const messageOfOrder = (order: OrderNode): RawMessage => ({
  body: new TextEncoder().encode(JSON.stringify(order)),
  contentType: "application/json",
  fileName: null,
  headers: {},
  deliveryId: `orders/${numberOfGid(order.id)}@${order.updatedAt}`,
});
