import { HubError } from "../../domain/errors.js";
import type { OutgoingDocument, Sending } from "../connector.js";
import { plainText } from "../reading/edi/outgoing-text.js";
import type { X12Settings } from "./settings.js";

/** Elements of a segment of ours, the tag first. Null and empty elements at the end are left out. */
export type OutgoingSegment = readonly (string | number | null)[];

export interface Mailbox {
  readonly qualifier: string;
  readonly id: string;
}

/** What stands around the sets that are sent. */
export interface Envelope {
  readonly from: Mailbox;
  readonly to: Mailbox;
  readonly usage: "P" | "T";
  /** Version of the standard, e.g. `004010`. */
  readonly version: string;
  /** GS01: `FA` for 997, `PR` for 855. */
  readonly functionalId: string;
}

/** A set without its ST and SE. */
export interface OutgoingSet {
  readonly id: string;
  readonly segments: readonly OutgoingSegment[];
}

const REPETITION_FROM = "00402";

/** One interchange with one group: an ISA of 106 characters, counts and control numbers that are right. */
export function writeInterchange(
  { from, to, usage, version, functionalId }: Envelope,
  sets: readonly OutgoingSet[],
  { at, control }: Sending,
  settings: X12Settings,
): OutgoingDocument {
  const { elementSeparator, componentSeparator, terminator } = separatorsOf(settings);
  const day = at.slice(0, 10).replaceAll("-", "");
  const time = at.slice(11, 16).replace(":", "");
  const number = String(((control - 1) % CONTROL_MAX) + 1);
  const written = (segment: OutgoingSegment): string => writtenSegment(segment, settings);
  const isaVersion = version.slice(0, 5);
  const idOf = ({ id }: Mailbox): string => writtenElement(id, settings).slice(0, ID_CHARS).padEnd(ID_CHARS);
  const isa = [
    ...["ISA", "00", "".padEnd(10), "00", "".padEnd(10)],
    ...[from.qualifier, idOf(from), to.qualifier, idOf(to), day.slice(2), time],
    ...[
      isaVersion >= REPETITION_FROM ? repetitionOf(settings) : "U",
      isaVersion,
      number.padStart(9, "0"),
      "0",
    ],
    ...[usage, componentSeparator],
  ].join(elementSeparator);
  const lines = [
    isa,
    written(["GS", functionalId, from.id, to.id, day, time, number, "X", version]),
    ...sets.flatMap(({ id, segments }, index) => {
      const setControl = String(index + 1).padStart(4, "0");
      const count = segments.length + 2;
      return [["ST", id, setControl], ...segments, ["SE", count, setControl]].map(written);
    }),
    written(["GE", sets.length, number]),
    written(["IEA", 1, number.padStart(9, "0")]),
  ];
  return {
    fileName: `${sets[0]?.id ?? "x12"}-${number.padStart(9, "0")}.edi`,
    contentType: "application/edi-x12",
    body: new TextEncoder().encode(lines.map((line) => line + terminator).join("")),
  };
}

/** Control numbers have nine digits and then begin anew. */
const CONTROL_MAX = 999_999_999;
const ID_CHARS = 15;
const LAST_OF_ASCII = "\u007e";

function writtenSegment(segment: OutgoingSegment, settings: X12Settings): string {
  const { elementSeparator } = settings;
  const elements = segment.map((value) => (value === null ? "" : writtenElement(String(value), settings)));
  while (elements.at(-1) === "") elements.pop();
  return elements.join(elementSeparator);
}

/** X12 has no release character: a separator within a text becomes a blank. */
function writtenElement(text: string, settings: X12Settings): string {
  let plain = plainText(text, LAST_OF_ASCII);
  for (const mark of [...Object.values(separatorsOf(settings)), repetitionOf(settings)]) {
    plain = plain.replaceAll(mark, " ");
  }
  return (settings.uppercase ? plain.toUpperCase() : plain).trim();
}

function separatorsOf({ elementSeparator, componentSeparator, terminator }: X12Settings) {
  const separators = { elementSeparator, componentSeparator, terminator };
  if (new Set(Object.values(separators)).size < 3) {
    throw new HubError("SETTINGS_INVALID", "Two separators of what is sent are the same character.", {
      mend: "Give elementSeparator, componentSeparator and terminator three different characters.",
    });
  }
  return separators;
}

const repetitionOf = ({ elementSeparator, componentSeparator, terminator }: X12Settings): string =>
  ["^", "`", "\\"].find((mark) => ![elementSeparator, componentSeparator, terminator].includes(mark)) ?? "^";
