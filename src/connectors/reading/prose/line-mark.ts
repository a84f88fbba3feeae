import { cleanText } from "../values/clean-text.js";

/**
 * Some systems number the lines of an order themselves and keep no number of ours. There it stands in the line's
 * description, as its last line: it comes and goes in the same request as the line itself.
 */
const MARK = /(?:^|\n)[ \t]*Order line: ([^\n]{1,100}?)[ \t]*$/;

/** A description with the number of its line. */
export const markedText = (text: string | null, lineNumber: string): string =>
  [...(text ?? "").split(/\r?\n/).map((line) => line.trim()), `Order line: ${lineNumber}`]
    .filter((line) => line !== "")
    .join("\n");

/** The description without the mark, and the number in it; null where somebody over there added the line. */
export function unmarkedText(marked: string | null): {
  readonly text: string | null;
  readonly lineNumber: string | null;
} {
  const text = cleanText(marked ?? "") ?? "";
  const found = MARK.exec(text);
  if (found === null) return { text: cleanText(text), lineNumber: null };
  return { text: cleanText(text.slice(0, found.index)), lineNumber: found[1] ?? null };
}
