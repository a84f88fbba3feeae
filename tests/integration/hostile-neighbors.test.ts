import { afterAll, beforeAll, expect, test } from "vitest";
import { closeReaders } from "../../src/flows/receiving/read-apart.js";
import { HOSTILE } from "../support/hostile/corpus.js";
import { READING, startTestHub } from "../support/hub.js";
import { orderMessage } from "../support/orders.js";

let world: Awaited<ReturnType<typeof startTestHub>>;
beforeAll(async () => {
  world = await startTestHub("hostile_neighbors", { warehouse: false });
});
afterAll(async () => {
  await closeReaders();
  await world.close();
});

test("a message that takes as long as it may holds up nobody in its own set, and is set aside in the end", async () => {
  const slow = HOSTILE.find(({ name }) => name === "a table of a hundred thousand cells");
  const { messageId } = await world.send("mailbox", slow?.make() ?? expect.fail("no such document"));
  const good = [];
  for (let at = 0; at < 30; at += 1)
    good.push(await world.send("partner", orderMessage({ id: `beside-${at}` })));
  await world.work(READING);
  // It came first, and everybody behind it is done.
  expect(await world.message(messageId)).toMatchObject({ status: "RECEIVED" });
  for (const { messageId: id } of good) expect(await world.message(id)).toMatchObject({ status: "APPLIED" });
  await world.settle();
  const { status, issues } = await world.message(messageId);
  expect(status).toBe("QUARANTINED");
  expect(issues[0]?.code).not.toBe("STILL_READING");
  // The worker is alive.
  await world.send("partner", orderMessage({ id: "afterwards" }));
  await world.work(READING);
  expect((await world.orderOf("afterwards")).externalId).toBe("afterwards");
});
