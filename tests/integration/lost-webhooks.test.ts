import { createHmac } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { enterAllStreams, pullConnection } from "../../src/flows/receiving/pull-all.js";
import { READING, startTestHub } from "../support/hub.js";
import { printedSeed, seededRandom } from "../support/seeded.js";
import { canceled, exampleOrder, movedTo, withQuantity } from "../support/shopify-examples.js";
import { type ShopifyOrder, webhookShape } from "../support/shopify-order.js";
import { startShopifyShop } from "../support/shopify-shop.js";

const SECRET = "the secret of the webhooks";
const WEBHOOKS = 1_000;
const ORDERS = 300;
const COPIES = 3;
const LOST_SHARE = 0.05;
const FIRST_ID = 5_871_934_000_001;
/** So many are on their way at once, and so many arrive before what is there is read. */
const [PARALLEL, BEFORE_READING] = [8, 400];

let world: Awaited<ReturnType<typeof startTestHub>>;
let shop: Awaited<ReturnType<typeof startShopifyShop>>;
beforeAll(async () => {
  shop = await startShopifyShop();
  world = await startTestHub("lost_webhooks", {
    warehouse: false,
    connections: { webshop: ["shopify", { ...shop.settings, webhookSecret: SECRET }] },
  });
});
afterAll(async () => {
  await world.close();
  await shop.close();
});

interface ShopWebhook {
  readonly topic: string;
  readonly order: ShopifyOrder;
}

/** The life of one order: placed, changed some times, and now and then canceled in the end. */
function lifeOf(id: number, versions: number, random: () => number): ShopWebhook[] {
  const life: ShopWebhook[] = [{ topic: "orders/create", order: exampleOrder(id, random) }];
  while (life.length < versions) {
    const { order } = life.at(-1) as ShopWebhook;
    const seconds = 1 + Math.floor(random() * 7_200);
    const isLast = life.length === versions - 1;
    if (isLast && random() < 0.3) life.push({ topic: "orders/cancelled", order: canceled(order, seconds) });
    else if (random() < 0.5) {
      const quantity = 1 + Math.floor(random() * 50);
      life.push({ topic: "orders/updated", order: withQuantity(order, seconds, quantity) });
    } else {
      const street = `Hafenstraße ${1 + Math.floor(random() * 200)}`;
      life.push({ topic: "orders/updated", order: movedTo(order, seconds, street) });
    }
  }
  return life;
}

/** Every order has a webhook; the others fall on them as chance will have it. */
function allWebhooks(random: () => number): ShopWebhook[] {
  const versions = Array.from({ length: ORDERS }, () => 1);
  for (let left = WEBHOOKS - ORDERS; left > 0; left -= 1) {
    const at = Math.floor(random() * ORDERS);
    versions[at] = (versions[at] ?? 0) + 1;
  }
  return versions.flatMap((count, at) => lifeOf(FIRST_ID + at, count, random));
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const mixed = [...items];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [mixed[at], mixed[other]] = [mixed[other] as T, mixed[at] as T];
  }
  return mixed;
}

async function deliver({ topic, order }: ShopWebhook): Promise<void> {
  const body = JSON.stringify(webhookShape(order));
  const response = await fetch(`${world.url}/webhooks/webshop`, {
    ...{ method: "POST", body },
    headers: {
      ...{ "content-type": "application/json", "x-shopify-topic": topic },
      "x-shopify-webhook-id": `${topic} ${order.id} ${order.updatedAt}`,
      "x-shopify-hmac-sha256": createHmac("sha256", SECRET).update(body).digest("base64"),
    },
  });
  expect(response.status, await response.text()).toBe(202);
}

/** Side by side, and read from time to time while more comes in. */
async function deliverAll(webhooks: readonly ShopWebhook[]): Promise<void> {
  for (let from = 0; from < webhooks.length; from += BEFORE_READING) {
    const waiting = webhooks.slice(from, from + BEFORE_READING);
    const sender = async (): Promise<void> => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) await deliver(next);
    };
    await Promise.all(Array.from({ length: PARALLEL }, sender));
    await world.work(READING);
  }
}

/** What is asserted of an order; of one that is canceled, that it is, and by which version. */
interface Seen {
  readonly version: string;
  readonly isCanceled: boolean;
  readonly street: string | null;
  readonly lines: readonly string[];
}

const seenIn = (order: ShopifyOrder): Seen => {
  const isCanceled = order.canceledAt !== null;
  const version = new Date(order.updatedAt).toISOString();
  if (isCanceled) return { version, isCanceled, street: null, lines: [] };
  const lines = order.lines.map(({ id, quantity }) => `${id}: ${quantity}`).toSorted();
  return { version, isCanceled, street: order.shipTo?.street ?? null, lines };
};

/** The hub's orders by their id at the shop, with how many there are of each. */
async function known(): Promise<Map<string, Seen & { readonly count: number; readonly version: string }>> {
  const rows = await world.rows<{
    externalId: string;
    externalVersion: string;
    status: string;
    street: string | null;
    lines: string[];
    count: number;
  }>(
    `SELECT o.external_id, o.external_version, o.status, o.ship_to -> 'lines' ->> 0 AS street,
            count(*) OVER (PARTITION BY o.external_id)::int AS count,
            ARRAY(SELECT l.line_number || ': ' || trim_scale(l.quantity) FROM order_lines l
                   WHERE l.order_id = o.id ORDER BY 1) AS lines
       FROM orders o`,
  );
  return new Map(
    rows.map(({ externalId, externalVersion, status, street, lines, count }) => {
      const isCanceled = status === "CANCELED";
      const seen = isCanceled ? { street: null, lines: [] } : { street, lines: lines.toSorted() };
      return [externalId, { version: externalVersion, isCanceled, ...seen, count }];
    }),
  );
}

const changesOf = async (): Promise<Map<string, number>> => {
  const rows = await world.rows<{ externalId: string; version: number }>(
    "SELECT external_id, version FROM orders",
  );
  return new Map(rows.map(({ externalId, version }) => [externalId, version]));
};

test("what webhooks lose, reading the shop brings back, and what they doubled or mixed up stays as it was", {
  timeout: 150_000,
}, async () => {
  const random = seededRandom(printedSeed("lost webhooks"));
  const webhooks = allWebhooks(random);
  for (const { order } of webhooks) shop.orders.set(order.id, order);
  const truth = [...shop.orders.values()];
  const mixed = shuffled(webhooks, random);
  const lost = new Set(mixed.slice(0, WEBHOOKS * LOST_SHARE));
  const sent = mixed.filter((webhook) => !lost.has(webhook));
  expect([webhooks.length, truth.length, lost.size]).toEqual([WEBHOOKS, ORDERS, WEBHOOKS * LOST_SHARE]);

  const copies = shuffled(
    sent.flatMap((webhook) => Array.from({ length: COPIES }, () => webhook)),
    random,
  );
  await deliverAll(copies);
  expect(
    await world.rows("SELECT status, count(*)::int FROM inbound_messages GROUP BY 1 ORDER BY 1"),
  ).toEqual([
    { status: "APPLIED", count: sent.length },
    { status: "DUPLICATE", count: sent.length * (COPIES - 1) },
  ]);

  // The newest that arrived is what is known; where the newest was lost, something older is.
  const before = await known();
  const arrived = new Map<number, ShopifyOrder>();
  for (const { order } of sent) {
    const newest = arrived.get(order.id);
    if (newest === undefined || newest.updatedAt < order.updatedAt) arrived.set(order.id, order);
  }
  expect(before.size).toBe(arrived.size);
  for (const [id, order] of arrived) expect(before.get(String(id))).toEqual({ ...seenIn(order), count: 1 });
  const stale = truth.filter(({ id, updatedAt }) => arrived.get(id)?.updatedAt !== updatedAt);
  expect(stale.length).toBeGreaterThan(0);
  const versionsBefore = await changesOf();

  await enterAllStreams(world.hub);
  const shopConnection = world.hub.connection("webshop") ?? expect.fail("no shop");
  expect(await pullConnection(world.hub, shopConnection)).toBe(ORDERS);
  await world.work(READING);

  const after = await known();
  expect(after.size).toBe(ORDERS);
  for (const order of truth) expect(after.get(String(order.id))).toEqual({ ...seenIn(order), count: 1 });
  expect(
    await world.rows("SELECT 1 FROM inbound_messages WHERE status NOT IN ('APPLIED', 'DUPLICATE')"),
  ).toEqual([]);

  // Only those that something was lost of have become another version by it.
  const versionsAfter = await changesOf();
  const isStale = new Set(stale.map(({ id }) => String(id)));
  for (const [id, version] of versionsBefore) {
    if (!isStale.has(id)) expect(versionsAfter.get(id), id).toBe(version);
  }

  // Read again, and told again of everything, nothing changes any more.
  await world.rows("UPDATE streams SET next_at = now()");
  expect(await pullConnection(world.hub, shopConnection)).toBe(0);
  await deliverAll(shuffled([...lost], random));
  expect(await known()).toEqual(after);
  expect(await changesOf()).toEqual(versionsAfter);
});
