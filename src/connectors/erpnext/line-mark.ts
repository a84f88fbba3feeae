import { textFromHtml } from "../reading/prose/html-text.js";
import { markedText, unmarkedText } from "../reading/prose/line-mark.js";

/**
 * What changes the rows of a submitted order takes no custom field, so our line number stands in the row's
 * description, which is HTML here.
 */
export const markedDescription = (text: string | null, lineNumber: string): string =>
  markedText(text, lineNumber)
    .split("\n")
    .map((line) => `<div>${escaped(line)}</div>`)
    .join("");

export const unmarked = (html: string | null) => unmarkedText(textFromHtml(html ?? ""));

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
