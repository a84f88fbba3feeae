import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { comeToRest, type HubAndWarehouse, startHubAndWarehouse } from "../support/burst.js";
import { bySocket, type Followed } from "../support/followers.js";
import { runCli } from "../support/hub-cli.js";
import { type Asked, startJsonServer } from "../support/json-server.js";
import { printedSeed, seededRandom } from "../support/seeded.js";
import { startSender, untilAcknowledged } from "../support/sender.js";
import { shopOrders } from "../support/shop-orders.js";

const ORDERS = 80;
const KILLS = 2;
const WITHIN_MS = 60_000;
const QUERY = `subscription($after: String) {
  orderEvents(after: $after, filter: { kinds: [ORDER_RECEIVED] }) { id cursor kind before after order { id } }
}`;

let world: HubAndWarehouse;
let receiver: Awaited<ReturnType<typeof startJsonServer>>;

beforeAll(async () => {
  world = await startHubAndWarehouse("followers", { HUB_WEBHOOK_TARGETS: "any" });
  receiver = await startJsonServer(() => ({ status: 200, body: {} }));
});
afterAll(async () => {
  await receiver.close();
  await world.close();
});

/** Follows as a program does: whenever the line ends, it comes back with its last cursor. */
function follow(token: string, from: string) {
  const seen: Followed[] = [];
  let isOver = false;
  const following = (async () => {
    while (!isOver) {
      const follower = bySocket(world.url, token, QUERY, { after: seen.at(-1)?.cursor ?? from });
      while (!isOver && (await Promise.race([follower.ended.then(() => true), sleep(50, false)])) === false);
      await follower.stop();
      seen.push(...follower.events);
    }
  })();
  return {
    seen,
    async stop() {
      isOver = true;
      await following;
    },
  };
}

const idsOf = (asked: readonly Asked[]): Set<unknown> =>
  new Set(asked.map(({ headers }) => headers["webhook-id"]));

test("a hub that is killed again and again tells followers of each order once, and receivers of each under one id", async () => {
  const random = seededRandom(printedSeed("kills before followers and receivers"));
  const { env } = world.folder;
  const token = (await runCli(["token", "--role", "OPERATOR"], env)).stdout.trim();
  const made = await runCli(
    ["webhook", "add", `${receiver.url}/hook`, "--role", "OPERATOR", "--kind", "ORDER_RECEIVED"],
    {
      ...env,
      HUB_WEBHOOK_TARGETS: "any",
    },
  );
  expect([made.stderr, made.code]).toEqual(["", 0]);
  const cursor = await fetch(`${world.url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: "{ eventCursor }" }),
  }).then(async (answer) => ((await answer.json()) as { data: { eventCursor: string } }).data.eventCursor);
  const follower = follow(token, cursor);
  const orders = shopOrders(ORDERS, world.secrets);
  const sender = startSender(() => world.url, orders);
  for (let kill = 1; kill <= KILLS; kill += 1) {
    await untilAcknowledged(sender, Math.floor(((kill - 1 + random()) / KILLS) * ORDERS), random() * 300);
    await world.killAndStart();
  }
  await sender.done;
  await comeToRest(world);
  const deadline = Date.now() + WITHIN_MS;
  while (idsOf(receiver.asked).size < ORDERS && Date.now() < deadline) await sleep(50);
  const again = bySocket(world.url, token, QUERY, { after: cursor });
  await again.until(ORDERS);
  await follower.stop();
  await again.stop();
  // What came through all the ends is what a reader sees who reads it in one piece.
  expect(follower.seen.map(({ id }) => id)).toEqual(again.events.map(({ id }) => id));
  expect(new Set(again.events.map(({ order }) => (order as { id: string }).id)).size).toBe(ORDERS);
  expect(idsOf(receiver.asked).size).toBe(ORDERS);
  const told = new Set(receiver.asked.map(({ body }) => JSON.parse(body).data.order.id));
  expect(told).toEqual(new Set(again.events.map(({ order }) => (order as { id: string }).id)));
  const { stdout } = await runCli(["webhook", "list"], env);
  expect(stdout).toContain("ACTIVE");
}, 150_000);
