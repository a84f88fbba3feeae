import type { ExceptionReason, ShipmentStatus } from "../../../domain/vocabulary.js";
import type { Meaning } from "./meaning.js";
import { REASON_WORDS, STATUS_OF_REASON } from "./reason-words.js";
import { STATUS_WORDS, TRANSIT_WORDS } from "./status-words.js";

/** Longer texts say the same thing at their beginning, and patterns stay quick. */
const CHARS_MAX = 300;

/** What the words of a carrier mean, for codes that no table knows; null if they say nothing that is known. */
export function meaningOfWords(text: string): Meaning | null {
  const words = plain(text);
  const reason = REASON_WORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
  const isCondition = CONDITION.test(words);
  const told = STATUS_WORDS.find(
    ([meant, pattern]) => !(isCondition && isReturn(meant)) && pattern.test(words),
  )?.[0];
  const status = told ?? (reason === null ? undefined : STATUS_OF_REASON[reason]);
  return status === undefined ? null : { status, reason: isTrouble(status) ? reason : null };
}

/** What went wrong, as these words say it; null if they say nothing of it. */
export function reasonOfWords(text: string): ExceptionReason | null {
  const words = plain(text);
  return REASON_WORDS.find(([, pattern]) => pattern.test(words))?.[0] ?? null;
}

/** True for goods that are on their way back, or back. */
export function isReturn(status: ShipmentStatus): boolean {
  return status === "RETURN_TO_SENDER" || status === "RETURNED";
}

/** "It will be returned if nobody collects it": that has not happened. */
const CONDITION = /\b(?:if|unless|otherwise|to avoid|before it|reminder|final notice)\b/;

/** True where a status leaves room for a reason. */
export function isTrouble(status: ShipmentStatus): boolean {
  return TROUBLED.has(status);
}

/** Words that only say that the parcel is on its way somewhere. Weaker than any code. */
export function speaksOfTransit(text: string): boolean {
  return TRANSIT_WORDS.test(plain(text));
}

const plain = (text: string): string =>
  text
    .slice(0, CHARS_MAX)
    .toLowerCase()
    .replace(/[\s_]+/g, " ");

const TROUBLED: ReadonlySet<ShipmentStatus> = new Set([
  "DELIVERY_FAILED",
  "DELAYED",
  "ON_HOLD",
  "RETURN_TO_SENDER",
  "RETURNED",
  "LOST",
  "CANCELED",
  "UNKNOWN",
]);
