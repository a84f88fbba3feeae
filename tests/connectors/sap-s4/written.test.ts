import { expect, test } from "vitest";
import { orderIdIn, referenceIn } from "../../../src/connectors/sap-s4/written.js";
import { orderId } from "../../../src/store/writes/order-key.js";

const ID = orderId("shop", "1001", new Date("2026-11-02T10:00:00Z"));

test("an id of ours is read back from what was written of it, and nothing else is taken for one", () => {
  expect(referenceIn(ID)).toHaveLength(32);
  expect(orderIdIn(referenceIn(ID))).toBe(ID);
  expect(orderIdIn(ID)).toBe(ID);
  for (const other of ["", "4500001234", "f".repeat(32), referenceIn(ID).slice(1), `${referenceIn(ID)}0`])
    expect(orderIdIn(other), other).toBeNull();
});
