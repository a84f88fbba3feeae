import { describe, expect, test } from "vitest";
import { differencesOf, type OurSide, type TheirSide } from "../../src/domain/reconciliation.js";
import { BREMEN, HAMBURG } from "../support/orders.js";

const LINE = { lineNumber: "1", sku: "A", description: null, unit: null, quantity: "3", unitPrice: "10" };
const OURS: OurSide = {
  order: { shipTo: HAMBURG, requestedDate: "2026-12-01", canceled: false, lines: [LINE] },
  ...{ isSent: true, status: "OPEN", hasLeft: false },
};
const THEIRS: TheirSide = {
  ...{ shipTo: HAMBURG, labels: [], requestedDate: "2026-12-01", canceled: false, status: "OPEN" },
  lines: [{ lineNumber: "1", sku: "A", description: null, quantity: "3.00", unitPrice: "10.0" }],
};
const canceled: OurSide = { ...OURS, order: { ...OURS.order, canceled: true } };

describe("what two sides hold differently of an order", () => {
  test.each<[string, OurSide, TheirSide | null, string[]]>([
    ["nothing", OURS, THEIRS, []],
    [
      "nothing, in another spelling",
      OURS,
      { ...THEIRS, shipTo: { ...HAMBURG, lines: ["AM SANDTORKAI 30."] } },
      [],
    ],
    ["the order itself", OURS, null, ["MISSING_THERE>SEND_ORDER"]],
    ["an order that was never sent", { ...OURS, isSent: false }, null, []],
    ["a canceled order that they no longer show", canceled, null, []],
    ["canceled here only", canceled, THEIRS, ["CANCELED>PROPAGATE"]],
    ["canceled here when it had left", { ...canceled, hasLeft: true }, THEIRS, ["CANCELED>ASK_CUSTOMER"]],
    ["canceled there only", OURS, { ...THEIRS, canceled: true }, ["CANCELED>ASK_CUSTOMER"]],
    ["the state", OURS, { ...THEIRS, status: "IN_PROGRESS" }, ["STATUS>READ_AGAIN"]],
    ["the address", OURS, { ...THEIRS, shipTo: BREMEN }, ["SHIP_TO>PROPAGATE"]],
    ["a label's address", OURS, { ...THEIRS, labels: [BREMEN] }, ["SHIP_TO>PROPAGATE"]],
    ["the day", OURS, { ...THEIRS, requestedDate: null }, ["DATE>PROPAGATE"]],
    [
      "quantity and price",
      OURS,
      { ...THEIRS, lines: THEIRS.lines.map((line) => ({ ...line, quantity: "4", unitPrice: "11" })) },
      ["QUANTITY>PROPAGATE", "PRICE>PROPAGATE"],
    ],
    ["a line that is missing", OURS, { ...THEIRS, lines: [] }, ["QUANTITY>PROPAGATE"]],
    [
      "a line too many",
      OURS,
      { ...THEIRS, lines: [...THEIRS.lines, { ...LINE, lineNumber: "2" }] },
      ["QUANTITY>PROPAGATE"],
    ],
    ["an address after the goods have left", { ...OURS, hasLeft: true }, { ...THEIRS, shipTo: BREMEN }, []],
  ])("%s", (_what, ours, theirs, expected) => {
    const found = differencesOf(ours, theirs).map(({ aspect, proposal }) => `${aspect}>${proposal}`);
    expect(found).toEqual(expected);
  });
});
