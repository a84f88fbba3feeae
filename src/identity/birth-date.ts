const YEAR_FIRST = /^(\d{4})\D?(\d{1,2})\D?(\d{1,2})$/;
const YEAR_LAST = /^(\d{1,2})\D(\d{1,2})\D(\d{4}|\d{2})$/;
const CENTURY_TURNS_AT = 30;

/**
 * Reads a date of birth into `YYYY-MM-DD`: `1978-12-11`, `19781211`, `11.12.1978`, `12/11/78`. Where day and
 * month could change places the slash is read the American way and the dot the European way;
 * comparison forgives the mix-up. An impossible date is kept as digits: a slip of it may still be near.
 */
export function parseBirthDate(text: string | null): string | null {
  const plain = (text ?? "").normalize("NFKC").trim();
  const [, year, month, day] = YEAR_FIRST.exec(plain) ?? [];
  if (year !== undefined) return iso(year, month ?? "", day ?? "");
  const [, first, second, last] = YEAR_LAST.exec(plain) ?? [];
  if (first === undefined || second === undefined || last === undefined) return null;
  const full = last.length === 4 ? last : `${Number(last) < CENTURY_TURNS_AT ? "20" : "19"}${last}`;
  const monthFirst = plain.includes("/") ? Number(first) <= 12 : Number(second) > 12;
  return monthFirst ? iso(full, first, second) : iso(full, second, first);
}

const iso = (year: string, month: string, day: string): string =>
  `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
