import { decodeHTML } from "entities";

const REFERENCE = /&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|[a-zA-Z]\w{1,30});/g;
/** Joiners and soft hyphens: they say how a word may be broken, and would part it from itself. */
const UNSEEN = /[\u00ad\u200b-\u200d]/g;

/**
 * The text with its character references put in, by the `entities` package, which knows all 2,231 names. A reference
 * never ends a line or a cell: whatever kind of blank it is, it becomes a plain one.
 */
export const decodeEntities = (text: string): string =>
  text.replace(REFERENCE, (reference) =>
    decodeHTML(reference)
      .replace(UNSEEN, "")
      .replace(/[\s\p{Cc}\p{Cs}]/gu, " "),
  );
