import type {
  Acknowledgment,
  LineAcknowledgment,
  LineAcknowledgmentCode,
} from "../../domain/acknowledgment.js";
import type { CanonicalOrder, CanonicalOrderLine } from "../../domain/order.js";

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
  const rules = new Map(order.provenance.map(({ path, rule }) => [path, rule]));
  return order.lines.map((line, at) => ({
    line,
    skuQualifier: /^qualifier ([A-Z0-9]{2,3})$/.exec(rules.get(`lines.${at}.sku`) ?? "")?.[1] ?? null,
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

const isWithoutNumber = ({ lineNumber }: LineAcknowledgment): boolean => lineNumber === null;

/** Who sent an order by EDI: the first part of its id, where it has one. */
export function senderOf({ externalId, poNumber }: CanonicalOrder): string | null {
  const end = poNumber === null ? -1 : externalId.indexOf(`/${poNumber}`);
  return end > 0 ? externalId.slice(0, end) : null;
}
