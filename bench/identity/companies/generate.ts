import { randomFrom } from "../../../src/identity/learning/shuffle.js";
import { CHANNEL_SHARES, type ChannelName, EDI_SHARE } from "./channels.js";
import type { CodeSystem, Company } from "./company.js";
import { chance, digits, pick, type Random, weighted } from "./dice.js";
import { factIndex, isFair, type ToldRecord } from "./fairness.js";
import {
  asShared,
  type Kinship,
  lookAlike,
  newCompany,
  sharesCore,
  sharesDomain,
  sharesPhone,
  someKinship,
} from "./kin.js";
import type { Part } from "./parts.js";
import { statement, type Telling } from "./statement.js";

export interface Drawing {
  readonly seed: number;
  readonly companies: number;
  readonly part: Part;
}

/** Records with the truth about them, and what an examiner needs to count errors by their cause. */
export interface Generated {
  readonly rows: Readonly<Record<string, string>>[];
  /** Record id to company id. */
  readonly truth: Map<string, string>;
  /** Record id to the ways in which the record is distorted. */
  readonly noise: Map<string, readonly string[]>;
  /** Company id, a blank, company id: how the two are easily taken for one another. */
  readonly kinship: Map<string, string>;
  /** Records that stayed too poor for a person to place. */
  readonly unfair: readonly string[];
}

const HAN_SHARE = 0.55;
const KIN_SHARE = 0.28;
const FAMILY_MAX = 4;
const RECORDS = { 1: 20, 2: 24, 3: 19, 4: 13, 5: 9, 6: 6, 7: 4, 8: 3, 9: 2, 10: 1, 11: 0.6, 12: 0.4 };
const SECOND_CODE_SHARE = 0.03;
const LEGACY_SHARE = 0.3;
const TRIES_MAX = 8;
const DRAWS_MAX = 20;
const CODE_FROM = 10_001;

/** Invented Chinese and Western companies as six channels state them: the same for the same drawing. */
export function generate({ seed, companies: count, part }: Drawing): Generated {
  const random = randomFrom(part === "held_out" ? seed ^ 0x5f3759df : seed);
  const { companies, kinship } = drawCompanies(random, count, part);
  const told = companies.flatMap((company, at) => tellAll(company, companies, at, random));
  const unfair = mendUnfair(told, companies, random);
  const rows: Readonly<Record<string, string>>[] = [];
  const truth = new Map<string, string>();
  const noise = new Map<string, readonly string[]>();
  for (const [at, { companyId, statement }] of told.entries()) {
    const id = `r${at + 1}`;
    rows.push({ record_id: id, ...statement.row });
    truth.set(id, companyId);
    noise.set(id, statement.noise);
  }
  return { rows, truth, noise, kinship, unfair: unfair.map((at) => `r${at + 1}`) };
}

function drawCompanies(random: Random, count: number, part: Part) {
  const companies: Company[] = [];
  const kinship = new Map<string, string>();
  const taken = new Set<string>();
  const newId = () => `company-${companies.length + 1}`;
  while (companies.length < count) {
    const first = unmistaken(
      () => newCompany(newId(), random, part, { han: chance(random, HAN_SHARE) }),
      taken,
    );
    if (first === null) continue;
    const family: Company[] = [first];
    companies.push(first);
    while (family.length < FAMILY_MAX && companies.length < count && chance(random, KIN_SHARE)) {
      const kin = someKinship(random);
      const model = family[0] ?? first;
      const at = companies.indexOf(model);
      const prepared = withShared(model, kin);
      companies[at] = prepared;
      family[0] = prepared;
      const other = unmistaken(() => lookAlike(newId(), prepared, kin, random, part), taken, prepared.domain);
      if (other === null) continue;
      for (const one of family)
        kinship.set(`${one.id} ${other.id}`, one === prepared ? kin : "of one family");
      family.push(other);
      companies.push(other);
    }
  }
  return { companies: companies.map((company, at) => withCodes(company, at, random)), kinship };
}

/** What the first of a family shares with the next; where they share the core, the name must say the trade too. */
const withShared = (company: Company, kin: Kinship): Company => ({
  ...company,
  style: company.style === "bare" && sharesCore(kin) ? "trade" : company.style,
  phones: sharesPhone(kin)
    ? company.phones.map((phone, at) => (at === 0 ? asShared(phone) : phone))
    : company.phones,
  sharesDomain: company.sharesDomain || (sharesDomain(kin) && company.domain !== null),
});

/** Draws again while another company has that domain by chance, or that name: registers admit a name once in a place. */
function unmistaken(draw: () => Company, taken: Set<string>, expected: string | null = null): Company | null {
  for (let attempt = 0; attempt < DRAWS_MAX; attempt++) {
    const company = draw();
    const { place, region, core, trade, domain } = company;
    const name = `${place}|${region}|${core}|${trade?.[0] ?? "group"}`;
    if (taken.has(name) || (domain !== null && domain !== expected && taken.has(domain))) continue;
    taken.add(name);
    if (domain !== null) taken.add(domain);
    return company;
  }
  return null;
}

/** Numbers in the order in which customers came, so that look-alikes have neighboring ones. */
function withCodes(company: Company, at: number, random: Random): Company {
  const erp = [`KD-${CODE_FROM + at}`];
  if (chance(random, SECOND_CODE_SHARE)) erp.push(`KD-${CODE_FROM + 50_000 + at}`);
  const web = [digits(random, 7).replace(/^0/, "4")];
  if (chance(random, 0.2)) web.push(digits(random, 7).replace(/^0/, "5"));
  const legacy = chance(random, LEGACY_SHARE) ? [String(7_000_000 + at * 3)] : [];
  const codes: Record<CodeSystem, readonly string[]> = { ...company.codes, erp, web, legacy };
  return { ...company, codes };
}

function tellAll(company: Company, companies: readonly Company[], at: number, random: Random): ToldRecord[] {
  const count = Number(weighted(random, RECORDS));
  return Array.from({ length: count }, (_, nth) => {
    const channel = nth === 0 && chance(random, 0.6) ? "sales_desk" : channelOf(company, random);
    return tell(
      company,
      { channel, effort: nth === 0 ? 1 : 0, neighbor: mistakenFor(companies, at, random) },
      random,
    );
  });
}

const channelOf = ({ codes }: Company, random: Random): ChannelName =>
  weighted(random, { ...CHANNEL_SHARES, edi: codes.edi.length > 0 ? EDI_SHARE : 0 });

/** A wrong code is the next one in the list, or anybody's. */
const mistakenFor = (companies: readonly Company[], at: number, random: Random): Company | null =>
  chance(random, 0.5) ? (companies[at + 1] ?? null) : pick(random, companies);

const tell = (company: Company, telling: Telling, random: Random): ToldRecord => ({
  companyId: company.id,
  statement: statement(company, telling, random),
});

/** Tells records that nobody could place once more, with more in them; returns the places of those that stay poor. */
function mendUnfair(told: ToldRecord[], companies: readonly Company[], random: Random): number[] {
  const byId = new Map(companies.map((company, at) => [company.id, { company, at }]));
  let unfair: number[] = [];
  for (let effort = 1; effort <= TRIES_MAX; effort++) {
    const index = factIndex(told);
    unfair = told.flatMap((record, at) => (isFair(record, index) ? [] : [at]));
    if (effort === TRIES_MAX) break;
    for (const at of unfair) {
      const record = told[at];
      const found = byId.get(record?.companyId ?? "");
      if (record === undefined || found === undefined) continue;
      const channel = record.statement.row.channel as ChannelName;
      told[at] = tell(
        found.company,
        { channel, effort: effort / 2, neighbor: mistakenFor(companies, found.at, random) },
        random,
      );
    }
  }
  return unfair;
}
