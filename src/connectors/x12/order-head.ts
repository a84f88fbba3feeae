import { faultAt, quoted } from "../reading/edi/findings.js";
import { element, type Segment, segmentsOf } from "./segment.js";
import type { SetContext } from "./set-context.js";

/** Currency of the prices (CUR02), the heading's first and else the lines'; else the connection's. */
export function currencyOf(segments: readonly Segment[], { findings, settings }: SetContext): string | null {
  const [segment, ...more] = segmentsOf(segments, "CUR");
  const stated = element(segment, 2);
  const other = more.map((one) => element(one, 2)).find((one) => one !== null && one !== stated);
  if (other !== undefined) {
    findings.doubts.push(`Prices are in several currencies (${stated}, ${other}); the order keeps one.`);
  }
  if (segment === undefined || stated === null) return settings.currency;
  const currency = stated.toUpperCase();
  if (/^[A-Z]{3}$/.test(currency)) return currency;
  const text = `${quoted(stated)} is no currency and was left out.`;
  findings.warnings.push(faultAt(segment, "CURRENCY_INVALID", text, { element: 2, syntax: "INVALID" }));
  return settings.currency;
}

/** What the envelope and the totals of an order give to doubt. */
export function orderDoubts(context: SetContext, summary: readonly Segment[], lines: number): string[] {
  const { set, settings, sender, isTest, findings } = context;
  const doubts: string[] = [];
  if (isTest && settings.usage === "P") {
    doubts.push("The interchange is marked as a test (ISA15 is T): nothing of it may be delivered.");
  }
  if (settings.partnerId !== null && sender !== null && sender.id !== settings.partnerId) {
    doubts.push(
      `The order comes from ${quoted(sender.id)}, but this connection is with ${settings.partnerId}.`,
    );
  }
  const total = summary.find(({ tag }) => tag === "CTT");
  const counted = element(total, 1);
  const isComplete = counted !== null && Number(counted) === lines;
  if (total !== undefined && counted !== null && !isComplete) {
    const text = `CTT01 says ${counted} lines, but the set has ${lines}.`;
    findings.warnings.push(faultAt(total, "LINE_COUNT", text));
  }
  if (set.end !== "COMPLETE" && !isComplete) {
    doubts.push("The set ends without its trailer (SE): the end of the order may be missing.");
  }
  return doubts;
}
