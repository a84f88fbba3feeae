import type { PostalAddress } from "../../src/domain/address.js";
import type { OrderChangeTarget } from "../../src/domain/order-change.js";
import type { ExceptionReason, OrderChangeKind } from "../../src/domain/vocabulary.js";
import { wordsOf } from "../seed/words.js";
import { chance, oneOf } from "./chance.js";

/** When a customer changes an order: at once, or when the goods have come so far. */
export const MOMENTS = ["AT_ONCE", "ACCEPTED", "LABEL", "DISPATCH"] as const;
export type Moment = (typeof MOMENTS)[number];

/** What a season's plans follow from. */
export interface Script {
  readonly seed: number;
  readonly season: string;
  /** How many of all orders their customers change. */
  readonly changedShare: number;
}

export interface PlannedChange {
  readonly moment: Moment;
  readonly target: OrderChangeTarget;
}

/** Everything that is to happen to one order. It follows from the seed and the order's number alone. */
export interface OrderPlan {
  /** The shop's id of the order, and the customer's own number, by which the warehouse knows it. */
  readonly key: string;
  readonly customer: string;
  readonly isOrganization: boolean;
  readonly name: string;
  readonly shipTo: PostalAddress;
  readonly lines: readonly PlannedLine[];
  readonly changes: readonly PlannedChange[];
  /** Through which door changes come: the shop restates the order, or the call center asks for them. */
  readonly door: "SHOP" | "DESK";
  /** RIGHT: the work order's address. STALE: that of the day it came in. BOOK: from the warehouse's own book. */
  readonly label: "RIGHT" | "STALE" | "BOOK";
  /** Somebody ships it although it is held. */
  readonly overlooksHold: boolean;
  /** Why the carrier brings it back though nobody else has made a mistake. */
  readonly carrierFault: ExceptionReason | null;
  /** The customer has moved and has told nobody. */
  readonly isStale: boolean;
  /** Every amendment of it fails like this. */
  readonly stubborn: "500-before" | "stale-409" | "partial" | null;
}

export interface PlannedLine {
  readonly lineNumber: string;
  readonly sku: string;
  readonly description: string;
  readonly quantity: string;
  readonly unit: string;
  readonly unitPrice: string;
}

const ORDERS_PER_CUSTOMER = 2.5;
const KINDS: readonly (readonly [OrderChangeKind, number])[] = [
  ["SHIP_TO", 45],
  ["QUANTITY", 15],
  ["PRICE", 8],
  ["DATE", 9],
  ["CANCEL", 7],
  ["ADD_LINE", 8],
  ["REMOVE_LINE", 8],
];
const TIMES: readonly (readonly [number, number])[] = [
  [1, 70],
  [2, 20],
  [3, 10],
];
const MOMENT_WEIGHTS: readonly (readonly [Moment, number])[] = [
  ["AT_ONCE", 25],
  ["ACCEPTED", 30],
  ["LABEL", 30],
  ["DISPATCH", 15],
];
const CARRIER_FAULTS: readonly (readonly [ExceptionReason, number])[] = [
  ["DAMAGED", 1],
  ["MISROUTED", 1],
  ["CARRIER", 1],
];

/** What happens to the order with this number. */
export function planOf({ seed, season, changedShare }: Script, at: number): OrderPlan {
  const key = `${season}-${at}`;
  const draw = (what: string): number => chance(seed, key, what);
  const who = Math.floor(at / ORDERS_PER_CUSTOMER);
  const customer = `C-${season}-${who}`;
  const changes = draw("changed") < changedShare ? changesOf(draw, key) : [];
  const readdressed = changes.some(({ target }) => target.kind === "SHIP_TO");
  const fault = draw("label");
  return {
    ...{ key, customer, isOrganization: chance(seed, customer, "kind") < 0.3 },
    name: nameOf(chance(seed, customer, "given"), chance(seed, customer, "family"), who),
    shipTo: addressOf((what) => chance(seed, customer, what), who),
    lines: linesOf(draw, changes.length > 0),
    ...{ changes, door: draw("door") < 0.5 ? "SHOP" : "DESK" },
    label: readdressed && fault < 0.15 ? "STALE" : fault > 0.995 ? "BOOK" : "RIGHT",
    overlooksHold: draw("overlooks") < 0.2,
    carrierFault: draw("carrier") < 0.005 ? oneOf(CARRIER_FAULTS, draw("fault")) : null,
    isStale: draw("stale") < 0.01,
    stubborn: changes.length > 0 && draw("stubborn") < 0.02 ? stubbornness(draw("stubbornness")) : null,
  };
}

const stubbornness = (drawn: number): OrderPlan["stubborn"] =>
  oneOf(
    [
      ["500-before", 1],
      ["stale-409", 1],
      ["partial", 1],
    ],
    drawn,
  );

function changesOf(draw: (what: string) => number, key: string): PlannedChange[] {
  const changes: PlannedChange[] = [];
  for (let nth = 0; nth < oneOf(TIMES, draw("times")); nth += 1) {
    const kind = oneOf(KINDS, draw(`kind ${nth}`));
    const isAgain = changes.some(({ target }) => target.kind === kind);
    if (isAgain && kind !== "SHIP_TO" && kind !== "QUANTITY") continue;
    const target = targetOf(kind, (what) => draw(`${nth} ${what}`), `${key} ${nth}`);
    changes.push({ moment: oneOf(MOMENT_WEIGHTS, draw(`moment ${nth}`)), target });
  }
  const inTurn = changes.sort((a, b) => MOMENTS.indexOf(a.moment) - MOMENTS.indexOf(b.moment));
  const end = inTurn.findIndex(({ target }) => target.kind === "CANCEL");
  return end < 0 ? inTurn : inTurn.slice(0, end + 1);
}

function targetOf(kind: OrderChangeKind, draw: (what: string) => number, salt: string): OrderChangeTarget {
  switch (kind) {
    case "SHIP_TO":
      return { kind, shipTo: addressOf(draw, Math.floor(chance(salt) * 1e6)) };
    case "QUANTITY":
      return { kind, lineNumber: "1", quantity: String(30 + Math.floor(draw("quantity") * 970)) };
    case "PRICE":
      return { kind, lineNumber: "2", unitPrice: (1 + Math.floor(draw("price") * 9000) / 100).toFixed(2) };
    case "DATE":
      return { kind, requestedDate: `2027-0${1 + Math.floor(draw("month") * 9)}-15` };
    case "ADD_LINE":
      return { kind, line: { ...lineOf(draw, "9"), quantity: String(1 + Math.floor(draw("more") * 9)) } };
    case "REMOVE_LINE":
      return { kind, lineNumber: "3" };
    default:
      return { kind: "CANCEL" };
  }
}

function linesOf(draw: (what: string) => number, isChanged: boolean): PlannedLine[] {
  const count = isChanged ? 3 : 1 + Math.floor(draw("lines") * 3);
  return Array.from({ length: count }, (_, place) =>
    lineOf((what) => draw(`${what} ${place}`), String(place + 1)),
  );
}

function lineOf(draw: (what: string) => number, lineNumber: string): PlannedLine {
  const [sku = "", description = "", unitPrice = ""] = pick("goods", draw("goods")).split(",");
  const quantity = String(1 + Math.floor(draw("count") * 20));
  return { lineNumber, sku, description, quantity, unit: "piece", unitPrice };
}

/** Numbers are given out one by one, so that no two customers live in one house. */
export function addressOf(draw: (what: string) => number, number: number): PostalAddress {
  const [city = "", postalCode = "", country = ""] = pick("city", draw("city")).split(",");
  const street = `${pick("street", draw("street"))} ${number + 1}`;
  return {
    ...{ recipient: null, department: null, lines: [street], city, region: null, postalCode, country },
    phone: null,
  };
}

const nameOf = (given: number, family: number, who: number): string =>
  `${pick("given", given)} ${pick("stem", family)}${wordsOf("ending")[who % wordsOf("ending").length] ?? ""}`;

function pick(list: Parameters<typeof wordsOf>[0], drawn: number): string {
  const words = wordsOf(list);
  return words[Math.floor(drawn * words.length)] ?? "";
}
