import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { callCenter } from "../../src/connectors/call-center/index.js";
import { readAudit } from "../../src/flows/access/audit.js";
import { globalId } from "../../src/schema/global-id.js";
import type { AuditEntry } from "../../src/store/audit-entry.js";
import { latestAudit } from "../../src/store/writes/audit.js";
import { type ApiWorld, aCustomer, anOrder, apiWorld, itsConnections } from "../support/api-world.js";

let world: ApiWorld;
let buyer: Awaited<ReturnType<typeof aCustomer>>;
let orderId: string;
let customer: string;

beforeAll(async () => {
  world = await apiWorld({
    connections: [{ id: "calls", connector: callCenter, settings: { codeSystem: "erp" } }],
  });
  await itsConnections(world);
  buyer = await aCustomer(world, "alpaca");
  ({ orderId } = await anOrder(world, buyer, "alpaca"));
  customer = await world.token("CUSTOMER", buyer.customerId);
});
afterAll(() => world.close());

const newest = async (kind: string): Promise<AuditEntry | undefined> =>
  (await latestAudit(world.store.pool, { kind }, 1))[0];
const count = async (): Promise<number> => (await latestAudit(world.store.pool, {}, 10_000)).length;
/** What was read is written soon after. */
const written = (): Promise<void> => sleep(500);

const change = (
  key: string,
  version: number,
) => `mutation Innocent { changeOrder(input: { idempotencyKey: "${key}",
  orderId: "${globalId("Order", orderId)}", expectedVersion: ${version}, reason: "alpaca moves",
  targets: [{ kind: QUANTITY, lineNumber: "1", quantity: "${version + 5}" }] }) { order { version } userErrors { code } } }`;

describe("a change", () => {
  test("is kept with who, what, from where, its key and its ids, and without a word of its content", async () => {
    expect(
      (await world.ask(change("c-1", 1), await world.token("FRONT_OFFICE"))).data.changeOrder.userErrors,
    ).toEqual([]);
    const entry = await newest("CHANGE");
    expect(entry).toMatchObject({
      ...{ actor: "front_office-1", role: "FRONT_OFFICE", origin: "127.0.0.1", operation: "changeOrder" },
      ...{
        idempotencyKey: "c-1",
        before: { orderId: [orderId], expectedVersion: [1] },
        after: { orderId: [orderId] },
      },
    });
    expect(entry?.ids).toContain(orderId);
    expect(JSON.stringify(entry)).not.toMatch(/moves|quantity/);
  });

  test("that is asked for twice is kept once, and one that is refused is not kept", async () => {
    const before = await count();
    const token = await world.token("FRONT_OFFICE");
    await world.ask(change("c-2", 2), token);
    await world.ask(change("c-2", 2), token);
    expect((await world.ask(change("c-3", 1), token)).data.changeOrder.userErrors).toEqual([
      { code: "CONFLICT" },
    ]);
    await written();
    const entries = await latestAudit(world.store.pool, { kind: "CHANGE" }, 10_000);
    expect(entries.filter(({ idempotencyKey }) => idempotencyKey === "c-2")).toHaveLength(1);
    expect(entries.filter(({ idempotencyKey }) => idempotencyKey === "c-3")).toHaveLength(0);
    expect(await count()).toBeGreaterThan(before);
  });

  test("of a customer is kept under the customer's id, not under their login or address", async () => {
    await world.ask(change("c-4", 3), customer);
    expect(await newest("CHANGE")).toMatchObject({
      actor: `customer:${buyer.customerId}`,
      origin: "outside",
    });
  });

  test("by an order over the phone, and by a file, is kept too", async () => {
    const taking = `mutation { takeOrder(input: { idempotencyKey: "k1", callId: "call-1", formId: "K-1", startedAt: "2026-03-01T10:00:00Z",
      customer: { name: "Newcomer" }, currency: "EUR", lines: [{ sku: "TL-1", quantity: "1", unitPrice: "2" }] }) { order { number } userErrors { code } } }`;
    const taken = await world.ask(taking, await world.token("FRONT_OFFICE"));
    expect(taken.data.takeOrder.userErrors).toEqual([]);
    expect(await newest("CHANGE")).toMatchObject({ actor: "front_office-1", operation: "takeOrder" });
    const sent = await fetch(`${world.url}/files/calls?name=a.json`, {
      method: "POST",
      headers: { authorization: `Bearer ${await world.token("OPERATOR")}` },
      body: `{"f":1}`,
    });
    expect(sent.status).toBe(202);
    expect(await newest("CHANGE")).toMatchObject({ actor: "operator-1", operation: "files" });
  });
});

describe("a read", () => {
  test("of somebody's data by the house is kept with what was asked and whose it was", async () => {
    const query = `query WhoIsIt { orders(first: 5) { edges { node { number customer { name emails } } } } }`;
    await world.ask(query, await world.token("STEWARD"));
    await written();
    const entry = await newest("READ");
    expect(entry).toMatchObject({ actor: "steward-1", operation: "WhoIsIt", origin: "127.0.0.1" });
    expect(entry?.ids).toContain(buyer.customerId);
    expect(entry?.things.map(({ type }) => type).sort()).toEqual(["Customer", "Order"]);
  });

  test.each([
    [
      "by a customer of their own",
      () => customer,
      "{ orders(first: 5) { edges { node { customer { name } } } } }",
    ],
    [
      "of nobody's data",
      () => world.token("STEWARD"),
      "{ orders(first: 5) { edges { node { number status } } } }",
    ],
    [
      "that finds nobody",
      () => world.token("STEWARD"),
      `{ customers(first: 5, search: "nobody-at-all") { edges { node { name } } } }`,
    ],
  ])("%s is not kept", async (_name, token, query) => {
    await written();
    const before = await count();
    expect((await world.ask(query, await token())).errors).toEqual([]);
    await written();
    expect(await count()).toBe(before);
  });

  test("costs no statement of its own: what one person saw meanwhile is written together, and nothing is lost when the hub stops", async () => {
    const READS = 1_200;
    let statements = 0;
    const pool = world.store.pool;
    const counting = new Proxy(pool, {
      get: (target, name) => {
        if (name !== "query") return Reflect.get(target, name);
        return (...args: [string, unknown[]]) => {
          statements += 1;
          return target.query(...args);
        };
      },
    });
    const audit = readAudit({ store: { ...world.store, pool: counting }, log: world.hub.log });
    const viewer = { subject: "many", role: "STEWARD" as const, customerId: null };
    const ids = Array.from({ length: READS }, () => randomUUID());
    const look = async (id: string, operation: string): Promise<void> => {
      const origin = { address: "127.0.0.1", operation };
      await audit.note({ ...viewer, origin }, [`Customer ${id}`, `Customer ${buyer.customerId}`]);
    };
    for (const id of ids) await look(id, "OneByOne");
    await look(buyer.customerId, "Another");
    await audit.close();
    const entries = await latestAudit(world.store.pool, { actor: "many" }, 10_000);
    const [another, ...others] = entries.filter(({ operation }) => operation === "Another");
    expect([another?.ids, another?.count, others]).toEqual([[buyer.customerId], 1, []]);
    const oneByOne = entries.filter(({ operation }) => operation === "OneByOne");
    expect(oneByOne.flatMap((entry) => entry.ids).sort()).toEqual([...ids, buyer.customerId].sort());
    expect(oneByOne.reduce((sum, entry) => sum + entry.count, 0)).toBe(READS + 1);
    expect(statements).toBeLessThanOrEqual(5);
  });

  test("waits while what was read before cannot be written, and then is written", async () => {
    let isAway = true;
    const pool = new Proxy(world.store.pool, {
      get: (target, name) => {
        if (name !== "query" || !isAway) return Reflect.get(target, name);
        return () => Promise.reject(new Error("away"));
      },
    });
    const audit = readAudit({ store: { ...world.store, pool }, log: world.hub.log });
    const viewer = { subject: "waits", role: "STEWARD" as const, customerId: null };
    const noted: string[] = [];
    const all = async () => {
      for (let times = 0; times < 600; times += 1) {
        const ids = Array.from({ length: 100 }, () => randomUUID());
        await audit.note(
          viewer,
          ids.map((id) => `Customer ${id}`),
        );
        noted.push(...ids);
      }
    };
    await expect(all()).rejects.toMatchObject({ code: "UNAVAILABLE" });
    isAway = false;
    await audit.close();
    const entries = await latestAudit(world.store.pool, { actor: "waits" }, 10_000);
    expect(entries.flatMap((entry) => entry.ids).sort()).toEqual(noted.sort());
  });
});

describe("the audit", () => {
  test.each([
    "UPDATE audit_entries SET actor = 'nobody'",
    "DELETE FROM audit_entries",
    "TRUNCATE audit_entries",
  ])("takes no %s", async (statement) => {
    const before = await count();
    await expect(world.store.pool.query(statement)).rejects.toThrow(/only ever added/);
    expect(await count()).toBe(before);
  });

  test("is shown to operators and stewards, by whose data it was", async () => {
    const query = `{ auditEntries(first: 5, filter: { kind: READ, thingId: "${globalId("Customer", buyer.customerId)}" }) { edges { node { actor operation things { type count } ids } } } }`;
    for (const role of ["OPERATOR", "STEWARD"] as const) {
      const { data } = await world.ask(query, await world.token(role));
      expect(data.auditEntries.edges.length).toBeGreaterThan(0);
    }
    for (const role of ["FRONT_OFFICE", "SUPPLY_CHAIN"] as const)
      expect((await world.ask(query, await world.token(role))).errors[0]?.extensions.code).toBe("FORBIDDEN");
  });
});
