import { decodeText } from "../values/encoding.js";

/** The text of an interchange, and how many of its characters cannot be read. */
export interface EdiText {
  readonly text: string;
  readonly unreadable: number;
}

const UTF8 = new TextDecoder("utf-8", { fatal: true });

/**
 * Bytes to text. What is valid UTF-8 is UTF-8, whatever the file says of itself; for the rest `encodingOf`
 * may name an encoding from what can be read of the file so far.
 */
export function ediText(body: Uint8Array, encodingOf: (start: string) => string | null): EdiText {
  const utf8 = asUtf8(body);
  if (utf8 !== null) return counted(utf8);
  const told = decodeText(body);
  // UTF-16 is certain; any other encoding is a guess, and what the interchange says of itself goes before it.
  if (told.encoding.startsWith("utf-")) return counted(told.text);
  const encoding = encodingOf(told.text.slice(0, START_CHARS));
  if (encoding === null) return counted(told.text);
  if (encoding === "windows-1252") return counted(decodeText(body, encoding).text);
  return counted(new TextDecoder(encoding).decode(body));
}

const START_CHARS = 200;

/** Text in UTF-16 can be valid UTF-8 too, but then every other character is a NUL. */
function asUtf8(body: Uint8Array): string | null {
  try {
    const text = UTF8.decode(body);
    return text.includes("\u0000") ? null : text;
  } catch {
    return null;
  }
}

const counted = (text: string): EdiText => ({
  text,
  unreadable: text.includes("\ufffd") ? text.split("\ufffd").length - 1 : 0,
});
