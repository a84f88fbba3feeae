import type { BlockingKey } from "../deciding/blocking.js";
import { KEY_RECORDS_MAX } from "../deciding/resolve-set.js";
import { signed } from "../explaining/explain-words.js";
import type { ComparableRecord } from "../record.js";
import type { Comparison } from "./compare.js";

/** One step of the way from a record to another over records between them. */
export interface Tie {
  readonly from: string;
  readonly to: string;
  /** What the two score, held against each other. */
  readonly score: number;
}

interface Keyed {
  readonly record: ComparableRecord;
  readonly keys: readonly BlockingKey[];
}

/** Further from the start nobody follows the way any more. */
const VISITED_MAX = 200;

/**
 * The shortest way between two records on which each two neighbors would be linked by themselves. Two records
 * of one customer often have nothing in common: one has the passport, the other the address, a third has both.
 */
export function tieBetween(
  records: readonly Keyed[],
  [from, to]: readonly [string, string],
  linkAt: number,
  against: (a: ComparableRecord, b: ComparableRecord) => Comparison,
): Tie[] {
  const byId = new Map(records.map((one) => [one.record.recordId, one]));
  const byKey = sharersByKey(records);
  const ways = new Map<string, Tie[]>([[from, []]]);
  for (const [id, way] of ways) {
    const here = byId.get(id);
    if (id === to || here === undefined || ways.size > VISITED_MAX) break;
    for (const other of neighborsOf(here, byKey)) {
      if (ways.has(other.recordId)) continue;
      const { score, veto } = against(here.record, other);
      if (veto === null && score >= linkAt)
        ways.set(other.recordId, [...way, { from: id, to: other.recordId, score }]);
    }
  }
  return ways.get(to) ?? [];
}

export const tiesInWords = (ties: readonly Tie[]): string =>
  `Other records tie them to each other: ${ties
    .map(({ from, to, score }) => `${from} and ${to} (${signed(score)})`)
    .join(", then ")}.`;

function sharersByKey(records: readonly Keyed[]): Map<string, ComparableRecord[]> {
  const byKey = new Map<string, ComparableRecord[]>();
  for (const { record, keys } of records) {
    for (const { key } of keys) {
      const list = byKey.get(key);
      if (list === undefined) byKey.set(key, [record]);
      else list.push(record);
    }
  }
  return byKey;
}

/** In order of id, so that the same table is always explained the same way. */
function neighborsOf(
  { keys }: Keyed,
  byKey: ReadonlyMap<string, readonly ComparableRecord[]>,
): ComparableRecord[] {
  const near = keys.flatMap(({ key }) => {
    const sharers = byKey.get(key) ?? [];
    return sharers.length > KEY_RECORDS_MAX ? [] : sharers;
  });
  return [...new Set(near)].sort((a, b) => (a.recordId < b.recordId ? -1 : 1));
}
