import type { OutgoingDocument, Sending } from "../connector.js";
import { plainText } from "../reading/edi/outgoing-text.js";
import type { EdifactSettings } from "./settings.js";

/** A composite of ours, or a single component. Null and empty parts at the end are left out. */
export type OutgoingElement = string | number | null | readonly (string | number | null)[];
export type OutgoingSegment = readonly [tag: string, ...elements: OutgoingElement[]];

export interface Mailbox {
  readonly id: string;
  readonly qualifier: string;
}

/** A message without its UNH and UNT. */
export interface OutgoingMessage {
  /** Type, version, release and agency, e.g. `ORDRSP:D:96A:UN`. */
  readonly type: readonly string[];
  readonly segments: readonly OutgoingSegment[];
}

/** The last character a level can write, and the version of the syntax that has the level. */
const LEVELS: Readonly<
  Record<EdifactSettings["syntax"], { readonly last: string; readonly version: string }>
> = {
  UNOA: { last: "\u007e", version: "3" },
  UNOB: { last: "\u007e", version: "3" },
  UNOC: { last: "\u00ff", version: "3" },
  UNOY: { last: "\u{10ffff}", version: "4" },
};

/** One interchange with one message: a UNA, counts and references that are right. */
export function writeInterchange(
  { from, to, isTest }: { readonly from: Mailbox; readonly to: Mailbox; readonly isTest: boolean },
  { type, segments }: OutgoingMessage,
  { at, control }: Sending,
  settings: EdifactSettings,
): OutgoingDocument {
  const { version, last } = LEVELS[settings.syntax];
  const reference = String(control);
  const messageReference = "1";
  const all: OutgoingSegment[] = [
    [
      ...(["UNB", [settings.syntax, version], mailbox(from), mailbox(to)] as const),
      ...([[at.slice(2, 10).replaceAll("-", ""), at.slice(11, 16).replace(":", "")], reference] as const),
      ...(isTest ? [null, null, null, null, null, "1"] : []),
    ],
    ["UNH", messageReference, type],
    ...segments,
    ["UNT", segments.length + 2, messageReference],
    ["UNZ", 1, reference],
  ];
  const isUpper = settings.syntax === "UNOA";
  const end = settings.lineBreaks ? "'\r\n" : "'";
  const text = `UNA:+.? ${end}${all.map((segment) => writtenSegment(segment, last, isUpper) + end).join("")}`;
  return {
    fileName: `${type[0]?.toLowerCase() ?? "edifact"}-${reference.padStart(9, "0")}.edi`,
    contentType: "application/edifact",
    body:
      settings.syntax === "UNOY"
        ? new TextEncoder().encode(text)
        : Uint8Array.from(Buffer.from(text, "latin1")),
  };
}

const mailbox = ({ id, qualifier }: Mailbox): readonly string[] => [id, qualifier];

function writtenSegment([tag, ...elements]: OutgoingSegment, last: string, isUpper: boolean): string {
  const written = elements.map((element) => {
    const parts = Array.isArray(element) ? [...element] : [element];
    const texts = parts.map((part) => writtenPart(part, last, isUpper));
    while (texts.length > 1 && texts.at(-1) === "") texts.pop();
    return texts.join(":");
  });
  while (written.length > 0 && written.at(-1) === "") written.pop();
  return [tag, ...written].join("+");
}

function writtenPart(part: string | number | null, last: string, isUpper: boolean): string {
  if (part === null) return "";
  const text = plainText(String(part), last);
  return (isUpper ? text.toUpperCase() : text).replace(/[?+:']/g, "?$&");
}
