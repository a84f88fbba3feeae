import type { FaxPage, HeaderStrip } from "./document.js";
import { rowsOf } from "./rows.js";
import { boxAround, type Word } from "./words.js";

/** Machines print their line into the first 12 mm of the page. */
const STRIP_INCHES_MAX = 0.5;

const DATE =
  /\b(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|[A-Z]{3}[-. ]?\d{1,2}[-, ]+\d{2,4})\b/i;
const TIME = /\b\d{1,2}:\d{2}\b/;
const PAGE =
  /(?:\bP(?:AGE|G)?\b\.?|\bS(?:EITE)?\b\.?|第)\s*(\d{1,3})(?:\s*(?:\/|OF|VON|页\s*共)\s*(\d{1,3}))?/i;
const WORDS = /\b(?:FROM|TO|FAX|VON|AN|TEL)\b/i;
const PHONE = /\+?\(?\d[\d ().-]{5,22}\d/;
/** How many of these a line shows before it is taken for the machine's. */
const SIGNS_MIN = 2;
const PHONE_DIGITS_MIN = 7;

export interface StrippedPage {
  readonly headerStrip: HeaderStrip | null;
  readonly words: readonly Word[];
}

/**
 * Takes the machine's line off a page. It is read for the sender's number and the page count, and
 * then kept away from the order: its date is the date of sending, its number a fax number.
 */
export function stripHeader(page: Pick<FaxPage, "words" | "dpi">): StrippedPage {
  const [first] = rowsOf(page);
  const words = first?.words.map(({ word }) => word) ?? [];
  const box = boxAround(words.map((word) => word.box));
  const text = words.map((word) => word.text).join(" ");
  if (box === null || box[3] > STRIP_INCHES_MAX * page.dpi[1] || !isStrip(text)) {
    return { headerStrip: null, words: page.words };
  }
  const pageOf = PAGE.exec(text);
  return {
    headerStrip: {
      text,
      box,
      confidence: Math.min(...words.map((word) => word.confidence)),
      sender: senderIn(text),
      page: pageOf?.[1] === undefined ? null : Number(pageOf[1]),
      pages: pageOf?.[2] === undefined ? null : Number(pageOf[2]),
    },
    words: page.words.filter((word) => !words.includes(word)),
  };
}

/** Every machine prints the time or counts its pages; a letter's own first line may have a date and a number. */
function isStrip(text: string): boolean {
  const ownSigns = [TIME.test(text), PAGE.test(text)].filter(Boolean).length;
  const signs = [DATE.test(text), WORDS.test(text), phoneIn(withoutTimes(text)) !== null].filter(
    Boolean,
  ).length;
  return ownSigns > 0 && ownSigns + signs >= SIGNS_MIN;
}

/** The number after FROM, or the first one that is not after TO. */
function senderIn(text: string): string | null {
  const rest = withoutTimes(text);
  const from = /\b(?:FROM|VON)\b(.*)/i.exec(rest)?.[1] ?? rest;
  return phoneIn(from.split(/\b(?:TO|AN)\b/i)[0] ?? "") ?? null;
}

const withoutTimes = (text: string): string =>
  text.replace(DATE, " ; ").replace(TIME, " ; ").replace(PAGE, " ; ");

function phoneIn(text: string): string | null {
  const found = PHONE.exec(text)?.[0];
  return found !== undefined && found.replace(/\D/g, "").length >= PHONE_DIGITS_MIN ? found.trim() : null;
}
