/** Two-digit years from here on belong to the last century. */
const CENTURY_TURN = 70;

/** The day in `20260521` or `260521`; null if it is none. */
export function ediDay(text: string): string | null {
  const digits = text.trim();
  if (!/^\d+$/.test(digits)) return null;
  if (digits.length === 6) return dayOf(fullYear(digits.slice(0, 2)), digits.slice(2, 4), digits.slice(4));
  return digits.length === 8 ? dayOf(digits.slice(0, 4), digits.slice(4, 6), digits.slice(6)) : null;
}

export const fullYear = (year: string): string => `${Number(year) >= CENTURY_TURN ? "19" : "20"}${year}`;

const YEAR_MIN = 1900;

function dayOf(year: string, month: string, day: string): string | null {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const isReal = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  return isReal && Number(year) >= YEAR_MIN ? `${year}-${month}-${day}` : null;
}

/** The time in `0936`, `093605` or `09360512`, to the second; null if it is none. */
export function ediTime(text: string): string | null {
  const [, hour, minute, second = "00"] = /^(\d{2})(\d{2})(\d{2})?\d{0,2}$/.exec(text.trim()) ?? [];
  if (hour === undefined || minute === undefined) return null;
  return Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60
    ? `${hour}:${minute}:${second}`
    : null;
}

/** Monday of an ISO week; null if the year has no such week. */
export function mondayOf(year: string, week: string): string | null {
  const number = Number(week);
  if (!/^\d{4}$/.test(year) || !/^\d{2}$/.test(week) || number < 1) return null;
  const fourth = new Date(Date.UTC(Number(year), 0, 4));
  const monday = new Date(fourth.getTime() + ((number - 1) * 7 - ((fourth.getUTCDay() + 6) % 7)) * DAY_MS);
  // The Thursday decides which year a week belongs to.
  return new Date(monday.getTime() + 3 * DAY_MS).getUTCFullYear() === Number(year)
    ? monday.toISOString().slice(0, 10)
    : null;
}

const DAY_MS = 86_400_000;
