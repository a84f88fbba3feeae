import Big from "big.js";
import { z } from "zod";
import { decimal } from "./decimal.js";
import { EXCEPTION_REASONS, type ExceptionReason } from "./vocabulary.js";

/** What becomes of goods that have come back, or have not. */
export const DISPOSITIONS = ["RESTOCKED", "NOT_RESTOCKED", "MISSING"] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

export interface LineQuantity {
  readonly lineNumber: string;
  readonly quantity: string;
}

/** What comes back of one order line. */
export interface ReturnLine extends LineQuantity {
  readonly reason?: ExceptionReason | null;
}

/** What was found of a line. One line may be found in several states, each with its quantity. */
export interface Inspection extends LineQuantity {
  readonly disposition: Disposition;
  readonly condition: string | null;
}

export const CONDITION_LENGTH_MAX = 500;
const quantity = decimal.refine((text) => new Big(text).gt(0), "must be above zero");

export const returnLine = z.object({
  lineNumber: z.string().min(1).max(100),
  quantity,
  reason: z.enum(EXCEPTION_REASONS).nullable().default(null),
});
export const inspection = z.object({
  lineNumber: z.string().min(1).max(100),
  quantity,
  disposition: z.enum(DISPOSITIONS),
  condition: z.string().max(CONDITION_LENGTH_MAX).nullable().default(null),
});

/** Why something about lines cannot be so; `at` is the place in the list that is to blame. */
export interface LineFault {
  readonly code: "INVALID" | "NOT_FOUND" | "TOO_MANY" | "INCOMPLETE";
  readonly message: string;
  readonly at: number | null;
  readonly field: "lineNumber" | "quantity" | null;
}

/** Why these lines cannot come back; null if they can. `room` is what of each line has left and is not asked for yet. */
export function faultOfReturn(
  lines: readonly LineQuantity[],
  room: ReadonlyMap<string, string>,
): LineFault | null {
  const fault = (
    code: LineFault["code"],
    message: string,
    at: number | null,
    field: LineFault["field"],
  ): LineFault => ({ code, message, at, field });
  if (lines.length === 0) return fault("INVALID", "say which lines come back", null, null);
  if (new Set(lines.map(({ lineNumber }) => lineNumber)).size < lines.length) {
    return fault("INVALID", "a line stands there twice", null, null);
  }
  for (const [at, { lineNumber, quantity: wanted }] of lines.entries()) {
    const left = room.get(lineNumber);
    if (left === undefined)
      return fault("NOT_FOUND", `the order has no line ${lineNumber}`, at, "lineNumber");
    if (!decimal.safeParse(wanted).success || !new Big(wanted).gt(0)) {
      return fault("INVALID", "the quantity must be a number above zero", at, "quantity");
    }
    if (new Big(wanted).gt(left)) {
      return fault("TOO_MANY", `at most ${left} of line ${lineNumber} can come back`, at, "quantity");
    }
  }
  return null;
}

/** Why this cannot be what was found; null if it can. Everything that was announced has to be accounted for, and no more. */
export function faultOfInspection(
  announced: readonly LineQuantity[],
  found: readonly Inspection[],
): LineFault | null {
  for (const [at, { lineNumber }] of found.entries()) {
    if (announced.every((line) => line.lineNumber !== lineNumber)) {
      return {
        ...{ code: "NOT_FOUND", at, field: "lineNumber" },
        message: `line ${lineNumber} is not in this return`,
      };
    }
  }
  for (const { lineNumber, quantity: wanted } of announced) {
    const inspected = sumOf(found.filter((line) => line.lineNumber === lineNumber));
    if (inspected.eq(wanted)) continue;
    const code = inspected.gt(wanted) ? "TOO_MANY" : "INCOMPLETE";
    const message = `line ${lineNumber} has ${inspected.toFixed()} of ${wanted} accounted for; what is not there is MISSING`;
    const at = found.findIndex((line) => line.lineNumber === lineNumber);
    return { code, message, at: at < 0 ? null : at, field: at < 0 ? null : "quantity" };
  }
  return null;
}

/** As much of each line as there is room for. */
export function withinRoom<Line extends LineQuantity>(
  lines: readonly Line[],
  room: ReadonlyMap<string, string>,
): Line[] {
  return lines.flatMap((line) => {
    const left = new Big(room.get(line.lineNumber) ?? "0");
    const fits = left.lt(line.quantity) ? left : new Big(line.quantity);
    return fits.gt(0) ? [{ ...line, quantity: fits.toFixed() }] : [];
  });
}

/** What is left of each line when this much of it is taken. */
export function roomAfter(
  whole: ReadonlyMap<string, string>,
  taken: ReadonlyMap<string, string>,
): Map<string, string> {
  return new Map(
    [...whole].map(([lineNumber, all]) => {
      const left = new Big(all).minus(taken.get(lineNumber) ?? "0");
      return [lineNumber, left.gt(0) ? left.toFixed() : "0"];
    }),
  );
}

const sumOf = (lines: readonly LineQuantity[]): Big =>
  lines.reduce((sum, line) => sum.plus(line.quantity), new Big(0));

/** What these goods were sold for, by the prices of their order; a line without a price counts nothing. */
export function valueOfLines(
  lines: readonly LineQuantity[],
  order: readonly { readonly lineNumber: string; readonly unitPrice: string | null }[],
): string {
  return lines
    .reduce((sum, line) => {
      const price = order.find(({ lineNumber }) => lineNumber === line.lineNumber)?.unitPrice ?? "0";
      return sum.plus(new Big(line.quantity).times(price));
    }, new Big(0))
    .toFixed(2);
}
