import type { Clock } from "../reading/values/local-time.js";

/** Time zones of North America: standard time in minutes ahead of UTC, and a place that keeps the zone. */
const ZONES: Readonly<Record<string, readonly [standard: number, place: string]>> = {
  N: [-210, "America/St_Johns"],
  T: [-240, "America/Halifax"],
  E: [-300, "America/New_York"],
  C: [-360, "America/Chicago"],
  M: [-420, "America/Denver"],
  P: [-480, "America/Los_Angeles"],
  A: [-540, "America/Anchorage"],
  H: [-600, "Pacific/Honolulu"],
};

const HOUR = 60;

/** The clock of a time code (element 623): `ET`, `PS`, `UT`, `05`; null for local time and for what is not known. */
export function clockOf(code: string | null): Clock | null {
  if (code === null) return null;
  if (code === "UT" || code === "GM") return 0;
  if (/^\d\d$/.test(code)) return hoursAhead(Number(code));
  const [standard, place] = ZONES[code[0] ?? ""] ?? [];
  if (standard === undefined || place === undefined || code.length !== 2) return null;
  if (code[1] === "T") return place;
  if (code[1] === "S") return standard;
  return code[1] === "D" ? standard + HOUR : null;
}

/** 01 to 12 are hours ahead of UTC; 13 to 24 count down from twelve hours behind it. */
function hoursAhead(code: number): number | null {
  if (code >= 1 && code <= 12) return code * HOUR;
  return code >= 13 && code <= 24 ? (code - 25) * HOUR : null;
}

const EASTERN = "CT DC DE GA MA MD ME NC NH NJ NY OH PA RI SC VA VT WV QC".split(" ");
const CENTRAL = "AL AR IA IL LA MN MO MS OK WI MB".split(" ");
const MOUNTAIN = "CO MT NM UT WY AB".split(" ");
const PACIFIC = "CA NV WA".split(" ");
const ATLANTIC = "NB NS PE".split(" ");

/** States and provinces that lie in one zone, or so nearly that a parcel is hardly ever elsewhere. */
const CLOCK_OF_REGION: ReadonlyMap<string, Clock> = new Map<string, Clock>([
  ...EASTERN.map((region) => [region, "America/New_York"] as const),
  ...CENTRAL.map((region) => [region, "America/Chicago"] as const),
  ...MOUNTAIN.map((region) => [region, "America/Denver"] as const),
  ...PACIFIC.map((region) => [region, "America/Los_Angeles"] as const),
  ...ATLANTIC.map((region) => [region, "America/Halifax"] as const),
  ["AZ", -420],
  ["HI", -600],
  ["SK", -360],
]);

const COUNTRIES: ReadonlySet<string> = new Set(["US", "USA", "CA", "CAN", ""]);

/** The clock of a place, where its state or province has only one. */
export function clockOfPlace(region: string | null, country: string | null): Clock | null {
  if (region === null || !COUNTRIES.has(country ?? "")) return null;
  return CLOCK_OF_REGION.get(region.toUpperCase()) ?? null;
}
