import { decodeText } from "../reading/values/encoding.js";

/** Connectors that read what may be attached to a mail. What is EXACT says itself what it wants; a SCAN may be anything. */
const KINDS = {
  x12: "EXACT",
  edifact: "EXACT",
  tradacoms: "EXACT",
  ubl: "EXACT",
  cxml: "EXACT",
  fax: "SCAN",
} as const;
export type AttachedFormat = keyof typeof KINDS;
export const ATTACHED_FORMATS = Object.keys(KINDS) as readonly AttachedFormat[];

/** How the formats begin that are not XML. */
const STARTS: readonly (readonly [RegExp, AttachedFormat])[] = [
  [/^ISA[^A-Za-z0-9\s]/, "x12"],
  [/^UNA.{3,6}?\s*UN[BGH]|^UN[BH][^A-Za-z0-9\s]/s, "edifact"],
  [/^STX[=+]/, "tradacoms"],
];
const SCAN = /^(?:II\*\0|MM\0\*)/;

const START_BYTES = 64 * 1024;
const PDF_START_CHARS = 1024;
const UBL = "urn:oasis:names:specification:ubl:schema:xsd:";

/** Which connector reads this file, by its content: a name may be anything. Null if none of them does. */
export function attachedFormat(bytes: Uint8Array): AttachedFormat | null {
  const head = bytes.subarray(0, START_BYTES);
  const raw = Buffer.from(head).toString("latin1");
  if (SCAN.test(raw) || raw.slice(0, PDF_START_CHARS).includes("%PDF-")) return "fax";
  const text = decodeText(head).text.trimStart();
  return STARTS.find(([shape]) => shape.test(text))?.[1] ?? xmlFormat(text);
}

export const isScan = (format: AttachedFormat): boolean => KINDS[format] === "SCAN";

/** By the name of the root element and its namespace. */
function xmlFormat(text: string): AttachedFormat | null {
  if (!text.startsWith("<")) return null;
  const root = rootTag(text);
  const name = /^<(?:[\w.-]{1,60}:)?([\w.-]{1,60})/.exec(root)?.[1];
  if (name === "cXML") return "cxml";
  if (root.includes(UBL)) return "ubl";
  return name === "StandardBusinessDocument" && text.includes(UBL) ? "ubl" : null;
}

/** What may stand before the root element, and how each of it ends. */
const PROLOG: readonly (readonly [string, string])[] = [
  ["<!--", "-->"],
  ["<?", "?>"],
  ["<!", ">"],
];

function rootTag(text: string): string {
  let at = 0;
  for (;;) {
    at = text.indexOf("<", at);
    if (at < 0) return "";
    const prolog = PROLOG.find(([start]) => text.startsWith(start, at));
    if (prolog === undefined) break;
    at = text.indexOf(prolog[1], at);
    if (at < 0) return "";
  }
  const end = text.indexOf(">", at);
  return text.slice(at, end < 0 ? undefined : end);
}
