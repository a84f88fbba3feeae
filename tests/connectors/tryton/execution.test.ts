import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ExecutionCommand, ExecutionSnapshot } from "../../../src/connectors/connector.js";
import { tryton } from "../../../src/connectors/tryton/index.js";
import type { OrderChangeTarget } from "../../../src/domain/order-change.js";
import { BREMEN, HAMBURG } from "../../support/orders.js";
import { startTrytonLoopback, TrytonError, userError } from "../../support/tryton-loopback.js";

let server: Awaited<ReturnType<typeof startTrytonLoopback>>;
let settings: ReturnType<typeof tryton.settings.parse>;
beforeAll(async () => {
  server = await startTrytonLoopback();
  settings = tryton.settings.parse({ ...server.settings, timeoutMs: 1_500 });
});
afterAll(() => server.close());

const { execution } = tryton;
if (execution === undefined) throw new Error("Tryton executes orders");
const apply = (command: ExecutionCommand) => execution.apply(settings, command);
const look = (reference: string) => execution.fetch(settings, reference);

const CUSTOMER = randomUUID();
type Create = ExecutionCommand & { kind: "CREATE" };
const create = (reference: string, order: Partial<Create["order"]> = {}): Create => ({
  ...{ kind: "CREATE", idempotencyKey: `create:${reference}`, reference, orderNumber: "#1047" },
  ...{ customerName: "Nordlicht Elektronik AG", customerReference: CUSTOMER },
  order: {
    ...{ poNumber: null, currency: "EUR", shipTo: HAMBURG, requestedDate: null, note: null },
    lines: [
      { lineNumber: "1", sku: "TL-1001", description: null, quantity: "10", unit: "pcs", unitPrice: "18.50" },
    ],
    ...order,
  },
});
const SHIP_TO: OrderChangeTarget = { kind: "SHIP_TO", shipTo: BREMEN };
const amend = (
  { externalId, version }: ExecutionSnapshot,
  ...targets: OrderChangeTarget[]
): ExecutionCommand => ({
  ...{ kind: "AMEND", idempotencyKey: `change:${version}`, externalId, expectedVersion: version, targets },
});
const made = async (order: Partial<Create["order"]> = {}): Promise<ExecutionSnapshot> => {
  const reference = randomUUID();
  expect(await apply(create(reference, order))).toMatchObject({ outcome: "ACCEPTED" });
  return (await look(reference)) ?? expect.fail("it is not there");
};
const salesOf = (reference: string) => server.tables.search("sale.sale", [["reference", "=", reference]]);
const shipmentsOf = ({ externalId }: ExecutionSnapshot) =>
  (server.tables.get("sale.sale", Number(externalId)).shipments as number[]).map((id) =>
    server.tables.get("stock.shipment.out", id),
  );
const drafts = () => server.tables.search("sale.amendment", [["state", "=", "draft"]]);

describe("the session", () => {
  test("is opened once for all that work at once, and again when it has run out", async () => {
    await made();
    const before = server.logins();
    server.endSessions();
    const references = [randomUUID(), randomUUID(), randomUUID()];
    const answers = await Promise.all(references.map((reference) => apply(create(reference))));
    expect(answers.map(({ outcome }) => outcome)).toEqual(["ACCEPTED", "ACCEPTED", "ACCEPTED"]);
    expect(server.logins()).toBe(before + 1);
  });

  test("that is denied is a right that is missing: nothing is tried again", async () => {
    const others = tryton.settings.parse({ ...settings, password: "lantern-8" });
    expect(await execution.apply(others, create(randomUUID()))).toMatchObject({
      ...{ outcome: "REFUSED", refusal: "PERMISSION" },
    });
    await expect(execution.fetch(others, randomUUID())).rejects.toMatchObject({
      ...{ code: "EXECUTION_DENIED", next: { kind: "park" } },
    });
  });
});

describe("an error inside a 200", () => {
  const other = (words: string): TrytonError => new TrytonError([words, "Traceback (most recent call last)"]);
  test.each([
    [userError('The value for field "Product" in "Sale Line" is not valid.'), "VALIDATION"],
    [userError('You are not allowed to access "Sale".'), "PERMISSION"],
    [userError('Calling button "quote on "sale.sale" is not allowed.'), "PERMISSION"],
    [userError('You are trying to read records "7" of "Sale" that don\'t exist anymore.'), "NOT_FOUND"],
    [
      new TrytonError(["UserWarning", ["late_sale,7", "The customer is over its limit.", ""]]),
      "APPROVAL_REQUIRED",
    ],
    [new TrytonError(["ConcurrencyException", "Records were modified in the meanwhile"]), "VERSION_CONFLICT"],
    [other("could not serialize access due to concurrent update"), "TEMPORARY"],
    [other("'sale.amendment'"), "UNSUPPORTED"],
    [other("'NoneType' object is not iterable"), "VALIDATION"],
  ])("%s is %s", async (error, refusal) => {
    server.before("model.sale.sale.quote", () => {
      throw error;
    });
    const answer = await apply(create(randomUUID()));
    expect(answer).toMatchObject({ outcome: "REFUSED", refusal });
    // Words for a person: not the key of a warning, no traceback.
    expect(answer.nativeMessage).not.toMatch(/Traceback|late_sale/);
  });

  test("before anything has begun is a reason to come back, if it is one that passes", async () => {
    server.before("model.party.address.search_read", () => {
      throw new TrytonError(["deadlock detected", ""]);
    });
    expect(await apply(create(randomUUID()))).toMatchObject({ outcome: "RETRY" });
  });
});

describe("an order", () => {
  test.each<[string, Partial<Create["order"]>, string]>([
    ["of another currency", { currency: "CHF" }, "Tryton has no currency CHF"],
    [
      "to a country that is not known",
      { shipTo: { ...HAMBURG, country: "FR" } },
      "Tryton knows no country FR",
    ],
    [
      "of an article that is not known",
      { lines: [{ ...line("1"), sku: "TL-4711" }] },
      "Tryton has no article TL-4711 (line 1)",
    ],
    ["without an article", { lines: [{ ...line("7"), sku: null }] }, "line 7 names no article"],
    [
      "in a unit that is not known",
      { lines: [{ ...line("1"), unit: "pallet" }] },
      "line 1: Tryton has no unit pallet",
    ],
    ["to nowhere", { shipTo: null }, "the order says not where it goes"],
  ])("%s is refused, and nothing is made", async (_, wrong, nativeMessage) => {
    const reference = randomUUID();
    expect(await apply(create(reference, wrong))).toEqual({
      ...{ outcome: "REFUSED", refusal: "VALIDATION", nativeMessage },
    });
    expect(salesOf(reference)).toEqual([]);
  });

  test("is found again after an answer was lost, wherever it was lost", async () => {
    const reference = randomUUID();
    await server.fail({ mode: "rst-after", operation: "CREATE", reference });
    expect(await apply(create(reference))).toMatchObject({ outcome: "UNCERTAIN" });
    expect(await apply(create(reference))).toMatchObject({ outcome: "ACCEPTED" });
    expect(salesOf(reference)).toMatchObject([{ state: "processing" }]);
  });

  test("is not there while it is only begun, and goes on where it stood", async () => {
    const reference = randomUUID();
    server.before("model.sale.sale.confirm", () => {
      throw userError("not today");
    });
    await apply(create(reference));
    expect(salesOf(reference)).toMatchObject([{ state: "quotation" }]);
    expect(await look(reference)).toBeNull();
    expect(await apply(create(reference))).toMatchObject({ outcome: "ACCEPTED" });
    expect(await look(reference)).toMatchObject({ status: "OPEN" });
  });

  test("of which a request that was given up makes another one is still made once", async () => {
    const reference = randomUUID();
    const { addresses: _addresses, ...late } = { reference, state: "draft", origin: null, addresses: [] };
    server.before(
      "model.sale.sale.create",
      () =>
        void server.tables.add("sale.sale", { ...late, lines: [], moves: [], shipments: [], number: null }),
    );
    expect(await apply(create(reference))).toMatchObject({ outcome: "ACCEPTED" });
    expect(salesOf(reference)).toHaveLength(1);
  });

  test("of a customer who is made by another order at this moment goes to that customer", async () => {
    const command = { ...create(randomUUID()), customerReference: randomUUID() };
    const code = `TL-${command.customerReference}`;
    server.before(
      "model.party.party.create",
      () => void server.tables.add("party.party", { code, rec_name: "N" }),
    );
    expect(await apply(command)).toMatchObject({ outcome: "ACCEPTED" });
    const [party, ...others] = server.tables.search("party.party", [["code", "=", code]]);
    expect(others).toEqual([]);
    expect(salesOf(command.reference)).toMatchObject([{ party: party?.id }]);
  });

  test("whose day has passed is made without it, because Tryton takes none", async () => {
    expect(await made({ requestedDate: "2026-11-09" })).toMatchObject({ requestedDate: null });
    expect(await made({ requestedDate: "2026-11-10" })).toMatchObject({ requestedDate: "2026-11-10" });
  });
});

describe("a change", () => {
  test("of a shipment that is taken up at this moment gives way, and leaves nothing behind", async () => {
    const seen = await made();
    server.before("model.stock.shipment.out.draft", () => {
      for (const shipment of shipmentsOf(seen)) server.tables.write(shipment, { state: "assigned" });
    });
    expect(await apply(amend(seen, SHIP_TO))).toMatchObject({
      outcome: "REFUSED",
      refusal: "VERSION_CONFLICT",
    });
    expect(shipmentsOf(seen)).toMatchObject([{ state: "assigned" }]);
    expect(drafts()).toEqual([]);
  });

  test("that is refused lets the shipments wait again", async () => {
    const seen = await made();
    server.before("model.sale.amendment.validate_amendment", () => {
      throw userError("not today");
    });
    expect(await apply(amend(seen, SHIP_TO))).toMatchObject({ outcome: "REFUSED", refusal: "VALIDATION" });
    expect(shipmentsOf(seen)).toMatchObject([{ state: "waiting" }]);
    expect(drafts()).toEqual([]);
  });

  test("that was cut off is taken back first, and is made then", async () => {
    const reference = randomUUID();
    await apply(create(reference));
    const seen = (await look(reference)) ?? expect.fail();
    await server.fail({ mode: "rst-before", operation: "AMEND", reference });
    expect(await apply(amend(seen, SHIP_TO))).toMatchObject({ outcome: "UNCERTAIN" });
    const between = (await look(reference)) ?? expect.fail();
    expect(between).toMatchObject({ status: "ON_HOLD", shipTo: { city: "Hamburg" } });
    expect(await apply(amend(between, SHIP_TO))).toMatchObject({ refusal: "VERSION_CONFLICT" });
    const back = (await look(reference)) ?? expect.fail();
    expect(back).toMatchObject({ status: "OPEN" });
    expect(drafts()).toEqual([]);
    expect(await apply(amend(back, SHIP_TO))).toMatchObject({ outcome: "ACCEPTED" });
    expect(await look(reference)).toMatchObject({ status: "OPEN", shipTo: { city: "Bremen" } });
  });

  test("of a sale that was stopped leaves it stopped", async () => {
    const seen = await made();
    const stop = {
      kind: "HOLD",
      idempotencyKey: "h",
      externalId: seen.externalId,
      reason: "OTHER: wait",
    } as const;
    expect(await apply(stop)).toMatchObject({ outcome: "ACCEPTED" });
    const reference = String(server.tables.get("sale.sale", Number(seen.externalId)).reference);
    const held = (await look(reference)) ?? expect.fail();
    expect(await apply(amend(held, SHIP_TO))).toMatchObject({ outcome: "ACCEPTED" });
    expect(await look(reference)).toMatchObject({ status: "ON_HOLD", shipTo: { city: "Bremen" } });
    expect(server.tables.search("ir.note", [])).toMatchObject([{ message: "Stopped: OTHER: wait" }]);
  });

  test("brings a line that was taken off back as the same line", async () => {
    const seen = await made({ lines: [line("1"), { ...line("2"), sku: "TL-1002" }] });
    const { reference } = server.tables.get("sale.sale", Number(seen.externalId));
    await apply(amend(seen, { kind: "REMOVE_LINE", lineNumber: "2" }));
    const without = (await look(String(reference))) ?? expect.fail();
    expect(without.lines.map(({ lineNumber }) => lineNumber)).toEqual(["1"]);
    await apply(amend(without, { kind: "ADD_LINE", line: { ...line("2"), sku: "TL-6001", quantity: "3" } }));
    const again = (await look(String(reference))) ?? expect.fail();
    expect(again.lines).toMatchObject([
      { lineNumber: "1" },
      { lineNumber: "2", sku: "TL-6001", quantity: "3" },
    ]);
  });
});

function line(lineNumber: string) {
  return { lineNumber, sku: "TL-1001", description: null, quantity: "10", unit: null, unitPrice: "18.50" };
}
