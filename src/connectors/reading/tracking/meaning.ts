import type { ExceptionReason, ShipmentStatus } from "../../../domain/vocabulary.js";

/** What a carrier's code or words mean: how the parcel stands, and what is wrong where something is. */
export interface Meaning {
  readonly status: ShipmentStatus;
  readonly reason: ExceptionReason | null;
}

/** Codes by their key; see `codeKey`. */
export type Codes = ReadonlyMap<string, Meaning>;

/** One row of a code table: what it means, and the codes that mean it, separated by blanks. */
export type CodeRow = readonly [status: ShipmentStatus, reason: ExceptionReason | null, codes: string];

/** A code table as its rows are written down. A code that stands in two rows means what the first says. */
export function codesOf(rows: readonly CodeRow[]): Codes {
  const codes = new Map<string, Meaning>();
  for (const [status, reason, list] of rows) {
    for (const code of list.split(" ")) {
      const key = codeKey(code);
      if (!codes.has(key)) codes.set(key, { status, reason });
    }
  }
  return codes;
}

const CODE_CHARS_MAX = 200;

/** Carriers write `0174` and `174`, `In Transit` and `in_transit`, and mean the same. */
export function codeKey(code: string): string {
  return code
    .slice(0, CODE_CHARS_MAX)
    .trim()
    .toUpperCase()
    .replace(/[\s_-]+/g, "_")
    .replace(/(?<![^/])0+(?=\d+(?:\/|$))/g, "");
}
