const YEAR_FIRST = /^(\d{4})\D?(\d{1,2})\D?(\d{1,2})日?$/;
const YEAR_LAST = /^(\d{1,2})\D(\d{1,2})\D(\d{4}|\d{2})$/;
const DAY_NAMED_MONTH = /^(\d{1,2})(?:st|nd|rd|th)?[\s./,-]*(\p{L}{3,})[\s./,-]*(\d{4}|\d{2})$/u;
const NAMED_MONTH_DAY = /^(\p{L}{3,})[\s./,-]*(\d{1,2})(?:st|nd|rd|th)?[\s./,-]+(\d{4}|\d{2})$/u;
/** By the beginnings of their names in English, German, French, Spanish and Italian. */
const MONTHS = [
  "jan ene gen",
  "feb fev fév",
  "mar mär mrz maer",
  "apr avr abr",
  "may mai mag",
  "jun juin giu",
  "jul juil lug",
  "aug aoû aou ago",
  "sep set",
  "oct okt ott",
  "nov",
  "dec déc dez dic",
].map((names) => names.split(" "));
const CENTURY_TURNS_AT = 30;

/**
 * Reads a date of birth into `YYYY-MM-DD`: `1978-12-11`, `19781211`, `11.12.1978`, `12/11/78`, `11-Dec-78`. Where day and
 * month could change places the slash is read the American way and the dot the European way;
 * comparison forgives the mix-up. An impossible date is kept as digits: a slip of it may still be near.
 */
export function parseBirthDate(text: string | null): string | null {
  const plain = (text ?? "").normalize("NFKC").trim();
  const [, year, month, day] = YEAR_FIRST.exec(plain) ?? [];
  if (year !== undefined) return iso(year, month ?? "", day ?? "");
  const named = withNamedMonth(plain.toLowerCase());
  if (named !== null) return named;
  const [, first, second, last] = YEAR_LAST.exec(plain) ?? [];
  if (first === undefined || second === undefined || last === undefined) return null;
  const full = fullYear(last);
  const monthFirst = plain.includes("/") ? Number(first) <= 12 : Number(second) > 12;
  return monthFirst ? iso(full, first, second) : iso(full, second, first);
}

/** `24-May-11`, `Mar 1 1970`: nothing can change places there. */
function withNamedMonth(text: string): string | null {
  const [, day, name, year] = DAY_NAMED_MONTH.exec(text) ?? [];
  const [, firstName, secondDay, lastYear] = NAMED_MONTH_DAY.exec(text) ?? [];
  const word = name ?? firstName ?? "";
  const month = MONTHS.findIndex((starts) => starts.some((start) => word.startsWith(start))) + 1;
  const stated = year ?? lastYear;
  return month === 0 || stated === undefined
    ? null
    : iso(fullYear(stated), String(month), day ?? secondDay ?? "");
}

const fullYear = (year: string): string =>
  year.length === 4 ? year : `${Number(year) < CENTURY_TURNS_AT ? "20" : "19"}${year}`;

const iso = (year: string, month: string, day: string): string =>
  `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
