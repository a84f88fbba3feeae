import type { AcknowledgmentCode, LineAcknowledgmentCode } from "../../../domain/acknowledgment.js";

const GONE: ReadonlySet<LineAcknowledgmentCode> = new Set(["REJECTED", "CANCELED"]);
const CHANGED: ReadonlySet<LineAcknowledgmentCode> = new Set([
  "ACCEPTED_WITH_CHANGE",
  "BACKORDERED",
  "SUBSTITUTED",
]);

/** What a partner says to the order, seen with what it says to the lines: a "yes" without two of them is half a yes. */
export function overallCode(
  header: AcknowledgmentCode,
  lines: readonly LineAcknowledgmentCode[],
): AcknowledgmentCode {
  if (header === "REJECTED" || header === "RECEIVED") return header;
  const gone = lines.filter((code) => GONE.has(code)).length;
  if (gone > 0) return gone === lines.length ? "REJECTED" : "PARTIALLY_ACCEPTED";
  return lines.some((code) => CHANGED.has(code)) ? "ACCEPTED_WITH_CHANGE" : header;
}

/** Of several words on one line the weightiest counts. */
const WEIGHT: readonly LineAcknowledgmentCode[] = [
  "REJECTED",
  "CANCELED",
  "SUBSTITUTED",
  "BACKORDERED",
  "ACCEPTED_WITH_CHANGE",
  "ALREADY_SHIPPED",
  "ACCEPTED",
  "UNKNOWN",
];

export function weightiest(codes: readonly LineAcknowledgmentCode[]): LineAcknowledgmentCode {
  return WEIGHT.find((code) => codes.includes(code)) ?? "UNKNOWN";
}
