import type { AddressFeatures, Features } from "../normalizing/features.js";
import { type Finding, finding } from "./finding.js";
import { isSlip, jaroWinkler } from "./similarity.js";

const ROAD_SIMILARITY_MIN = 0.9;
const ROAD_LENGTH_MIN = 5;
const POSTCODE_LENGTH_MIN = 5;
const TOWN_LENGTH_MIN = 4;
const ROAD_START_MIN = 2;

/** Compares two addresses part by part, as far as both sides have the part. */
export function compareAddresses({ address: a }: Features, { address: b }: Features): Finding[] {
  if (a === null || b === null) return [];
  return [
    compareStreets(a, b),
    comparePart("postcode", ...comparablePostcodes(a.postcode, b.postcode), `post:${a.postcode}`),
    comparePart("city", a.city, b.city, `city:${a.city}`),
    comparePart("district", a.district, b.district),
    comparePart("region", a.region, b.region),
    a.country !== null && b.country !== null && a.country !== b.country
      ? finding("country", "different", a.country, b.country)
      : null,
    comparePart("addressRest", a.rest, b.rest),
  ].filter((found) => found !== null);
}

/** `60611-1234` is `60611` with the delivery route: where one begins with all of the other, they agree. */
function comparablePostcodes(a: string | null, b: string | null): [string | null, string | null] {
  if (a === null || b === null || Math.min(a.length, b.length) < POSTCODE_LENGTH_MIN) return [a, b];
  if (a.startsWith(b)) return [b, b];
  return b.startsWith(a) ? [a, a] : [a, b];
}

function compareStreets(a: AddressFeatures, b: AddressFeatures): Finding | null {
  if (a.road === null || b.road === null) return null;
  const ours = `${a.road} ${a.houseNumber ?? ""}`.trim();
  const theirs = `${b.road} ${b.houseNumber ?? ""}`.trim();
  if (!sameRoad(a.road, b.road) && !sameRoad(withoutTown(a, b), withoutTown(b, a)))
    return finding("street", "different", ours, theirs);
  if (a.houseNumber === null || b.houseNumber === null) return finding("street", "road", ours, theirs);
  if (a.houseNumber !== b.houseNumber) return finding("street", "otherNumber", ours, theirs);
  return finding("street", "same", ours, theirs, `street:${a.road}|${a.houseNumber}`);
}

/** `Street 128 Phnom Penh Cambodia`: a line that runs on into the town, which the other side states by itself. */
function withoutTown({ road, city, region }: AddressFeatures, other: AddressFeatures): string {
  const whole = road ?? "";
  const towns = [city, region, other.city, other.region].filter(
    (town) => town !== null && town.length >= TOWN_LENGTH_MIN,
  );
  const end = towns.map((town) => whole.lastIndexOf(town ?? "")).filter((at) => at >= ROAD_START_MIN);
  return end.length === 0 ? whole : whole.slice(0, Math.min(...end));
}

/** `75th` and `76th` are neighbors, not slips; `e75th` is `75th` with the direction that others leave out. */
function sameRoad(a: string, b: string): boolean {
  if (a === b) return true;
  if (digitsOf(a) !== digitsOf(b)) return false;
  const [ours, theirs] = [DIRECTED.exec(a), DIRECTED.exec(b)];
  if (ours?.[2] === b || theirs?.[2] === a) return true;
  if (ours?.[2] !== undefined && ours[2] === theirs?.[2]) return false;
  return (
    isSlip(a, b) ||
    (Math.min(a.length, b.length) >= ROAD_LENGTH_MIN && jaroWinkler(a, b) >= ROAD_SIMILARITY_MIN)
  );
}

const DIRECTED = /^([nsew]{1,2})(.{3,})$/;
const digitsOf = (road: string): string => road.replace(/\D/g, "");

function comparePart(
  feature: string,
  a: string | null,
  b: string | null,
  sharedKey: string | null = null,
): Finding | null {
  if (a === null || b === null) return null;
  if (a === b) return finding(feature, "same", a, b, sharedKey);
  return finding(feature, isSlip(a, b) ? "slip" : "different", a, b);
}
