import { z } from "zod";
import { postalAddress, sameDeliveryPoint } from "./address.js";
import { decimal, sameDecimal } from "./decimal.js";
import { day, instant } from "./instant.js";
import { type CanonicalOrder, type CanonicalOrderLine, canonicalOrderLine, faultOfLines } from "./order.js";
import { orderReference } from "./order-reference.js";

const lineNumber = z.string().min(1).max(100);

/** One wanted state of an order. Values are absolute targets, never differences. */
export const orderChangeTarget = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("SHIP_TO"), shipTo: postalAddress }),
  z.object({
    kind: z.literal("CONTACT"),
    contactName: z.string().max(500).nullable(),
    emails: z.array(z.string().max(500)).max(20),
    phones: z.array(z.string().max(500)).max(20),
  }),
  z.object({ kind: z.literal("QUANTITY"), lineNumber, quantity: decimal }),
  z.object({ kind: z.literal("PRICE"), lineNumber, unitPrice: decimal }),
  z.object({ kind: z.literal("QUALITY"), lineNumber, description: z.string().max(2000) }),
  z.object({ kind: z.literal("DATE"), requestedDate: day }),
  z.object({ kind: z.literal("ADD_LINE"), line: canonicalOrderLine }),
  z.object({ kind: z.literal("REMOVE_LINE"), lineNumber }),
  z.object({ kind: z.literal("CANCEL") }),
]);
export type OrderChangeTarget = z.infer<typeof orderChangeTarget>;

/** A change that a document asks for, before the hub has found the order it speaks of. */
export const canonicalOrderChange = z.object({
  /** Which order it speaks of. */
  order: orderReference,
  /** E-mail address or phone number of whoever asks, to check that the order is theirs. */
  askedBy: z.string().nullable(),
  requestedAt: instant,
  reason: z.string().max(2000).nullable(),
  targets: z.array(orderChangeTarget).min(1).max(1000),
});
export type CanonicalOrderChange = z.infer<typeof canonicalOrderChange>;

/** The part of an order that a change can touch. */
export type ChangeableOrder = Pick<CanonicalOrder, "shipTo" | "requestedDate" | "lines" | "canceled">;

/**
 * What changed between the order as the hub knows it and a later version from its source, as
 * targets. Spelling alone is no change of address, nor of a description. A line that now names another
 * article is another line. Works for any source that re-sends whole orders.
 */
export function targetsBetween(known: ChangeableOrder, next: ChangeableOrder): OrderChangeTarget[] {
  if (next.canceled) return known.canceled ? [] : [{ kind: "CANCEL" }];
  const targets: OrderChangeTarget[] = [];
  if (next.shipTo !== null && (known.shipTo === null || !sameDeliveryPoint(known.shipTo, next.shipTo))) {
    targets.push({ kind: "SHIP_TO", shipTo: next.shipTo });
  }
  if (next.requestedDate !== null && next.requestedDate !== known.requestedDate) {
    targets.push({ kind: "DATE", requestedDate: next.requestedDate });
  }
  return [...targets, ...lineTargets(known.lines, next.lines)];
}

function lineTargets(known: ChangeableOrder["lines"], next: ChangeableOrder["lines"]): OrderChangeTarget[] {
  const before = new Map(known.map((line) => [line.lineNumber, line]));
  const after = new Set(next.map((line) => line.lineNumber));
  const targets: OrderChangeTarget[] = [];
  for (const line of next) {
    const { lineNumber } = line;
    const old = before.get(lineNumber);
    if (old === undefined || isOtherArticle(old, line)) {
      if (old !== undefined) targets.push({ kind: "REMOVE_LINE", lineNumber });
      targets.push({ kind: "ADD_LINE", line });
      continue;
    }
    if (!sameDecimal(old.quantity, line.quantity)) {
      targets.push({ kind: "QUANTITY", lineNumber, quantity: line.quantity });
    }
    if (line.unitPrice !== null && !sameDecimal(old.unitPrice, line.unitPrice)) {
      targets.push({ kind: "PRICE", lineNumber, unitPrice: line.unitPrice });
    }
    if (line.description !== null && !sameWords(old.description, line.description)) {
      targets.push({ kind: "QUALITY", lineNumber, description: line.description });
    }
  }
  for (const line of known) {
    if (!after.has(line.lineNumber)) targets.push({ kind: "REMOVE_LINE", lineNumber: line.lineNumber });
  }
  return targets;
}

const isOtherArticle = (old: CanonicalOrderLine, line: CanonicalOrderLine): boolean =>
  old.sku !== null && line.sku !== null && !sameWords(old.sku, line.sku);

const sameWords = (a: string | null, b: string): boolean => a !== null && wordsOf(a) === wordsOf(b);

const wordsOf = (text: string): string => text.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").trim();

/** True if the order already is as this target wants it, so that reaching it undoes no later change. */
export function isWanted(order: ChangeableOrder, target: OrderChangeTarget): boolean {
  if (order.canceled) return target.kind === "CANCEL";
  if (target.kind === "CONTACT") return true;
  if (target.kind === "ADD_LINE") {
    const { lineNumber } = target.line;
    return order.lines.some((line) => line.lineNumber === lineNumber && !isOtherArticle(line, target.line));
  }
  const isOfLine = "lineNumber" in target && target.kind !== "REMOVE_LINE";
  if (isOfLine && !order.lines.some((line) => line.lineNumber === target.lineNumber)) return false;
  return targetsBetween(order, withTarget(order, target)).length === 0;
}

/** Why targets cannot be reached. `at` is the one to blame; null if it is all of them together. */
export interface TargetsFault {
  readonly at: number | null;
  readonly code: "NOT_FOUND" | "INVALID";
  readonly message: string;
}

/** Follows the targets one after the other, as an execution system will; null if nothing stands in the way. */
export function faultOfTargets(
  order: ChangeableOrder,
  targets: readonly OrderChangeTarget[],
): TargetsFault | null {
  let next = order;
  for (const [at, target] of targets.entries()) {
    if ("lineNumber" in target && !next.lines.some((line) => line.lineNumber === target.lineNumber)) {
      return { at, code: "NOT_FOUND", message: `the order has no line ${target.lineNumber}` };
    }
    next = withTarget(next, target);
    const message = faultOfLines(next.lines);
    if (message !== null) return { at, code: "INVALID", message };
  }
  return next.lines.length > 0
    ? null
    : { at: null, code: "INVALID", message: "an order needs a line: cancel it instead" };
}

/** The order as it stands once these targets are reached. Unknown lines are left alone. */
export function withTargets<T extends ChangeableOrder>(order: T, targets: readonly OrderChangeTarget[]): T {
  return targets.reduce(withTarget, order);
}

function withTarget<T extends ChangeableOrder>(order: T, target: OrderChangeTarget): T {
  switch (target.kind) {
    case "SHIP_TO":
      return { ...order, shipTo: target.shipTo };
    case "DATE":
      return { ...order, requestedDate: target.requestedDate };
    case "CANCEL":
      return { ...order, canceled: true };
    case "CONTACT":
      return order;
    case "ADD_LINE":
      return { ...order, lines: [...order.lines, target.line] };
    case "REMOVE_LINE":
      return { ...order, lines: order.lines.filter((line) => line.lineNumber !== target.lineNumber) };
    case "QUANTITY":
    case "PRICE":
    case "QUALITY": {
      const { kind: _kind, lineNumber: wanted, ...values } = target;
      return {
        ...order,
        lines: order.lines.map((line) => (line.lineNumber === wanted ? { ...line, ...values } : line)),
      };
    }
  }
}
