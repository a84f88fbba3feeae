import type { ShipNotice } from "../../domain/ship-notice.js";
import { faultAt } from "../reading/edi/findings.js";
import { isSscc, ssccOf } from "../reading/edi/sscc.js";
import { distinct } from "../reading/values/clean-text.js";
import { holdsGoods, type Level, nearest } from "./hierarchy.js";
import { descriptionOf, numberIn, skuOf, unitIn } from "./item.js";
import { loadsOf } from "./load.js";
import { element, pairs, type Segment, segmentsOf } from "./segment.js";
import type { SetContext } from "./set-context.js";

type ShippedPackage = ShipNotice["packages"][number];
type ShippedLine = ShippedPackage["lines"][number];

const PACKING: ReadonlySet<string> = new Set(["T", "P", "K"]);
/** Marks (MAN01) that number a package, the serial shipping container code first. */
const PACKAGE_MARKS: readonly string[] = ["GM", "AA", "AI", "UC", "SM", "ZZ", "W", "CA", "R"];
const TRACKING_MARKS: ReadonlySet<string> = new Set(["CP"]);
/** References that number a package: a serial of the container, a lot, a label. */
const PACKAGE_REFERENCES: ReadonlySet<string> = new Set(["LS", "98", "LA"]);
/** References under which a carrier is asked for the goods. */
const TRACKING_REFERENCES: ReadonlySet<string> = new Set(["CN", "2I"]);

/** The packages of a notice with what is in them. Goods that are in none stand in one without an id, at the end. */
export function packagesOf(
  levels: readonly Level[],
  orderOf: (level: Level) => number | null,
  context: SetContext,
): ShippedPackage[] {
  const packages = new Map<Level, ShippedPackage[]>();
  const loose: ShippedPackage = { id: null, parent: null, trackingNumber: null, lines: [] };
  for (const level of levels) {
    if (PACKING.has(level.kind)) packages.set(level, packagesAt(level, packages));
  }
  const loads: ShippedPackage[] = [];
  for (const level of levels) {
    for (const { at, line } of linesAt(level, orderOf, context)) {
      const packing = nearest(at, PACKING);
      const [first = loose] = packing === null ? [] : (packages.get(packing) ?? []);
      const own = loadsOf(level.body, line.quantity, PACKAGE_REFERENCES).map(
        ({ id, quantity }): ShippedPackage => ({
          ...{ id, parent: first.id, trackingNumber: null, lines: [{ ...line, quantity }] },
        }),
      );
      if (own.length > 0) loads.push(...own);
      else first.lines.push(line);
    }
  }
  const packed = [...[...packages.values()].flat(), ...loads];
  return loose.lines.length > 0 ? [...packed, loose] : packed;
}

/** A level may number several packages that are packed alike; the goods are listed with the first. */
function packagesAt(level: Level, known: ReadonlyMap<Level, readonly ShippedPackage[]>): ShippedPackage[] {
  const outer = nearest(level.parent, PACKING);
  const parent = outer === null ? null : (known.get(outer)?.[0]?.id ?? null);
  const ids = packageIds(level.body);
  const tracking = trackingNumbersOf(level.body);
  const base = { parent, trackingNumber: tracking[0] ?? null };
  if (ids.length === 0) return [{ id: null, ...base, lines: [] }];
  return ids.map((id, at) => ({
    id,
    ...base,
    trackingNumber: tracking[at] ?? base.trackingNumber,
    lines: [],
  }));
}

function packageIds(body: readonly Segment[]): string[] {
  const marks = marksIn(body);
  for (const wanted of PACKAGE_MARKS) {
    const ids = marks.filter(([mark]) => mark === wanted).map(([, value]) => value);
    if (ids.length > 0) return distinct(ids);
  }
  const references = segmentsOf(body, "REF");
  const named = references.find((ref) => PACKAGE_REFERENCES.has(element(ref, 1) ?? ""));
  // A serial shipping container code is told by its shape, whatever its reference is called.
  const serial = references.find((ref) => isSscc(element(ref, 2) ?? ""));
  return [element(named, 2) ?? element(serial, 2)].filter((id) => id !== null).map(ssccOf);
}

/** `MAN*GM*<number>**CP*<number>`: a segment holds one or two marks. */
export function marksIn(body: readonly Segment[]): (readonly [mark: string, value: string])[] {
  return segmentsOf(body, "MAN").flatMap((man) =>
    [1, 4].flatMap((at): (readonly [string, string])[] => {
      const [mark, value] = [element(man, at), element(man, at + 1)];
      return mark === null || value === null ? [] : [[mark, ssccOf(value)]];
    }),
  );
}

/** Numbers to ask the carrier for. A bill of lading serves where there is no other. */
export function trackingNumbersOf(segments: readonly Segment[]): string[] {
  const marks = marksIn(segments)
    .filter(([mark]) => TRACKING_MARKS.has(mark))
    .map(([, value]) => value);
  const references = segmentsOf(segments, "REF");
  const named = references.filter((ref) => TRACKING_REFERENCES.has(element(ref, 1) ?? ""));
  const numbers = distinct([...named.map((ref) => element(ref, 2)), ...marks]);
  if (numbers.length > 0) return numbers;
  return distinct(references.filter((ref) => element(ref, 1) === "BM").map((ref) => element(ref, 2)));
}

/** The goods of an item. Where the packs below an item state how much is in each, they have it, and not the item. */
function linesAt(
  level: Level,
  orderOf: (level: Level) => number | null,
  context: SetContext,
): { readonly at: Level; readonly line: ShippedLine }[] {
  if (!holdsGoods(level)) return [];
  const packed = level.children.filter(
    (child) => PACKING.has(child.kind) && child.body.some(({ tag }) => tag === "SN1"),
  );
  const places = packed.length > 0 ? packed : [onlyPack(level) ?? level];
  return places.flatMap((at) => {
    const line = lineOf(level, at, orderOf(level), context);
    return line === null ? [] : [{ at, line }];
  });
}

function onlyPack({ children }: Level): Level | null {
  const [pack, ...more] = children.filter(({ kind }) => PACKING.has(kind));
  return pack === undefined || more.length > 0 ? null : pack;
}

function lineOf(item: Level, at: Level, order: number | null, context: SetContext): ShippedLine | null {
  const { findings, componentSeparator } = context;
  const lin = item.body.find(({ tag }) => tag === "LIN");
  const own = at.body.find(({ tag }) => tag === "SN1");
  const sn1 = own ?? item.body.find(({ tag }) => tag === "SN1");
  const ids = lin === undefined ? [] : pairs(lin, 2);
  const quantity = sn1 === undefined ? null : numberIn(sn1, 2, "QUANTITY_INVALID", findings);
  if (quantity === null) {
    const text = "The item does not say how many were shipped and was left out.";
    findings.warnings.push(faultAt(item.head, "QUANTITY_MISSING", text, { syntax: "MISSING" }));
    return null;
  }
  return {
    order,
    lineNumber: ids.find(([qualifier]) => qualifier === "PL")?.[1] ?? element(lin, 1) ?? element(sn1, 1),
    sku: skuOf(ids).sku,
    description: descriptionOf(item.body, ids),
    quantity,
    unit: sn1 === undefined ? null : unitIn(sn1, 3, componentSeparator),
  };
}
