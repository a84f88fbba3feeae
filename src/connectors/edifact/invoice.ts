import type { Invoice } from "../../domain/invoice.js";
import type { CanonicalDocument } from "../connector.js";
import { faultAt } from "../reading/edi/findings.js";
import { statementOf } from "../reading/edi/party.js";
import { distinct } from "../reading/values/clean-text.js";
import { datesOf, dateWith } from "./dates.js";
import { descriptionOf, idsOf, monetaryAmount, quantitiesOf, quantityWith, skuOf } from "./item.js";
import { type MessageContext, partyContext } from "./message-context.js";
import { missingNumber } from "./order.js";
import { currencyOf } from "./order-head.js";
import { buyerIn, partiesOf, referenceIn } from "./party.js";
import { unitPriceOf } from "./price.js";
import { component, type Group, groupsOf, type Segment, sectionsOf, segmentsOf } from "./segment.js";

const ORDER: ReadonlySet<string> = new Set(["ON"]);
/** Documents (1001) that give money back. */
const CREDITS: ReadonlySet<string> = new Set(["381", "83", "396", "420", "458", "532"]);
/** Amounts (5025) that are the total, best first: invoice amount, amount due, total. */
const TOTALS: readonly string[] = ["77", "9", "86", "39", "128", "388"];
/** Those that are no amounts of a line. */
const OF_THE_INVOICE: readonly string[] = ["77", "39", "86"];
const INVOICED: readonly string[] = ["47", "12", "46", "21", "1"];

/** Reads INVOIC. */
export function readInvoice(context: MessageContext): CanonicalDocument[] {
  const { message, findings } = context;
  const { heading, detail, summary } = sectionsOf(message.segments, "LIN");
  const bgm = heading.find(({ tag }) => tag === "BGM");
  const number = component(bgm, 2, 1);
  if (bgm === undefined || number === null) {
    findings.issues.push(missingNumber(bgm));
    return [];
  }
  if (CREDITS.has(component(bgm, 1, 1) ?? "")) {
    const text = `BGM 1001 is ${component(bgm, 1, 1)}: it is a credit, whose amounts are owed the other way.`;
    findings.warnings.push(faultAt(bgm, "CREDIT", text));
  }
  const buyer = buyerIn(partiesOf(heading, "seller"));
  const dates = datesOf(heading, findings);
  const invoice: Invoice = {
    externalId: number,
    order: { externalId: null, number: null, poNumber: referenceIn(heading, ORDER) ?? orderOfLines(detail) },
    issueDate: dateWith(dates, ["137", "3"])?.days[0] ?? null,
    currency: currencyOf(message.segments, context),
    buyer:
      buyer === null ? null : statementOf(buyer.party, buyer.addressRole, partyContext(context, "seller")),
    lines: groupsOf(detail, "LIN").map((group) => lineOf(group, context)),
    total: monetaryAmount(summary, TOTALS, findings) ?? totalBehindLines(detail, context),
  };
  return [{ kind: "INVOICE", invoice }];
}

/** Where the UNS is left out, the total stands behind the last line, as if it were that line's. */
function totalBehindLines(detail: readonly Segment[], { findings }: MessageContext): string | null {
  const amounts = segmentsOf(detail, "MOA").filter((moa) =>
    OF_THE_INVOICE.includes(component(moa, 1, 1) ?? ""),
  );
  return amounts.length === 1 ? monetaryAmount(amounts, OF_THE_INVOICE, findings) : null;
}

/** The order that all lines name, where they name the same one. */
function orderOfLines(detail: readonly Segment[]): string | null {
  const named = segmentsOf(detail, "RFF").filter((rff) => ORDER.has(component(rff, 1, 1) ?? ""));
  const [first = null, ...others] = distinct(named.map((rff) => component(rff, 1, 2)));
  return others.length === 0 ? first : null;
}

function lineOf({ head, body }: Group, { findings }: MessageContext): Invoice["lines"][number] {
  const quantity = quantityWith(quantitiesOf(body, findings), INVOICED);
  return {
    lineNumber: component(head, 1),
    sku: skuOf(idsOf(head, body)).sku,
    description: descriptionOf(body),
    quantity: quantity?.value ?? null,
    unit: quantity?.unit ?? null,
    unitPrice: unitPriceOf(body, findings),
  };
}
