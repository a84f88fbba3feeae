import Big from "big.js";
import type { Invoice } from "../../domain/invoice.js";
import type { CanonicalDocument } from "../connector.js";
import { faultAt } from "../reading/edi/findings.js";
import { statementOf } from "../reading/edi/party.js";
import { distinct } from "../reading/values/clean-text.js";
import { dayIn } from "./dates.js";
import { descriptionOf, numberIn, skuOf, unitIn, unitPriceOf } from "./item.js";
import { missingNumber } from "./order.js";
import { currencyOf } from "./order-head.js";
import { PO1 as IT1 } from "./order-line.js";
import { buyerIn, partiesOf } from "./party.js";
import { element, type Loop, loopsOf, pairs, releaseAndDay, type Segment, sectionsOf } from "./segment.js";
import { partyContext, type SetContext } from "./set-context.js";

const SUMMARY: ReadonlySet<string> = new Set(["TDS", "CTT", "SE"]);
/** Kinds of invoice (BIG07) that give money back. */
const CREDITS: ReadonlySet<string> = new Set(["CR", "CN"]);

/** Reads an 810. An IT1 keeps its values where a PO1 does. */
export function readInvoice(context: SetContext): CanonicalDocument[] {
  const { set, findings } = context;
  const { heading, detail, summary } = sectionsOf(set.segments, "IT1", SUMMARY);
  const big = heading.find(({ tag }) => tag === "BIG");
  const number = element(big, 2);
  if (big === undefined || number === null) {
    findings.issues.push(missingNumber("BIG", big, 2));
    return [];
  }
  if (CREDITS.has(element(big, 7) ?? "")) {
    const text = `BIG07 is ${element(big, 7)}: it is a credit, whose amounts are owed the other way.`;
    findings.warnings.push(faultAt(big, "CREDIT", text));
  }
  const loops = loopsOf(detail, "IT1");
  const poNumber = element(big, 4) ?? orderOfLines(loops);
  const { release } = releaseAndDay(big, 5, 3);
  const buyer = buyerIn(partiesOf(heading, "seller"), false);
  const invoice: Invoice = {
    externalId: number,
    order: {
      externalId: null,
      number: poNumber !== null && release !== null ? `${poNumber}-${release}` : null,
      poNumber,
    },
    issueDate: dayIn(big, 1, findings),
    currency: currencyOf(heading, context),
    buyer:
      buyer === null ? null : statementOf(buyer.party, buyer.addressRole, partyContext(context, "seller")),
    lines: loops.map((loop) => lineOf(loop, context)),
    total: totalOf(summary, context),
  };
  return [{ kind: "INVOICE", invoice }];
}

/** Some senders name the order beside the article of each line; it is that of the invoice if all name the same. */
function orderOfLines(loops: readonly Loop[]): string | null {
  const named = loops.map(({ head }) => pairs(head, IT1.ids).find(([qualifier]) => qualifier === "PO")?.[1]);
  const [first = null, ...others] = distinct(named.map((number) => number ?? null));
  return others.length === 0 ? first : null;
}

function lineOf({ head, body }: Loop, context: SetContext): Invoice["lines"][number] {
  const { findings, componentSeparator } = context;
  const ids = pairs(head, IT1.ids);
  const unit = unitIn(head, IT1.unit, componentSeparator);
  return {
    lineNumber: element(head, 1),
    sku: skuOf(ids).sku,
    description: descriptionOf(body, ids),
    quantity: numberIn(head, IT1.quantity, "QUANTITY_INVALID", findings),
    unit,
    unitPrice: unitPriceOf(head, IT1, unit, findings),
  };
}

/** TDS01 is in cents, whatever the currency: its decimal mark is implied, unless a sender writes one. */
function totalOf(summary: readonly Segment[], { findings }: SetContext): string | null {
  const tds = summary.find(({ tag }) => tag === "TDS");
  if (tds === undefined) return null;
  const stated = numberIn(tds, 1, "TOTAL_INVALID", findings);
  if (stated === null) return null;
  return (element(tds, 1) ?? "").includes(".") ? stated : new Big(stated).div(100).toFixed();
}
