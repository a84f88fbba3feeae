import { isUtf8 } from "node:buffer";
import type { Issue } from "../../connector.js";
import { decodeText } from "../values/encoding.js";

/** The characters of an XML document, or the reason why there are none. */
export type XmlText =
  | { readonly ok: true; readonly text: string; readonly warnings: readonly Issue[] }
  | { readonly ok: false; readonly issue: Issue };

const BYTES_MAX = 64 * 1024 * 1024;

/** Encodings that say no more than the bytes themselves do. */
const UNICODE = /^(?:utf-?8|utf-?16(?:le|be)?|us-ascii|ascii|ucs-?2|iso-10646-ucs-2)$/i;
const WESTERN = /^(?:iso-?8859-?1|latin-?1|l1|windows-1252|cp-?1252|ansi)$/i;
/** Their letters are pairs of bytes that may look like UTF-8 by chance; nobody declares them by mistake. */
const PAIRED = /^(?:gb|big5|shift_jis|sjis|euc-|iso-2022)/i;
const DECLARATION_CHARS_MAX = 256;
const DECLARED = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][\w.:-]{0,39})["']/;

/**
 * Turns the bytes of an XML document into text. A byte order mark decides, then valid UTF-8, then what
 * the document declares: many a sender declares UTF-16 or ISO-8859-1 and writes UTF-8.
 */
export function xmlText(bytes: Uint8Array): XmlText {
  if (bytes.byteLength === 0)
    return refused("EMPTY_MESSAGE", "The message is empty: it has no content at all.");
  if (bytes.byteLength > BYTES_MAX) {
    return refused("MESSAGE_TOO_LARGE", `The message is over ${BYTES_MAX / 1024 / 1024} megabytes.`);
  }
  const wide = wideEncodingOf(bytes);
  if (wide !== null) return decoded(bytes, wide);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const declared = DECLARED.exec(buffer.toString("latin1", 0, DECLARATION_CHARS_MAX))?.[1] ?? "utf-8";
  if (isUtf8(bytes) && !PAIRED.test(declared)) {
    const text = withoutMark(buffer.toString("utf8"));
    return { ok: true, text, warnings: isMisdeclared(declared, text) ? [misdeclared(declared)] : [] };
  }
  if (UNICODE.test(declared)) return notUtf8(bytes);
  return WESTERN.test(declared) ? western(bytes) : decoded(bytes, declared);
}

/** UTF-16, by its mark or by the zeros beside the first `<`. */
function wideEncodingOf([a, b, c]: Uint8Array): "utf-16le" | "utf-16be" | null {
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0 && c !== 0)) return "utf-16le";
  return (a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c) ? "utf-16be" : null;
}

const withoutMark = (text: string): string => (text.startsWith("\ufeff") ? text.slice(1) : text);

// biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII, from its beginning
const ASCII_ONLY = /^[\u0000-\u007f]*$/;

const isMisdeclared = (declared: string, text: string): boolean =>
  !UNICODE.test(declared) && !ASCII_ONLY.test(text);

const misdeclared = (declared: string): Issue => ({
  code: "ENCODING_MISDECLARED",
  message: `The document declares ${declared} but is written in UTF-8; it was read as UTF-8.`,
  at: "line 1",
});

function western(bytes: Uint8Array): XmlText {
  const { text, undefinedBytes } = decodeText(bytes, "windows-1252");
  if (undefinedBytes === 0) return { ok: true, text, warnings: [] };
  const message = `${undefinedBytes} characters have no meaning in the encoding that the document declares.`;
  return { ok: true, text, warnings: [{ code: "UNREADABLE_CHARACTER", message, at: null }] };
}

function decoded(bytes: Uint8Array, encoding: string): XmlText {
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch {
    return refused(
      "UNKNOWN_ENCODING",
      `The document declares the encoding "${encoding}", which nobody here knows.`,
    );
  }
  try {
    return { ok: true, text: withoutMark(decoder.decode(bytes)), warnings: [] };
  } catch {
    return refused("ENCODING_INVALID", `The document is not valid in its encoding, ${encoding}.`);
  }
}

/** The first unreadable character is where a mistaken encoding shows: an umlaut, most of the time. */
function notUtf8(bytes: Uint8Array): XmlText {
  const before = (new TextDecoder().decode(bytes).split("\ufffd", 1)[0] ?? "").split("\n");
  return refused(
    "NOT_UTF8",
    "The document is not valid UTF-8. If it is written in another encoding, it has to declare it.",
    `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`,
  );
}

function refused(code: string, message: string, at: string | null = null): XmlText {
  return { ok: false, issue: { code, message, at } };
}
