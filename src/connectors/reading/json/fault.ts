/** Where a text stops being JSON, and where in the document that is. */
export interface JsonFault {
  /** Index of the first character that cannot be right; the length of the text if it just ends. */
  readonly offset: number;
  /** True if nothing is wrong except that the rest is missing. */
  readonly cutOff: boolean;
  /** The value that was being read, e.g. `line_items.2.sku`; empty at the top. */
  readonly path: string;
}

type Expectation = "value" | "value or ]" | "key" | "key or }" | "colon" | "comma or end";

interface Scan {
  readonly text: string;
  /** Containers that are open, each with the key or index that is being read in it. */
  readonly open: { readonly kind: "{" | "["; key: string }[];
  offset: number;
  expects: Expectation;
}

const DEPTH_MAX = 10_000;
const SPACE = /[ \t\n\r]*/y;
const WORD = /[-+.\w]+/y;
const SCALAR = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;
/** The beginnings of a number or of one of the three words. */
const SCALAR_BEGUN =
  /^(?:-?(?:(?:0|[1-9]\d*)(?:\.(?:\d+(?:[eE][+-]?\d*)?)?|[eE][+-]?\d*)?)?|t|tr|tru|f|fa|fal|fals|n|nu|nul)$/;

/**
 * Finds the first place where a text is not JSON. `JSON.parse` says no without saying where, and the
 * person who has to mend an order needs the place. It runs only on text that was refused already.
 */
export function jsonFault(text: string): JsonFault | null {
  const scan: Scan = { text, open: [], offset: 0, expects: "value" };
  for (;;) {
    scan.offset += lengthAt(SPACE, text, scan.offset);
    if (scan.offset >= text.length) {
      return scan.open.length === 0 && scan.expects === "comma or end" ? null : faultOf(scan, true);
    }
    if (scan.open.length > DEPTH_MAX || !step(scan)) return faultOf(scan, isBegun(scan));
  }
}

/** Index after the closing quote of the string that opens at `start`, or one of the two reasons why not. */
export function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) return index + 1;
    if (code < SPACE_CODE) return WRONG;
    if (code !== BACKSLASH) continue;
    const escaped = text.slice(index + 1, index + 6);
    if (!ESCAPE_BEGUN.test(escaped)) return WRONG;
    index += escaped.startsWith("u") ? 5 : 1;
  }
  return NOT_CLOSED;
}

const NOT_CLOSED = -1;
const WRONG = -2;
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const SPACE_CODE = 0x20;
/** What may follow a backslash, or as much of it as there is before the text ends. */
const ESCAPE_BEGUN = /^(?:$|["\\/bfnrt]|u[\da-fA-F]{0,3}$|u[\da-fA-F]{4})/;

/** Reads one token; false if it is not one that may stand here. */
function step(scan: Scan): boolean {
  const char = scan.text[scan.offset] ?? "";
  const top = scan.open.at(-1);
  switch (scan.expects) {
    case "colon":
      return char === ":" && advance(scan, 1, "value");
    case "key":
    case "key or }":
      if (char === "}" && scan.expects === "key or }") return close(scan);
      return char === '"' && readKey(scan);
    case "comma or end":
      if (top === undefined) return false;
      if (char === (top.kind === "{" ? "}" : "]")) return close(scan);
      if (char !== ",") return false;
      if (top.kind === "[") top.key = String(Number(top.key) + 1);
      return advance(scan, 1, top.kind === "{" ? "key" : "value");
    case "value":
    case "value or ]":
      if (char === "]" && scan.expects === "value or ]") return close(scan);
      return readValue(scan, char);
  }
}

function readValue(scan: Scan, char: string): boolean {
  if (char === "{" || char === "[") {
    scan.open.push({ kind: char, key: char === "{" ? "" : "0" });
    return advance(scan, 1, char === "{" ? "key or }" : "value or ]");
  }
  if (char === '"') {
    const end = endOfString(scan.text, scan.offset);
    return end > 0 && advance(scan, end - scan.offset, "comma or end");
  }
  const word = wordAt(scan);
  return SCALAR.test(word) && advance(scan, word.length, "comma or end");
}

function readKey(scan: Scan): boolean {
  const end = endOfString(scan.text, scan.offset);
  const top = scan.open.at(-1);
  if (end < 0 || top === undefined) return false;
  top.key = scan.text.slice(scan.offset + 1, end - 1);
  return advance(scan, end - scan.offset, "colon");
}

function close(scan: Scan): boolean {
  scan.open.pop();
  return advance(scan, 1, "comma or end");
}

function advance(scan: Scan, length: number, expects: Expectation): boolean {
  scan.offset += length;
  scan.expects = expects;
  return true;
}

/** True if the text ends within the token that stands here: an open string, half a word, half a number. */
function isBegun(scan: Scan): boolean {
  const { text, offset, expects } = scan;
  const isValue = expects.startsWith("value");
  if (!isValue && !expects.startsWith("key")) return false;
  if (text[offset] === '"') return endOfString(text, offset) === NOT_CLOSED;
  const word = wordAt(scan);
  return isValue && word !== "" && offset + word.length === text.length && SCALAR_BEGUN.test(word);
}

function wordAt({ text, offset }: Scan): string {
  return text.slice(offset, offset + lengthAt(WORD, text, offset));
}

const PATH_CHARS_MAX = 200;

function faultOf({ text, open, offset }: Scan, cutOff: boolean): JsonFault {
  const path = open.map(({ key }) => key).filter((key) => key !== "");
  return { offset: cutOff ? text.length : offset, cutOff, path: path.join(".").slice(0, PATH_CHARS_MAX) };
}

function lengthAt(pattern: RegExp, text: string, offset: number): number {
  pattern.lastIndex = offset;
  return pattern.exec(text)?.[0].length ?? 0;
}
