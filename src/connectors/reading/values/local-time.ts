/** A clock: minutes ahead of UTC, or a place whose clock changes with the season. */
export type Clock = number | string;

/**
 * The instant at which a clock shows this day and time, in UTC. Where the clock is not known the time is
 * taken as UTC; whoever passes null has to say so (`zoneUnknown`).
 */
export function instantOf(day: string, time: string, clock: Clock | null): string {
  const shown = Date.parse(`${day}T${time}Z`);
  if (clock === null) return new Date(shown).toISOString();
  if (typeof clock === "number") return new Date(shown - clock * MINUTE_MS).toISOString();
  const guess = shown - aheadOfUtc(clock, shown);
  return new Date(shown - aheadOfUtc(clock, guess)).toISOString();
}

const MINUTE_MS = 60_000;

/** How far the clock of a place is ahead of UTC at an instant, in milliseconds. */
function aheadOfUtc(place: string, instant: number): number {
  const parts: Record<string, string> = {};
  for (const { type, value } of formatOf(place).formatToParts(instant)) parts[type] = value;
  const { year, month, day, hour, minute, second } = parts;
  return (
    Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - Math.floor(instant / 1000) * 1000
  );
}

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes longer than a thousand uses of it. Places come from tables, so they are few. */
function formatOf(place: string): Intl.DateTimeFormat {
  const known = FORMATS.get(place);
  if (known !== undefined) return known;
  const twoDigits = "2-digit" as const;
  const format = new Intl.DateTimeFormat("en-US", {
    ...{ timeZone: place, hourCycle: "h23", year: "numeric", month: twoDigits, day: twoDigits },
    ...{ hour: twoDigits, minute: twoDigits, second: twoDigits },
  });
  FORMATS.set(place, format);
  return format;
}
