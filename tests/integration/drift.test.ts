import { afterAll, beforeAll, expect, test } from "vitest";
import { acceptDrifts, drifts } from "../../src/store/writes/document-field.js";
import { READING, startTestHub } from "../support/hub.js";
import { orderMessage } from "../support/orders.js";

/** As many documents as it takes to know a source. */
const KNOWN = 500;

let world: Awaited<ReturnType<typeof startTestHub>>;
let count = 0;
beforeAll(async () => {
  world = await startTestHub("drift", { warehouse: false });
});
afterAll(() => world.close());

/** An order of the partner, with fields of its own beside it. */
const say = async (extra: Record<string, unknown> = {}): Promise<string> => {
  const order = JSON.parse(orderMessage({ id: `drift-${++count}` })) as Record<string, unknown>;
  const { messageId } = await world.send("partner", JSON.stringify({ ...order, ...extra }));
  await world.work(READING);
  return messageId;
};
const shown = async () =>
  (await drifts(world.hub.store.pool)).map(({ path, kind, change }) => [path, kind, change]);
const warnings = () =>
  world.logged
    .filter(({ message }) => message.startsWith("a source writes fields"))
    .map(({ details }) => details);

test("a source that is new has no news, whatever it writes", async () => {
  for (let at = 0; at < 5; at += 1) await say(at === 3 ? { shop: { name: "north" } } : {});
  expect(await shown()).toEqual([]);
  expect(warnings()).toEqual([]);
  // The same messages again and again, as far as the tables can tell.
  await world.rows(
    `INSERT INTO inbound_messages SELECT again.* FROM inbound_messages m, generate_series(1, $1) AS n,
       LATERAL jsonb_populate_record(m, jsonb_build_object(
         'id', gen_random_uuid(), 'delivery_id', gen_random_uuid(), 'sha256', md5(n::text))) AS again
      WHERE m.id = (SELECT id FROM inbound_messages LIMIT 1)`,
    [KNOWN],
  );
});

test("a field that never was there is told of once, with the message that had it first", async () => {
  const messageId = await say({ giftWrap: true });
  await say({ giftWrap: true });
  expect(await drifts(world.hub.store.pool)).toMatchObject([
    { connectionId: "partner", path: "giftWrap", kind: "boolean", change: "NEW", messageId },
  ]);
  expect(warnings()).toMatchObject([
    { connection: "partner", message: messageId, fields: ["giftWrap boolean"] },
  ]);
});

test("a field of another kind is news, too; what somebody has called fine is not", async () => {
  await say({ shop: "north" });
  expect(await shown()).toEqual([
    ["giftWrap", "boolean", "NEW"],
    ["shop", "string", "NEW"],
  ]);
  expect(await acceptDrifts(world.hub.store.pool, "partner")).toBe(2);
  expect(await shown()).toEqual([]);
  await say({ shop: "north", giftWrap: false });
  expect(await shown()).toEqual([]);
});

test("a field that came day after day is missed when it stays away, until somebody says that it is fine", async () => {
  await world.rows(
    "UPDATE document_fields SET days_seen = 9, last_seen_on = last_seen_on - 4 WHERE path = 'giftWrap'",
  );
  expect(await shown()).toEqual([["giftWrap", "boolean", "GONE"]]);
  await acceptDrifts(world.hub.store.pool, "partner");
  expect(await shown()).toEqual([]);
});

test("what came with a message that was not read says nothing", async () => {
  await world.send("partner", JSON.stringify({ nonsense: { deeply: "odd" } }));
  await world.work(READING);
  expect(await shown()).toEqual([]);
});
