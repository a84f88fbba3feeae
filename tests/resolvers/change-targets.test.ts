import { describe, expect, test } from "vitest";
import { changeTargets } from "../../src/resolvers/change-targets.js";
import type { OrderChangeTargetInput } from "../../src/schema/order-change.js";

const shipTo = { lines: ["Konsul-Smidt-Straße 8"], city: "Bremen" };

describe("a wanted state", () => {
  test.each<[OrderChangeTargetInput, object]>([
    [
      { kind: "QUANTITY", lineNumber: "1", quantity: "3" },
      { kind: "QUANTITY", lineNumber: "1", quantity: "3" },
    ],
    [{ kind: "CANCEL" }, { kind: "CANCEL" }],
    [
      { kind: "CONTACT", emails: ["a@b.example"] },
      { kind: "CONTACT", contactName: null, emails: ["a@b.example"], phones: [] },
    ],
    [
      { kind: "SHIP_TO", shipTo },
      { kind: "SHIP_TO", shipTo: { ...shipTo, country: null } },
    ],
    [
      { kind: "ADD_LINE", line: { lineNumber: "9", quantity: "1" } },
      { kind: "ADD_LINE", line: { sku: null, unitPrice: null } },
    ],
  ])("%j is understood", (input, target) => {
    const outcome = changeTargets([input]);
    expect(outcome).toMatchObject({ ok: true, value: [target] });
  });

  test.each<[OrderChangeTargetInput, string]>([
    [{ kind: "QUANTITY", lineNumber: "1" }, "targets.0.quantity"],
    [{ kind: "QUANTITY", lineNumber: "1", quantity: "3", unitPrice: "1" }, "targets.0.unitPrice"],
    [{ kind: "CANCEL", lineNumber: "1" }, "targets.0.lineNumber"],
    [{ kind: "SHIP_TO" }, "targets.0.shipTo"],
    [{ kind: "ADD_LINE", line: { quantity: "1" } }, "targets.0.line.lineNumber"],
    [{ kind: "DATE" }, "targets.0.requestedDate"],
  ])("%j is refused at its field", (input, field) => {
    const outcome = changeTargets([input]);
    expect(outcome.ok ? [] : outcome.userErrors.map((error) => error.field)).toEqual([field]);
  });

  test("has to be there", () => {
    expect(changeTargets([])).toMatchObject({ ok: false, userErrors: [{ field: "targets" }] });
  });
});
