import type {
  AcknowledgmentCode,
  LineAcknowledgment,
  LineAcknowledgmentCode,
} from "../../domain/acknowledgment.js";
import type { CanonicalDocument } from "../connector.js";
import { overallCode } from "../reading/edi/acknowledgment.js";
import { faultAt, quoted } from "../reading/edi/findings.js";
import { partiesOfAnswer } from "../reading/edi/party.js";
import { ANSWERS } from "./acknowledgment-codes.js";
import { datesOf, dayIn, promisedDay } from "./dates.js";
import { numberIn, otherMeasure, skuOf, unitIn, unitPriceOf } from "./item.js";
import { missingNumber } from "./order.js";
import { currencyOf } from "./order-head.js";
import { type LineLayout, PO1, POC } from "./order-line.js";
import { notesOf } from "./order-note.js";
import { buyerIn, partiesOf, partyWith } from "./party.js";
import { codeOf, promiseOf } from "./promise.js";
import {
  element,
  type Loop,
  loopsOf,
  pairs,
  releaseAndDay,
  type Segment,
  sectionsOf,
  segmentsOf,
} from "./segment.js";
import { partyContext, type SetContext } from "./set-context.js";

/** Where the first segments of an 855 and of an 865 keep their values. */
const LAYOUTS = {
  "855": { head: "BAK", line: "PO1", columns: PO1, release: 5, day: 4, reference: 8, issued: [9] },
  "865": { head: "BCA", line: "POC", columns: POC, release: 4, day: 6, reference: 9, issued: [10, 11, 12] },
} as const;

const SUMMARY: ReadonlySet<string> = new Set(["CTT", "SE"]);

/** Reads an 855 or an 865: what the seller says to the order, or to a change of it. */
export const readAcknowledgment =
  (id: keyof typeof LAYOUTS) =>
  (context: SetContext): CanonicalDocument[] => {
    const { set, findings, documentId, sentAt } = context;
    const layout = LAYOUTS[id];
    const { heading, detail, summary } = sectionsOf(set.segments, layout.line, SUMMARY);
    const head = heading.find(({ tag }) => tag === layout.head);
    const poNumber = element(head, 3);
    if (head === undefined || poNumber === null) {
      findings.issues.push(missingNumber(layout.head, head, 3));
      return [];
    }
    const stated = statedCode(head, context);
    const lines = loopsOf(detail, layout.line).map((loop) => lineOf(loop, layout.columns, stated, context));
    const { release: reference, dayAt } = releaseAndDay(head, layout.reference, layout.issued[0]);
    const [issued = null] = [dayAt, ...layout.issued]
      .map((index) => dayIn(head, index, findings))
      .filter((day) => day !== null);
    const { release } = releaseAndDay(head, layout.release, layout.day);
    return [
      {
        kind: "ACKNOWLEDGMENT",
        acknowledgment: {
          level: "BUSINESS",
          externalId: reference ?? documentId,
          order: { externalId: null, number: release === null ? null : `${poNumber}-${release}`, poNumber },
          control: { interchange: null, group: null, message: null },
          code: overallCode(
            stated,
            lines.map(({ code }) => code),
          ),
          nativeCode: element(head, 2),
          issuedAt: issued === null ? sentAt : `${issued}T00:00:00Z`,
          promisedDate: promisedDay(datesOf(heading, findings)),
          currency: currencyOf(set.segments, context),
          ...partiesIn(heading, context),
          lines,
          notes: [...notesOf(heading), ...notesOf(summary)].slice(0, NOTES_MAX),
        },
      },
    ];
  };

const NOTES_MAX = 100;

function partiesIn(heading: readonly Segment[], context: SetContext) {
  const parties = partiesOf(heading, "seller");
  const shipTo = partyWith(parties, ["ST"])?.party ?? null;
  return partiesOfAnswer(buyerIn(parties, false), shipTo, partyContext(context, "seller"));
}

function statedCode(head: Segment, { findings }: SetContext): AcknowledgmentCode {
  const stated = element(head, 2) ?? "";
  const code = ANSWERS[stated];
  if (code !== undefined) return code;
  const text = `${head.tag}02 is ${quoted(stated)}, which is no answer that is known here: it counts as received.`;
  findings.warnings.push(faultAt(head, "ANSWER_UNKNOWN", text, { element: 2, syntax: "INVALID" }));
  return "RECEIVED";
}

/** What an order's answer says for lines that have none of their own. */
const BY_HEADER: Readonly<Record<AcknowledgmentCode, LineAcknowledgmentCode>> = {
  ACCEPTED: "ACCEPTED",
  REJECTED: "REJECTED",
  RECEIVED: "UNKNOWN",
  ACCEPTED_WITH_CHANGE: "UNKNOWN",
  PARTIALLY_ACCEPTED: "UNKNOWN",
};

function lineOf(
  loop: Loop,
  layout: LineLayout,
  header: AcknowledgmentCode,
  context: SetContext,
): LineAcknowledgment {
  const { head, body } = loop;
  const { findings } = context;
  const acks = segmentsOf(body, "ACK");
  const promise = promiseOf(loop, layout, saidOf(head, layout, acks, header), context);
  const substitute = acks.find((ack) => element(ack, 1) === "IS");
  const unit = unitIn(head, layout.unit, context.componentSeparator);
  const other = otherMeasure(head, layout, unit);
  const stated = other === null ? unitPriceOf(head, layout, unit, findings) : null;
  const native = acks.map((ack) => element(ack, 1)).filter((one) => one !== null);
  const perMeasure = other === null ? [] : [`Price ${element(head, layout.price) ?? "stated"} per ${other}`];
  const notes = [...[...notesOf(body), ...reasonsIn(acks), ...promise.notes], ...perMeasure];
  return {
    lineNumber: element(head, 1),
    sku: skuOf(pairs(head, layout.ids)).sku,
    code: promise.code,
    nativeCode: native.length === 0 ? null : native.join(" "),
    quantity: promise.quantity,
    unit,
    unitPrice: native.includes("IP") ? (changedPrice(body, context) ?? stated) : stated,
    promisedDate: promise.day,
    substituteSku: substitute === undefined ? null : skuOf(pairs(substitute, 7)).sku,
    note: notes.length === 0 ? null : notes.join("; "),
  };
}

/** What the answers to a line come to; without any, what is done with it, else what is said of the whole order. */
function saidOf(
  head: Segment,
  layout: LineLayout,
  acks: readonly Segment[],
  header: AcknowledgmentCode,
): LineAcknowledgmentCode {
  if (acks.length > 0) return codeOf(acks);
  const isDeleted = layout === POC && element(head, 2) === DELETED && header !== "REJECTED";
  return isDeleted ? "CANCELED" : BY_HEADER[header];
}

/** POC02: the line is taken out. */
const DELETED = "DI";

/** ACK27 to ACK29: a trade's own code for what became of the line, and whose list it is from. */
const reasonsIn = (acks: readonly Segment[]): string[] =>
  acks.flatMap((ack) => {
    const [agency, list, code] = [element(ack, 27), element(ack, 28), element(ack, 29)];
    if (code === null) return [];
    const lists = [agency, list].filter((part) => part !== null).join(" ");
    return [lists === "" ? code : `${code} (code list ${lists})`];
  });

/** The price that takes the place of the ordered one stands in a CTP. */
function changedPrice(body: readonly Segment[], { findings }: SetContext): string | null {
  const ctp = segmentsOf(body, "CTP").find((segment) => element(segment, 3) !== null);
  return ctp === undefined ? null : numberIn(ctp, 3, "PRICE_INVALID", findings);
}
