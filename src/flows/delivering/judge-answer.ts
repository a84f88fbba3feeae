import type { Acknowledgment, LineAcknowledgment } from "../../domain/acknowledgment.js";
import { sameDecimal } from "../../domain/decimal.js";
import type { OrderChangeTarget } from "../../domain/order-change.js";
import type { DeliveryResult } from "../../store/writes/delivery.js";

/**
 * What a partner's answer makes of a change: its word is the only read-back there is. Null while it promises
 * nothing yet. The partner's own words and values stand beside the result.
 */
export function judgeAnswer(target: OrderChangeTarget, answer: Acknowledgment): DeliveryResult | null {
  const words = wordsOf(answer);
  if (answer.level === "TECHNICAL") {
    const isRefused = answer.code === "REJECTED" || answer.code === "PARTIALLY_ACCEPTED";
    return isRefused ? rejected(`the document could not be read: ${words}`) : null;
  }
  if (answer.code === "RECEIVED") return null;
  const line = "lineNumber" in target || target.kind === "ADD_LINE" ? lineFor(target, answer) : null;
  if (line !== null) return judgeLine(target, line, words);
  return judgeWhole(target, answer, words);
}

const APPLIED = (nativeMessage: string): DeliveryResult => ({
  status: "APPLIED",
  refusal: null,
  nativeMessage,
});
const rejected = (nativeMessage: string): DeliveryResult => ({
  ...{ status: "REJECTED", refusal: "VALIDATION", nativeMessage },
});
const tooLate = (nativeMessage: string): DeliveryResult => ({
  ...{ status: "TOO_LATE", refusal: "ALREADY_SHIPPED", nativeMessage },
});
const partial = (nativeMessage: string): DeliveryResult => ({
  ...{ status: "PARTIAL", refusal: "ACCEPTED_BUT_NOT_APPLIED", nativeMessage },
});

/** What is said to the whole order; a line that nobody speaks of goes with it. */
function judgeWhole(target: OrderChangeTarget, answer: Acknowledgment, words: string): DeliveryResult | null {
  const isGone = answer.lines.some(({ code }) => code === "ALREADY_SHIPPED");
  switch (answer.code) {
    case "ACCEPTED":
      return isGone ? tooLate(words) : APPLIED(words);
    case "REJECTED":
      return isGone ? tooLate(words) : rejected(words);
    case "ACCEPTED_WITH_CHANGE":
    case "PARTIALLY_ACCEPTED":
      if (target.kind === "DATE" && answer.promisedDate === target.requestedDate) return APPLIED(words);
      return partial(answer.promisedDate === null ? words : `${words}; promised for ${answer.promisedDate}`);
    default:
      return null;
  }
}

function judgeLine(
  target: OrderChangeTarget,
  line: LineAcknowledgment,
  words: string,
): DeliveryResult | null {
  const said = [words, lineWords(line)].filter((part) => part !== "").join("; ");
  if (line.code === "ALREADY_SHIPPED") return tooLate(said);
  if (target.kind === "REMOVE_LINE") {
    if (line.code === "REJECTED") return rejected(said);
    return line.code === "UNKNOWN" ? null : APPLIED(said);
  }
  switch (line.code) {
    case "ACCEPTED":
      return isAsWanted(target, line) ? APPLIED(said) : partial(said);
    case "ACCEPTED_WITH_CHANGE":
      return namesOurValue(target, line) && isAsWanted(target, line) ? APPLIED(said) : partial(said);
    case "BACKORDERED":
    case "SUBSTITUTED":
      return partial(said);
    case "REJECTED":
    case "CANCELED":
      return rejected(said);
    case "UNKNOWN":
      return null;
  }
}

/** The answer to the line that a change is about: by its number, else by its article where only one line has that. */
function lineFor(target: OrderChangeTarget, { lines }: Acknowledgment): LineAcknowledgment | null {
  const number =
    target.kind === "ADD_LINE" ? target.line.lineNumber : "lineNumber" in target ? target.lineNumber : null;
  const byNumber = lines.filter(({ lineNumber }) => lineNumber === number);
  const sku = target.kind === "ADD_LINE" ? target.line.sku : null;
  const bySku = lines.filter((line) => line.lineNumber === null && sku !== null && line.sku === sku);
  return byNumber[0] ?? (bySku.length === 1 ? (bySku[0] ?? null) : null);
}

/** False if the partner names another value than the one that is wanted; silence agrees. */
function isAsWanted(target: OrderChangeTarget, { quantity, unitPrice }: LineAcknowledgment): boolean {
  const wanted = target.kind === "ADD_LINE" ? target.line : target;
  const quantityFits = !("quantity" in wanted) || quantity === null || sameDecimal(wanted.quantity, quantity);
  const price = "unitPrice" in wanted ? wanted.unitPrice : null;
  return quantityFits && (price === null || unitPrice === null || sameDecimal(price, unitPrice));
}

/** "With change" agrees to a value only by naming it. */
const namesOurValue = (target: OrderChangeTarget, { quantity, unitPrice }: LineAcknowledgment): boolean =>
  (target.kind === "QUANTITY" && quantity !== null) || (target.kind === "PRICE" && unitPrice !== null);

/** The partner's words, for the person who will read them. */
export const wordsOf = ({ externalId, nativeCode, code, notes }: Acknowledgment): string =>
  [`answer ${externalId} says ${nativeCode ?? code}`, ...notes].join("; ").slice(0, WORDS_MAX);

/** What the partner promises for a line, in its own values. */
export const lineWords = (line: LineAcknowledgment): string => {
  const { lineNumber, code, nativeCode, quantity, unitPrice, promisedDate, substituteSku, note } = line;
  const values = [
    quantity === null ? null : `quantity ${quantity}`,
    unitPrice === null ? null : `price ${unitPrice}`,
    promisedDate === null ? null : `on ${promisedDate}`,
    substituteSku === null ? null : `article ${substituteSku}`,
    note,
  ].filter((value) => value !== null);
  return `line ${lineNumber ?? line.sku ?? ""}: ${[nativeCode ?? code, ...values].join(", ")}`.slice(
    0,
    WORDS_MAX,
  );
};

const WORDS_MAX = 1000;
