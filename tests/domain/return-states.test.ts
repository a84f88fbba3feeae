import { describe, expect, test } from "vitest";
import {
  costOfReturn,
  DEFAULT_PARCEL_SETTINGS,
  decideReturn,
  parcelSettingsFile,
  type ReturnRequest,
} from "../../src/domain/parcel-settings.js";
import { faultOfInspection, faultOfReturn, valueOfLines } from "../../src/domain/return-line.js";
import { faultOfResolution, type WantedResolution } from "../../src/domain/return-resolution.js";
import {
  nextStatusesOf,
  RETURN_ACTS,
  type ReturnAct,
  type ReturnActor,
  statusAfter,
} from "../../src/domain/return-states.js";
import { RETURN_STATUSES, type ReturnStatus } from "../../src/domain/vocabulary.js";
import { BREMEN, HAMBURG } from "../support/orders.js";

/** Every move there is. What is not here must not be possible. */
const MOVES: readonly (readonly [ReturnStatus, ReturnAct, ReturnStatus, readonly ReturnActor[]])[] = [
  ["REQUESTED", "APPROVE", "APPROVED", ["STAFF", "HUB"]],
  ["REQUESTED", "DECLINE", "DECLINED", ["STAFF", "HUB"]],
  ["REQUESTED", "CANCEL", "CANCELED", ["STAFF", "CUSTOMER", "HUB"]],
  ["REQUESTED", "DISPATCH", "IN_TRANSIT", ["CARRIER"]],
  ["REQUESTED", "CARRIER_DELIVERED", "IN_TRANSIT", ["CARRIER"]],
  ["REQUESTED", "RECEIVE", "RECEIVED", ["STAFF", "WAREHOUSE"]],
  ["APPROVED", "CANCEL", "CANCELED", ["STAFF", "CUSTOMER", "HUB"]],
  ["APPROVED", "ATTACH_LABEL", "APPROVED", ["STAFF"]],
  ["APPROVED", "DISPATCH", "IN_TRANSIT", ["CARRIER"]],
  ["APPROVED", "CARRIER_DELIVERED", "IN_TRANSIT", ["CARRIER"]],
  ["APPROVED", "RECEIVE", "RECEIVED", ["STAFF", "WAREHOUSE"]],
  ["IN_TRANSIT", "CANCEL", "CANCELED", ["STAFF", "HUB"]],
  ["IN_TRANSIT", "CARRIER_DELIVERED", "IN_TRANSIT", ["CARRIER"]],
  ["IN_TRANSIT", "RECEIVE", "RECEIVED", ["STAFF", "WAREHOUSE"]],
  ["IN_TRANSIT", "RESOLVE", "IN_TRANSIT", ["STAFF"]],
  ["IN_TRANSIT", "TAKE_BACK", "CANCELED", ["CARRIER"]],
  ["RECEIVED", "INSPECT", "INSPECTED", ["STAFF"]],
  ["RECEIVED", "RESOLVE", "CLOSED", ["STAFF"]],
  ["INSPECTED", "RESOLVE", "CLOSED", ["STAFF"]],
  ["CANCELED", "REOPEN", "IN_TRANSIT", ["CARRIER", "WAREHOUSE"]],
  ["APPROVED", "ANNOUNCE", "APPROVED", ["WAREHOUSE"]],
  ["IN_TRANSIT", "ANNOUNCE", "IN_TRANSIT", ["WAREHOUSE"]],
  ["REQUESTED", "FOLLOW_CUSTOMER", "REQUESTED", ["HUB"]],
  ["APPROVED", "FOLLOW_CUSTOMER", "APPROVED", ["HUB"]],
  ["IN_TRANSIT", "FOLLOW_CUSTOMER", "IN_TRANSIT", ["HUB"]],
  ["RECEIVED", "FOLLOW_CUSTOMER", "RECEIVED", ["HUB"]],
  ["INSPECTED", "FOLLOW_CUSTOMER", "INSPECTED", ["HUB"]],
  ["IN_TRANSIT", "FIND_CAUSE", "IN_TRANSIT", ["HUB"]],
  ["RECEIVED", "FIND_CAUSE", "RECEIVED", ["HUB"]],
  ["INSPECTED", "FIND_CAUSE", "INSPECTED", ["HUB"]],
  ["CLOSED", "FIND_CAUSE", "CLOSED", ["HUB"]],
];
const ACTORS: readonly ReturnActor[] = ["STAFF", "CUSTOMER", "CARRIER", "WAREHOUSE", "HUB"];

test.each(RETURN_STATUSES.flatMap((from) => RETURN_ACTS.map((act) => [from, act] as const)))(
  "a return that is %s: %s",
  (from, act) => {
    for (const by of ACTORS) {
      const move = MOVES.find(([f, a, , actors]) => f === from && a === act && actors.includes(by));
      expect(statusAfter(from, act, by), by).toBe(move?.[2] ?? null);
    }
  },
);

test.each<[ReturnStatus, ReturnStatus[], ReturnStatus[]]>([
  ["REQUESTED", ["APPROVED", "DECLINED", "CANCELED", "RECEIVED"], ["CANCELED"]],
  ["APPROVED", ["CANCELED", "RECEIVED"], ["CANCELED"]],
  ["IN_TRANSIT", ["CANCELED", "RECEIVED"], []],
  ["RECEIVED", ["INSPECTED", "CLOSED"], []],
  ["INSPECTED", ["CLOSED"], []],
  ["CLOSED", [], []],
  ["DECLINED", [], []],
  ["CANCELED", [], []],
])("where people can bring a return that is %s", (from, staff, customer) => {
  expect(nextStatusesOf(from, "STAFF")).toEqual(staff);
  expect(nextStatusesOf(from, "CUSTOMER")).toEqual(customer);
});

describe("the house's rules", () => {
  const asked = (own: Partial<ReturnRequest>): ReturnRequest => ({
    ...{ reasons: [null], daysSinceDelivery: 10, value: "100.00", currency: "EUR", ...own },
  });
  test.each([
    ["in time and small", {}, "APPROVE"],
    ["on the last day", { daysSinceDelivery: 30 }, "APPROVE"],
    ["worth more", { value: "500.01" }, "ASK"],
    ["in another currency", { currency: "JPY" }, "ASK"],
    ["in no currency", { currency: null }, "ASK"],
    ["a day late", { daysSinceDelivery: 31 }, "ASK"],
    ["far too late", { daysSinceDelivery: 91 }, "DECLINE"],
    ["damaged, late and dear", { reasons: ["DAMAGED"], daysSinceDelivery: 45, value: "9000" }, "APPROVE"],
    ["half of it damaged, and late", { reasons: ["DAMAGED", null], daysSinceDelivery: 45 }, "ASK"],
    ["damaged, and far too late", { reasons: ["DAMAGED"], daysSinceDelivery: 200 }, "DECLINE"],
    ["nothing has arrived yet", { daysSinceDelivery: null }, "ASK"],
  ] as const)("by default: %s", (_name, own, decision) => {
    const found = decideReturn(
      DEFAULT_PARCEL_SETTINGS.approval,
      asked({ ...own, reasons: [...("reasons" in own ? own.reasons : [null])] }),
    );
    expect(found.decision).toBe(decision);
    expect(found.because).not.toBe("");
  });

  test("without any rule a person is asked", () => {
    expect(decideReturn([], asked({}))).toEqual({
      ...{ decision: "ASK", rule: null, because: "no rule of the house fits" },
    });
  });

  test("of costs the first that fits counts, and none is invented", () => {
    const rules = [
      {
        carrier: "DHL",
        kind: "UNDELIVERABLE" as const,
        currency: "EUR",
        outward: "6",
        back: "4.5",
        handling: "2",
      },
      { kind: "REFUSED" as const, currency: "USD", outward: "9", back: "0", handling: "1" },
    ];
    expect(costOfReturn(rules, "UNDELIVERABLE", "dhl")).toMatchObject({ amount: "12.50", currency: "EUR" });
    expect(costOfReturn(rules, "REFUSED", "ups")).toMatchObject({ amount: "10.00", currency: "USD" });
    expect(costOfReturn(rules, "UNDELIVERABLE", null)).toBeNull();
  });

  test.each([
    [{ approval: [{ name: "x", decision: "MAYBE", because: "y" }] }],
    [{ costs: [{ currency: "euro", outward: "1", back: "1", handling: "1" }] }],
    [{ costs: [{ currency: "EUR", outward: "-1", back: "1", handling: "1" }] }],
    [{ silence: { hours: 0 } }],
    [{ aproval: [] }],
  ])("are refused as %j", (written) => {
    expect(parcelSettingsFile.safeParse(written).success).toBe(false);
  });
});

describe("lines that come back", () => {
  const room = new Map([
    ["1", "4"],
    ["2", "0"],
  ]);
  test.each([
    ["nothing", [], "INVALID"],
    [
      "one twice",
      [
        ["1", "1"],
        ["1", "1"],
      ],
      "INVALID",
    ],
    ["one nobody ordered", [["9", "1"]], "NOT_FOUND"],
    ["too many", [["1", "4.000001"]], "TOO_MANY"],
    ["what has not left", [["2", "1"]], "TOO_MANY"],
    ["forty digits", [["1", "1234567890123456789012345678901234567890"]], "INVALID"],
    ["an exponent", [["1", "1e3"]], "INVALID"],
    ["no number", [["1", "NaN"]], "INVALID"],
    ["less than nothing", [["1", "-1"]], "INVALID"],
    ["zero", [["1", "0"]], "INVALID"],
    ["all there is", [["1", "4"]], null],
  ] as const)("%s", (_name, lines, code) => {
    const given = lines.map(([lineNumber, quantity]) => ({ lineNumber, quantity }));
    expect(faultOfReturn(given, room)?.code ?? null).toBe(code);
  });

  const announced = [
    { lineNumber: "1", quantity: "3" },
    { lineNumber: "2", quantity: "0.5" },
  ];
  const found = (
    lineNumber: string,
    quantity: string,
    disposition: "RESTOCKED" | "MISSING" = "RESTOCKED",
  ) => ({
    ...{ lineNumber, quantity, disposition, condition: null },
  });
  test.each([
    ["all accounted for", [found("1", "2"), found("1", "1", "MISSING"), found("2", "0.50")], null],
    ["one left out", [found("1", "3")], "INCOMPLETE"],
    ["one too few", [found("1", "2"), found("2", "0.5")], "INCOMPLETE"],
    ["one too many", [found("1", "4"), found("2", "0.5")], "TOO_MANY"],
    ["one that is not in it", [found("1", "3"), found("2", "0.5"), found("7", "1")], "NOT_FOUND"],
  ] as const)("as they are found: %s", (_name, lines, code) => {
    expect(faultOfInspection(announced, lines)?.code ?? null).toBe(code);
  });

  test("are worth what they were sold for", () => {
    const order = [
      { lineNumber: "1", unitPrice: "18.505" },
      { lineNumber: "2", unitPrice: null },
    ];
    expect(valueOfLines(announced, order)).toBe("55.52");
  });
});

describe("how a return may end", () => {
  const known = {
    value: "37.00",
    causeKind: "ADDRESS_OUT_OF_DATE" as const,
    used: HAMBURG,
    orderShipTo: HAMBURG,
  };
  const line = { lineNumber: "1", sku: "A", description: null, quantity: "1", unit: null, unitPrice: null };
  const wanted = (resolution: WantedResolution["resolution"], own: Partial<WantedResolution> = {}) => ({
    ...{ resolution, amount: null, lines: null, shipTo: null, ...own },
  });
  test.each([
    ["a refund", wanted("REFUND", { amount: "37" }), null],
    ["a refund of more", wanted("REFUND", { amount: "37.01" }), "TOO_MUCH"],
    ["a refund of nothing", wanted("REFUND", { amount: "0" }), "INVALID"],
    ["a refund without an amount", wanted("REFUND"), "INVALID"],
    ["store credit", wanted("STORE_CREDIT", { amount: "10" }), null],
    ["a repair with an amount", wanted("REPAIR", { amount: "1" }), "INVALID"],
    ["a repair that goes somewhere", wanted("REPAIR", { shipTo: BREMEN }), "INVALID"],
    ["nothing", wanted("NONE"), null],
    ["sending it again, to where it failed", wanted("RESHIP"), "SAME_ADDRESS"],
    [
      "sending it again, to where it failed in other letters",
      wanted("RESHIP", { shipTo: { ...HAMBURG, lines: ["am sandtorkai 30"] } }),
      "SAME_ADDRESS",
    ],
    ["sending it again, elsewhere", wanted("RESHIP", { shipTo: BREMEN }), null],
    ["an exchange", wanted("EXCHANGE", { lines: [line], shipTo: BREMEN }), null],
    ["an exchange for nothing", wanted("EXCHANGE", { lines: [], shipTo: BREMEN }), "INVALID"],
    ["an exchange of one line twice", wanted("EXCHANGE", { lines: [line, line], shipTo: BREMEN }), "INVALID"],
    ["a replacement with lines", wanted("REPLACEMENT", { lines: [line], shipTo: BREMEN }), "INVALID"],
  ] as const)("%s", (_name, resolution, code) => {
    expect(faultOfResolution(resolution, known)?.code ?? null).toBe(code);
  });

  test("a parcel that the carrier failed with may go to the same address again", () => {
    expect(faultOfResolution(wanted("RESHIP"), { ...known, causeKind: "CARRIER_FAULT" })).toBeNull();
  });
});
