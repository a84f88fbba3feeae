/** How bytes were turned into text. */
export interface DecodedText {
  readonly text: string;
  readonly encoding: TextEncodingName;
  /** Bytes that no character is defined for; their places are kept as U+FFFD. */
  readonly undefinedBytes: number;
}

export const TEXT_ENCODINGS = [
  ...(["utf-8", "utf-16le", "utf-16be", "windows-1252", "gb18030", "big5"] as const),
  ...(["windows-1250", "windows-1251", "shift_jis"] as const),
] as const;
export type TextEncodingName = (typeof TEXT_ENCODINGS)[number];

/** Characters of Windows-1252 at 0x80 to 0x9F; a dot marks the five bytes that it leaves undefined. */
const WINDOWS_1252 = "€.‚ƒ„…†‡ˆ‰Š‹Œ.Ž..‘’“”•–—˜™š›œ.žŸ";

/**
 * Turns the bytes of a text file into text. A byte order mark decides, then the bytes themselves: NULs
 * mean UTF-16 and valid UTF-8 is UTF-8. What else has high bytes is told by where they stand: Russian, Japanese,
 * Chinese or Central European, and the rest is Windows-1252.
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
  if (looksCyrillic(sample)) return "windows-1251";
  if (looksJapanese(sample)) return "shift_jis";
  if (looksChinese(sample)) return "gb18030";
  return looksCentralEuropean(sample) ? "windows-1250" : "windows-1252";
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

/** Most letters of a Cyrillic text are small, and those have the highest bytes; they come in runs, as words do. */
function looksCyrillic(bytes: Uint8Array): boolean {
  const high = bytes.filter((byte) => byte >= 0x80).length;
  const small = bytes.filter((byte) => byte >= 0xe0).length;
  const inWords = bytes.filter((byte, at) => byte >= 0xc0 && (bytes[at + 1] ?? 0) >= 0xc0).length;
  return high >= HIGH_BYTES_MIN && small / high > 0.6 && inWords / high > 0.6;
}

/**
 * Kana and the common characters begin with bytes that are quotation marks and dashes in the West. Those stand alone;
 * characters stand in words, one behind the other.
 */
function looksJapanese(bytes: Uint8Array): boolean {
  let pairs = 0;
  let leads = 0;
  let inWords = 0;
  let others = 0;
  let end = -1;
  for (let at = 0; at < bytes.length; at++) {
    const lead = bytes[at] ?? 0;
    if (lead < 0x80) continue;
    const trail = bytes[at + 1] ?? 0;
    const isLead = (lead >= 0x81 && lead <= 0x9f) || (lead >= 0xe0 && lead <= 0xef);
    if (isLead && trail >= 0x40 && trail !== 0x7f && trail <= 0xfc) {
      pairs++;
      if (lead <= 0x9f) leads++;
      if (at === end) inWords++;
      at++;
      end = at + 1;
    } else if (lead < 0xa1 || lead > 0xdf) others++;
  }
  return pairs * 2 >= HIGH_BYTES_MIN && others === 0 && leads / pairs > 0.7 && inWords / pairs > 0.3;
}

/** Signs that stand inside a word only where they are letters of another alphabet: "ma³y" is "mały". */
const SIGNS_1252: ReadonlySet<number> = new Set([0xa5, 0xa3, 0xaf, 0xb3, 0xb9, 0xbf, 0xbe, 0xbc]);
/** "ì" and "ù" end words in the West; inside of them they are the Czech "ě" and "ů". */
const LAST_LETTERS: ReadonlySet<number> = new Set([0xec, 0xf9]);
/** "œæ", the end of many a Polish word. */
const SC = [0x9c, 0xe6] as const;

function looksCentralEuropean(bytes: Uint8Array): boolean {
  const isSmall = (byte = 0): boolean => byte >= 0x61 && byte <= 0x7a;
  return bytes.some((byte, at) => {
    const [before = 0, after = 0] = [bytes[at - 1], bytes[at + 1]];
    if (LAST_LETTERS.has(byte)) return isSmall(before) && isSmall(after);
    if (SIGNS_1252.has(byte))
      return (isSmall(before) || SIGNS_1252.has(before)) && (isSmall(after) || after >= 0xe0);
    return byte === SC[0] && after === SC[1];
  });
}

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
