import type { CanonicalOrder } from "../../domain/order.js";
import type { FieldProvenance } from "../../domain/provenance.js";
import { ediDay } from "../reading/edi/date.js";
import { ediDecimal } from "../reading/edi/decimal.js";
import { type Findings, faultAt, quoted } from "../reading/edi/findings.js";
import { type EdiOrderLine, orderOf } from "../reading/edi/order.js";
import { type EdiParty, NO_CONTACT, statementOf } from "../reading/edi/party.js";
import { component, components, type Segment, type TradacomsMessage } from "./decode.js";
import type { TradacomsSettings } from "./settings.js";

/** What the header of the file says about all of its orders. */
export interface OrderFrame {
  readonly sender: string | null;
  /** CDT: who orders. */
  readonly customer: Segment | undefined;
  /** The customer's name in the STX, where it sent the file itself. */
  readonly customerName: string | null;
  readonly sentAt: string;
  readonly version: string | null;
  /** Why none of the orders can be executed as it is. */
  readonly doubts: readonly string[];
  readonly settings: TradacomsSettings;
}

/** Reads an ORDERS message. Null if it cannot be an order; the findings say why. */
export function readOrder(
  message: TradacomsMessage,
  frame: OrderFrame,
  findings: Findings,
): CanonicalOrder | null {
  const { segments } = message;
  const ord = segments.find(({ tag }) => tag === "ORD");
  const poNumber = component(ord, 1, 1);
  if (ord === undefined || poNumber === null) {
    const text = "The order has no number (ORD).";
    findings.issues.push(faultAt(ord ?? segments[0] ?? null, "NUMBER_MISSING", text));
    return null;
  }
  findings.doubts.push(...frame.doubts);
  const clo = segments.find(({ tag }) => tag === "CLO");
  const din = segments.find(({ tag }) => tag === "DIN");
  const lines = segments.filter(({ tag }) => tag === "OLD");
  checkLines(segments, lines.length, findings);
  const { codeSystem, country, currency } = frame.settings;
  const customer = partyOf(frame.customer, "CDT");
  const buyer = { ...customer, name: customer.name ?? frame.customerName };
  const placed = dayIn(ord, 1, 3, findings);
  return orderOf(
    {
      ...{ place: ord, sender: frame.sender, poNumber, release: null, country, currency, canceled: false },
      version: frame.version === null ? null : `${frame.version}-${message.reference.padStart(6, "0")}`,
      placedAt: placed === null ? frame.sentAt : `${placed}T00:00:00Z`,
      buyer: statementOf(buyer, null, { sender: "buyer", codeSystem, country }),
      shipTo: clo === undefined ? null : partyOf(clo, "CLO"),
      days: [dayIn(din, 1, 1, findings), dayIn(din, 2, 1, findings)].filter((day) => day !== null),
      areShipDays: false,
      lines: lines.map((line) => lineOf(line, findings)),
      notes: [...components(din, 4), ...segments.filter(({ tag }) => tag === "DNA").flatMap(narrative)],
      provenance: provenanceOf(ord, clo, poNumber),
    },
    findings,
  );
}

/** CDT and CLO: the party's own number, the numbers others gave it, name, address with the postal code last. */
function partyOf(segment: Segment | undefined, role: string): EdiParty {
  const numbers = [1, 2, 3].map((part) => component(segment, 1, part));
  // No number has blanks in it: some customers write names where theirs belong.
  const [own, second, third] = numbers.map((number) => (hasBlank(number) ? null : number));
  // The second number of a customer is the supplier's; of a place it is the customer's, and the third the supplier's.
  const others = role === "CDT" ? { seller: second, buyer: null } : { seller: third, buyer: second };
  const codes = [
    { scheme: "gln", value: own },
    { scheme: "buyer", value: others.buyer },
    { scheme: "seller", value: others.seller },
  ];
  return {
    role,
    name: component(segment, 2) ?? numbers.find(hasBlank) ?? null,
    department: null,
    lines: [1, 2, 3, 4].map((part) => component(segment, 3, part)).filter((line) => line !== null),
    ...{ city: null, region: null, postalCode: component(segment, 3, 5), country: null },
    codes: codes.flatMap(({ scheme, value }) => (value ? [{ scheme, value }] : [])),
    taxId: role === "CDT" ? component(segment, 4) : null,
    contact: NO_CONTACT,
  };
}

const hasBlank = (text: string | null): boolean => text?.includes(" ") === true;

/** OLD: number, supplier's code, code of the unit, customer's code, units per order unit, quantity, price, …, text. */
function lineOf(old: Segment, findings: Findings): EdiOrderLine {
  const quantity = component(old, 6, 1);
  const read = quantity === null ? null : ediDecimal(quantity, ["."]);
  if (quantity !== null && read === null) {
    findings.issues.push(faultAt(old, "QUANTITY_INVALID", `${quoted(quantity)} is no number.`));
  }
  const each = component(old, 5, 1);
  const numbers = [
    ["supplier", component(old, 2, 1)],
    ["supplier", component(old, 2, 2)],
    ["unit", component(old, 3, 1)],
    ["customer", component(old, 4, 2) ?? component(old, 4, 1)],
  ] as const;
  const [skuQualifier = null, sku = null] = numbers.find(([, number]) => number !== null) ?? [];
  return {
    place: old,
    lineNumber: component(old, 1),
    ...{ sku, skuQualifier, quantity: read, hasQuantity: quantity !== null, days: [], areShipDays: false },
    description: components(old, 10).join(" ") || null,
    unit: each === null || Number(each) <= 1 ? null : `pack of ${each}`,
    unitPrice: priceOf(old, findings),
  };
}

/** Prices have four decimal places and no mark, unless a sender writes one. */
const IMPLIED_PLACES = 4;

function priceOf(old: Segment, findings: Findings): string | null {
  const stated = component(old, 7, 1);
  if (stated === null) return null;
  const digits = /^\d+$/.test(stated) ? stated.padStart(IMPLIED_PLACES + 1, "0") : null;
  const price =
    digits === null ? stated : `${digits.slice(0, -IMPLIED_PLACES)}.${digits.slice(-IMPLIED_PLACES)}`;
  const read = ediDecimal(price, ["."]);
  if (read === null) findings.issues.push(faultAt(old, "PRICE_INVALID", `${quoted(stated)} is no price.`));
  return read;
}

/** DNA: its fourth element is free text. */
const narrative = (dna: Segment): string[] => components(dna, 4);

function dayIn(
  segment: Segment | undefined,
  element: number,
  part: number,
  findings: Findings,
): string | null {
  const stated = component(segment, element, part);
  if (segment === undefined || stated === null || /^0*$/.test(stated)) return null;
  const day = ediDay(stated);
  if (day === null) {
    const text = `${quoted(stated)} is no date and was left out.`;
    findings.warnings.push(faultAt(segment, "DATE_INVALID", text));
  }
  return day;
}

/** OTR counts the lines. */
function checkLines(segments: readonly Segment[], lines: number, findings: Findings): void {
  const otr = segments.find(({ tag }) => tag === "OTR");
  const stated = component(otr, 1);
  if (otr === undefined || stated === null) {
    findings.doubts.push("The order ends without its trailer (OTR): the end of it may be missing.");
  } else if (Number(stated) !== lines) {
    const text = `OTR says ${stated} lines, but the order has ${lines}.`;
    findings.warnings.push(faultAt(otr, "LINE_COUNT", text));
  }
}

function provenanceOf(ord: Segment, clo: Segment | undefined, poNumber: string): FieldProvenance[] {
  const at = (path: string, { number, tag }: Segment): FieldProvenance => ({
    ...{ path, part: `segment:${number}`, rule: `segment ${tag}` },
  });
  const head = [{ ...at("poNumber", ord), text: poNumber }];
  return clo === undefined ? head : [...head, at("shipTo", clo)];
}
