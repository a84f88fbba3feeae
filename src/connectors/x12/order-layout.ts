import { type LineLayout, PO1 } from "./order-line.js";
import { releaseAndDay, type Segment } from "./segment.js";

/** What a purpose makes of an order. */
export interface Purpose {
  readonly canceled: boolean;
  readonly doubt: string | null;
}

/** Where a set that is an order keeps its values: the segments of its head and its lines, and their elements. */
export interface OrderLayout {
  readonly head: string;
  readonly line: string;
  readonly values: LineLayout;
  /** Null where no order is called off from a frame. */
  readonly release: number | null;
  readonly day: number;
  readonly type: number;
  readonly purposes: Readonly<Record<string, Purpose>>;
}

/** The number of the order is the third element of every head. */
export const ORDER_NUMBER = 3;
export const ORIGINAL: Purpose = { canceled: false, doubt: null };

const COPY = "it is a copy for information";
const CONFIRMATION = "it confirms an order that was placed another way";
const SIMULATION = "it is a simulation";

/** What BEG01 makes of an order. Every purpose states it whole, so a change is a later version. */
const PURPOSES: Readonly<Record<string, Purpose>> = {
  "00": ORIGINAL,
  "01": { canceled: true, doubt: null }, // Cancellation
  "02": { canceled: false, doubt: null }, // Add
  "03": { canceled: true, doubt: null }, // Delete
  "04": { canceled: false, doubt: null }, // Change
  "05": { canceled: false, doubt: null }, // Replace
  "06": { canceled: false, doubt: CONFIRMATION },
  "07": { canceled: false, doubt: "it is a duplicate of an order sent before" },
  "15": { canceled: false, doubt: null }, // Re-submission
  "18": { canceled: false, doubt: null }, // Reissue
  "22": { canceled: false, doubt: COPY },
  "24": { canceled: false, doubt: "it is a draft" },
  "77": { canceled: false, doubt: SIMULATION },
};

/** Types of order (element 92) that ask for no delivery by themselves. */
export const FRAME_TYPES: Readonly<Record<string, string>> = {
  BK: "it is a blanket order, whose quantities are called off later",
  BL: "it is a blanket order, whose quantities are called off later",
  BE: "it is a blanket order, whose quantities are estimates",
  BQ: "it is a blanket order, whose quantities are estimates",
  IN: COPY,
};

/** What G5001 makes of an order. */
const GROCERY_PURPOSES: Readonly<Record<string, Purpose>> = {
  N: ORIGINAL,
  "00": ORIGINAL, // As a BEG has it
  T: ORIGINAL, // Resubmission
  R: ORIGINAL, // Change
  L: ORIGINAL, // Line item replace
  G: ORIGINAL, // Changes to other than line items
  D: { canceled: true, doubt: null }, // Delete
  F: { canceled: true, doubt: null }, // Cancel
  A: { canceled: false, doubt: COPY },
  B: { canceled: false, doubt: "it is of what was backordered" },
  C: { canceled: false, doubt: CONFIRMATION },
  E: { canceled: false, doubt: "it confirms what was backordered" },
  S: { canceled: false, doubt: "it is for the future" },
  X: { canceled: false, doubt: SIMULATION },
};

/** The 850. */
export const BEG: OrderLayout = {
  ...{ head: "BEG", line: "PO1", values: PO1 },
  ...{ release: 4, day: 5, type: 2, purposes: PURPOSES },
};

/** The 875; what a G68 leaves out stands behind its own elements (see `grocerySegments`). */
export const G50: OrderLayout = {
  ...{ head: "G50", line: "G68", values: { number: 13, quantity: 1, unit: 2, price: 3, basis: 12, ids: 5 } },
  ...{ release: null, day: 2, type: 7, purposes: GROCERY_PURPOSES },
};

/** The number of a release, and the element that the day of the order stands in. */
export const releaseOf = (head: Segment, { release, day }: OrderLayout) =>
  release === null ? { release: null, dayAt: day } : releaseAndDay(head, release, day);
