import type {
  AcknowledgmentCode,
  LineAcknowledgment,
  LineAcknowledgmentCode,
} from "../../domain/acknowledgment.js";
import type { CanonicalDocument } from "../connector.js";
import { faultAt } from "../reading/edi/findings.js";
import { dayIn } from "./dates.js";
import { numberIn, skuOf, unitIn } from "./item.js";
import { missingNumber } from "./order.js";
import { notesOf } from "./order-note.js";
import { element, type Loop, loopsOf, pairs, type Segment, sectionsOf } from "./segment.js";
import type { SetContext } from "./set-context.js";

/** References (REF01) to the shipment that was received. */
const SHIPMENT_REFERENCES: readonly string[] = ["SI", "PK", "BM", "CN"];
const SUMMARY: ReadonlySet<string> = new Set(["CTT", "SE"]);
const NOTES_MAX = 100;

/** Reads an 861: the customer's answer to goods that came. It says of the lines what was received and what was not right. */
export function readReceivingAdvice(context: SetContext): CanonicalDocument[] {
  const { set, findings, sentAt } = context;
  const { heading, detail, summary } = sectionsOf(set.segments, "RCD", SUMMARY);
  const bra = heading.find(({ tag }) => tag === "BRA");
  const externalId = element(bra, 1);
  if (bra === undefined || externalId === null) {
    findings.issues.push(missingNumber("BRA", bra, 1));
    return [];
  }
  const poNumber = orderNumberIn([...heading, ...detail]);
  const message = shipmentIn([...heading, ...detail]);
  if (poNumber === null && message === null) {
    const text = "It names neither an order (PRF) nor a shipment (REF).";
    findings.issues.push(faultAt(bra, "ORDER_NOT_NAMED", text, { syntax: "MISSING" }));
    return [];
  }
  const lines = loopsOf(detail, "RCD").map((loop) => lineOf(loop, context));
  const day = dayIn(bra, 2, findings);
  const acknowledgment = {
    ...{ level: "BUSINESS" as const, externalId, order: { externalId: null, number: null, poNumber } },
    control: { interchange: null, group: null, message },
    ...{ code: codeOf(lines), nativeCode: element(bra, 4), promisedDate: null, currency: null, lines },
    issuedAt: day === null ? sentAt : `${day}T00:00:00Z`,
    notes: [...notesOf(heading), ...notesOf(summary)].slice(0, NOTES_MAX),
  };
  return [{ kind: "ACKNOWLEDGMENT", acknowledgment }];
}

const orderNumberIn = (segments: readonly Segment[]): string | null =>
  element(
    segments.find(({ tag }) => tag === "PRF"),
    1,
  ) ?? referenceIn(segments, ["PO"]);

const shipmentIn = (segments: readonly Segment[]): string | null =>
  referenceIn(segments, SHIPMENT_REFERENCES);

function referenceIn(segments: readonly Segment[], wanted: readonly string[]): string | null {
  for (const qualifier of wanted) {
    const found = segments.find(({ tag, elements }) => tag === "REF" && elements[1] === qualifier);
    if (found !== undefined) return element(found, 2);
  }
  return null;
}

/** What is not right with goods (element 412); others keep their code. */
const CONDITIONS: Readonly<Record<string, string>> = { "01": "damaged", "02": "missing", "03": "too many" };

function lineOf({ head, body }: Loop, context: SetContext): LineAcknowledgment {
  const { findings, componentSeparator } = context;
  const amount = (at: number): string | null => numberIn(head, at, "QUANTITY_INVALID", findings);
  const [received, returned, questioned] = [amount(2), amount(4), amount(6)];
  const condition = element(head, 8);
  const words = condition === null ? "in question" : (CONDITIONS[condition] ?? `in question (${condition})`);
  const differing = [
    ...(isSome(questioned) ? [`${questioned} ${words}`] : []),
    ...(isSome(returned) ? [`${returned} returned`] : []),
  ];
  const lin = body.find(({ tag }) => tag === "LIN");
  const note = [...differing, ...notesOf(body)].join("; ");
  return {
    lineNumber: element(head, 1) ?? element(lin, 1),
    sku: lin === undefined ? null : skuOf(pairs(lin, 2)).sku,
    code: lineCode(received, differing),
    nativeCode: condition,
    quantity: received,
    unit: unitIn(head, 3, componentSeparator) ?? unitIn(head, 7, componentSeparator),
    ...{ unitPrice: null, promisedDate: null, substituteSku: null },
    note: note === "" ? null : note,
  };
}

const isSome = (quantity: string | null): boolean => quantity !== null && Number(quantity) !== 0;

function lineCode(received: string | null, differing: readonly string[]): LineAcknowledgmentCode {
  if (differing.length === 0) return received === null ? "UNKNOWN" : "ACCEPTED";
  return isSome(received) ? "ACCEPTED_WITH_CHANGE" : "REJECTED";
}

function codeOf(lines: readonly LineAcknowledgment[]): AcknowledgmentCode {
  const codes = lines.map(({ code }) => code);
  if (codes.length === 0 || codes.every((code) => code === "UNKNOWN")) return "RECEIVED";
  if (codes.every((code) => code === "REJECTED")) return "REJECTED";
  if (codes.includes("REJECTED")) return "PARTIALLY_ACCEPTED";
  return codes.every((code) => code === "ACCEPTED") ? "ACCEPTED" : "ACCEPTED_WITH_CHANGE";
}
