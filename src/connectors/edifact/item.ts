import type { DecimalMark } from "../../domain/decimal.js";
import { ediDecimal } from "../reading/edi/decimal.js";
import { type Findings, faultAt, quoted } from "../reading/edi/findings.js";
import { component, components, continued, type Segment, segmentsOf } from "./segment.js";

/** Either mark may stand in a number, whatever the UNA says; there is no grouping in EDIFACT. */
export const MARKS: readonly DecimalMark[] = [".", ","];

/** Article numbers, the seller's own first: that is what the warehouse knows. */
const SKU_QUALIFIERS: readonly string[] = [
  "SA", // Supplier's article number
  "VN", // Vendor's item number
  "VP", // Vendor's part number
  "MF", // Manufacturer's article number
  "MP",
  "EN", // GTIN
  "SRV",
  "SRS",
  "UP",
  "EU",
  "IB", // ISBN
  "IN", // Buyer's item number
  "BP", // Buyer's part number
  "SK",
];

type ItemId = readonly [qualifier: string, value: string];

/**
 * Numbers of an item: the one of its LIN and those of its PIA segments. Some buyers repeat the number of
 * the line among them; it says nothing of the article.
 */
export function idsOf(head: Segment, body: readonly Segment[]): ItemId[] {
  const own = idAt(head, 3);
  const more = segmentsOf(body, "PIA")
    .filter((pia) => !SUBSTITUTES.has(component(pia, 1) ?? ""))
    .flatMap(idsIn);
  const ids = own === null ? more : [own, ...more];
  const articles = ids.filter(([, value]) => value !== component(head, 1));
  return articles.length > 0 ? articles : ids;
}

/** PIA functions that name another article: substituted by, substituted for. */
const SUBSTITUTES: ReadonlySet<string> = new Set(["3", "4"]);

const idsIn = (pia: Segment): ItemId[] =>
  pia.elements.flatMap((_, at) => (at === 0 ? [] : [idAt(pia, at + 1)])).filter((id) => id !== null);

function idAt(segment: Segment, element: number): ItemId | null {
  const value = component(segment, element, 1);
  return value === null ? null : [component(segment, element, 2) ?? "", value];
}

/** The article, with the qualifier it was taken from. */
export function skuOf(ids: readonly ItemId[]): { sku: string | null; skuQualifier: string | null } {
  for (const wanted of SKU_QUALIFIERS) {
    const found = ids.find(([qualifier]) => qualifier === wanted);
    if (found !== undefined) return { sku: found[1], skuQualifier: wanted };
  }
  const [qualifier = null, value = null] = ids[0] ?? [];
  return { sku: value, skuQualifier: qualifier === "" ? null : qualifier };
}

/** The article that takes the place of the ordered one (PIA 3). */
export function substituteOf(body: readonly Segment[]): string | null {
  const pia = segmentsOf(body, "PIA").find((segment) => component(segment, 1) === "3");
  return pia === undefined ? null : skuOf(idsIn(pia)).sku;
}

const DESCRIPTION_CHARS_MAX = 2000;
const DESCRIPTION_PART_CHARS = 35;

/** A free text (4451) that is the title of an article, as of a book. */
const TITLE = "AFM";

export const isTitle = (segment: Segment): boolean =>
  segment.tag === "FTX" && component(segment, 1) === TITLE;

/** Free text of the IMD segments and titles; a description by code alone says nothing to people. */
export function descriptionOf(body: readonly Segment[]): string | null {
  const texts = segmentsOf(body, "IMD").flatMap((imd) => {
    const parts = [component(imd, 3, 4), component(imd, 3, 5)].filter((part) => part !== null);
    return continued(parts, DESCRIPTION_PART_CHARS).join(" ") || [];
  });
  const titles = textsOf(body.filter(isTitle));
  const text = [...new Set([...texts, ...titles])].join("; ");
  return text === "" ? null : text.slice(0, DESCRIPTION_CHARS_MAX).replace(/\p{Cs}$/u, "");
}

/** A quantity of an item with the first of these qualifiers that is there. */
export interface ReadQuantity {
  readonly segment: Segment;
  readonly qualifier: string;
  readonly value: string | null;
  readonly unit: string | null;
}

export function quantitiesOf(body: readonly Segment[], findings: Findings): ReadQuantity[] {
  return segmentsOf(body, "QTY").map((segment) => ({
    segment,
    qualifier: component(segment, 1, 1) ?? "",
    value: numberIn(segment, 1, 2, "QUANTITY_INVALID", findings),
    unit: component(segment, 1, 3),
  }));
}

export function quantityWith(
  quantities: readonly ReadQuantity[],
  qualifiers: readonly string[],
): ReadQuantity | null {
  for (const wanted of qualifiers) {
    const found = quantities.find(({ qualifier }) => qualifier === wanted);
    if (found !== undefined) return found;
  }
  return null;
}

/** A monetary amount (MOA) with one of these qualifiers. */
export function monetaryAmount(
  segments: readonly Segment[],
  qualifiers: readonly string[],
  findings: Findings,
): string | null {
  for (const wanted of qualifiers) {
    const moa = segments.find((one) => one.tag === "MOA" && component(one, 1, 1) === wanted);
    if (moa !== undefined) return numberIn(moa, 1, 2, "AMOUNT_INVALID", findings);
  }
  return null;
}

/** A number of a message. One that cannot be read is an issue: a wrong quantity is worse than none. */
export function numberIn(
  segment: Segment,
  element: number,
  part: number,
  code: string,
  findings: Findings,
): string | null {
  const stated = component(segment, element, part);
  if (stated === null) return null;
  const value = ediDecimal(stated, MARKS);
  if (value === null) {
    const text = `${quoted(stated)} is no number.`;
    findings.issues.push(faultAt(segment, code, text, { element, syntax: "INVALID" }));
  }
  return value;
}

const TEXT_PART_CHARS = 70;

/** Free text (FTX). */
export function textsOf(segments: readonly Segment[]): string[] {
  return segmentsOf(segments, "FTX").flatMap((ftx) => {
    const text = continued(components(ftx, 4), TEXT_PART_CHARS).join(" ");
    return text === "" ? [] : [text];
  });
}

/** Codes that stand for a text (FTX C107), for partners that answer in codes. */
export function textCodesOf(segments: readonly Segment[]): string[] {
  return segmentsOf(segments, "FTX").flatMap((ftx) => {
    const [code, list] = [component(ftx, 3, 1), component(ftx, 3, 2)];
    if (code === null || components(ftx, 4).length > 0) return [];
    return [list === null ? code : `${code} (code list ${list})`];
  });
}
