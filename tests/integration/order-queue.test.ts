import { afterAll, beforeAll, expect, test } from "vitest";
import { readMessages } from "../../src/flows/receiving/read.js";
import { planReplay, type Replayed, replayAll } from "../../src/flows/receiving/replay-connection.js";
import { discardQuarantined, replayMessage } from "../../src/flows/receiving/replay-message.js";
import { OPERATOR, READING, startTestHub } from "../support/hub.js";

const ORDER = {
  ...{ externalId: "id", placedAt: "placed", currency: "currency", buyer: { name: "customer" } },
  lines: { at: "lines", sku: "sku", quantity: "quantity" },
};
const settings = (quantity: string) => ({
  updatedAt: "changed",
  order: { ...ORDER, lines: { ...ORDER.lines, quantity } },
});

let world: Awaited<ReturnType<typeof startTestHub>>;
beforeAll(async () => {
  world = await startTestHub("order_queue", {
    warehouse: false,
    connections: { desk: ["rest", settings("quantity")] },
  });
});
afterAll(() => world.close());

let minute = 10;
/** One version of an order; nothing is read yet. */
async function say(id: string, line: Record<string, unknown>): Promise<string> {
  minute += 1;
  const { messageId } = await world.send(
    "desk",
    JSON.stringify({
      ...{ id, currency: "EUR", customer: `Werft ${id}`, placed: "2026-11-02T08:00:00Z" },
      ...{ changed: `2026-11-02T08:${minute}:00Z`, lines: [{ sku: "TL-1", ...line }] },
    }),
  );
  return messageId;
}
const statusOf = async (id: string): Promise<string> => {
  const { status, issues } = await world.message(id);
  return [status, ...issues.map(({ code }) => code)].join(" ");
};
const replayed = (messageId: string) =>
  replayMessage(world.hub, OPERATOR, { idempotencyKey: `replay ${messageId} ${minute}`, messageId });

test("behind a message in quarantine waits its own order and no other", async () => {
  await say("a", { quantity: 1 });
  await world.work(READING);
  const broken = await say("a", { amount: 5 });
  const later = await say("a", { quantity: 7 });
  const other = await say("b", { quantity: 2 });
  // As one set: side by side, the later one may be read before anybody knows that the earlier one is broken.
  await readMessages(world.hub, [broken, later, other], new Set(), async () => {});
  expect(await statusOf(broken)).toBe("QUARANTINED FIELD_MISSING");
  expect(await statusOf(later)).toBe("QUARANTINED BEHIND_QUARANTINED");
  expect((await world.message(later)).issues[0]?.message).toContain(broken);
  expect(await statusOf(other)).toBe("APPLIED");
  expect((await world.orderOf("a")).lines[0]?.quantity).toBe("1");
  // Whoever comes later still, in a set of its own, waits too.
  const latest = await say("a", { quantity: 9 });
  await world.work(READING);
  expect(await statusOf(latest)).toBe("QUARANTINED BEHIND_QUARANTINED");

  // Replayed without a mended mapping, it is where it was, and so are those behind it.
  await replayed(broken);
  await world.work(READING);
  expect(await statusOf(broken)).toBe("QUARANTINED FIELD_MISSING");
  expect(await statusOf(later)).toBe("QUARANTINED BEHIND_QUARANTINED");

  expect((await discardQuarantined(world.hub, OPERATOR, broken, "typed by hand")).ok).toBe(true);
  await world.work(READING);
  expect(await Promise.all([broken, later, latest].map(statusOf))).toEqual([
    "DISCARDED FIELD_MISSING",
    "APPLIED",
    "APPLIED",
  ]);
  const changes = await world.rows<{ quantity: string }>(
    `SELECT c.target ->> 'quantity' AS quantity FROM order_changes c JOIN orders o ON o.id = c.order_id
      WHERE o.external_id = 'a' ORDER BY c.id`,
  );
  expect(changes.map(({ quantity }) => quantity)).toEqual(["7", "9"]);
});

test("a mended mapping and a replay let all of them through, in their order", async () => {
  world.reconfigure("desk", "rest", settings("menge"));
  const first = await say("c", { quantity: 1 });
  const second = await say("c", { menge: 2 });
  const third = await say("c", { quantity: 3 });
  await world.work(READING);
  expect(await Promise.all([first, second, third].map(statusOf))).toEqual([
    "QUARANTINED FIELD_MISSING",
    "QUARANTINED BEHIND_QUARANTINED",
    "QUARANTINED BEHIND_QUARANTINED",
  ]);
  world.reconfigure("desk", "rest", settings("quantity"));
  await replayed(first);
  await world.work(READING);
  // The second cannot be read with the mended mapping: it blocks the third by itself now.
  expect(await Promise.all([first, second, third].map(statusOf))).toEqual([
    "APPLIED",
    "QUARANTINED FIELD_MISSING",
    "QUARANTINED BEHIND_QUARANTINED",
  ]);
});

test("a dry run tells what a mended mapping would change, and changes nothing; then it is done", async () => {
  const prices = settings("quantity");
  world.reconfigure("desk", "rest", prices);
  await say("d", { quantity: 4, price: 7 });
  const unread = await say("e", { menge: 2 });
  await world.work(READING);
  const priced = {
    ...prices,
    order: { ...prices.order, lines: { ...prices.order.lines, unitPrice: "price" } },
  };
  world.reconfigure("desk", "rest", priced);
  const plan = async () => {
    const lines: Replayed[] = [];
    const desk = world.hub.connection("desk") ?? expect.fail("no desk");
    for await (const line of planReplay(world.hub, desk, { since: null, all: true })) lines.push(line);
    return lines;
  };
  const before = await world.rows("SELECT id, status, result FROM inbound_messages ORDER BY id");
  const planned = await plan();
  expect(await world.rows("SELECT id, status, result FROM inbound_messages ORDER BY id")).toEqual(before);
  const { number } = await world.orderOf("d");
  const telling = planned.filter(({ outcome }) => outcome !== "SAME");
  expect(telling).toContainEqual(
    expect.objectContaining({ outcome: "CHANGES", words: [`order ${number} would change: PRICE`] }),
  );
  expect(telling).toContainEqual(expect.objectContaining({ messageId: unread, outcome: "UNREADABLE" }));

  await replayAll(world.hub, planned);
  await world.work(READING);
  expect((await world.orderOf("d")).lines[0]?.unitPrice).toBe("7");
  expect((await plan()).map(({ outcome }) => outcome)).not.toContain("CHANGES");
});
