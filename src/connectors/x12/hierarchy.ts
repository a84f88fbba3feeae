import { element, type Segment } from "./segment.js";

/** One level of an 856: an HL and the segments that belong to it. */
export interface Level {
  readonly head: Segment;
  /** S shipment, O order, T tare, P pack, I item. */
  readonly kind: string;
  readonly depth: number;
  readonly parent: Level | null;
  readonly children: Level[];
  readonly body: Segment[];
}

/** Deeper than any shipment is packed. */
const DEPTH_MAX = 50;

/**
 * The levels of a set in the order in which they stand. A level whose parent is left out or unknown takes
 * the place that its order gives it: beside the last one of its kind, else below the last one of all.
 */
export function levelsOf(segments: readonly Segment[]): Level[] {
  const levels: Level[] = [];
  const byId = new Map<string, Level>();
  for (const segment of leveled(segments)) {
    const last = levels.at(-1) ?? null;
    if (segment.tag !== "HL") {
      last?.body.push(segment);
      continue;
    }
    const kind = element(segment, 3) ?? "";
    const stated = byId.get(element(segment, 2) ?? "") ?? impliedParent(last, kind);
    const parent = stated !== null && stated.depth < DEPTH_MAX ? stated : null;
    const level: Level = {
      ...{ head: segment, kind, parent, children: [], body: [] },
      depth: parent === null ? 0 : parent.depth + 1,
    };
    parent?.children.push(level);
    levels.push(level);
    const id = element(segment, 1);
    if (id !== null) byId.set(id, level);
  }
  return levels;
}

/** A set without any HL: the shipment begins behind its BSN, and every LIN is an item of it. */
function leveled(segments: readonly Segment[]): readonly Segment[] {
  if (segments.some(({ tag }) => tag === "HL")) return segments;
  return segments.flatMap((segment) => {
    if (segment.tag === "BSN") return [segment, opening("S", segment)];
    return segment.tag === "LIN" ? [opening("I", segment), segment] : [segment];
  });
}

const opening = (kind: string, { number }: Segment): Segment => ({
  ...{ tag: "HL", number, elements: ["HL", "", "", kind] },
});

function impliedParent(last: Level | null, kind: string): Level | null {
  let parent = last;
  for (let level = last; level !== null; level = level.parent) {
    if (level.kind === kind) parent = level.parent;
  }
  return parent;
}

/** The nearest level of one of these kinds, at this one or above it. */
export function nearest(level: Level | null, kinds: ReadonlySet<string>): Level | null {
  let at = level;
  while (at !== null && !kinds.has(at.kind)) at = at.parent;
  return at;
}
