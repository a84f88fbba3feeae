import type { Issue } from "../../connector.js";

/** Where a segment stands: its number within its message, from 1. */
export interface EdiPlace {
  readonly tag: string;
  readonly number: number;
}

/** What a fault is to the syntax: what an element lacks or cannot be. A null is the business of both sides. */
export type SyntaxFault = "MISSING" | "INVALID" | null;

/** An issue that still knows its place, so that a 997 or a CONTRL can name it. */
export interface EdiFault extends Issue {
  readonly place: EdiPlace | null;
  /** Number of the element within its segment, from 1. */
  readonly element: number | null;
  readonly syntax: SyntaxFault;
}

/** What was found wrong or unclear while one message was read. */
export interface Findings {
  readonly issues: EdiFault[];
  readonly warnings: EdiFault[];
  /** Why a person has to look at an order that can be read. */
  readonly doubts: string[];
}

export const noFindings = (): Findings => ({ issues: [], warnings: [], doubts: [] });

/** A fault at a segment, or of the whole message. */
export function faultAt(
  place: EdiPlace | null,
  code: string,
  message: string,
  { element = null, syntax = null }: Partial<Pick<EdiFault, "element" | "syntax">> = {},
): EdiFault {
  const at = place === null ? null : segmentName(place);
  return {
    ...{ code, message, at, element, syntax },
    place: place === null ? null : { tag: place.tag, number: place.number },
  };
}

/** `segment 12 (PO1)` */
export const segmentName = ({ tag, number }: EdiPlace): string => `segment ${number} (${tag})`;

const QUOTE_CHARS_MAX = 40;

/** What a sender wrote, short enough to be shown. */
export const quoted = (text: string): string =>
  `"${text.length > QUOTE_CHARS_MAX ? `${text.slice(0, QUOTE_CHARS_MAX)}…` : text}"`;
