import Big from "big.js";
import type {
  AcknowledgmentCode,
  LineAcknowledgment,
  LineAcknowledgmentCode,
} from "../../domain/acknowledgment.js";
import type { CanonicalDocument } from "../connector.js";
import { overallCode } from "../reading/edi/acknowledgment.js";
import { LINE_ANSWERS, MESSAGE_ANSWERS } from "../reading/edi/answer-codes.js";
import { faultAt, quoted } from "../reading/edi/findings.js";
import { partiesOfAnswer } from "../reading/edi/party.js";
import { datesOf, dateWith, promisedDay } from "./dates.js";
import {
  idsOf,
  quantitiesOf,
  quantityWith,
  type ReadQuantity,
  skuOf,
  substituteOf,
  textCodesOf,
  textsOf,
} from "./item.js";
import { type MessageContext, partyContext } from "./message-context.js";
import { missingNumber } from "./order.js";
import { currencyOf } from "./order-head.js";
import { buyerIn, partiesOf, referenceIn, shipToIn } from "./party.js";
import { otherMeasure, unitPriceOf } from "./price.js";
import { component, type Group, groupsOf, type Segment, sectionsOf } from "./segment.js";

/** What the seller says to the whole order, by the function of the message (1225). */
const CODES: Readonly<Record<string, AcknowledgmentCode>> = {
  "4": "ACCEPTED_WITH_CHANGE", // Change
  "5": "ACCEPTED_WITH_CHANGE", // Replace
  "6": "ACCEPTED", // Confirmation
  "9": "RECEIVED", // Original: the lines say it
  "12": "RECEIVED", // Not processed
  ...MESSAGE_ANSWERS,
};

/** The same by the kind of answer (4343), where the function does not say. */
const ANSWERS: Readonly<Record<string, AcknowledgmentCode>> = {
  AB: "RECEIVED",
  AI: "ACCEPTED_WITH_CHANGE",
  AP: "ACCEPTED",
  CA: "ACCEPTED_WITH_CHANGE",
  NA: "RECEIVED",
  RE: "REJECTED",
};

const ORDER: ReadonlySet<string> = new Set(["ON", "CO"]);
/** Quantities (element 6063) that are promised, best first. */
const PROMISED: readonly string[] = ["194", "12", "113"];
const NOTES_MAX = 100;

/** Reads ORDRSP: what the seller says to the order. */
export function readAcknowledgment(context: MessageContext): CanonicalDocument[] {
  const { message, findings, sentAt } = context;
  const { heading, detail, summary } = sectionsOf(message.segments, "LIN");
  const bgm = heading.find(({ tag }) => tag === "BGM");
  const number = component(bgm, 2, 1);
  if (bgm === undefined || number === null) {
    findings.issues.push(missingNumber(bgm));
    return [];
  }
  const groups = groupsOf(detail, "LIN");
  const stated = statedCode(bgm, context);
  const lines = groups.map((group) => lineOf(group, stated, context));
  const dates = datesOf(heading, findings);
  const parties = partiesOf(heading, "seller");
  const codes = lines.map(({ code }) => code);
  return [
    {
      kind: "ACKNOWLEDGMENT",
      acknowledgment: {
        level: "BUSINESS",
        externalId: number,
        order: { externalId: null, number: null, poNumber: orderNumber(bgm, number, context) },
        control: { interchange: null, group: null, message: null },
        code: overallCode(stated === "RECEIVED" ? byLines(codes) : stated, codes),
        nativeCode: [component(bgm, 3), component(bgm, 4)].filter((one) => one !== null).join(" ") || null,
        issuedAt: dateWith(dates, ["137"])?.instant ?? sentAt,
        promisedDate: promisedDay(dates),
        currency: currencyOf(message.segments, context),
        ...partiesOfAnswer(
          buyerIn(parties),
          shipToIn(parties)?.party ?? null,
          partyContext(context, "seller"),
        ),
        lines,
        notes: [...textsOf(heading), ...textsOf(summary)].slice(0, NOTES_MAX),
      },
    },
  ];
}

/** The order that is answered (RFF+ON). Some sellers answer under its own number and say no more. */
function orderNumber(bgm: Segment, number: string, { message, findings }: MessageContext): string {
  const stated = referenceIn(message.segments, ORDER);
  if (stated !== null) return stated;
  const text = `The answer does not say which order it is to (RFF+ON): ${quoted(number)}, its own number, is taken.`;
  findings.warnings.push(faultAt(bgm, "ORDER_NOT_NAMED", text));
  return number;
}

function statedCode(bgm: Segment, { findings }: MessageContext): AcknowledgmentCode {
  const [stated, answer] = [component(bgm, 3), component(bgm, 4)];
  const code = CODES[stated ?? ""];
  if (code !== undefined && code !== "RECEIVED") return code;
  const answered = ANSWERS[answer ?? ""];
  if (answered !== undefined || code !== undefined || stated === null) return answered ?? "RECEIVED";
  const text = `BGM 1225 is ${quoted(stated)}, which is no answer that is known here: the lines decide.`;
  findings.warnings.push(faultAt(bgm, "ANSWER_UNKNOWN", text, { element: 3, syntax: "INVALID" }));
  return "RECEIVED";
}

/** Where the heading promises nothing, lines that are all answered do. */
const byLines = (codes: readonly LineAcknowledgmentCode[]): AcknowledgmentCode =>
  codes.length > 0 && !codes.includes("UNKNOWN") ? "ACCEPTED" : "RECEIVED";

const BY_HEADER: Readonly<Record<AcknowledgmentCode, LineAcknowledgmentCode>> = {
  ACCEPTED: "ACCEPTED",
  REJECTED: "REJECTED",
  RECEIVED: "UNKNOWN",
  ACCEPTED_WITH_CHANGE: "UNKNOWN",
  PARTIALLY_ACCEPTED: "UNKNOWN",
};

function lineOf(
  { head, body }: Group,
  header: AcknowledgmentCode,
  context: MessageContext,
): LineAcknowledgment {
  const { findings } = context;
  const quantities = quantitiesOf(body, findings);
  const code = codeOf(head, body, quantities, header);
  const promised = promisedQuantity(code, quantities);
  const unit = quantities.find((one) => one.unit !== null)?.unit ?? null;
  const price = unitPriceOf(body, findings);
  const measure = price === null ? null : otherMeasure(body, { value: promised, unit }, price);
  const notes = [
    ...[...textsOf(body), ...textCodesOf(body), ...backorders(quantities)],
    ...(measure === null ? [] : [`Price ${price} per ${measure}`]),
  ];
  return {
    lineNumber: lineNumberOf(head, body),
    sku: skuOf(idsOf(head, body)).sku,
    code,
    nativeCode: component(head, 2),
    quantity: promised,
    unit,
    unitPrice: measure === null ? price : null,
    promisedDate: promisedDay(datesOf(body, findings)),
    substituteSku: substituteOf(body),
    note: notes.length === 0 ? null : notes.join("; "),
  };
}

/** A backorder is seen by its quantity: partners use one action for it and for other things. */
function codeOf(
  head: Segment,
  body: readonly Segment[],
  quantities: readonly ReadQuantity[],
  header: AcknowledgmentCode,
): LineAcknowledgmentCode {
  const action = component(head, 2);
  const code = action === null ? BY_HEADER[header] : LINE_ANSWERS[action];
  if (code === "REJECTED" || code === "CANCELED") return code;
  if (substituteOf(body) !== null) return "SUBSTITUTED";
  const backordered = quantityWith(quantities, ["83"])?.value ?? null;
  if (backordered !== null && new Big(backordered).gt(0)) return "BACKORDERED";
  const counted = byQuantities(quantities);
  if (action === null) return counted ?? BY_HEADER[header];
  return code ?? (counted === "ACCEPTED" ? "UNKNOWN" : (counted ?? "UNKNOWN"));
}

/** What the quantities say where both the ordered one and the promised one are stated. */
function byQuantities(quantities: readonly ReadQuantity[]): LineAcknowledgmentCode | null {
  const ordered = quantityWith(quantities, ["21"])?.value ?? null;
  const promised = quantityWith(quantities, PROMISED)?.value ?? null;
  if (ordered === null || promised === null) return null;
  if (new Big(promised).eq(0) && !new Big(ordered).eq(0)) return "REJECTED";
  return new Big(promised).eq(ordered) ? "ACCEPTED" : "ACCEPTED_WITH_CHANGE";
}

/** The line as the buyer numbers it, where the answer repeats that number. */
function lineNumberOf(head: Segment, body: readonly Segment[]): string | null {
  const reference = body.find(
    (one) => one.tag === "RFF" && ["LI", "ON"].includes(component(one, 1, 1) ?? ""),
  );
  const repeated =
    component(reference, 1, 3) ?? (component(reference, 1, 1) === "LI" ? component(reference, 1, 2) : null);
  return repeated ?? component(head, 1);
}

function promisedQuantity(code: LineAcknowledgmentCode, quantities: readonly ReadQuantity[]): string | null {
  if (code === "REJECTED" || code === "CANCELED") return "0";
  const promised = quantityWith(quantities, PROMISED)?.value;
  if (promised !== undefined) return promised;
  return code === "BACKORDERED" ? "0" : (quantityWith(quantities, ["21"])?.value ?? ofDeliveries(quantities));
}

/** Some sellers only say how much goes to each place, as the buyer did. */
function ofDeliveries(quantities: readonly ReadQuantity[]): string | null {
  const parts = quantities.flatMap(({ qualifier, value }) =>
    qualifier === "11" && value !== null ? [value] : [],
  );
  return parts.length === 0 ? null : parts.reduce((sum, part) => sum.plus(part), new Big(0)).toFixed();
}

const backorders = (quantities: readonly ReadQuantity[]): string[] =>
  quantities
    .filter(({ qualifier, value }) => qualifier === "83" && value !== null)
    .map(({ value }) => `${value} backordered`);
