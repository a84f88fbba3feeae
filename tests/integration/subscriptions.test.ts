import { createClient } from "graphql-sse";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noting } from "../../migrations/event-triggers.js";
import { EVENT_KINDS, type EventKind, type EventRule, TOPIC_NAMES, TOPICS } from "../../src/domain/event.js";
import { globalId } from "../../src/schema/global-id.js";
import { openStore } from "../../src/store/store.js";
import { type ApiWorld, aCase, aCustomer, anOrder, apiWorld, itsConnections } from "../support/api-world.js";
import { bySocket, byStream, type Follower } from "../support/followers.js";

const ORDERS = `subscription($after: String, $filter: EventFilterInput) {
  orderEvents(after: $after, filter: $filter) { id cursor kind before after order { number status } }
}`;

let world: ApiWorld;
let operator: string;
const open: Follower[] = [];

beforeAll(async () => {
  world = await apiWorld();
  await itsConnections(world);
  operator = await world.token("OPERATOR");
});
afterAll(async () => {
  for (const one of open) await one.stop();
  await world.close();
});

const keep = <One extends Follower>(one: One): One => {
  open.push(one);
  return one;
};
const cursorNow = async (token = operator): Promise<string> =>
  (await world.ask("{ eventCursor }", token)).data.eventCursor;
const setStatus = (orderId: string, status: string) =>
  world.store.pool.query("UPDATE orders SET status = $2 WHERE id = $1", [orderId, status]);
const place = async (mark: string) => {
  const buyer = await aCustomer(world, mark);
  return { ...buyer, ...(await anOrder(world, buyer, mark)) };
};

describe("the vocabulary of events", () => {
  test("is what the triggers note, of every table and kind", async () => {
    const bodies: { proname: string; prosrc: string }[] = await world.store.pool.query(
      "SELECT proname, prosrc FROM pg_proc WHERE proname LIKE '%\\_note\\_%' ORDER BY proname",
    );
    const expected = TOPIC_NAMES.flatMap((topic) => {
      const { table, orderColumn, events } = TOPICS[topic];
      return (["INSERT", "UPDATE"] as const).map((act) => ({
        proname: `${table}_note_${act.toLowerCase()}`,
        prosrc: noting(act, orderColumn, events as Record<string, EventRule>),
      }));
    });
    expect(bodies).toEqual(expected.sort((a, b) => (a.proname < b.proname ? -1 : 1)));
  });

  test("is followed in order, each event once, whichever way it comes", async () => {
    const before = await cursorNow();
    const { orderId } = await place("first");
    await setStatus(orderId, "COMPLETED");
    const variables = { after: before };
    const followers = [
      keep(bySocket(world.url, operator, ORDERS, variables)),
      keep(byStream(world.url, operator, ORDERS, variables)),
    ];
    for (const follower of followers) {
      const events = await follower.until(2);
      expect(events).toMatchObject([
        { kind: "ORDER_RECEIVED", before: null, after: "CONFIRMED", order: { number: "TL-FIRST" } },
        { kind: "ORDER_STATUS_CHANGED", before: "CONFIRMED", after: "COMPLETED" },
      ]);
    }
    expect(followers[0]?.events).toEqual(followers[1]?.events);
  });

  test("is read by the client of graphql-sse, too, which sends what graphql-sse takes", async () => {
    const before = await cursorNow();
    await place("reader");
    const client = createClient({
      url: `${world.url}/graphql/stream`,
      headers: { authorization: `Bearer ${operator}` },
      retryAttempts: 0,
    });
    const answers = client.iterate({ query: ORDERS, variables: { after: before } });
    const { value } = await answers.next();
    expect(value.data.orderEvents).toMatchObject({ order: { number: "TL-READER" } });
    await answers.return?.();
    const refused = client.iterate({ query: "subscription { nothing }" });
    expect((await refused.next()).value.errors).toMatchObject([
      { message: expect.stringContaining("nothing") },
    ]);
    expect((await refused.next()).done).toBe(true);
    client.dispose();
  });

  test("holds something of every topic", async () => {
    const before = await cursorNow();
    const topics = await place("topics");
    await aCase(world, topics, topics, "topics");
    const asked: [string, string, string][] = [
      ["shipmentEvents", "shipment { trackingNumber }", "SHIPMENT_ANNOUNCED"],
      ["returnEvents", "return { status }", "RETURN_OPENED"],
      ["caseEvents", "case { status }", "CASE_OPENED"],
      ["reviewTaskEvents", "reviewTask { kind }", "REVIEW_TASK_OPENED"],
      ["divergenceEvents", "divergence { aspect status }", "DIVERGENCE_FOUND"],
    ];
    for (const [field, thing, kind] of asked) {
      const query = `subscription($after: String) { ${field}(after: $after) { id cursor kind ${thing} } }`;
      const follower = keep(bySocket(world.url, operator, query, { after: before }));
      const [event] = await follower.until(1);
      expect(event).toMatchObject({ kind, [thing.split(" ")[0] ?? ""]: expect.anything() });
    }
  });
});

describe("a reader that comes back", () => {
  test("gets what it missed and then what happens, with no gap and no double at the seam", async () => {
    const { orderId } = await place("seam");
    const words = ["COMPLETED", "CONFIRMED"];
    const total = 60;
    const seen: { id: string; after: string | null }[] = [];
    let cursor = await cursorNow();
    const writing = (async () => {
      for (let at = 0; at < total; at += 1) await setStatus(orderId, words[at % 2] ?? "");
    })();
    // Each time it takes a few and goes away in the middle, while events go on being written.
    while (seen.length < total) {
      const variables = { after: cursor, filter: { orderId: globalId("Order", orderId) } };
      const follower = bySocket(world.url, operator, ORDERS, variables);
      await follower.until(1);
      await follower.stop();
      seen.push(...follower.events);
      cursor = follower.events.at(-1)?.cursor ?? cursor;
    }
    await writing;
    expect(seen).toHaveLength(total);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(total);
    expect(seen.map(({ after }) => after)).toEqual(seen.map((_, at) => words[at % 2]));
  });

  test("is never led past a change that was written first and committed last", async () => {
    const [late, early] = [await place("late"), await place("early")];
    const before = await cursorNow();
    const kinds = { after: before, filter: { kinds: ["ORDER_STATUS_CHANGED"] } };
    const follower = keep(bySocket(world.url, operator, ORDERS, kinds));
    const other = await openStore(world.store.databaseUrl, 1);
    try {
      await other.transaction(async (tx) => {
        await tx.query("UPDATE orders SET status = 'CANCELED' WHERE id = $1", [late.orderId]);
        // Noted after, committed before.
        await setStatus(early.orderId, "COMPLETED");
        const [first] = await follower.until(1);
        expect(first).toMatchObject({ order: { number: "TL-EARLY" } });
      });
    } finally {
      await other.close();
    }
    const [first, second] = await follower.until(2);
    expect(second).toMatchObject({ order: { number: "TL-LATE" }, after: "CANCELED" });
    const again = keep(bySocket(world.url, operator, ORDERS, { ...kinds, after: first?.cursor }));
    expect(await again.until(1)).toMatchObject([{ id: second?.id }]);
  });

  test("reads the same log from another process of the hub", async () => {
    const before = await cursorNow();
    const { orderId } = await place("elsewhere");
    await setStatus(orderId, "COMPLETED");
    const here = keep(bySocket(world.url, operator, ORDERS, { after: before }));
    await here.until(2);
    const [first] = here.events;
    const twin = await world.twin();
    const there = keep(byStream(twin.url, operator, ORDERS, { after: first?.cursor }));
    await setStatus(orderId, "CANCELED");
    expect((await there.until(2)).map(({ after }) => after)).toEqual(["COMPLETED", "CANCELED"]);
    await twin.close();
  });

  test.each(["", "nonsense", Buffer.from("after 1 00000000 x").toString("base64url")])(
    "with %j for a cursor is told that it is none",
    async (after) => {
      const follower = keep(bySocket(world.url, operator, ORDERS, { after }));
      await expect.poll(() => follower.codes).toEqual(["INVALID"]);
    },
  );

  test("after what it knew has gone is told to begin anew, and so is one from before a restore", async () => {
    await place("gone");
    for (const text of ["after 1 00000000", `after 999999999 ${"a".repeat(8)}`]) {
      const after = Buffer.from(text).toString("base64url");
      const follower = keep(byStream(world.url, operator, ORDERS, { after }));
      await expect.poll(() => follower.codes).toEqual(["CURSOR_EXPIRED"]);
    }
  });
});

test.each<[string, Record<string, unknown>, EventKind[]]>([
  ["kinds", { kinds: ["ORDER_RECEIVED"] }, ["ORDER_RECEIVED"]],
  ["states", { became: ["COMPLETED"] }, ["ORDER_STATUS_CHANGED"]],
])("a filter by %s leaves the rest out", async (_what, filter, kinds) => {
  const before = await cursorNow();
  const { orderId } = await place(`filter${kinds.length}${Math.random().toString(36).slice(2, 8)}`);
  await setStatus(orderId, "COMPLETED");
  await setStatus(orderId, "CANCELED");
  const wanted = { ...filter, orderId: globalId("Order", orderId) };
  const all = keep(bySocket(world.url, operator, ORDERS, { after: before }));
  await all.until(3);
  const follower = keep(bySocket(world.url, operator, ORDERS, { after: before, filter: wanted }));
  await follower.until(kinds.length);
  expect(follower.events.map(({ kind }) => kind)).toEqual(kinds);
});

test("kinds of another topic are refused, instead of waiting for them for ever", async () => {
  const strange = EVENT_KINDS.find((kind) => kind.startsWith("SHIPMENT"));
  const follower = keep(bySocket(world.url, operator, ORDERS, { filter: { kinds: [strange] } }));
  await expect.poll(() => follower.codes).toEqual(["INVALID"]);
});
