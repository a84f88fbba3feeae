import { cleanText } from "../reading/clean-text.js";
import { textFromHtml } from "../reading/html-text.js";

/**
 * ERPNext numbers its rows itself and keeps no number of ours, and what changes the rows of a submitted order
 * takes no custom field. So our line number stands in the row's description, as its last line: it comes and
 * goes in the same request as the row.
 */
const MARK = /(?:^|\n)[ \t]*Order line: ([^\n]{1,100}?)[ \t]*$/;

/** A description with the number of its line. */
export function markedDescription(text: string | null, lineNumber: string): string {
  const lines = [...(text ?? "").split(/\r?\n/), `Order line: ${lineNumber}`];
  return lines
    .filter((line) => line.trim() !== "")
    .map((line) => `<div>${escaped(line.trim())}</div>`)
    .join("");
}

/** The description without our mark, and the line number in it; null where somebody at the ERP added the row. */
export function unmarked(html: string | null): {
  readonly text: string | null;
  readonly lineNumber: string | null;
} {
  const text = cleanText(textFromHtml(html ?? "")) ?? "";
  const found = MARK.exec(text);
  if (found === null) return { text: cleanText(text), lineNumber: null };
  return { text: cleanText(text.slice(0, found.index)), lineNumber: found[1] ?? null };
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
