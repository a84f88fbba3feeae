import type { Acknowledgment, AcknowledgmentCode, LineAcknowledgment } from "../../domain/acknowledgment.js";
import type { CanonicalDocument } from "../connector.js";
import { overallCode } from "../reading/edi/acknowledgment.js";
import { find, textOf, textsOf } from "../reading/xml/element.js";
import { addFinding, fittingText, quoted } from "../reading/xml/findings.js";
import { currencyOf, issuedAtOf } from "./header.js";
import { partyOf } from "./party.js";
import { promisedIn } from "./promised-date.js";
import type { UblReading } from "./reading.js";
import { numberIn, referenceOf } from "./reference.js";
import { answerOf } from "./response-codes.js";
import { responseLinesOf } from "./response-lines.js";
import { addressedIn } from "./ship-to.js";

const NOTE_CHARS_MAX = 2000;
const NOTES_MAX = 100;

/** An `OrderResponse`; an order agreement is one too, in which the seller states what both have agreed on. */
export function mapOrderResponse(reading: UblReading): CanonicalDocument[] {
  const { root, findings } = reading;
  const nativeCode = textOf(root, "OrderResponseCode");
  const isAgreement = /order_agreement/i.test(textOf(root, "CustomizationID") ?? "");
  const header = isAgreement && nativeCode === null ? "ACCEPTED" : answerOf(nativeCode);
  const currency = currencyOf(reading);
  const lines = responseLinesOf(header, currency, reading);
  const code = codeOf(header, lines);
  if (code === null) {
    const message = `${nativeCode === null ? "It has no response code" : `Nobody knows its response code ${quoted(nativeCode)}`}; it is read as a mere receipt, which promises nothing.`;
    addFinding(findings.warnings, "RESPONSE_CODE_UNKNOWN", message, root);
  }
  return answer(reading, {
    code: code ?? "RECEIVED",
    nativeCode,
    promisedDate: promisedIn(find(root, "Delivery")),
    currency,
    lines,
    message: numberIn(root, "OrderChangeDocumentReference", "ID"),
  });
}

/** An `OrderResponseSimple`: yes or no to the whole order. */
export function mapSimpleResponse(reading: UblReading): CanonicalDocument[] {
  const { root, findings } = reading;
  const accepted = textOf(root, "AcceptedIndicator");
  if (accepted === null) {
    addFinding(findings.issues, "ANSWER_MISSING", "The response says neither yes nor no to the order.", root);
    return [];
  }
  return answer(reading, {
    code: /^(?:true|1)$/i.test(accepted) ? "ACCEPTED" : "REJECTED",
    nativeCode: accepted,
    promisedDate: null,
    currency: null,
    lines: [],
    message: null,
  });
}

type Answer = Pick<Acknowledgment, "code" | "nativeCode" | "promisedDate" | "currency" | "lines"> & {
  /** The change that is answered, where it is not the order itself. */
  readonly message: string | null;
};

function answer(reading: UblReading, { message, ...said }: Answer): CanonicalDocument[] {
  const { root, findings } = reading;
  const order = referenceOf(find(root, "OrderReference"), find(root, "BuyerCustomerParty"));
  const externalId = textOf(root, "ID");
  if (order.poNumber === null && order.number === null) {
    addFinding(findings.issues, "ORDER_NOT_NAMED", "The response does not say which order it answers.", root);
  }
  if (externalId === null) addFinding(findings.issues, "NUMBER_MISSING", "The response has no number.", root);
  if (findings.issues.length > 0 || externalId === null) return [];
  const acknowledgment: Acknowledgment = {
    level: "BUSINESS",
    externalId,
    order: { ...order, number: order.number ?? textOf(root, "SalesOrderID") },
    control: { interchange: null, group: null, message },
    ...said,
    ...partiesOfResponse(reading),
    issuedAt: issuedAtOf(reading),
    notes: answerNotes(reading),
  };
  return [{ kind: "ACKNOWLEDGMENT", acknowledgment }];
}

/** Who has ordered and where the goods will go, as the seller repeats it. */
function partiesOfResponse(reading: UblReading): Pick<Acknowledgment, "buyer" | "shipTo" | "shipToCode"> {
  const { root } = reading;
  const customer = find(root, "BuyerCustomerParty");
  const delivery = find(root, "Delivery");
  const shipTo = delivery === null ? null : addressedIn(delivery, customer, reading);
  const code = numberIn(delivery, "DeliveryLocation", "ID");
  return {
    ...(customer === null ? {} : { buyer: partyOf(customer, reading) }),
    ...(shipTo === null ? {} : { shipTo }),
    ...(code === null ? {} : { shipToCode: code }),
  };
}

/** The words of whoever answers. */
export function answerNotes({ root, findings }: UblReading): string[] {
  const notes = ["Note", "RejectionNote", "CancellationNote"].flatMap((name) => textsOf(root, name));
  return notes
    .slice(0, NOTES_MAX)
    .flatMap((note) => fittingText(note, NOTE_CHARS_MAX, "A note", findings, root) ?? []);
}

/**
 * Peppol's CA says no more than "see the lines": they tell whether all of it will be delivered. So they do
 * under AP, where a sender says yes to an order and changes a line of it.
 */
function codeOf(
  header: AcknowledgmentCode | null,
  lines: readonly LineAcknowledgment[],
): AcknowledgmentCode | null {
  const codes = lines.map(({ code }) => code);
  if (codes.length === 0) return header;
  const overall = overallCode(header ?? "ACCEPTED", codes);
  // Without a header, lines that say nothing promise nothing.
  const isSilent = header === null && codes.includes("UNKNOWN");
  const isRefusal = overall === "REJECTED" || overall === "PARTIALLY_ACCEPTED";
  if (isSilent && !isRefusal) return null;
  return header === null && overall === "ACCEPTED" && codes.some((code) => code !== "ACCEPTED")
    ? "ACCEPTED_WITH_CHANGE"
    : overall;
}
