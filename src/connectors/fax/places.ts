import type { FieldProvenance } from "../../domain/provenance.js";
import type { Found, OrderText, OrderTextLine } from "../reading/prose/order-text.js";
import { type PlacedText, placeOf } from "./page-text.js";

/** One value of the order and its place on the fax. */
export interface FieldPlace {
  readonly provenance: FieldProvenance;
  /** The value was put right by the shape of its kind: the page shows something else. */
  readonly mended: boolean;
}

/** Where the single values of an order come from: field of the text → path in the order. */
const PATHS = {
  poNumber: "poNumber",
  customerCode: "buyer.otherCodes.0",
  customerName: "buyer.name",
  department: "buyer.department",
  contactName: "buyer.contactName",
  taxId: "buyer.taxId",
  address: "buyer.address",
  currency: "currency",
  requestedDate: "requestedDate",
  note: "note",
  shipTo: "shipTo",
} as const satisfies Partial<Record<keyof OrderText, string>>;

const LINE_FIELDS: readonly (keyof OrderTextLine)[] = [
  "lineNumber",
  "sku",
  "description",
  "quantity",
  "unit",
  "unitPrice",
];

/** The place of every value that was read, in the order of the form. */
export function placesOf(read: OrderText, placed: PlacedText): FieldPlace[] {
  const found: (readonly [path: string, value: Found<unknown> | null])[] = [
    ...Object.entries(PATHS).map(([field, path]) => [path, read[field as keyof typeof PATHS]] as const),
    ...read.emails.map((email, index) => [`buyer.emails.${index}`, email] as const),
    ...read.phones.map((phone, index) => [`buyer.phones.${index}`, phone] as const),
    ...read.lines.flatMap((line, index) =>
      LINE_FIELDS.map((field) => [`lines.${index}.${field}`, line[field]] as const),
    ),
  ];
  return found.flatMap(([path, value]) => (value === null ? [] : [fieldPlace(path, value, placed)]));
}

function fieldPlace(path: string, { range, rule }: Found<unknown>, placed: PlacedText): FieldPlace {
  const [start, end] = range;
  const place = placeOf(placed, range);
  if (place === null) return { provenance: { path, range: [start, end], rule }, mended: false };
  const [left, top, right, bottom] = place.box;
  return {
    provenance: {
      path,
      page: place.page,
      box: [left, top, right, bottom],
      range: [start, end],
      confidence: place.confidence,
      rule,
      text: place.text,
    },
    mended: place.mended,
  };
}
