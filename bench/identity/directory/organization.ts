import { chance, digits, pick, type Random, weighted, whole } from "../companies/dice.js";
import { type Part, wordsFor } from "../companies/parts.js";
import {
  AGENCIES,
  CENTERS,
  CHURCHES,
  CLINICS,
  CUTE_FRONT,
  CUTE_NAMES,
  DENOMINATIONS,
  DIRECTIONS,
  FIRST_NAMES,
  HOPEFUL,
  LAST_NAMES,
  NEIGHBORHOODS,
  SAINTS,
  SCHOOLS,
  SITES,
  SPANISH,
  STREET_KINDS,
  STREETS,
} from "./words.js";

/** Where something is, in the city's grid of numbered and named streets. */
export interface Spot {
  readonly number: number;
  readonly direction: readonly string[];
  /** A name, or the number of a numbered street. */
  readonly street: string | number;
  readonly kind: readonly string[];
  readonly zip: string;
}

/** One site of one organization: the entity that directories list under many names. */
export interface Site {
  readonly id: string;
  readonly agency: string | null;
  /** What the site itself is called; of an organization with one site its name. */
  readonly name: string;
  readonly formerName: string | null;
  readonly spot: Spot;
  readonly phone: string;
  /** The agency's own number, which any of its sites may be listed under. */
  readonly centralPhone: string | null;
}

const AREA_CODES = ["773", "312", "708"];
const ONE_SITE_KINDS = { school: 3, church: 2, clinic: 1, center: 4 };
const PATTERNS = { school: SCHOOLS, church: CHURCHES, clinic: CLINICS, center: CENTERS };
const AGENCY_SHARE = 0.16;
const GUEST_SHARE = 0.03;
const CHAIN_SHARE = 0.12;
const RENAMED_SHARE = 0.07;

/** Sites, and for each pair that is easily confused, why. */
export function drawSites(random: Random, count: number, part: Part) {
  const sites: Site[] = [];
  const kinship = new Map<string, string>();
  const relate = (family: readonly Site[], kin: string): void => {
    for (const [at, one] of family.entries())
      for (const other of family.slice(at + 1)) kinship.set(`${one.id} ${other.id}`, kin);
  };
  const newId = () => `site-${sites.length + 1}`;
  while (sites.length < count) {
    const before = sites.length;
    if (chance(random, AGENCY_SHARE)) {
      const agency = named(random, part, AGENCIES);
      const centralPhone = newPhone(random);
      const names = new Set(Array.from({ length: whole(random, 2, 12) }, () => named(random, part, SITES)));
      for (const name of names) sites.push(newSite(newId(), random, part, { agency, name, centralPhone }));
      relate(sites.slice(before), "sites of one agency");
      continue;
    }
    const name = named(random, part, PATTERNS[weighted(random, ONE_SITE_KINDS)]);
    const first = newSite(newId(), random, part, { name });
    sites.push(first);
    if (chance(random, CHAIN_SHARE)) {
      const centralPhone = chance(random, 0.5) ? first.phone : null;
      sites[before] = { ...first, name: `${name} #1`, centralPhone };
      for (let nth = 2; nth <= whole(random, 2, 3); nth++)
        sites.push(newSite(newId(), random, part, { name: `${name} #${nth}`, centralPhone }));
      relate(sites.slice(before), "numbered sites of one owner");
    } else if (chance(random, GUEST_SHARE)) {
      sites.push(newSite(newId(), random, part, { name: named(random, part, CENTERS), spot: first.spot }));
      relate(sites.slice(before), "two organizations at one address");
    }
  }
  return { sites: sites.slice(0, count), kinship };
}

function newSite(
  id: string,
  random: Random,
  part: Part,
  like: Partial<Site> & { readonly name: string },
): Site {
  const formerName = chance(random, RENAMED_SHARE)
    ? named(random, part, like.agency == null ? CENTERS : SITES)
    : null;
  return {
    ...{ id, agency: null, centralPhone: null, formerName },
    spot: newSpot(random, part),
    phone: newPhone(random),
    ...like,
  };
}

const newPhone = (random: Random): string =>
  `${pick(random, AREA_CODES)} ${whole(random, 2, 9)}${digits(random, 2)} ${digits(random, 4)}`;

function newSpot(random: Random, part: Part): Spot {
  const isNumbered = chance(random, 0.35);
  return {
    number: whole(random, 1, 9_900),
    direction: pick(random, isNumbered ? DIRECTIONS.slice(2) : DIRECTIONS),
    street: isNumbered ? whole(random, 13, 119) : pick(random, wordsFor(part, STREETS)),
    kind: isNumbered
      ? pick(random, [STREET_KINDS[1] ?? [], STREET_KINDS[3] ?? []])
      : pick(random, STREET_KINDS),
    zip: `606${String(whole(random, 1, 60)).padStart(2, "0")}`,
  };
}

/** A name drawn by one of the patterns. */
function named(random: Random, part: Part, patterns: readonly string[]): string {
  const words: Readonly<Record<string, readonly string[]>> = {
    ...{
      first: FIRST_NAMES,
      last: LAST_NAMES,
      last2: LAST_NAMES,
      saint: SAINTS,
      neighborhood: NEIGHBORHOODS,
    },
    ...{
      hopeful: HOPEFUL,
      spanish: SPANISH,
      cute: CUTE_NAMES,
      cuteFront: CUTE_FRONT,
      letter: [..."ABCEFHJLMRSTW"],
    },
    denomination: DENOMINATIONS.map(([name = ""]) => name),
  };
  return pick(random, patterns)
    .replaceAll("_", " ")
    .replace(/\{(\w+)\}/g, (_, kind: string) => pick(random, wordsFor(part, words[kind] ?? [])));
}
