import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { bogus } from "../../../src/connectors/bogus/index.js";
import { type Bogus, startBogus } from "../../../src/connectors/bogus/server.js";
import type { ExecutionAnswer, ExecutionCommand } from "../../../src/connectors/connector.js";
import type { OrderChangeTarget } from "../../../src/domain/order-change.js";
import { address, brief, createCommand, settingsOf, startListener, temporaryFolder } from "./stage.js";

let folder: ReturnType<typeof temporaryFolder>;
let listener: Awaited<ReturnType<typeof startListener>>;
let system: Bogus;

beforeEach(async () => {
  folder = temporaryFolder();
  listener = await startListener();
  system = await startBogus({ dataDir: folder.path, apiKey: "key", hub: listener.hub });
});
afterEach(async () => {
  await system.close();
  await listener.close();
  folder.remove();
});

async function restart(): Promise<void> {
  await system.close();
  system = await startBogus({ dataDir: folder.path, apiKey: "key", hub: listener.hub });
}

async function apply(command: ExecutionCommand): Promise<ExecutionAnswer> {
  if (bogus.execution === undefined) throw new Error("the connector has no execution side");
  return bogus.execution.apply(settingsOf(system.url), command);
}
const look = (reference: string) => bogus.execution?.fetch(settingsOf(system.url), reference);

async function orderAndAdvance(reference: string, request: Record<string, unknown>): Promise<void> {
  expect(await apply(createCommand(reference))).toMatchObject({ outcome: "ACCEPTED" });
  expect(await post("/_bogus/advance", request)).toMatchObject({ status: 200, body: { skipped: [] } });
}

async function post(path: string, body: unknown): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await fetch(`${system.url}${path}`, { method: "POST", body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

async function amend(reference: string, ...targets: OrderChangeTarget[]): Promise<ExecutionAnswer> {
  const seen = await look(reference);
  const { externalId = "", version: expectedVersion = "" } = seen ?? {};
  const idempotencyKey = `amend:${reference}:${expectedVersion}`;
  return apply({ kind: "AMEND", idempotencyKey, externalId, expectedVersion, targets });
}

async function hold(reference: string, kind: "HOLD" | "RELEASE"): Promise<ExecutionAnswer> {
  const { externalId = "", version = "" } = (await look(reference)) ?? {};
  return apply({ kind, idempotencyKey: `${kind}:${version}`, externalId, reason: "SHIP_TO_DIVERGENCE" });
}

const heard = () => listener.events.map(brief);

describe("the way of an order", () => {
  test("to its door is told event by event, in order", async () => {
    await orderAndAdvance("r1", { orders: ["r1"], to: "DELIVERED" });
    const sequence = [
      "FULFILLMENT_ORDER OPEN Hamburg",
      "SHIPMENT LABEL_CREATED Hamburg",
      "SHIPMENT PICKED_UP Hamburg",
      "TRACKING IN_TRANSIT",
      "TRACKING OUT_FOR_DELIVERY",
      "TRACKING DELIVERED",
      "FULFILLMENT_ORDER CLOSED Hamburg",
    ];
    await expect.poll(heard).toEqual(sequence);
    const instants = listener.events.map(({ occurredAt }) => occurredAt);
    expect([...new Set(instants)].sort()).toEqual(instants);
  });

  test("that nobody can deliver ends as a return, with the reason", async () => {
    await orderAndAdvance("r1", { to: "UNDELIVERABLE", reason: "ADDRESS_NOT_FOUND" });
    await post("/_bogus/advance", { to: "RETURNED", reason: "ADDRESS_NOT_FOUND" });
    const sequence = [
      "TRACKING OUT_FOR_DELIVERY",
      "TRACKING DELIVERY_FAILED ADDRESS_NOT_FOUND",
      "TRACKING RETURN_TO_SENDER ADDRESS_NOT_FOUND",
      "TRACKING RETURNED ADDRESS_NOT_FOUND",
      "RETURN UNDELIVERABLE ADDRESS_NOT_FOUND",
      "FULFILLMENT_ORDER CLOSED Hamburg",
    ];
    await expect.poll(() => heard().slice(-6)).toEqual(sequence);
  });

  test("is not walked twice, nor backwards", async () => {
    await orderAndAdvance("r1", { to: "DISPATCH" });
    const again = await post("/_bogus/advance", { orders: ["r1", "r2"], to: "LABEL" });
    expect(again.body).toMatchObject({
      moved: [],
      skipped: [
        { reference: "r1", code: "NOT_ON_THE_WAY" },
        { reference: "r2", code: "ORDER_UNKNOWN" },
      ],
    });
  });
});

describe("a label", () => {
  test("carries the address that the order has by now", async () => {
    await apply(createCommand("r1"));
    await amend("r1", { kind: "SHIP_TO", shipTo: address("Bremen") });
    await post("/_bogus/advance", { to: "LABEL" });
    await expect.poll(() => heard().at(-1)).toBe("SHIPMENT LABEL_CREATED Bremen");
  });

  test("that was printed before a change is printed again", async () => {
    await orderAndAdvance("r1", { to: "LABEL" });
    await amend("r1", { kind: "SHIP_TO", shipTo: address("Bremen") });
    await expect
      .poll(() => heard().slice(-2))
      .toEqual(["FULFILLMENT_ORDER IN_PROGRESS Bremen", "SHIPMENT LABEL_CREATED Bremen"]);
  });

  test.each([
    ["the address the order came in with", { staleLabel: true }, "Hamburg"],
    ["an address of the warehouse's own", { labelShipTo: address("Kiel") }, "Kiel"],
  ])("can be printed with %s, and mended by amending again", async (_, how, city) => {
    await apply(createCommand("r1"));
    await amend("r1", { kind: "SHIP_TO", shipTo: address("Bremen") });
    await post("/_bogus/advance", { to: "LABEL", ...how });
    await expect.poll(() => heard().at(-1)).toBe(`SHIPMENT LABEL_CREATED ${city}`);
    expect(await look("r1")).toMatchObject({ shipTo: { city: "Bremen" } });

    await amend("r1", { kind: "SHIP_TO", shipTo: address("Bremen") });
    await expect.poll(() => heard().at(-1)).toBe("SHIPMENT LABEL_CREATED Bremen");
  });
});

describe("a held order", () => {
  test("stays in the house until it is released", async () => {
    await orderAndAdvance("r1", { to: "LABEL" });
    await hold("r1", "HOLD");
    const held = await post("/_bogus/advance", { to: "DISPATCH" });
    expect(held.body).toMatchObject({ moved: [], skipped: [{ reference: "r1", code: "HELD" }] });
    await hold("r1", "RELEASE");
    const released = await post("/_bogus/advance", { to: "DISPATCH" });
    expect(released.body).toMatchObject({ moved: [{ reference: "r1", step: "DISPATCH" }], skipped: [] });
  });
});

describe("a change", () => {
  const CASES: [string, OrderChangeTarget, string | null, string][] = [
    [
      "of the address after dispatch",
      { kind: "SHIP_TO", shipTo: address("Bremen") },
      "DISPATCH",
      "ALREADY_SHIPPED",
    ],
    [
      "to less than was shipped",
      { kind: "QUANTITY", lineNumber: "1", quantity: "29" },
      "DISPATCH",
      "BELOW_SHIPPED_QUANTITY",
    ],
    [
      "to more after dispatch",
      { kind: "QUANTITY", lineNumber: "1", quantity: "31" },
      "DISPATCH",
      "ALREADY_SHIPPED",
    ],
    ["that cancels what is on its way", { kind: "CANCEL" }, "IN_TRANSIT", "ALREADY_SHIPPED"],
    ["of a line nobody knows", { kind: "PRICE", lineNumber: "9", unitPrice: "1" }, null, "VALIDATION"],
    ["that takes the last line", { kind: "REMOVE_LINE", lineNumber: "1" }, null, "LINE_NOT_DELETABLE"],
  ];
  test("expects a return once, and only of what was shipped", async () => {
    await apply(createCommand("r1"));
    const { externalId = "" } = (await look("r1")) ?? {};
    const back = (reference: string, lineNumber: string, quantity: string) =>
      apply({
        ...{
          kind: "RETURN",
          idempotencyKey: `${reference} ${lineNumber} ${quantity}`,
          reference,
          externalId,
        },
        ...{ lines: [{ lineNumber, quantity }], reason: null },
      });
    const refused = { outcome: "REFUSED", refusal: "VALIDATION" };
    expect(await back("R-1", "1", "1")).toMatchObject(refused);
    await post("/_bogus/advance", { to: "DELIVERED" });
    expect(await back("R-1", "9", "1")).toMatchObject(refused);
    expect(await back("R-1", "1", "100000")).toMatchObject(refused);
    expect(await back("R-1", "1", "1")).toMatchObject({ outcome: "ACCEPTED" });
    const { version } = (await look("r1")) ?? {};
    expect(await back("R-1", "1", "2")).toMatchObject({ outcome: "ACCEPTED" });
    expect(await look("r1")).toMatchObject({ version });
  });

  test.each(CASES)("%s is refused, and nothing changes", async (_, target, to, refusal) => {
    await apply(createCommand("r1"));
    if (to !== null) await post("/_bogus/advance", { to });
    const before = await look("r1");
    expect(await amend("r1", { kind: "DATE", requestedDate: "2026-12-01" }, target)).toMatchObject({
      outcome: "REFUSED",
    });
    expect(await amend("r1", target)).toMatchObject({ outcome: "REFUSED", refusal });
    expect(await look("r1")).toEqual(before);
  });

  test("that cancels is final", async () => {
    await orderAndAdvance("r1", { to: "LABEL" });
    await amend("r1", { kind: "CANCEL" });
    expect(await look("r1")).toMatchObject({ canceled: true, status: "CANCELED" });
    await expect.poll(() => heard().at(-1)).toBe("SHIPMENT CANCELED Hamburg");
    expect(await amend("r1", { kind: "DATE", requestedDate: "2026-12-01" })).toMatchObject({
      refusal: "ORDER_LOCKED",
    });
    expect((await post("/_bogus/advance", { to: "DISPATCH" })).body).toMatchObject({ moved: [] });
  });

  test("that is only readable later shows the old state first", async () => {
    await apply(createCommand("r1"));
    await post("/_bogus/modes", { mode: "eventual", ms: 200, operation: "AMEND" });
    await amend("r1", { kind: "SHIP_TO", shipTo: address("Bremen") });
    expect(await look("r1")).toMatchObject({ shipTo: { city: "Hamburg" } });
    await expect.poll(async () => (await look("r1"))?.shipTo?.city).toBe("Bremen");
  });

  test("is taken in part where the system is told to", async () => {
    await apply(createCommand("r1"));
    const targets: OrderChangeTarget[] = [
      { kind: "DATE", requestedDate: "2026-12-01" },
      { kind: "QUANTITY", lineNumber: "1", quantity: "5" },
    ];
    await post("/_bogus/modes", { mode: "partial", k: 1, operation: "AMEND" });
    expect(await amend("r1", ...targets)).toMatchObject({ outcome: "ACCEPTED" });
    expect(await look("r1")).toMatchObject({ requestedDate: "2026-12-01", lines: [{ quantity: "30" }] });
  });
});

describe("after a restart", () => {
  test("orders, versions and answers to repeats are what they were", async () => {
    const first = await apply(createCommand("r1"));
    await amend("r1", { kind: "SHIP_TO", shipTo: address("Bremen") });
    const before = await look("r1");
    await restart();
    expect(await look("r1")).toEqual(before);
    expect(await apply(createCommand("r1"))).toEqual(first);
  });

  test("a torn last line is forgotten, and the ledger goes on behind it", async () => {
    await apply(createCommand("r1"));
    await system.close();
    appendFileSync(join(folder.path, "ledger.jsonl"), '{"kind":"EFFECT","numb');
    system = await startBogus({ dataDir: folder.path, apiKey: "key" });
    expect(await look("r1")).toMatchObject({ status: "OPEN" });
    await apply(createCommand("r2"));
    await system.close();
    system = await startBogus({ dataDir: folder.path, apiKey: "key" });
    expect(await look("r2")).toMatchObject({ status: "OPEN" });
  });

  test("a ledger damaged in the middle is not passed over", async () => {
    await apply(createCommand("r1"));
    await apply(createCommand("r2"));
    await system.close();
    const path = join(folder.path, "ledger.jsonl");
    writeFileSync(path, readFileSync(path, "utf8").replace('"kind"', '"kin'));
    await expect(startBogus({ dataDir: folder.path })).rejects.toMatchObject({ code: "LEDGER_DAMAGED" });
    writeFileSync(path, "");
    system = await startBogus({ dataDir: folder.path, apiKey: "key" });
  });

  test("events that the hub has not taken are sent, under the same id", async () => {
    listener.refuse(1_000_000);
    await orderAndAdvance("r1", { to: "LABEL" });
    await expect.poll(() => listener.deliveries.length).toBeGreaterThan(1);
    expect(listener.events).toEqual([]);
    listener.refuse(0);
    await restart();
    await expect.poll(heard).toEqual(["FULFILLMENT_ORDER OPEN Hamburg", "SHIPMENT LABEL_CREATED Hamburg"]);
    expect(new Set(listener.deliveries).size).toBe(2);
  });

  test("events that the hub has taken are not sent again", async () => {
    await apply(createCommand("r1"));
    await expect.poll(heard).toHaveLength(1);
    await restart();
    await apply(createCommand("r2"));
    await expect.poll(heard).toHaveLength(2);
    expect(listener.deliveries).toHaveLength(2);
  });
});

describe("the nasty modes", () => {
  test("a system that ignores our key makes a second order, and says so when read", async () => {
    await apply(createCommand("r1"));
    await post("/_bogus/modes", { mode: "dup-accepting", operation: "CREATE" });
    expect(await apply(createCommand("r1"))).toMatchObject({ outcome: "ACCEPTED" });
    const answer = await fetch(`${system.url}/orders/by-reference/r1`, {
      headers: { authorization: "Bearer key" },
    });
    expect(await answer.json()).toMatchObject({ duplicates: [expect.any(String)] });
  });

  test("are used up as often as they were asked for, by the orders they were asked for", async () => {
    await post("/_bogus/modes", [{ mode: "500-before", operation: "CREATE", reference: "r2", times: 2 }]);
    const outcomes: string[] = [];
    for (const reference of ["r1", "r2", "r2", "r2"])
      outcomes.push((await apply(createCommand(reference))).outcome);
    expect(outcomes).toEqual(["ACCEPTED", "UNCERTAIN", "UNCERTAIN", "ACCEPTED"]);
  });
});

describe("the door", () => {
  test.each([
    ["POST", "/orders", "{}", "key", 422],
    ["POST", "/orders", "{", "key", 400],
    ["POST", "/orders", "{}", "wrong", 401],
    ["POST", "/orders", " ".repeat(5 * 1024 * 1024), "key", 413],
    ["PATCH", "/orders/BO-1", "{}", "key", 428],
    ["GET", "/orders/by-reference/%E0%A4%A", "", "key", 400],
    ["GET", "/nothing", "", "key", 404],
    ["POST", "/_bogus/modes", '{"mode":"explode"}', "key", 422],
  ])("answers %s %s with JSON and a status", async (method, path, body, key, status) => {
    const init = { method, headers: { authorization: `Bearer ${key}` }, ...(body === "" ? {} : { body }) };
    const answer = await fetch(`${system.url}${path}`, init);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({
      error: { code: expect.any(String), message: expect.any(String) },
    });
  });

  test("refuses the same key with another order", async () => {
    await apply(createCommand("r1"));
    const other = { ...createCommand("r9"), idempotencyKey: "create:r1" };
    expect(await apply(other)).toMatchObject({
      outcome: "REFUSED",
      nativeMessage: expect.stringContaining("KEY_REUSED"),
    });
  });
});
