import Big from "big.js";
import type { LineAcknowledgmentCode } from "../../domain/acknowledgment.js";
import { weightiest } from "../reading/edi/acknowledgment.js";
import { ediDecimal } from "../reading/edi/decimal.js";
import { distinct } from "../reading/values/clean-text.js";
import { LINE_ANSWERS } from "./acknowledgment-codes.js";
import { type DatedQualifier, datesOf, dayIn, promisedDay } from "./dates.js";
import { numberIn } from "./item.js";
import type { LineLayout } from "./order-line.js";
import { datePairAt, element, type Loop, loopsOf, type Segment, segmentsOf } from "./segment.js";
import type { SetContext } from "./set-context.js";

/** What all answers (ACK) to a line promise together. */
export interface LinePromise {
  readonly code: LineAcknowledgmentCode;
  readonly quantity: string | null;
  readonly day: string | null;
  /** What becomes of the pieces that are not promised, and of those that come on another day. */
  readonly notes: readonly string[];
}

const NOTHING: ReadonlySet<LineAcknowledgmentCode> = new Set(["REJECTED", "CANCELED"]);
const ACCEPTED: ReadonlySet<LineAcknowledgmentCode> = new Set(["ACCEPTED", "ACCEPTED_WITH_CHANGE"]);
const BACKORDERED = "IB";

const codeIn = (ack: Segment): LineAcknowledgmentCode => LINE_ANSWERS[element(ack, 1) ?? ""] ?? "UNKNOWN";
const isRefused = (ack: Segment): boolean => NOTHING.has(codeIn(ack));
const isBackordered = (ack: Segment): boolean => element(ack, 1) === BACKORDERED;
const isPromise = (ack: Segment): boolean =>
  !isBackordered(ack) && !isRefused(ack) && LINE_ANSWERS[element(ack, 1) ?? ""] !== undefined;

/** A refusal that states how many are refused, and so may be of a part. */
const isPartRefused = (ack: Segment): boolean => isRefused(ack) && element(ack, 2) !== null;

/** What all answers to a line come to: pieces that are refused beside others change the quantity and no more. */
export function codeOf(acks: readonly Segment[]): LineAcknowledgmentCode {
  const others = acks.filter((ack) => !isPartRefused(ack)).map(codeIn);
  if (others.length === 0 || others.length === acks.length) return weightiest(acks.map(codeIn));
  const code = weightiest(others);
  return code === "ACCEPTED" ? "ACCEPTED_WITH_CHANGE" : code;
}

/** The promise of a line of which `said` is said; one of nothing, however friendly its code, is a refusal. */
export function promiseOf(
  loop: Loop,
  layout: LineLayout,
  said: LineAcknowledgmentCode,
  context: SetContext,
): LinePromise {
  const answers = loopsOf(loop.body, "ACK");
  const acks = answers.map(({ head }) => head);
  const quantity = quantityOf(loop.head, layout, said, acks, context);
  const code = acks.length > 0 && quantity === "0" && ACCEPTED.has(said) ? "REJECTED" : said;
  const days = answers.map((answer) => promisedDay(daysOf(answer, context)));
  return {
    code,
    quantity,
    day: dayOf(loop, answers, context),
    notes: [
      ...partsOn(acks, days),
      ...acks.flatMap((ack, at) => (isBackordered(ack) ? backorder(ack, days[at] ?? null) : [])),
      ...(NOTHING.has(code) ? [] : acks.filter(isPartRefused).map((ack) => `${element(ack, 2)} refused`)),
    ],
  };
}

/** What is promised: the quantities of the answers that promise anything, else the line's own. */
function quantityOf(
  head: Segment,
  layout: LineLayout,
  said: LineAcknowledgmentCode,
  acks: readonly Segment[],
  { findings }: SetContext,
): string | null {
  const ordered = numberIn(head, layout.quantity, "QUANTITY_INVALID", findings);
  if (NOTHING.has(said)) return "0";
  const promises = acks.filter((ack) => isPromise(ack) && element(ack, 2) !== null);
  if (promises.length > 0) {
    const quantities = promises.map((ack) => numberIn(ack, 2, "QUANTITY_INVALID", findings) ?? "0");
    return quantities.reduce((sum, quantity) => sum.plus(quantity), new Big(0)).toFixed();
  }
  return said === "BACKORDERED" && acks.length > 0 ? "0" : ordered;
}

/**
 * The day of what is promised: that of the line, of its schedule and of the answers that promise something.
 * Where those have none, that of what is backordered; the day of a refusal promises nothing.
 */
function dayOf(loop: Loop, answers: readonly Loop[], context: SetContext): string | null {
  const first = loop.body.findIndex(({ tag }) => tag === "ACK");
  const own = first < 0 ? loop.body : loop.body.slice(0, first);
  const schedule = segmentsOf(loop.body, "SCH");
  const ofLine = [
    ...datesOf(own, context.findings),
    ...schedule.flatMap((sch) => pairedDay(sch, 5, context)),
  ];
  const of = (isWanted: (ack: Segment) => boolean) =>
    answers.filter(({ head }) => isWanted(head)).flatMap((answer) => daysOf(answer, context));
  return (
    promisedDay([...ofLine, ...of(isPromise)]) ??
    promisedDay(of((ack) => !isRefused(ack))) ??
    promisedDay(answers.flatMap(({ body }) => datesOf(body, context.findings)))
  );
}

/** The days of an answer: in itself (ACK04, ACK05) and in what follows it. */
const daysOf = ({ head, body }: Loop, context: SetContext): DatedQualifier[] => [
  ...pairedDay(head, 4, context),
  ...datesOf(body, context.findings),
];

function pairedDay(segment: Segment, from: number, { findings }: SetContext): DatedQualifier[] {
  const at = datePairAt(segment, from);
  const day = dayIn(segment, at + 1, findings);
  return day === null ? [] : [{ qualifier: element(segment, at) ?? "", days: [day] }];
}

/** `30 on 2026-09-12`: how the promised pieces are parted over several days. */
function partsOn(acks: readonly Segment[], days: readonly (string | null)[]): string[] {
  const parts = acks.flatMap((ack, at) => {
    const [quantity, day] = [element(ack, 2), days[at] ?? null];
    return isPromise(ack) && quantity !== null && day !== null ? [{ quantity, day }] : [];
  });
  const isParted = distinct(parts.map(({ day }) => day)).length > 1;
  return isParted ? parts.map(({ quantity, day }) => `${quantity} on ${day}`) : [];
}

/** Some state how many are promised beside the code of a backorder: none at all. */
function backorder(ack: Segment, day: string | null): string[] {
  const quantity = element(ack, 2);
  if (quantity === null || ediDecimal(quantity, ["."]) === "0") return [];
  return [`${quantity} backordered${day === null ? "" : ` until ${day}`}`];
}
