import { randomUUID } from "node:crypto";
import { ROLES } from "../../src/domain/vocabulary.js";
import { type ApiWorld, AT, aCase, aCustomer, anAddress, anOrder, itsConnections } from "./api-world.js";

/** Letters that escape differently wherever two writers of JSON disagree. */
const ODD = 'Łódź 株式会社 "quoted" \\ back / slash\t tab\n line \u0001\u001f\u007f\u2028\u2029 😀 é';

/** Orders and customers with everything that is seldom: nulls, odd letters, merged customers, broken addresses. */
export async function oddOrders(world: ApiWorld) {
  const { insert } = world;
  await itsConnections(world);
  const ours = await aCustomer(world, "alpaca", {
    emails: [{ value: "buyer@alpaca.example", strategy: "RECENCY" }],
  });
  const theirs = await aCustomer(world, "zebra");
  const odd = await aCustomer(world, "odd");
  const merged = await aCustomer(world, "merged");
  await world.store.pool.query("UPDATE customers SET name = $2, kind = NULL WHERE id = $1", [
    odd.customerId,
    ODD,
  ]);
  await world.store.pool.query("UPDATE customers SET merged_into = $2 WHERE id = $1", [
    merged.customerId,
    ours.customerId,
  ]);
  await world.store.pool.query("UPDATE memberships SET customer_id = $2 WHERE customer_id = $1", [
    merged.customerId,
    ours.customerId,
  ]);
  const placed = await anOrder(world, ours, "alpaca");
  const strange = await anOrder(world, theirs, "zebra");
  const first = { ...placed, ...(await aCase(world, ours, placed, "alpaca")) };
  const other = { ...strange, ...(await aCase(world, theirs, strange, "zebra")) };
  await anOrder(world, ours, "second", { placedAt: "2026-03-01T10:00:00.000999Z", poNumber: "PO-twice" });
  await anOrder(world, odd, "odd", {
    ...{ externalNumber: null, poNumber: "PO-twice", currency: null, shipTo: null, requestedDate: null },
    ...{ note: ODD, total: "0", version: 2_147_483_647, externalVersion: ODD },
    placedAt: "2026-02-28T23:59:59.123456Z",
  });
  await anOrder(world, odd, "done", { status: "COMPLETED", requestedDate: "2026-02-01" });
  await anOrder(world, odd, "far", { createdAt: "12000-01-01T00:00:00Z", requestedDate: "2026-01-01" });
  // Addresses as no reader writes them: without lines, with a number, with a list for a town.
  await anOrder(world, ours, "broken", { shipTo: { ...anAddress("broken"), lines: null, city: 5 } });
  await anOrder(world, ours, "strange", { shipTo: { ...anAddress("strange"), region: ["a"] } });
  await anOrder(world, merged, "unowned", { customerId: null });
  await anOrder(world, merged, "stale", {});
  await insert("order_lines", {
    ...{ orderId: first.orderId, lineNumber: "0", position: 0, sku: null, description: ODD },
    ...{ quantity: "0.500000", unit: null, unitPrice: null },
  });
  await insert("order_lines", {
    ...{ orderId: first.orderId, lineNumber: "2", position: 2, sku: "", description: "" },
    ...{ quantity: "100", unit: "box", unitPrice: "1234.5" },
  });
  await insert("shipments", {
    ...{ id: randomUUID(), orderId: first.orderId, fulfillmentOrderId: first.workId, externalId: "bare" },
    ...{ status: "PENDING", statusAt: AT, lines: [] },
  });
  await insert("tracking_events", {
    ...{ id: randomUUID(), shipmentId: first.shipmentId, eventKey: "early", status: "PICKED_UP" },
    ...{ description: ODD, reason: "RECIPIENT_ABSENT", occurredAt: "2026-01-01T00:00:00.5Z", recordedAt: AT },
  });
  const targets = [
    { kind: "CANCEL" },
    { kind: "CONTACT", contactName: null, emails: ["a@b.example", ODD], phones: [] },
    { kind: "QUANTITY", lineNumber: "1", quantity: "2.50" },
    {
      kind: "ADD_LINE",
      line: { lineNumber: "9", sku: ODD, description: null, quantity: "1", unit: null, unitPrice: null },
    },
    { kind: "DATE", requestedDate: "2026-05-05" },
  ];
  for (const [at, target] of targets.entries()) {
    await insert("order_changes", {
      ...{
        id: randomUUID(),
        orderId: first.orderId,
        sequence: at + 2,
        requestKey: `more${at}`,
        kind: target.kind,
      },
      ...{ target, channel: "EMAIL", requestedBy: ODD, reason: null, baseVersion: at, status: "REQUESTED" },
      requestedAt: AT,
    });
  }
  const marks = { ORDER: [first.orderId, other.orderId], RETURN: [first.returnId, other.returnId] };
  for (const [subject, ids] of Object.entries(marks)) {
    const fieldId = randomUUID();
    await insert("custom_fields", {
      ...{ id: fieldId, subject, namespace: "house", key: "mark", type: "TEXT", label: "Mark", version: 1 },
      ...{ seenBy: JSON.stringify(ROLES), setBy: JSON.stringify(ROLES), choices: "[]", isPersonal: false },
      ...{ isFilterable: true, createdAt: AT, updatedAt: AT },
    });
    for (const [at, subjectId] of ids.entries()) {
      const mark = at === 0 ? "alpaca" : "zebra";
      await insert("custom_values", {
        ...{ fieldId, subjectId, value: JSON.stringify(mark), filterKey: mark, version: 1 },
        ...{ changedBy: "house", changedAt: AT },
      });
    }
  }
  return { ours, theirs, odd, merged, first, other };
}
