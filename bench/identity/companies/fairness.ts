import { kindOf } from "./stated.js";
import type { Statement } from "./statement.js";

/** What a careful reader gives for a fact that two records have in common. */
const WEIGHTS: Readonly<Record<string, number>> = {
  ...{
    code: 3,
    tax: 3,
    phone: 2.2,
    mail: 2.2,
    domain: 1.6,
    building: 1.6,
    full: 0.6,
    trade: 0.6,
    place: 0.5,
  },
  ...{ shared: 1.2, sharedMail: 1.2, sharedDomain: 0.8, contact: 0.8, acronym: 1 },
};
/** Of what names have in common only the best counts. */
const NAME_WEIGHTS: Readonly<Record<string, number>> = { name: 1.5, brand: 1.5, reading: 1.3, near: 1.1 };
/** Facts that tell a company from its look-alikes; a contact or a postcode does not. */
const TELLING = new Set([
  "name",
  "near",
  "reading",
  "brand",
  "trade",
  "place",
  "phone",
  "mail",
  "building",
  "code",
  "tax",
  "domain",
]);
const ENOUGH = 3;
const ENOUGH_AGAINST_A_CODE = 4.4;

export interface ToldRecord {
  readonly companyId: string;
  readonly statement: Statement;
}

/** Counts, per company, who states which fact, and per fact, which companies it is true of. */
export function factIndex(records: readonly ToldRecord[]) {
  const counts = new Map<string, Map<string, number>>();
  const companies = new Map<string, Set<string>>();
  const sizes = new Map<string, number>();
  for (const { companyId, statement } of records) {
    sizes.set(companyId, (sizes.get(companyId) ?? 0) + 1);
    const own = counts.get(companyId) ?? new Map<string, number>();
    counts.set(companyId, own);
    for (const fact of new Set(statement.facts)) {
      own.set(fact, (own.get(fact) ?? 0) + 1);
      companies.set(fact, (companies.get(fact) ?? new Set()).add(companyId));
    }
  }
  return { counts, companies, sizes };
}

/**
 * Whether a careful person who sees all records could tell whose this one is: the company's other
 * records share enough with it, and no other company's records show all that it shares with them.
 */
export function isFair(
  { companyId, statement }: ToldRecord,
  { counts, companies, sizes }: ReturnType<typeof factIndex>,
): boolean {
  const own = counts.get(companyId) ?? new Map<string, number>();
  const facts = [...new Set(statement.facts)];
  const isAlone = sizes.get(companyId) === 1;
  const shared = facts.filter((fact) => (own.get(fact) ?? 0) > 1);
  const against = statement.noise.some(
    (noise) => noise.includes("customer's code") || noise.includes("second customer code"),
  );
  if (!isAlone && support(shared) < (against ? ENOUGH_AGAINST_A_CODE : ENOUGH)) return false;
  const telling = (isAlone ? facts : shared).filter((fact) => TELLING.has(kindOf(fact)));
  const [first, ...others] = telling.map((fact) => companies.get(fact) ?? new Set<string>());
  return ![...(first ?? [])].some((id) => id !== companyId && others.every((holders) => holders.has(id)));
}

function support(facts: readonly string[]): number {
  const names = facts.map((fact) => NAME_WEIGHTS[kindOf(fact)] ?? 0);
  return Math.max(0, ...names) + facts.reduce((sum, fact) => sum + (WEIGHTS[kindOf(fact)] ?? 0), 0);
}
