import type {
  Acknowledgment,
  LineAcknowledgment,
  LineAcknowledgmentCode,
} from "../../../domain/acknowledgment.js";
import type { CanonicalOrder, CanonicalOrderLine } from "../../../domain/order.js";
import type { ShipNotice } from "../../../domain/ship-notice.js";

/** A line of an order with what is answered to it. */
export interface AnsweredLine {
  readonly line: CanonicalOrderLine;
  readonly answer: LineAcknowledgment;
  /** Whose number the article's is, as it was kept when the order was read. */
  readonly skuQualifier: string | null;
}

/** Every line of the order with its answer; a line without one has that of the whole order. */
export function answeredLines({ code, lines }: Acknowledgment, order: CanonicalOrder): AnsweredLine[] {
  const byNumber = new Map(lines.map((answer) => [answer.lineNumber, answer]));
  const bySku = new Map(lines.filter(isWithoutNumber).map((answer) => [answer.sku, answer]));
  const usual: LineAcknowledgmentCode =
    code === "ACCEPTED" ? "ACCEPTED" : code === "REJECTED" ? "REJECTED" : "UNKNOWN";
  const qualifiers = skuQualifiersOf(order);
  return order.lines.map((line, at) => ({
    line,
    skuQualifier: qualifiers[at] ?? null,
    answer: byNumber.get(line.lineNumber) ??
      (line.sku === null ? undefined : bySku.get(line.sku)) ?? {
        ...{ lineNumber: line.lineNumber, sku: line.sku, code: usual, nativeCode: null, quantity: null },
        ...{
          unit: line.unit,
          unitPrice: line.unitPrice,
          promisedDate: null,
          substituteSku: null,
          note: null,
        },
      },
  }));
}

/** Whose number the article of each line is, as it was kept when the order was read. */
function skuQualifiersOf({ lines, provenance }: CanonicalOrder): (string | null)[] {
  const rules = new Map(provenance.map(({ path, rule }) => [path, rule]));
  return lines.map(
    (_, at) => /^qualifier ([A-Z0-9]{2,3})$/.exec(rules.get(`lines.${at}.sku`) ?? "")?.[1] ?? null,
  );
}

type ShippedLine = ShipNotice["packages"][number]["lines"][number];

/** Everything that a notice says was shipped, with whose number the article's is where it is the one that was ordered. */
export function shippedLines(
  { packages }: ShipNotice,
  order: CanonicalOrder,
): (ShippedLine & { readonly skuQualifier: string | null })[] {
  const qualifiers = skuQualifiersOf(order);
  return packages
    .flatMap(({ lines }) => lines)
    .map((line) => {
      const at = order.lines.findIndex(
        ({ lineNumber, sku }) => lineNumber === line.lineNumber && sku === line.sku,
      );
      return { ...line, skuQualifier: qualifiers[at] ?? null };
    });
}

const isWithoutNumber = ({ lineNumber }: LineAcknowledgment): boolean => lineNumber === null;

/** Who sent an order by EDI: the first part of its id, where it has one. */
export function senderOf({ externalId, poNumber }: CanonicalOrder): string | null {
  const end = poNumber === null ? -1 : externalId.indexOf(`/${poNumber}`);
  return end > 0 ? externalId.slice(0, end) : null;
}
