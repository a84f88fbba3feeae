import { cleanText } from "../values/clean-text.js";

const WIDTH_MIN = 20;
const WIDTH_MAX = 1024;
/** `BEG*`, `UNH+`, `MHD=`: how a segment begins, whatever the separator. */
const SEGMENT_START = /^\s*[A-Z][A-Z0-9]{1,2}[^A-Za-z0-9\s]/;

/**
 * The text of an interchange with line feeds only, without the marks that old systems put at the end of a
 * file, and joined again if it was cut into lines of one width on its way.
 */
export function plainLines(text: string): string {
  return unwrapped(withoutEnd(text.replace(/\r\n?/g, "\n")).trimStart());
}

const END_MARKS: ReadonlySet<string> = new Set(["\u0000", "\u001a", "\n", " ", "\t"]);

/** By hand: a regular expression that looks for the end starts anew at every character. */
function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && END_MARKS.has(text[end - 1] ?? "")) end--;
  // One line feed stays: it may be what ends the last segment.
  return text[end] === "\n" ? text.slice(0, end + 1) : text.slice(0, end);
}

/** Wherever the cuts fell. A text whose lines are segments is left alone. */
function unwrapped(text: string): string {
  const width = text.indexOf("\n");
  if (width < WIDTH_MIN || width > WIDTH_MAX || text.length < 2 * width + 2) return text;
  let cutsInside = false;
  for (let start = 0; start < text.length; start += width + 1) {
    const end = text.indexOf("\n", start);
    const isLast = end < 0 || text.slice(end).trim() === "";
    if (isLast ? (end < 0 ? text.length : end) - start > width : end - start !== width) return text;
    if (start > 0 && !SEGMENT_START.test(text.slice(start, start + 8))) cutsInside = true;
    if (isLast) break;
  }
  return cutsInside ? text.replaceAll("\n", "") : text;
}

/** What nearly every value consists of: printable ASCII that does not begin with a blank. */
const PLAIN = /^[!-~][ -~]*$/;

/** A value of an interchange: clean, on one line, null if it is empty. */
export function plainValue(value: string | undefined): string | null {
  if (value === undefined || value === "") return null;
  if (PLAIN.test(value)) return value.trimEnd();
  const line = value.includes("\n")
    ? value
        .split("\n")
        .map((part) => part.trim())
        .join(" ")
    : value;
  return cleanText(line);
}
