import type { PostalAddress } from "../../domain/address.js";
import { readDecimal } from "../../domain/decimal.js";
import {
  type CanonicalOrder,
  type CanonicalOrderLine,
  canonicalOrder,
  faultOfLines,
} from "../../domain/order.js";
import type { CanonicalDocument, Issue, MapResult } from "../connector.js";
import { fieldIssues } from "../reading/checks/field-issues.js";
import { fittingNote } from "../reading/json/order.js";
import { valueAt } from "../reading/json/path.js";
import type { JsonDocument } from "../reading/json/read-json.js";
import { cleanText, distinct, sortableInstant } from "../reading/values/clean-text.js";
import type { AddressPaths, RestSettings } from "./settings.js";

/** A document is one order, a list of them, or an answer of the source with the list where the settings say. */
export function ordersIn(value: unknown, { items }: RestSettings): unknown[] {
  const listed = items === "" ? value : (valueAt(value, items) ?? value);
  return Array.isArray(listed) ? listed : [listed];
}

/** Takes the values from where the settings say they are. What is missing and needed is an issue, with its place. */
export function mapOrders(document: JsonDocument, settings: RestSettings): MapResult {
  if (!document.ok) return { ok: false, issues: [document.issue] };
  const warnings: Issue[] = [];
  const documents: CanonicalDocument[] = [];
  const issues: Issue[] = [];
  const orders = ordersIn(document.value, settings);
  if (orders.length === 0)
    issues.push({ code: "NO_ORDERS", message: "The list of orders is empty.", at: settings.items || null });
  for (const [index, source] of orders.entries()) {
    const mapped = orderOf(source, settings, warnings);
    const checked = canonicalOrder.safeParse(mapped);
    const within = (issue: Issue): Issue =>
      orders.length === 1
        ? issue
        : { ...issue, at: `order ${index + 1}${issue.at === null ? "" : `, ${issue.at}`}` };
    if (!checked.success) {
      issues.push(...fieldIssues(checked.error, mapped).map((issue) => within(told(issue, settings))));
      continue;
    }
    const fault = faultOfLines(checked.data.lines);
    if (fault !== null)
      issues.push(within({ code: "INVALID_LINES", message: fault, at: settings.order.lines.at }));
    else documents.push({ kind: "ORDER", order: checked.data });
  }
  return issues.length > 0 ? { ok: false, issues } : { ok: true, documents, warnings };
}

/** Says which place of the source's document a value was looked for at. */
function told(issue: Issue, { order }: RestSettings): Issue {
  const place = issue.at === null ? undefined : valueAt(order, issue.at);
  return typeof place === "string"
    ? { ...issue, message: `${issue.message} It was looked for at "${place}".` }
    : issue;
}

function orderOf(source: unknown, { order: at, updatedAt }: RestSettings, warnings: Issue[]): unknown {
  const text = (path: string | null): string | null => (path === null ? null : textAt(source, path));
  const buyer = at.buyer;
  const canceledWord = at.canceled === null ? null : text(at.canceled.at);
  const lines = valueAt(source, at.lines.at);
  const order: { [K in keyof CanonicalOrder]: unknown } = {
    externalId: text(at.externalId) ?? undefined,
    externalNumber: text(at.externalNumber),
    poNumber: text(at.poNumber),
    externalVersion: sortableInstant(text(updatedAt)),
    placedAt: sortableInstant(text(at.placedAt)) ?? text(at.placedAt) ?? undefined,
    currency: text(at.currency)?.toUpperCase() ?? null,
    buyer: {
      ...{ code: text(buyer.code), otherCodes: [], kind: null, name: text(buyer.name) },
      ...{
        department: text(buyer.department),
        contactName: text(buyer.contactName),
        taxId: text(buyer.taxId),
      },
      emails: distinct(buyer.emails.map(text)),
      phones: distinct(buyer.phones.map(text)),
      address: buyer.address === null ? null : addressOf(source, buyer.address),
    },
    shipTo: at.shipTo === null ? null : addressOf(source, at.shipTo),
    requestedDate: text(at.requestedDate)?.slice(0, 10) ?? null,
    lines: Array.isArray(lines) ? lines.map((line, index) => lineOf(line, index, at.lines)) : lines,
    note: fittingNote(text(at.note), warnings),
    canceled: canceledWord !== null && at.canceled?.when.includes(canceledWord) === true,
    doubts: [],
    provenance: [],
  };
  return order;
}

function lineOf(
  line: unknown,
  index: number,
  at: RestSettings["order"]["lines"],
): { [K in keyof CanonicalOrderLine]: unknown } {
  const text = (path: string | null): string | null => (path === null ? null : textAt(line, path));
  const number = (path: string | null): string | null => {
    const written = text(path);
    return written === null ? null : (readDecimal(written, ".") ?? written);
  };
  return {
    lineNumber: text(at.lineNumber) ?? String(index + 1),
    sku: text(at.sku),
    description: text(at.description),
    quantity: number(at.quantity) ?? undefined,
    unit: text(at.unit),
    unitPrice: number(at.unitPrice),
  };
}

/** Null if not one part of it is there. */
function addressOf(source: unknown, at: AddressPaths): PostalAddress | null {
  const text = (path: string | null): string | null => (path === null ? null : textAt(source, path));
  const address = {
    recipient: text(at.recipient),
    department: text(at.department),
    lines: at.lines.map(text).filter((line) => line !== null),
    city: text(at.city),
    region: text(at.region),
    postalCode: text(at.postalCode),
    country: text(at.country),
    phone: text(at.phone),
  };
  const isEmpty = Object.values(address).every(
    (value) => value === null || (Array.isArray(value) && value.length === 0),
  );
  return isEmpty ? null : address;
}

function textAt(source: unknown, path: string): string | null {
  const value = valueAt(source, path);
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? cleanText(String(value))
    : null;
}
