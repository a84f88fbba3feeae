/** How bytes were turned into text. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncodingName;
  /** Bytes that no character is defined for; their places are kept as U+FFFD. */
  readonly undefinedBytes: number;
}

export const TEXT_ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "windows-1252", "gb18030", "big5"] as const;
export type TextEncodingName = (typeof TEXT_ENCODINGS)[number];

/** Characters of Windows-1252 at 0x80 to 0x9F; a dot marks the five bytes that it leaves undefined. */
const WINDOWS_1252 = "€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ";

/**
 * Turns the bytes of a text file into text. A byte order mark decides, then the bytes themselves: NULs
 * mean UTF-16, valid UTF-8 is UTF-8, pairs of high bytes are Chinese, and the rest is Windows-1252.
 */
export function decodeText(bytes: Uint8Array, stated: TextEncodingName | null = null): DecodedText {
  const encoding = stated ?? byMark(bytes) ?? byContent(bytes);
  const text = encoding === "windows-1252" ? fromWindows1252(bytes) : new TextDecoder(encoding).decode(bytes);
  const plain = text.startsWith("\ufeff") ? text.slice(1) : text;
  return { text: plain, encoding, undefinedBytes: plain.split("\ufffd").length - 1 };
}

function byMark(bytes: Uint8Array): TextEncodingName | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8";
  if (a === 0xff && b === 0xfe) return "utf-16le";
  return a === 0xfe && b === 0xff ? "utf-16be" : null;
}

const SAMPLE_BYTES = 64 * 1024;

function byContent(bytes: Uint8Array): TextEncodingName {
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const nuls = [0, 1].map((parity) => sample.filter((byte, at) => byte === 0 && at % 2 === parity).length);
  const [even = 0, odd = 0] = nuls;
  if (odd > sample.length / 8 && odd > even) return "utf-16le";
  if (even > sample.length / 8 && even > odd) return "utf-16be";
  if (isUtf8(bytes)) return "utf-8";
  return looksChinese(sample) ? "gb18030" : "windows-1252";
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

const HIGH_BYTES_MIN = 8;

/** Western text has its umlauts one by one; Chinese text has high bytes in pairs and in runs. */
function looksChinese(bytes: Uint8Array): boolean {
  let high = 0;
  let paired = 0;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    high++;
    const trail = bytes[at + 1] ?? 0;
    if (lead >= 0xb0 && lead <= 0xf7 && trail >= 0xa1) {
      high++;
      paired += 2;
      at++;
    }
  }
  return high >= HIGH_BYTES_MIN && paired / high > 0.9;
}

/** Written out because runtimes disagree about the bytes from 0x80 to 0x9F. */
function fromWindows1252(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) {
    const special = byte >= 0x80 && byte <= 0x9f ? (WINDOWS_1252[byte - 0x80] ?? ".") : null;
    text += special === null ? String.fromCharCode(byte) : special === "." ? "\ufffd" : special;
  }
  return text;
}
