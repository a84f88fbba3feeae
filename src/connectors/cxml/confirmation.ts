import type {
  Acknowledgment,
  AcknowledgmentCode,
  LineAcknowledgment,
  LineAcknowledgmentCode,
} from "../../domain/acknowledgment.js";
import type { CanonicalDocument } from "../connector.js";
import { attributeOf, find, findAll, textOf, textsOf, type XmlElement } from "../reading/xml/element.js";
import { addFinding, fittingText } from "../reading/xml/findings.js";
import { addressOf, extrinsicOf } from "./address.js";
import { dayIn, momentIn } from "./moment.js";
import { currencyIn, numberOf, unitPriceIn } from "./money.js";
import { articleOf } from "./order-lines.js";
import type { CxmlReading } from "./reading.js";
import { payloadIdOf, referenceOf } from "./reference.js";

const NOTE_CHARS_MAX = 2000;
const NOTES_MAX = 100;

/** What is said of the whole order. Null: the items tell. */
const ANSWERS: Readonly<Record<string, AcknowledgmentCode | null>> = {
  ...{ accept: "ACCEPTED", reject: "REJECTED", except: null, detail: null, alldetail: null },
  ...{ backordered: "ACCEPTED_WITH_CHANGE", replace: "ACCEPTED_WITH_CHANGE", requesttopay: "ACCEPTED" },
};

const LINE_ANSWERS: Readonly<Record<string, LineAcknowledgmentCode>> = {
  ...{ accept: "ACCEPTED", detail: "ACCEPTED_WITH_CHANGE", alldetail: "ACCEPTED_WITH_CHANGE" },
  ...{ backordered: "BACKORDERED", reject: "REJECTED", requesttopay: "ACCEPTED" },
};

/** A `ConfirmationRequest`. */
export function mapConfirmation(request: XmlElement, reading: CxmlReading): CanonicalDocument[] {
  const { root, findings } = reading;
  const header = find(request, "ConfirmationHeader");
  const reference = find(request, "OrderReference") ?? find(header, "OrderReference");
  const order = referenceOf(reference ?? find(request, "OrderIDInfo"), root);
  if (order.poNumber === null) {
    addFinding(
      findings.issues,
      "ORDER_NOT_NAMED",
      "The confirmation does not say which order it confirms.",
      request,
    );
  }
  const externalId = attributeOf(header, "confirmID") ?? payloadIdOf(root);
  if (externalId === null)
    addFinding(findings.issues, "NUMBER_MISSING", "The confirmation has no number.", request);
  if (externalId === null || findings.issues.length > 0) return [];
  const currency = currencyIn(find(header, "Total")) ?? lineCurrency(request);
  const lines = findAll(request, "ConfirmationItem").flatMap((item) => linesOf(item, currency, reading));
  const nativeCode = attributeOf(header, "type");
  const acknowledgment: Acknowledgment = {
    level: "BUSINESS",
    externalId,
    order,
    control: {
      interchange: null,
      group: null,
      message: attributeOf(find(reference, "DocumentReference"), "payloadID"),
    },
    code: codeOf(nativeCode, lines),
    nativeCode,
    issuedAt: momentIn(header, "noticeDate", reading) ?? momentIn(root, "timestamp", reading),
    promisedDate: null,
    currency,
    ...shipToIn(header),
    lines,
    notes: textsOf(header, "Comments")
      .slice(0, NOTES_MAX)
      .flatMap((note) => fittingText(note, NOTE_CHARS_MAX, "A note", findings, request) ?? []),
  };
  return [{ kind: "ACKNOWLEDGMENT", acknowledgment }];
}

/** Where the goods will go, if the supplier repeats it. */
function shipToIn(header: XmlElement | null): Pick<Acknowledgment, "shipTo" | "shipToCode"> {
  const contact =
    findAll(header, "Contact").find((one) => attributeOf(one, "role")?.toLowerCase() === "shipto") ?? null;
  const [address, code] = [addressOf(contact), attributeOf(contact, "addressID")];
  return { ...(address === null ? {} : { shipTo: address }), ...(code === null ? {} : { shipToCode: code }) };
}

const lineCurrency = (request: XmlElement): string | null =>
  findAll(request, "ConfirmationItem", "ConfirmationStatus").flatMap(
    (status) => currencyIn(find(status, "UnitPrice")) ?? [],
  )[0] ?? null;

function codeOf(nativeCode: string | null, lines: readonly LineAcknowledgment[]): AcknowledgmentCode {
  const key = nativeCode?.toLowerCase() ?? "";
  const stated = Object.hasOwn(ANSWERS, key) ? ANSWERS[key] : null;
  const refused = lines.filter(({ code }) => code === "REJECTED").length;
  if (stated !== null && stated !== undefined && (stated === "REJECTED" || refused === 0)) return stated;
  // The lines of an "except" are the exceptions; what is not among them is accepted.
  if (refused > 0) return refused === lines.length && key !== "except" ? "REJECTED" : "PARTIALLY_ACCEPTED";
  if (lines.length === 0) return key === "except" ? "ACCEPTED_WITH_CHANGE" : "RECEIVED";
  if (lines.every(({ code }) => code === "UNKNOWN")) return "RECEIVED";
  return lines.every(({ code }) => code === "ACCEPTED") ? "ACCEPTED" : "ACCEPTED_WITH_CHANGE";
}

/** Each status of an item: part of it may be accepted and the rest be late. */
function linesOf(item: XmlElement, currency: string | null, reading: CxmlReading): LineAcknowledgment[] {
  const lineNumber = attributeOf(item, "lineNumber");
  return findAll(item, "ConfirmationStatus").map((status) =>
    lineOf(item, status, lineNumber, currency, reading),
  );
}

function lineOf(
  item: XmlElement,
  status: XmlElement,
  lineNumber: string | null,
  currency: string | null,
  reading: CxmlReading,
): LineAcknowledgment {
  const nativeCode = attributeOf(status, "type");
  const key = nativeCode?.toLowerCase() ?? "";
  const code = (Object.hasOwn(LINE_ANSWERS, key) ? LINE_ANSWERS[key] : null) ?? "UNKNOWN";
  const replacement = find(status, "ItemIn");
  const own = articleOf(find(item, "ItemID")) ?? extrinsicOf(status, "SupplierPartID");
  const other = articleOf(find(replacement, "ItemID"));
  // Whoever accepts an item may repeat it; only another article takes its place.
  const substitute = code === "ACCEPTED" || other === own ? null : other;
  const prices = replacement === null ? status : find(replacement, "ItemDetail");
  return {
    lineNumber,
    sku: own ?? (code === "ACCEPTED" ? other : null),
    code: substitute !== null && code === "ACCEPTED_WITH_CHANGE" ? "SUBSTITUTED" : code,
    nativeCode,
    quantity: numberOf(attributeOf(status, "quantity")) ?? numberOf(attributeOf(item, "quantity")),
    unit: textOf(status, "UnitOfMeasure") ?? textOf(item, "UnitOfMeasure"),
    unitPrice: unitPriceIn(prices, lineNumber ?? "without a number", currency, reading),
    promisedDate: dayIn(status, "deliveryDate", reading),
    substituteSku: substitute,
    note: fittingText(
      textsOf(status, "Comments").join("\n") || null,
      NOTE_CHARS_MAX,
      "A note",
      reading.findings,
      status,
    ),
  };
}
