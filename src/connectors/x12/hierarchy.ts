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
  /** The tags of its body. */
  readonly tags: Set<string>;
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
    const head = segment.tag === "HL" ? segment : furtherItem(segment, last);
    if (head === null) {
      last?.body.push(segment);
      last?.tags.add(segment.tag);
      continue;
    }
    const kind = element(head, 3) ?? "";
    const stated = byId.get(element(head, 2) ?? "") ?? impliedParent(last, kind);
    const parent = stated !== null && stated.depth < DEPTH_MAX ? stated : null;
    const level: Level = {
      ...{ head, kind, parent, children: [] },
      body: head === segment ? [] : [segment],
      tags: new Set(head === segment ? [] : [segment.tag]),
      depth: parent === null ? 0 : parent.depth + 1,
    };
    parent?.children.push(level);
    levels.push(level);
    const id = element(head, 1);
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

/** A further LIN in the level of an item whose quantity is stated already is an item beside it. */
function furtherItem(segment: Segment, last: Level | null): Segment | null {
  if (segment.tag !== "LIN" || last?.kind !== ITEM) return null;
  if (!last.tags.has("LIN") || !last.tags.has("SN1")) return null;
  const parent = element(last.head, 2) ?? "";
  return { ...opening(ITEM, segment), elements: ["HL", "", parent, ITEM] };
}

const ITEM = "I";

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

/**
 * True for a level that states what was shipped: an item, and any other level with an article where no item
 * above or below it does. A lot of an item, or what it is made of, is no further goods.
 */
export function holdsGoods({ kind, tags, parent, children }: Level): boolean {
  if (kind === ITEM) return tags.has("LIN") || tags.has("SN1");
  return tags.has("LIN") && tags.has("SN1") && !isBelowGoods(parent) && !children.some(isAboveGoods);
}

function isBelowGoods(level: Level | null): boolean {
  for (let at = level; at !== null; at = at.parent) {
    if (at.tags.has("LIN")) return true;
  }
  return false;
}

const isAboveGoods = (level: Level): boolean =>
  (level.kind === ITEM && holdsGoods(level)) || level.children.some(isAboveGoods);

/** The nearest level of one of these kinds, at this one or above it. */
export function nearest(level: Level | null, kinds: ReadonlySet<string>): Level | null {
  let at = level;
  while (at !== null && !kinds.has(at.kind)) at = at.parent;
  return at;
}
