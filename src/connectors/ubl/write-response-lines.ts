import type {
  Acknowledgment,
  LineAcknowledgment,
  LineAcknowledgmentCode,
} from "../../domain/acknowledgment.js";
import { HubError } from "../../domain/errors.js";
import { groupBy } from "../../domain/group-by.js";
import type { CanonicalOrder, CanonicalOrderLine } from "../../domain/order.js";
import type { XmlPart } from "../reading/xml/write-xml.js";
import { promised } from "./promised-part.js";
import { cac, cbc } from "./ubl-part.js";

/** UNCL 1229 as Peppol allows it in a response. */
const CODES: Record<Exclude<LineAcknowledgmentCode, "UNKNOWN">, string> = {
  ACCEPTED: "5",
  ACCEPTED_WITH_CHANGE: "3",
  BACKORDERED: "3",
  SUBSTITUTED: "3",
  REJECTED: "7",
  CANCELED: "7",
  ALREADY_SHIPPED: "42",
};
const ADDED = "1";
/** "One", for an order that came without a unit: a quantity may not go without. */
const UNIT = "C62";

/** All lines of the order with what becomes of them; a line that is not spoken of is accepted. */
export function responseLines({ lines, currency }: Acknowledgment, order: CanonicalOrder): XmlPart[] {
  const byLine = groupBy(lines, ({ lineNumber }) => lineNumber);
  const ofOrder = order.lines.flatMap((line) => {
    const answers = byLine.get(line.lineNumber) ?? [];
    return answers.length > 0
      ? answers.map((answer) => ({ line, answer }))
      : [{ line, answer: accepted(line) }];
  });
  const known = new Set(order.lines.map(({ lineNumber }) => lineNumber));
  const added = lines
    .filter(({ lineNumber }) => lineNumber === null || !known.has(lineNumber))
    .map((answer) => ({ line: null, answer }));
  return [...ofOrder, ...added].flatMap(
    ({ line, answer }, index) => lineOf(String(index + 1), line, answer, order.currency ?? currency) ?? [],
  );
}

const accepted = ({ lineNumber, sku, unit }: CanonicalOrderLine): LineAcknowledgment => ({
  ...{ lineNumber, sku, unit, code: "ACCEPTED", nativeCode: null, quantity: null, unitPrice: null },
  ...{ promisedDate: null, substituteSku: null, note: null },
});

function lineOf(
  id: string,
  line: CanonicalOrderLine | null,
  answer: LineAcknowledgment,
  currency: string | null,
): XmlPart | null {
  const { code, note, promisedDate, unitPrice } = answer;
  const sku = line?.sku ?? answer.sku;
  const unitCode = answer.unit ?? line?.unit ?? UNIT;
  const isLater = code === "BACKORDERED";
  const quantity = answer.quantity ?? line?.quantity ?? null;
  return cac(
    "OrderLine",
    cac(
      "LineItem",
      cbc("ID", id),
      cbc("Note", note),
      cbc("LineStatusCode", line === null ? ADDED : codeOf(answer)),
      cbc("Quantity", isLater ? "0" : answer.quantity, { unitCode }),
      isLater ? cbc("MaximumBackorderQuantity", quantity) : null,
      cac("Delivery", promised(promisedDate)),
      currency === null ? null : cac("Price", cbc("PriceAmount", unitPrice, { currencyID: currency })),
      itemOf(line?.description ?? sku ?? `Line ${id}`, sku),
    ),
    answer.substituteSku === null
      ? null
      : cac("SellerSubstitutedLineItem", cbc("ID", "1"), itemOf(answer.substituteSku, answer.substituteSku)),
    cac("OrderLineReference", cbc("LineID", answer.lineNumber ?? line?.lineNumber ?? null)),
  );
}

/** A promise has to be clear: what nobody knows yet is not sent. */
function codeOf({ code, lineNumber }: LineAcknowledgment): string {
  if (code !== "UNKNOWN") return CODES[code];
  throw new HubError(
    "ANSWER_UNCLEAR",
    `what becomes of line ${lineNumber ?? ""} is not known, and an order response has no word for that`,
    {
      mend: "Send the response when every line is decided.",
    },
  );
}

const itemOf = (name: string, sku: string | null): XmlPart | null =>
  cac("Item", cbc("Name", name), cac("SellersItemIdentification", cbc("ID", sku)));
