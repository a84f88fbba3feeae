/** What a text that should be a date turned out to be. */
export type DateReading =
  | { readonly kind: "date"; readonly date: string; readonly range: readonly [number, number] }
  /** A day nobody can name without asking: "next Friday", "week 38", `05/06/2026` of unknown origin. */
  | { readonly kind: "unclear"; readonly text: string; readonly range: readonly [number, number] };

export interface DateContext {
  readonly receivedAt: string;
  readonly country: string | null;
  /** Which number of `05/06/2026` is the month, where the document itself tells; else the country does. */
  readonly dayMonthOrder?: "DAY_FIRST" | "MONTH_FIRST" | null;
}

/** Countries that write the month first. */
const MONTH_FIRST: ReadonlySet<string> = new Set(["US", "PH", "CA"]);

/** Whether people in a country write the month before the day. */
export const isMonthFirstIn = (country: string): boolean => MONTH_FIRST.has(country);

const MONTHS = [
  "jan|january|januar|jänner|janvier|gennaio|enero|janeiro|januari|stycznia",
  "feb|february|februar|février|fevrier|févr|febbraio|febrero|fevereiro|februari|lutego",
  "mar|march|märz|maerz|mär|mars|marzo|março|maart|marts|marca",
  "apr|april|avril|avr|aprile|abril|kwietnia",
  "may|mai|maggio|mayo|maio|mei|maj|maja",
  "jun|june|juni|juin|giugno|junio|junho|czerwca",
  "jul|july|juli|juillet|juil|luglio|julio|julho|lipca",
  "aug|august|août|aout|agosto|augustus|augusti|sierpnia",
  "sep|sept|september|septembre|settembre|septiembre|setembro|września",
  "oct|october|okt|oktober|octobre|ottobre|octubre|outubro|października",
  "nov|november|novembre|noviembre|novembro|listopada",
  "dec|december|dez|dezember|décembre|decembre|dicembre|diciembre|dezembro|desember|grudnia",
].map((names) => names.split("|"));

const MONTH_WORDS = MONTHS.flat()
  .sort((a, b) => b.length - a.length)
  .join("|");

type Reader = (match: RegExpExecArray, context: DateContext) => string | null;

/** Ways to write a day, most certain first. A reader that returns null has seen an unclear one. */
const SHAPES: readonly (readonly [RegExp, Reader])[] = [
  [
    /(?<!\d)(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)\s*[日号號]?/u,
    ([, y, m, d]) => iso(y, m, d),
  ],
  [/(?<!\d)(20\d{2})(\d{2})(\d{2})(?!\d)/, ([, y, m, d]) => iso(y, m, d)],
  [/(?<![\d.])(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})(?!\d|\.\d)/, ([, d, m, y]) => iso(y, m, d)],
  // "am 3.12.": without a year only behind a word that leads up to a day; "at 3.12." is a price.
  [
    /(?<=(?<!\p{L})(?:am|bis|zum|ab|den|spätestens|senest|do|dnia)\s)(\d{1,2})\.\s?(\d{1,2})\.(?!\s?\d)/iu,
    ([, d, m], context) => soonest(m, d, context),
  ],
  [/(?<!\d)(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)/, ([, a, b, y], context) => slashed(a, b, y, context)],
  // Two digits of a year, from today's side of this half of the century.
  [
    /(?<![\d/])(\d{1,2})\/(\d{1,2})\/([2-4]\d)(?![\d/])/,
    ([, a, b, y], context) => slashed(a, b, `20${y}`, context),
  ],
  [
    new RegExp(
      `(?<![\\d\\p{L}])(\\d{1,2})(?:st|nd|rd|th|er|º|°|\\.)?\\s*(?:(?:of|de)\\s+|[-/])?(${MONTH_WORDS})(?!\\p{L})\\.?(?:[-/'’](\\d{2})(?![\\d])|,?[\\s/-]*(\\d{4}))?`,
      "iu",
    ),
    // "5-Oct-26": only with a mark before it are two digits a year, and not "20 October 12 boxes".
    ([, d, name, short, y], context) => named(d, name, y ?? short, context),
  ],
  [
    new RegExp(
      `(?<!\\p{L})(${MONTH_WORDS})(?!\\p{L})\\.?\\s*(\\d{1,2})(?:st|nd|rd|th)?(?!\\d)(?:,?\\s*(\\d{4}))?`,
      "iu",
    ),
    ([, name, d, y], context) => named(d, name, y, context),
  ],
  [/(?<!\d)(\d{1,2})\s*月\s*(\d{1,2})\s*[日号號]/u, ([, m, d], context) => soonest(m, d, context)],
];

const DAY_NAMES =
  "monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche";

/** Days that mean something else tomorrow. */
const RELATIVE = new RegExp(
  [
    `(?<!\\p{L})(?:(?:next|this|coming|nächste[nrsm]?|kommende[nrsm]?|diese[nrsm]?)\\s+)?(?:${DAY_NAMES})(?:\\s+(?:next week|prochain))?(?!\\p{L})`,
    "(?<!\\p{L})(?:within \\d+ (?:working |business )?(?:days|weeks)|innerhalb von \\d+ (?:tagen|wochen)|sous \\d+ (?:jours|semaines)|tomorrow|day after tomorrow|(?:early |mid |end of |late )?(?:next|this) (?:week|month)|in \\d+ (?:days|weeks)|morgen(?! früh um)|übermorgen|(?:anfang|mitte|ende) (?:nächster|kommender|dieser|der) woche|end of (?:the )?(?:week|month)|fin de (?:la )?semaine|nächste woche|in \\d+ (?:tagen|wochen)|demain|semaine prochaine)(?!\\p{L})",
    "(?<!\\p{L})(?:KW|week|calendar week|semaine|uke|uge|vecka|v\\.|settimana|semana|tydzień|tyd\\.)\\s*\\d{1,2}(?!\\p{L})(?:\\s*/\\s*\\d{4})?",
    "下\\s*个?\\s*(?:周|星期|礼拜|月|週)\\s*[一二三四五六日天末]?|本\\s*(?:周|月)\\s*[一二三四五六日天末底]?|(?:周|星期|週)[一二三四五六日天]|明\\s*天|后天|後天|月底|下月初",
  ].join("|"),
  "iu",
);

/**
 * The first day that a text names. A relative day is reported and never resolved: between writing and
 * reading a mail "next Friday" may have become another day.
 */
export function readDate(text: string, context: DateContext): DateReading | null {
  for (const [shape, read] of SHAPES) {
    const match = shape.exec(text);
    if (match === null) continue;
    const range: readonly [number, number] = [match.index, match.index + match[0].trimEnd().length];
    const date = read(match, context);
    return date === null ? { kind: "unclear", text: match[0].trim(), range } : { kind: "date", date, range };
  }
  return relativeDay(text);
}

/** A day that is named only from where the writer stands. */
function relativeDay(text: string): Extract<DateReading, { kind: "unclear" }> | null {
  const match = RELATIVE.exec(text);
  if (match === null) return null;
  return { kind: "unclear", text: match[0].trim(), range: [match.index, match.index + match[0].length] };
}

function iso(year = "", month = "", day = ""): string | null {
  const full = year.length === 2 ? `20${year}` : year;
  const date = `${full}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const read = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== date ? null : date;
}

/** `05/06/2026` is two days; the country decides, or one number above twelve, or nobody. */
function slashed(a = "", b = "", year = "", { country, dayMonthOrder }: DateContext): string | null {
  if (a === b || Number(b) > 12) return iso(year, a, b);
  if (Number(a) > 12) return iso(year, b, a);
  if (dayMonthOrder) return dayMonthOrder === "MONTH_FIRST" ? iso(year, a, b) : iso(year, b, a);
  if (country === null) return null;
  return MONTH_FIRST.has(country) ? iso(year, a, b) : iso(year, b, a);
}

function named(
  day: string | undefined,
  name: string | undefined,
  year: string | undefined,
  context: DateContext,
) {
  const month = String(MONTHS.findIndex((names) => names.includes(name?.toLowerCase() ?? "")) + 1);
  return year === undefined ? soonest(month, day, context) : iso(year, month, day);
}

/** A day without a year is the next one after the text arrived. */
function soonest(
  month: string | undefined,
  day: string | undefined,
  { receivedAt }: DateContext,
): string | null {
  const year = Number(receivedAt.slice(0, 4));
  const thisYear = iso(String(year), month, day);
  if (thisYear !== null && thisYear >= receivedAt.slice(0, 10)) return thisYear;
  return iso(String(year + 1), month, day);
}
