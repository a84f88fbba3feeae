import {
  type HistoryNode,
  historyOf,
  linesOf,
  type Names,
} from "../../identity/explaining/explain-history.js";
import type { ActRow } from "../../store/reads/explanation.js";
import { actOf, type Explaining, nameOfRecord } from "./explaining.js";

/** How a customer came to be what it is. */
export interface How {
  readonly customerId: string;
  readonly acts: readonly HistoryNode[];
  /** The same, written out: each act followed by those below it. */
  readonly lines: readonly { readonly depth: number; readonly node: HistoryNode }[];
  /** The acts with their evidence, by id. */
  readonly rows: ReadonlyMap<string, ActRow>;
  /** There are more acts than were read; the oldest are shown. */
  readonly isCut: boolean;
}

/** A history longer than this is read in `decisions`, page by page. */
const ACTS_MAX = 1_000;
/** How often a merged customer may have been merged again. */
const MERGES_DEEP_MAX = 16;

/** The ordered tree of acts that made a customer, those of the customers that became part of it below their merge. */
export async function explainHow(reads: Explaining, askedId: string): Promise<How | null> {
  const asked = (await reads.namesOfCustomers([askedId])).find(({ id }) => id === askedId);
  if (asked === undefined) return null;
  const acts = await actsBehind(reads, asked.now);
  const names = await namesIn(reads, acts);
  const tree = historyOf(asked.now, acts.map(actOf), names);
  return {
    ...{ customerId: asked.now, acts: tree, lines: linesOf(tree) },
    rows: new Map(acts.map((act) => [act.id, act])),
    isCut: acts.length >= ACTS_MAX,
  };
}

async function actsBehind(reads: Explaining, customerId: string): Promise<ActRow[]> {
  const found = new Map<string, ActRow>();
  const seen = new Set([customerId]);
  let next = [customerId];
  for (let deep = 0; deep < MERGES_DEEP_MAX && next.length > 0 && found.size < ACTS_MAX; deep += 1) {
    const acts = await reads.actsAbout(next, ACTS_MAX - found.size);
    for (const act of acts) found.set(act.id, act);
    const ceased = acts.flatMap((act) =>
      act.kind === "MERGE" && seen.has(act.customerId) ? (act.otherCustomerId ?? []) : [],
    );
    next = [...new Set(ceased)].filter((id) => !seen.has(id));
    for (const id of next) seen.add(id);
  }
  return [...found.values()];
}

async function namesIn(reads: Explaining, acts: readonly ActRow[]): Promise<Names> {
  const recordIds = [...new Set(acts.flatMap(({ sourceRecordId }) => sourceRecordId ?? []))];
  const customerIds = [
    ...new Set(acts.flatMap(({ customerId, otherCustomerId }) => [customerId, otherCustomerId ?? []].flat())),
  ];
  const records = new Map(
    (await reads.explainedRecords(recordIds)).map((record) => [record.id, nameOfRecord(record)]),
  );
  const customers = new Map(
    (await reads.customerNames(customerIds)).flatMap(({ id, name }) => (name === null ? [] : [[id, name]])),
  );
  return {
    record: (id) => records.get(id) ?? `record ${id}`,
    customer: (id) => customers.get(id) ?? `customer ${id}`,
  };
}
