/** Left, top, right, bottom in pixels of the page as it was received. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

/** A word on a page, however it was read. */
export interface Word {
  readonly text: string;
  readonly box: Box;
  /** How sure the reader is, 0 to 1. */
  readonly confidence: number;
  /** Words of a text layer with the same number were written as one run of text, with single spaces between them. */
  readonly run?: number;
}

/** The smallest box around others; null for none. */
export function boxAround(boxes: readonly Box[]): Box | null {
  const [first, ...rest] = boxes;
  if (first === undefined) return null;
  return rest.reduce<Box>(
    (around, box) => [
      Math.min(around[0], box[0]),
      Math.min(around[1], box[1]),
      Math.max(around[2], box[2]),
      Math.max(around[3], box[3]),
    ],
    first,
  );
}
