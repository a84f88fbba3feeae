import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sourceError } from "../../src/connectors/source-error.js";
import { enterAllStreams, pullConnection } from "../../src/flows/receiving/pull-all.js";
import { pullStream } from "../../src/flows/receiving/pull-stream.js";
import { clientOf } from "../../src/flows/receiving/source-clients.js";
import { leaseStream, restartStreams, streamStates } from "../../src/store/writes/stream.js";
import { READING, startTestHub } from "../support/hub.js";
import { startShelf } from "../support/shelf.js";

let world: Awaited<ReturnType<typeof startTestHub>>;
let shelf: Awaited<ReturnType<typeof startShelf>>;
beforeAll(async () => {
  shelf = await startShelf();
  world = await startTestHub("pull_stream", {
    warehouse: false,
    connections: { shelf: ["rest", shelf.settings] },
  });
  await enterAllStreams(world.hub);
});
afterAll(async () => {
  await world.close();
  await shelf.close();
});
beforeEach(async () => {
  shelf.orders.clear();
  shelf.asked.length = 0;
  await world.rows("TRUNCATE inbound_messages, orders, facts, source_records, documents CASCADE");
  await world.rows(`UPDATE streams SET cursor = NULL, leased_until = NULL, next_at = now(), succeeded_at = NULL,
    newest_at = NULL, messages = 0, repeats = 0, failures = 0, expirations = 0, is_stopped = false, error = NULL`);
});

const MINUTE = 60_000;
const at = (minutesAgo: number): string => new Date(Date.now() - minutesAgo * MINUTE).toISOString();
const shelve = (id: number, changed: string, quantity = 1) => shelf.orders.set(id, { id, changed, quantity });
const shelfConnection = () => world.hub.connection("shelf") ?? expect.fail("no shelf");

/** Makes the stream due and reads it. */
async function pass(): Promise<number> {
  await world.rows("UPDATE streams SET next_at = now()");
  return pullConnection(world.hub, shelfConnection());
}
const state = async () => (await streamStates(world.hub.store.pool))[0] ?? expect.fail("no stream");
const quantities = async () => {
  await world.work(READING);
  const rows = await world.rows<{ externalId: string; quantity: string }>(
    `SELECT o.external_id, trim_scale(l.quantity)::text AS quantity FROM orders o
       JOIN order_lines l ON l.order_id = o.id ORDER BY o.external_id`,
  );
  return Object.fromEntries(rows.map(({ externalId, quantity }) => [externalId, quantity]));
};

describe("a source that is read page by page", () => {
  test("comes in once, and the next pass begins where the last one ended, less the overlap", async () => {
    for (const id of [1, 2, 3, 4, 5, 6, 7]) shelve(id, at(60 - id), id);
    expect(await pass()).toBe(7);
    expect(await state()).toMatchObject({ cursor: at0(7), messages: "7", repeats: "0", failures: 0 });
    shelve(3, at(1), 30);
    expect(await pass()).toBe(1);
    expect(shelf.asked.at(-1)?.get("since")).toBe(new Date(Date.parse(at0(7)) - 5 * MINUTE).toISOString());
    expect(await quantities()).toEqual({ 1: "1", 2: "2", 3: "30", 4: "4", 5: "5", 6: "6", 7: "7" });
    expect(await world.rows("SELECT 1 FROM inbound_messages WHERE status = 'DUPLICATE'")).toEqual([]);
  });

  /** As the shelf shows the change of this order. */
  const at0 = (id: number): string => shelf.orders.get(id)?.changed ?? "";

  test("loses nothing that shares an instant with the cursor or comes in between two pages", async () => {
    const same = at(30);
    for (const id of [1, 2, 3, 4]) shelve(id, same);
    // The page moves under the reader: one order slips to an earlier place that was read already.
    shelf.onNextPage(() => shelve(9, at(29)));
    await pass();
    shelve(10, same);
    shelve(11, same);
    await pass();
    expect(Object.keys(await quantities()).sort()).toEqual(["1", "10", "11", "2", "3", "4", "9"]);
  });

  test("leaves alone what is younger than two seconds, and takes it with the next pass", async () => {
    shelve(1, at(0));
    expect(await pass()).toBe(0);
    shelve(1, at(0.2));
    expect(await pass()).toBe(1);
  });

  test("goes on after a cut with what it had: no page is lost, none is kept twice", async () => {
    for (const id of [1, 2, 3, 4, 5, 6, 7]) shelve(id, at(60 - id));
    shelf.fail({ status: 200 }, "CUT");
    // The first answer is "no" with a 200, which nobody can read; the second pass is cut at once.
    expect(await pass()).toBe(0);
    expect(await state()).toMatchObject({ isStopped: true, errorCode: "SOURCE_DATA" });
    await restartStreams(world.hub.store.pool);
    expect(await pass()).toBe(0);
    expect(await state()).toMatchObject({ isStopped: false, errorCode: "SOURCE_TRANSIENT", failures: 1 });
    shelf.onNextPage(() => shelf.fail("CUT"));
    expect(await pass()).toBe(3);
    expect(await state()).toMatchObject({ cursor: at0(3), messages: "3" });
    expect(await pass()).toBe(4);
    expect(await state()).toMatchObject({ messages: "7", failures: 0, error: null });
  });
});

describe("a source that fails", () => {
  test("with too many requests gets the pause it asks for", async () => {
    shelf.fail({ status: 429, headers: { "retry-after": "120" } });
    await pass();
    const { nextAt, isStopped, errorCode } = await state();
    expect({ isStopped, errorCode }).toEqual({ isStopped: false, errorCode: "SOURCE_RATE_LIMITED" });
    expect(nextAt.getTime() - Date.now()).toBeGreaterThan(110_000);
    expect(await pullConnection(world.hub, shelfConnection())).toBe(0);
    expect(shelf.asked).toHaveLength(1);
  });

  test.each([
    ["a key that is no longer good", { status: 401 }, "SOURCE_AUTH"],
    ["a right that is missing", { status: 403 }, "SOURCE_AUTH"],
    ["an address that is gone", { status: 404 }, "SOURCE_REFUSED"],
    ["an answer that is a web page", "NOT_JSON", "SOURCE_DATA"],
    ["a next page on another server", "ELSEWHERE", "SOURCE_DATA"],
    ["a redirection", { status: 302, headers: { location: "http://127.0.0.1:9/" } }, "SOURCE_REFUSED"],
  ] as const)("with %s stops until a person has looked", async (_, fault, code) => {
    shelve(1, at(5));
    shelf.fail(fault);
    await pass();
    expect(await state()).toMatchObject({ isStopped: true, errorCode: code });
    const asked = shelf.asked.length;
    expect(await pass()).toBe(0);
    expect(shelf.asked).toHaveLength(asked);
    expect(await restartStreams(world.hub.store.pool)).toBe(1);
    await pass();
    expect(await quantities()).toEqual({ 1: "1" });
  });

  test.each([["an outage", { status: 503 }] as const, ["a cut line", "CUT"] as const])(
    "with %s is asked again, later each time",
    async (_, fault) => {
      const waits: number[] = [];
      for (let round = 0; round < 3; round += 1) {
        shelf.fail(fault);
        await pass();
        waits.push((await state()).nextAt.getTime() - Date.now());
      }
      expect(waits[1]).toBeGreaterThan((waits[0] ?? 0) * 1.5);
      expect(waits[2]).toBeGreaterThan((waits[1] ?? 0) * 1.5);
      expect(await state()).toMatchObject({ failures: 3, isStopped: false });
    },
  );
});

describe("two readers of one stream", () => {
  test("never read at the same time", async () => {
    for (const id of [1, 2, 3, 4, 5]) shelve(id, at(60 - id));
    await world.rows("UPDATE streams SET next_at = now()");
    const passes = await Promise.all([1, 2, 3, 4].map(() => pullConnection(world.hub, shelfConnection())));
    expect(passes.toSorted()).toEqual([0, 0, 0, 5]);
    expect(shelf.asked).toHaveLength(2);
  });

  test("of which one was overtaken: it writes nothing any more", async () => {
    for (const id of [1, 2, 3, 4]) shelve(id, at(60 - id));
    const connection = shelfConnection();
    const [stream] = connection.connector.source?.streams ?? [];
    if (stream === undefined || connection.connector.source === undefined) return expect.fail("no stream");
    const overtaken = await pullStream(
      world.hub,
      connection,
      {
        ...stream,
        async *pull(settings, window, client) {
          for await (const page of stream.pull(settings, window, client)) {
            yield page;
            // It slept here past the end of its lease, and somebody else took over.
            await world.rows("UPDATE streams SET leased_until = now() - interval '1 second'");
            const name = { connectionId: "shelf", name: "orders" };
            expect(await leaseStream(world.hub.store.pool, name, 60_000)).not.toBeNull();
          }
        },
      },
      clientOf(connection, connection.connector.source),
    );
    expect(overtaken).toBe(3);
    expect(await state()).toMatchObject({ messages: "3", cursor: shelf.orders.get(3)?.changed, failures: 0 });
  });
});

test("a cursor that the source has forgotten costs the last hour, not everything", async () => {
  const connection = shelfConnection();
  const [stream] = connection.connector.source?.streams ?? [];
  if (stream === undefined || connection.connector.source === undefined) return expect.fail("no stream");
  await pass();
  await world.rows("UPDATE streams SET next_at = now(), cursor = 'gone'");
  const forgetful = {
    ...stream,
    cursor: "OPAQUE" as const,
    // biome-ignore lint/correctness/useYield: it fails before its first page
    async *pull() {
      throw sourceError("CURSOR_EXPIRED", "replay id gone is no longer known");
    },
  };
  const client = clientOf(connection, connection.connector.source);
  await pullStream(world.hub, connection, forgetful, client);
  expect(await state()).toMatchObject({ cursor: null, expirations: 1, isStopped: false });
  expect(world.logged.at(-1)).toMatchObject({ level: "error" });
  await pass();
  const since = Date.parse(shelf.asked.at(-1)?.get("since") ?? "");
  expect(Date.now() - since).toBeGreaterThan(59 * MINUTE);
  expect(Date.now() - since).toBeLessThan(62 * MINUTE);
});
