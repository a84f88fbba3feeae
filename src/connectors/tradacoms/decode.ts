import { HubError } from "../../domain/errors.js";
import type { StoredMessage } from "../connector.js";
import { foreignFormat } from "../reading/checks/foreign-format.js";
import { type EdiFault, faultAt } from "../reading/edi/findings.js";
import { plainLines, plainValue } from "../reading/edi/plain-lines.js";
import { cutSegments, type RawSegment } from "../reading/edi/segments.js";
import { ediText } from "../reading/edi/text.js";

/** A segment of a message, the MHD being number 1. */
export interface Segment extends RawSegment {
  readonly number: number;
}

/** A message from its MHD to its MTR. */
export interface TradacomsMessage {
  /** `ORDHDR`, `ORDERS` */
  readonly type: string;
  readonly reference: string;
  readonly segments: readonly Segment[];
  /** True if the file ends within it. */
  readonly isCutOff: boolean;
}

/** A transmission, which is one file of one kind of document. */
export interface TradacomsDocument {
  readonly header: Segment;
  readonly messages: readonly TradacomsMessage[];
  readonly faults: readonly EdiFault[];
}

const BYTES_MAX = 64 * 1024 * 1024;
/** The usual ones. Some senders end the tags as they part the elements. */
const MARKS = { component: ":", element: "+", release: "?", terminator: "'", tagEnd: "=" };
const TAG_ENDS: readonly string[] = [MARKS.tagEnd, MARKS.element];

/** Opens a file by its STX, whatever it is called. Throws for what is no TRADACOMS. */
export function decodeTradacoms({ body }: Pick<StoredMessage, "body">): TradacomsDocument {
  if (body.byteLength === 0) throw new HubError("EMPTY_MESSAGE", "The file is empty.");
  if (body.byteLength > BYTES_MAX) {
    throw new HubError("FILE_TOO_LARGE", `The file is over ${BYTES_MAX / 1024 / 1024} MB.`);
  }
  const text = plainLines(ediText(body, () => null).text);
  const tagEnd = text.startsWith("STX") ? TAG_ENDS.find((mark) => mark === text[3]) : undefined;
  const cut = tagEnd === undefined ? null : cutSegments(text, 0, { ...MARKS, tagEnd });
  const [header] = cut?.segments ?? [];
  if (cut === null || header === undefined) throw new HubError("NOT_TRADACOMS", whyNot(text));
  const messages = messagesOf(cut.segments, cut.isTerminated);
  const faults = [...tagFaults(tagEnd), ...countFaults(cut.segments, messages)];
  return { header: { ...header, number: 1 }, messages, faults };
}

function whyNot(text: string): string {
  const format = foreignFormat(text);
  return format === null || format === "a TRADACOMS interchange"
    ? "The file is no TRADACOMS transmission: it begins with no STX segment."
    : `The file is no TRADACOMS transmission but ${format}.`;
}

function tagFaults(tagEnd: string | undefined): EdiFault[] {
  if (tagEnd === MARKS.tagEnd) return [];
  return [faultAt(null, "TAG_END", `The tags of the segments end with ${tagEnd}, where = belongs.`)];
}

function messagesOf(segments: readonly RawSegment[], isTerminated: boolean): TradacomsMessage[] {
  const messages: { type: string; reference: string; segments: Segment[]; isOpen: boolean }[] = [];
  for (const segment of segments) {
    const last = messages.at(-1);
    if (segment.tag === "MHD") {
      const reference = component(segment, 1) ?? String(messages.length + 1);
      const head = { ...segment, number: 1 };
      messages.push({ type: component(segment, 2) ?? "", reference, segments: [head], isOpen: true });
    } else if (last?.isOpen === true && segment.tag !== "END") {
      last.segments.push({ ...segment, number: last.segments.length + 1 });
      last.isOpen = segment.tag !== "MTR";
    }
  }
  return messages.map(({ type, reference, segments: own, isOpen }, at) => ({
    ...{ type, reference, segments: own },
    isCutOff: isOpen && at === messages.length - 1 && !isTerminated,
  }));
}

function countFaults(segments: readonly RawSegment[], messages: readonly TradacomsMessage[]): EdiFault[] {
  const faults = messages.flatMap(({ type, reference, segments: own }): EdiFault[] => {
    const last = own.at(-1);
    const stated = last?.tag === "MTR" ? component(last, 1) : null;
    if (Number(stated) === own.length) return [];
    const text = `MTR of ${type} ${reference} says ${stated ?? "nothing"}, but it has ${own.length} segments.`;
    return [faultAt(null, "SEGMENT_COUNT", text)];
  });
  const end = segments.find(({ tag }) => tag === "END");
  const stated = end === undefined ? null : component(end, 1);
  if (Number(stated) === messages.length) return faults;
  const text = `END says ${stated ?? "nothing"}, but the transmission has ${messages.length} messages.`;
  return [...faults, faultAt(null, "MESSAGE_COUNT", text)];
}

/** A component: element and component are counted from 1. Null where it is empty. */
export function component(segment: RawSegment | undefined, element: number, part = 1): string | null {
  return plainValue(segment?.elements[element - 1]?.[part - 1]);
}

/** All components of an element that are there. */
export function components(segment: RawSegment | undefined, element: number): string[] {
  const values = segment?.elements[element - 1]?.map(plainValue) ?? [];
  return values.filter((value) => value !== null);
}
