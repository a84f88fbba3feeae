import { faultAt, quoted } from "../reading/edi/findings.js";
import type { MessageContext } from "./message-context.js";
import { component, type Segment, segmentsOf } from "./segment.js";

/** Currency of the prices: the reference currency of the first CUX, be it a line's; else the connection's. */
export function currencyOf(
  segments: readonly Segment[],
  { findings, settings }: MessageContext,
): string | null {
  const [cux, ...more] = segmentsOf(segments, "CUX");
  const stated = component(cux, 1, 2);
  const other = more
    .filter((one) => component(one, 1, 1) === component(cux, 1, 1))
    .map((one) => component(one, 1, 2))
    .find((one) => one !== null && one !== stated);
  if (other !== undefined) {
    findings.doubts.push(`Prices are in several currencies (${stated}, ${other}); the order keeps one.`);
  }
  if (cux === undefined || stated === null) return settings.currency;
  const currency = stated.toUpperCase();
  if (/^[A-Z]{3}$/.test(currency)) return currency;
  const text = `${quoted(stated)} is no currency and was left out.`;
  findings.warnings.push(faultAt(cux, "CURRENCY_INVALID", text, { element: 1, syntax: "INVALID" }));
  return settings.currency;
}

/** What the envelope and the totals of an order give to doubt. */
export function orderDoubts(context: MessageContext, summary: readonly Segment[], lines: number): string[] {
  const { message, settings, sender, isTest, findings } = context;
  const doubts: string[] = [];
  if (isTest && settings.usage === "PRODUCTION") {
    doubts.push("The interchange is marked as a test (UNB 0035 is 1): nothing of it may be delivered.");
  }
  if (settings.partnerId !== null && sender !== null && sender.id !== settings.partnerId) {
    doubts.push(
      `The order comes from ${quoted(sender.id)}, but this connection is with ${settings.partnerId}.`,
    );
  }
  const counted = lineCount(summary);
  const isComplete = counted !== null && Number(component(counted, 1, 2)) === lines;
  if (counted !== null && !isComplete) {
    const text = `CNT says ${component(counted, 1, 2) ?? "nothing"} lines, but the message has ${lines}.`;
    findings.warnings.push(faultAt(counted, "LINE_COUNT", text));
  }
  if (message.end !== "COMPLETE" && !isComplete) {
    doubts.push("The message ends without its trailer (UNT): the end of the order may be missing.");
  }
  return doubts;
}

const LINES = "2";

const lineCount = (summary: readonly Segment[]): Segment | null =>
  summary.find((one) => one.tag === "CNT" && component(one, 1, 1) === LINES) ?? null;
