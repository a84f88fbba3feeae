/**
 * A board for the wall: every open order by the day it was promised for, how late it will be, what stops it,
 * and where two systems hold different addresses, quantities or prices. It looks again every ten seconds.
 */
import type { ResultOf } from "gql.tada";
import { ADDRESS, addressLine } from "./client/address.js";
import { graphql, hubAt, settings } from "./client/hub.js";
import { type Html, html, minute, type Page, serve, words } from "./client/web.js";

const { url, token, port } = settings();
const hub = hubAt(url, token);

const BOARD = graphql(
  `
  query Board($after: String) {
    orders(first: 25, orderBy: DUE, after: $after) {
      edges { node {
        number channel requestedDate fulfillmentStatus executionSync
        customer { name }
        shipments { status carrier trackingNumber outlook { day slipDays } health { health since } }
        holds { reason explanation openedAt releasedAt }
        divergences { aspect status foundAt lineNumber expectedValue foundValue expected { ...Address } found { ...Address } closedAt }
      } }
      pageInfo { hasNextPage endCursor }
    }
  }
`,
  [ADDRESS],
);

type Order = ResultOf<typeof BOARD>["orders"]["edges"][number]["node"];
type Divergence = Order["divergences"][number];

const LOOK_AGAIN_SECONDS = 10;
const DAY_MS = 86_400_000;

const board: Page = async (asked) => {
  const { orders } = await hub.ask(BOARD, { after: asked.get("after") });
  const rows = orders.edges.map(({ node }) => node);
  const next = orders.pageInfo.hasNextPage && orders.pageInfo.endCursor;
  return {
    title: "Open orders by promised day",
    refreshSeconds: LOOK_AGAIN_SECONDS,
    body: html`<p>${summary(rows)}</p>
      <table><tr><th>Promised</th><th>Slip</th><th>Order</th><th>Goods</th><th>Held</th><th>Held differently elsewhere</th></tr>${rows.map(row)}</table>
      ${next && html`<p><a href="/?${String(new URLSearchParams({ after: next }))}">Later ones</a></p>`}
      <p class="note">As of ${minute(new Date().toISOString())} UTC.</p>`,
  };
};

const summary = (rows: readonly Order[]): string => {
  const count = (has: (order: Order) => boolean): number => rows.filter(has).length;
  return [
    `${rows.length} on this page`,
    `${count((order) => isLate(slipDays(order)))} late`,
    `${count((order) => openHolds(order).length > 0)} held`,
    `${count((order) => openDivergences(order).length > 0)} held differently elsewhere`,
  ].join(" · ");
};

const row = (order: Order): Html => html`<tr>
  <td>${order.requestedDate ?? "no day"}</td>
  <td class="${isLate(slipDays(order)) ? "bad" : "good"}">${slipWords(slipDays(order))}</td>
  <td>${order.number}<br><span class="note">${order.customer?.name ?? "not decided whose"}, ${words(order.channel)}</span></td>
  <td>${words(order.fulfillmentStatus)}${order.shipments.map(parcel)}</td>
  <td>${openHolds(order).map(({ reason, explanation, openedAt }) => html`<span class="bad">${words(reason)}</span> since ${minute(openedAt)}: ${explanation}<br>`)}</td>
  <td>${openDivergences(order).map(divergence)}</td></tr>`;

const AS_IT_SHOULD: readonly string[] = ["NOT_SHIPPED", "ON_TRACK", "DELIVERED", "CANCELED"];

const parcel = ({ status, carrier, trackingNumber, outlook, health }: Order["shipments"][number]): Html =>
  html`<br><span class="note">${carrier} ${trackingNumber}: ${words(status)}${outlook !== null && `, expected ${outlook.day}`}${
    health !== null &&
    !AS_IT_SHOULD.includes(health.health) &&
    ` (${words(health.health)} since ${minute(health.since)})`
  }</span>`;

const divergence = (one: Divergence): Html =>
  html`<span class="bad">${words(one.aspect)}</span>${one.lineNumber !== null && ` of line ${one.lineNumber}`}, ${words(one.status)}: the order says ${
    one.expected === null ? one.expectedValue : addressLine(one.expected)
  }; the ${one.foundAt} says ${one.found === null ? one.foundValue : addressLine(one.found)}<br>`;

const openHolds = ({ holds }: Order) => holds.filter(({ releasedAt }) => releasedAt === null);
const openDivergences = ({ divergences }: Order) => divergences.filter(({ closedAt }) => closedAt === null);

/**
 * Days later than promised: by the parcel that is expected last, or, while nothing has left, by how long the
 * promised day is over. Null where nobody has promised a day.
 */
function slipDays({ requestedDate, shipments }: Order): number | null {
  const stated = shipments.flatMap(({ outlook }) => (outlook === null ? [] : [outlook.slipDays]));
  if (stated.length > 0) return Math.max(...stated);
  if (requestedDate === null) return null;
  return Math.max(0, Math.floor((Date.now() - Date.parse(requestedDate)) / DAY_MS));
}

const isLate = (days: number | null): boolean => days !== null && days > 0;

function slipWords(days: number | null): string {
  if (days === null) return "";
  if (days === 0) return "on time";
  return `${Math.abs(days)} ${Math.abs(days) === 1 ? "day" : "days"} ${days > 0 ? "late" : "early"}`;
}

await serve("Supply-chain board", port, { "GET /": board });
