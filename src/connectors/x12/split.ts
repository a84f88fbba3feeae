import type { FilePart } from "../connector.js";
import type { X12Document } from "./decode.js";
import type { FunctionalGroup, Interchange, TransactionSet } from "./envelope.js";
import { element, type Segment } from "./segment.js";

/** Each set of a file in an interchange of its own, as it came: with the headers it stood under, and counts that fit. */
export function splitX12({ interchanges }: X12Document): FilePart[] {
  return interchanges.flatMap((interchange) => [
    ...(interchange.acknowledgments.length === 0
      ? []
      : [partOf("TA1", interchange, interchange.acknowledgments)]),
    ...interchange.groups.flatMap((group) => group.sets.map((set) => setPart(set, group, interchange))),
  ]);
}

function setPart(set: TransactionSet, group: FunctionalGroup, interchange: Interchange): FilePart {
  const name = `${set.id === "" ? "a set without an id" : set.id} ${set.control}`.trim();
  const { header } = group;
  const start = header === null ? [] : [header];
  // What ends in the middle of a segment has nothing behind it, or it would look whole.
  if (set.end === "CUT_OFF") return partOf(name, interchange, [...start, ...set.segments], true);
  const end = header === null ? [] : [segment("GE", "1", element(header, 6) ?? "")];
  return partOf(name, interchange, [...start, ...set.segments, ...end]);
}

const segment = (...elements: readonly string[]): Segment => ({
  tag: elements[0] ?? "",
  number: 0,
  elements,
});

function partOf(
  name: string,
  { header, separators }: Interchange,
  segments: readonly Segment[],
  isCutOff = false,
): FilePart {
  const end = header === null || isCutOff ? [] : [segment("IEA", "1", element(header, 13) ?? "")];
  const all = [...(header === null ? [] : [header]), ...segments, ...end];
  const text = all.map(({ elements }) => elements.join(separators.element)).join(separators.terminator);
  const body = new TextEncoder().encode(isCutOff ? text : text + separators.terminator);
  return { name, body, orderNumber: orderNumberIn(segments) };
}

/** Segments that open an order or a change, both with its number in the third element. */
const HEADS: ReadonlySet<string> = new Set(["BEG", "BCH", "G50"]);

const orderNumberIn = (segments: readonly Segment[]): string | null =>
  element(
    segments.find(({ tag }) => HEADS.has(tag)),
    3,
  );
