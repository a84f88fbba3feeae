import { randomFrom } from "../../../src/identity/learning/shuffle.js";
import { chance, pick, type Random, weighted } from "../companies/dice.js";
import { factIndex, isFair, type ToldRecord } from "../companies/fairness.js";
import type { Drawing, Generated } from "../companies/generate.js";
import { NOTHING, stated } from "../companies/stated.js";
import { drawSites, type Site } from "./organization.js";
import { type Hand, writtenAddress, writtenName, writtenPhone } from "./spelling.js";

const SOURCES = 10;
const LISTINGS = { 1: 26, 2: 28, 3: 20, 4: 12, 5: 7, 6: 4, 7: 2, 8: 1 };
const TRIES_MAX = 6;

/** What ten directories of one city say about the sites of its organizations: a name, an address, a phone, and no number. */
export function generateDirectory({ seed, companies: count, part }: Drawing): Generated {
  const random = randomFrom(part === "held_out" ? seed ^ 0x5f3759df : seed);
  const hands = Array.from({ length: SOURCES }, () => newHand(random));
  const { sites, kinship } = drawSites(random, count, part);
  const byId = new Map(sites.map((site) => [site.id, site]));
  const told = sites.flatMap((site) =>
    Array.from({ length: Number(weighted(random, LISTINGS)) }, () => listing(site, hands, 0, random)),
  );
  let unfair: number[] = [];
  for (let effort = 1; effort <= TRIES_MAX; effort++) {
    const index = factIndex(told);
    unfair = told.flatMap((record, at) => (isFair(record, index) ? [] : [at]));
    if (effort === TRIES_MAX) break;
    for (const at of unfair) {
      const site = byId.get(told[at]?.companyId ?? "");
      if (site !== undefined) told[at] = listing(site, hands, effort, random);
    }
  }
  return {
    rows: told.map(({ statement: { row } }, at) => ({ record_id: `d${at + 1}`, ...row })),
    truth: new Map(told.map(({ companyId }, at) => [`d${at + 1}`, companyId])),
    noise: new Map(told.map(({ statement: { noise } }, at) => [`d${at + 1}`, noise])),
    kinship,
    unfair: unfair.map((at) => `d${at + 1}`),
  };
}

function newHand(random: Random): Hand {
  return {
    naming: {
      site: 1 + 3 * random(),
      agency: random(),
      agencyThenSite: 3 * random(),
      siteThenAgency: random(),
    },
    shortens: 0.1 + 0.4 * random(),
    shouts: chance(random, 0.25),
    slips: 0.02 + 0.03 * random(),
    phone: 0.5 + 0.5 * random(),
    zip: 0.6 + 0.4 * random(),
    program: chance(random, 0.4) ? 0.3 * random() : 0,
  };
}

function listing(site: Site, hands: readonly Hand[], effort: number, random: Random): ToldRecord {
  const hand = pick(random, hands);
  const name = writtenName(site, hand, random);
  const address = chance(random, 0.97) ? writtenAddress(site.spot, hand, random) : NOTHING;
  const isCentral = site.centralPhone !== null && effort < 3 && chance(random, 0.5);
  const phone = isCentral ? (site.centralPhone ?? "") : site.phone;
  const dialed = chance(random, hand.phone + effort * 0.2)
    ? writtenPhone(phone, `${isCentral ? "shared" : "phone"}:${phone}`, random)
    : NOTHING;
  const zip = chance(random, hand.zip) ? stated(site.spot.zip, [`place:${site.spot.zip}`]) : NOTHING;
  const values = { name, address, zip, phone: dialed };
  const all = Object.values(values);
  return {
    companyId: site.id,
    statement: {
      row: {
        source: `directory ${hands.indexOf(hand) + 1}`,
        ...Object.fromEntries(Object.entries(values).map(([column, { text }]) => [column, text])),
      },
      facts: all.flatMap(({ facts }) => facts),
      noise: [
        ...new Set(all.flatMap(({ noise }) => noise)),
        ...(isCentral && dialed.text !== "" ? ["the agency's phone"] : []),
        ...(dialed.text === "" ? ["no phone"] : []),
      ],
    },
  };
}
