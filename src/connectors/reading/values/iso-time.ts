/** Years before are a sender's way to say "no date". */
const YEAR_MIN = 1900;

const DAY = /^(\d{4})-?(\d{2})-?(\d{2})(?=$|[T\sZz+-])/;
const TIME = /^(\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/** The day that an ISO 8601 date or date-time names, as its writer's calendar has it; null if it names none. */
export function isoDay(text: string | null): string | null {
  const [, year = "", month = "", day = ""] = DAY.exec(text?.trim() ?? "") ?? [];
  if (Number(year) < YEAR_MIN) return null;
  // The calendar moves a day that does not exist into the next month.
  const read = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const exists = read.getUTCMonth() + 1 === Number(month) && read.getUTCDate() === Number(day);
  return exists ? `${year}-${month}-${day}` : null;
}

export interface InstantReading {
  /** ISO 8601 with its offset. */
  readonly instant: string;
  /** True if the text gave no offset that exists, so that the zone of the connection was taken. */
  readonly zoneUnknown: boolean;
}

/**
 * The moment that a date and a time name. Where neither brings an offset that exists it is the given
 * zone's local time; a day without a time is its beginning. A time that is none leaves the day.
 */
export function isoInstant(date: string | null, time: string | null, zone: string): InstantReading | null {
  const day = isoDay(date);
  if (day === null) return null;
  const within = date?.trim().split(/[T\s]/, 2)[1] ?? null;
  const [, hours = "00", minutes = "00", seconds = "00", fraction = "", offset] =
    TIME.exec((time ?? within ?? "").trim()) ?? [];
  const dayOffset = /(Z|[+-]\d{2}:\d{2})$/.exec(date?.trim().slice(10) ?? "")?.[1];
  const local = `${day}T${hours}:${minutes}:${seconds}${fraction.slice(0, 4)}`;
  const stated = [offset, dayOffset].find((one) => one !== undefined && isKeptSomewhere(one));
  if (Number.isNaN(Date.parse(`${local}Z`))) {
    return { instant: inZone(`${day}T00:00:00`, zone), zoneUnknown: true };
  }
  if (stated === undefined) return { instant: inZone(local, zone), zoneUnknown: true };
  return { instant: `${local}${colonized(stated)}`, zoneUnknown: false };
}

const HOURS_MIN = -12;
const HOURS_MAX = 14;
const QUARTER_MINUTES = 15;

/**
 * Whether clocks somewhere are that far off, in quarters of an hour. Some senders write the time of day
 * once more where the offset should be; that names no zone.
 */
function isKeptSomewhere(offset: string): boolean {
  if (/^z$/i.test(offset)) return true;
  const [hours, minutes] = [Number(offset.slice(1, 3)), Number(offset.slice(-2))];
  const off = (offset.startsWith("-") ? -1 : 1) * (hours + minutes / 60);
  return minutes < 60 && minutes % QUARTER_MINUTES === 0 && off >= HOURS_MIN && off <= HOURS_MAX;
}

const colonized = (offset: string): string =>
  /^z$/i.test(offset) ? "Z" : offset.includes(":") ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;

const UTC = "UTC";

/** A wall clock's time as an instant. At the change of the clock the earlier reading counts. */
function inZone(local: string, zone: string): string {
  if (zone === UTC) return `${local}Z`;
  const wall = Date.parse(`${local}Z`);
  const first = wall - offsetMs(wall, zone);
  return new Date(wall - offsetMs(first, zone)).toISOString();
}

const CLOCKS = new Map<string, Intl.DateTimeFormat>();

function offsetMs(instant: number, zone: string): number {
  const clock = CLOCKS.get(zone) ?? clockOf(zone);
  CLOCKS.set(zone, clock);
  const parts = Object.fromEntries(
    clock.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

const clockOf = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });

/** True if the runtime knows the zone, as in `Europe/Stockholm`. */
export function isTimeZone(zone: string): boolean {
  try {
    clockOf(zone);
    return true;
  } catch {
    return false;
  }
}
