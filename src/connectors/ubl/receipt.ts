import type {
  AcknowledgmentCode,
  LineAcknowledgment,
  LineAcknowledgmentCode,
} from "../../domain/acknowledgment.js";
import type { CanonicalDocument } from "../connector.js";
import { overallCode } from "../reading/edi/acknowledgment.js";
import { exactDecimal } from "../reading/values/exact-decimal.js";
import { attributeOf, find, findAll, textOf, textsOf, type XmlElement } from "../reading/xml/element.js";
import { addFinding, fittingText } from "../reading/xml/findings.js";
import { issuedAtOf } from "./header.js";
import { articleOf } from "./item.js";
import { attachedTo } from "./order-note.js";
import type { UblReading } from "./reading.js";
import { numberIn, ordersIn } from "./reference.js";
import { answerNotes } from "./response.js";
import { answerOf } from "./response-codes.js";

const NOTE_CHARS_MAX = 2000;
const NOTES_MAX = 100;

/**
 * A `ReceiptAdvice`: the customer's answer to goods and to the despatch advice that came with them. It
 * answers the notice, `control.message`, and says of the lines what has come. Goods that are turned away as
 * a whole are so by the status of their consignment, and no line says a word.
 */
export function mapReceipt(reading: UblReading): CanonicalDocument[] {
  const { root, findings } = reading;
  const customer = find(root, "BuyerCustomerParty") ?? find(root, "DeliveryCustomerParty");
  const [order] = ordersIn(root, "ReceiptLine", customer).orders;
  const notice = find(root, "DespatchDocumentReference");
  const externalId = textOf(root, "ID");
  const message = numberIn(notice, "ID");
  if (externalId === null)
    addFinding(findings.issues, "NUMBER_MISSING", "The receipt advice has no number.", root);
  if (order === undefined && message === null) {
    addFinding(findings.issues, "ORDER_NOT_NAMED", "It names neither an order nor a despatch advice.", root);
  }
  if (externalId === null || findings.issues.length > 0) return [];
  const lines = findAll(root, "ReceiptLine").flatMap((line) => receivedLine(line, reading) ?? []);
  const nativeCode =
    textOf(notice, "DocumentStatusCode") ??
    textOf(root, "Shipment", "Consignment", "Status", "ConditionCode");
  const words = [
    ...textsOf(notice, "DocumentDescription"),
    ...answerNotes(reading),
    ...statesOf(root),
    ...findAll(root, "AdditionalDocumentReference").flatMap((one) => attachedTo(one) ?? []),
  ];
  const acknowledgment = {
    level: "BUSINESS" as const,
    externalId,
    order: order ?? { externalId: null, number: null, poNumber: null },
    control: { interchange: null, group: null, message },
    code: codeOf(answerOf(nativeCode), lines),
    nativeCode,
    issuedAt: issuedAtOf(reading),
    promisedDate: null,
    currency: null,
    lines,
    notes: words
      .slice(0, NOTES_MAX)
      .flatMap((note) => fittingText(note, NOTE_CHARS_MAX, "A note", findings, root) ?? []),
  };
  return [{ kind: "ACKNOWLEDGMENT", acknowledgment }];
}

/** What is said of the consignment as a whole, and of the units in it by their numbers. */
function statesOf(root: XmlElement): string[] {
  const units = findAll(root, "Shipment", "TransportHandlingUnit").flatMap((unit) =>
    textsOf(unit, "Status", "StatusReason").map((reason) => `${textOf(unit, "ID") ?? "A unit"}: ${reason}`),
  );
  return [...textsOf(root, "Shipment", "Consignment", "Status", "StatusReason"), ...units];
}

function codeOf(stated: AcknowledgmentCode | null, lines: readonly LineAcknowledgment[]): AcknowledgmentCode {
  if (stated !== null)
    return overallCode(
      stated,
      lines.map(({ code }) => code),
    );
  if (lines.length === 0) return "RECEIVED";
  if (lines.every(({ code }) => code === "REJECTED")) return "REJECTED";
  if (lines.some(({ code }) => code === "REJECTED")) return "PARTIALLY_ACCEPTED";
  return lines.every(({ code }) => code === "ACCEPTED") ? "ACCEPTED" : "ACCEPTED_WITH_CHANGE";
}

/** Quantities that did not come as they should have, and what they are called. */
const DIFFERENCES = [
  ["ShortQuantity", "missing"],
  ["RejectedQuantity", "rejected"],
  ["OversupplyQuantity", "too many"],
] as const;

/** What has come of one line; null if the line only names the notice, as where it is answered as a whole. */
function receivedLine(line: XmlElement, { findings }: UblReading): LineAcknowledgment | null {
  const quantity = exactDecimal(textOf(line, "ReceivedQuantity"))?.value ?? null;
  const differing = DIFFERENCES.flatMap(([name, word]) => {
    const found = exactDecimal(textOf(line, name))?.value;
    return found === undefined || Number(found) === 0 ? [] : [`${found} ${word}`];
  });
  if (quantity === null && differing.length === 0) return null;
  const reasons = [...textsOf(line, "RejectReason"), ...textsOf(line, "Note")];
  const note = [...differing, ...reasons].join("; ") || null;
  return {
    lineNumber: numberIn(line, "OrderLineReference", "LineID"),
    sku: articleOf(find(line, "Item"))?.sku ?? null,
    code: lineCode(quantity, differing),
    nativeCode: textOf(line, "RejectReasonCode"),
    quantity,
    unit: attributeOf(find(line, "ReceivedQuantity"), "unitCode"),
    unitPrice: null,
    promisedDate: null,
    substituteSku: null,
    note: fittingText(note, NOTE_CHARS_MAX, "The note of a line", findings, line),
  };
}

function lineCode(quantity: string | null, differing: readonly string[]): LineAcknowledgmentCode {
  if (differing.length === 0) return "ACCEPTED";
  return quantity === null || Number(quantity) === 0 ? "REJECTED" : "ACCEPTED_WITH_CHANGE";
}
