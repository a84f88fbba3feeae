import { HubError } from "../../domain/errors.js";
import { compare } from "../../identity/comparing/compare.js";
import { type Tie, tieBetween, tiesInWords } from "../../identity/comparing/tie.js";
import { crowdOf } from "../../identity/deciding/crowd.js";
import { UNATTENDED_POLICY } from "../../identity/deciding/policy.js";
import { KEY_RECORDS_MAX } from "../../identity/deciding/resolve-set.js";
import { type Explanation, explainPair } from "../../identity/explaining/explain.js";
import { type Gap, gapOf } from "../../identity/explaining/explain-gap.js";
import { type LessonReport, learn } from "../../identity/learning/learn.js";
import type { ColumnMapping } from "../../identity/normalizing/mapping.js";
import type { ComparableRecord } from "../../identity/record.js";
import { type OnProgress, readAll } from "../identity/resolve-records.js";
import type { SharedKey } from "./explain-why-not.js";

/** Two records of a table, held against each other as resolving the table does. */
export interface ExplainedRows {
  readonly recordIds: readonly [string, string];
  readonly sharedKeys: readonly SharedKey[];
  readonly explanation: Explanation;
  readonly gap: Gap;
  /** If the two do not link by themselves: the way over records that do, empty if there is none. */
  readonly ties: readonly Tie[];
  readonly tiesInWords: readonly string[];
  readonly learned: LessonReport;
}

type Row = Readonly<Record<string, string>>;

/** Learns the weights of the table, as resolving it does, and explains two of its records by them. */
export async function explainRecords(
  rows: AsyncIterable<Row> | Iterable<Row>,
  mapping: ColumnMapping,
  [aId, bId]: readonly [string, string],
  onProgress: OnProgress,
): Promise<ExplainedRows> {
  const { records, setAside } = await readAll(rows, mapping, onProgress);
  const found = (id: string) => {
    const record = records.find((one) => one.record.recordId === id);
    if (record !== undefined) return record;
    const broken = setAside.find(({ recordId }) => recordId === id);
    throw new HubError(
      "NO_SUCH_RECORD",
      broken === undefined
        ? `the table has no record "${id}" in column "${mapping.id}"`
        : `record "${id}" cannot be read: ${broken.reason}`,
    );
  };
  const [a, b] = [found(aId), found(bId)];
  onProgress("learning", 0, null);
  const { model, terms, report } = learn(records);
  const policy = { ...UNATTENDED_POLICY, model };
  const crowd = crowdOf(records.map(({ record }) => record));
  const explanation = explainPair(a.record, b.record, policy, terms.count, crowd);
  const against = (one: ComparableRecord, other: ComparableRecord) =>
    compare(one, other, terms.count, model, crowd);
  const apart = explanation.outcome !== "LINKED" && explanation.veto === null;
  const ties = apart ? tieBetween(records, [aId, bId], policy.linkAt, against) : [];
  const theirs = new Set(b.keys.map(({ key }) => key));
  const shared = a.keys.filter(({ key }) => theirs.has(key)).map(({ key }) => key);
  const counts = new Map(shared.map((key) => [key, 0]));
  for (const { keys } of records)
    for (const { key } of keys) if (counts.has(key)) counts.set(key, (counts.get(key) ?? 0) + 1);
  return {
    recordIds: [aId, bId],
    sharedKeys: [...counts].map(([key, count]) => ({
      key,
      records: count,
      tooCommon: count > KEY_RECORDS_MAX,
    })),
    ...{ explanation, gap: gapOf(explanation, model), learned: report },
    ...{ ties, tiesInWords: ties.length === 0 ? [] : [tiesInWords(ties)] },
  };
}
