import type { OrderText } from "../reading/prose/order-text.js";
import type { FaxDocument } from "./document.js";
import type { FieldPlace } from "./places.js";

/** Below this a reading is as good as a guess; sound words score above 0.85. */
const CONFIDENCE_MIN = 0.7;
const DOUBTS_MAX = 100;
const DOUBT_CHARACTERS_MAX = 500;

/** What people call the fields. */
const NAMES: Readonly<Record<string, string>> = {
  poNumber: "order number",
  "buyer.name": "customer's name",
  "buyer.otherCodes.0": "customer number",
  "buyer.department": "department",
  "buyer.contactName": "contact's name",
  "buyer.taxId": "tax number",
  "buyer.address": "customer's address",
  currency: "currency",
  requestedDate: "delivery date",
  note: "note",
  shipTo: "ship-to address",
  sku: "article number",
  description: "description",
  quantity: "quantity",
  unit: "unit",
  unitPrice: "unit price",
};

/** Why a person has to look. Never empty: nothing that came by fax is executed unseen. */
export function doubtsOf(
  document: FaxDocument,
  read: OrderText,
  places: readonly FieldPlace[],
  lineNumbers: readonly string[],
): string[] {
  const scanned = document.pages.some(({ source }) => source === "ocr");
  return [
    scanned
      ? "Read by OCR from a fax: a person confirms it."
      : "Read from a faxed PDF by its layout: a person confirms it.",
    ...document.issues.map(({ message }) => message),
    ...missingPages(document),
    ...read.doubts,
    ...missingFields(read),
    ...places.flatMap((place) => unsure(place, lineNumbers)),
  ]
    .slice(0, DOUBTS_MAX)
    .map((doubt) => doubt.slice(0, DOUBT_CHARACTERS_MAX));
}

/** The sending machine counts its pages on each of them. A count that was hard to read proves nothing. */
function missingPages({ pages, pageCount }: FaxDocument): string[] {
  const counts = pages.flatMap(({ headerStrip }) =>
    headerStrip === null || headerStrip.confidence < CONFIDENCE_MIN
      ? []
      : (headerStrip.pages ?? headerStrip.page ?? 0),
  );
  const stated = Math.max(0, ...counts);
  return stated > pageCount ? [`The sending machine counted ${stated} pages, and ${pageCount} arrived.`] : [];
}

function missingFields(read: OrderText): string[] {
  return [
    ...(read.customerName === null ? ["No customer's name was found on the fax."] : []),
    ...(read.shipTo === null && read.address === null ? ["No address was found on the fax."] : []),
  ];
}

function unsure({ provenance, mended }: FieldPlace, lineNumbers: readonly string[]): string[] {
  const { path, page, confidence = 1, text = "" } = provenance;
  const name = nameOf(path, lineNumbers);
  if (name === null) return [];
  const where = `on page ${page ?? "?"}`;
  if (mended) return [`The ${name} ${where} looks like "${text}" and was read as digits.`];
  if (confidence >= CONFIDENCE_MIN) return [];
  return [`The ${name} ${where} was hard to read: "${text}" (${Math.round(confidence * 100)} % sure).`];
}

/** The field in a person's words; null for fields nobody acts on, such as the printed line number. */
function nameOf(path: string, lineNumbers: readonly string[]): string | null {
  const [, index, field] = /^lines\.(\d+)\.(\w+)$/.exec(path) ?? [];
  if (index !== undefined && field !== undefined) {
    const name = NAMES[field];
    return name === undefined ? null : `${name} of line ${lineNumbers[Number(index)] ?? index}`;
  }
  if (path.startsWith("buyer.emails")) return "e-mail address";
  if (path.startsWith("buyer.phones")) return "phone number";
  return NAMES[path] ?? null;
}
