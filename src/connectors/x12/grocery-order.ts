import type { CanonicalDocument } from "../connector.js";
import { readOrderBy } from "./order.js";
import { G50 } from "./order-layout.js";
import type { Segment } from "./segment.js";
import type { SetContext } from "./set-context.js";

/** Reads an 875, the order of a grocer: an 850 in segments of its own. */
export function readGroceryOrder(context: SetContext): CanonicalDocument[] {
  const segments = grocerySegments(context.set.segments);
  return readOrderBy(G50, { ...context, set: { ...context.set, segments } });
}

/** The same segments as other orders name them; heads and lines stay what they are, so that faults are found in them. */
function grocerySegments(segments: readonly Segment[]): Segment[] {
  let lines = 0;
  return segments.map((segment) => {
    const { tag, elements } = segment;
    switch (tag) {
      case "G61": // Contact
        return { ...segment, tag: "PER" };
      case "G69": // Description
        return { ...segment, tag: "PID", elements: ["PID", "F", "", "", "", elements[1] ?? ""] };
      case "G68":
        lines += 1;
        return { ...segment, elements: lineElements(elements, lines) };
      default:
        return segment;
    }
  });
}

const IDS_END = 9;

/** A G68 with its case code (G6804) as one more article number, and with a number of its line. */
function lineElements(elements: readonly string[], line: number): string[] {
  const own = Array.from({ length: IDS_END }, (_, at) => elements[at] ?? "");
  return [...own, "UA", elements[4] ?? "", "", "", String(line)];
}
