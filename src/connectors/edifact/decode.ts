import { HubError } from "../../domain/errors.js";
import type { StoredMessage } from "../connector.js";
import { foreignFormat } from "../reading/checks/foreign-format.js";
import { quoted } from "../reading/edi/findings.js";
import { plainLines } from "../reading/edi/plain-lines.js";
import { cutSegments } from "../reading/edi/segments.js";
import { ediText } from "../reading/edi/text.js";
import { type Interchange, interchangesOf } from "./envelope.js";
import { serviceAt, straightened } from "./service-characters.js";

/** A file of UN/EDIFACT as interchanges, messages and segments. */
export interface EdifactDocument {
  readonly interchanges: readonly Interchange[];
  /** Characters that cannot be read and stand as U+FFFD. */
  readonly unreadable: number;
  readonly hasPreamble: boolean;
  /** True if the UNA was too short or could not be used. */
  readonly isUnaOdd: boolean;
  /** True if quotation marks stood where apostrophes end segments. */
  readonly isCurled: boolean;
}

const BYTES_MAX = 64 * 1024 * 1024;
const PREAMBLE_CHARS_MAX = 4096;

/** Opens a file by its first segment, whatever it is called. Throws for what is no EDIFACT. */
export function decodeEdifact({ body }: Pick<StoredMessage, "body">): EdifactDocument {
  if (body.byteLength === 0) throw new HubError("EMPTY_MESSAGE", "The file is empty.");
  if (body.byteLength > BYTES_MAX) {
    throw new HubError("FILE_TOO_LARGE", `The file is over ${BYTES_MAX / 1024 / 1024} MB.`);
  }
  const { text: raw, unreadable } = ediText(body, encodingOf);
  const plain = plainLines(raw);
  const start = startOf(plain);
  if (start === null) throw new HubError("NOT_EDIFACT", whyNot(plain));
  const text = straightened(plain, serviceAt(plain, start).marks);
  const interchanges: Interchange[] = [];
  let isUnaOdd = false;
  for (let at = start; at < text.length; ) {
    const service = serviceAt(text, text.length - text.slice(at).trimStart().length);
    const cut = cutSegments(text, service.start, service.marks);
    interchanges.push(...interchangesOf(cut));
    isUnaOdd ||= service.isUnaOdd;
    at = cut.end;
  }
  return { interchanges, unreadable, hasPreamble: start > 0, isUnaOdd, isCurled: text !== plain };
}

/** Character sets of the syntax levels, where the bytes are not UTF-8. */
const LEVEL_ENCODINGS: Readonly<Record<string, string>> = {
  UNOA: "windows-1252",
  UNOB: "windows-1252",
  UNOC: "windows-1252",
  UNOD: "iso-8859-2",
  UNOE: "iso-8859-5",
  UNOF: "iso-8859-7",
  UNOG: "iso-8859-3",
  UNOH: "iso-8859-4",
  UNOI: "iso-8859-6",
  UNOJ: "iso-8859-8",
  UNOK: "windows-1254",
};

const encodingOf = (start: string): string | null =>
  LEVEL_ENCODINGS[/UNB.(UNO[A-Z])/s.exec(start)?.[1] ?? ""] ?? null;

const START = /^UN[ABGH][^A-Za-z0-9\s]/;

/** Where the first interchange begins: at once, or after a header that a mail or a gateway put before it. */
function startOf(text: string): number | null {
  if (START.test(text)) return 0;
  const preamble = text.slice(0, PREAMBLE_CHARS_MAX);
  return /UNA[^A-Za-z0-9\s]{4}.{1,2}\s*UN[BGH]|UNB[^A-Za-z0-9\s]UNO[A-Z]/s.exec(preamble)?.index ?? null;
}

function whyNot(text: string): string {
  const format = foreignFormat(text);
  if (format !== null) return `The file is no EDIFACT interchange but ${format}.`;
  if (/^UN[ABGH]/.test(text)) return "The file begins like an EDIFACT interchange, but breaks off at once.";
  if (/UNH[^A-Za-z0-9\s]/.test(text.slice(0, PREAMBLE_CHARS_MAX))) {
    const start = text.slice(0, 20).split("\n", 1)[0] ?? "";
    return `The file begins with ${quoted(start)}, where UNA, UNB or UNH is expected: who sent it cannot be told.`;
  }
  return "The file is no EDIFACT interchange: it begins with no UNA, UNB or UNH segment.";
}
