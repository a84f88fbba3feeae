import { HubError } from "../../domain/errors.js";
import { blockingKeys } from "../../identity/deciding/blocking.js";
import { type Policy, UNATTENDED_POLICY } from "../../identity/deciding/policy.js";
import { openRegister } from "../../identity/deciding/register.js";
import type { ArrivingRecord } from "../../identity/deciding/resolve-set.js";
import { inIdOrder } from "../../identity/deciding/richest-first.js";
import { type Lesson, learn } from "../../identity/learning/learn.js";
import { shuffled } from "../../identity/learning/shuffle.js";
import { codesOf } from "../../identity/normalizing/code.js";
import {
  type ColumnMapping,
  columnMapping,
  FEATURE_KINDS,
  type MappedRecord,
  readRow,
} from "../../identity/normalizing/mapping.js";
import { normalize } from "../../identity/normalizing/normalize.js";

const REPORT_EVERY_RECORDS = 500;
const RECORDS_MAX = 2_000_000;
/** More broken rows than these mean that the file is broken, not a row. */
const SET_ASIDE_MAX = 100;

type Row = Readonly<Record<string, string>>;
/** Tells how far a stage has come; `of` is null while nobody knows. */
export type OnProgress = (stage: string, done: number, of: number | null) => void;

export interface SetAside {
  readonly recordId: string;
  readonly reason: string;
}

export interface ResolvedTable {
  /** Record id to cluster id, in the order of the table. */
  readonly clusters: ReadonlyMap<string, string>;
  /** Records that could not be read; each stays alone in a cluster of its own. */
  readonly setAside: readonly SetAside[];
  readonly lesson: Lesson;
}

/** Checks a mapping, and says what is wrong with it in the words of whoever wrote it. */
export function mappingFrom(json: unknown): ColumnMapping {
  const misshapen = whyNoMapping(json);
  if (misshapen !== null)
    throw new HubError("BAD_MAPPING", `the mapping is not understood: ${misshapen}`, { mend: LOOKS_LIKE });
  const kind = unknownKind(json);
  if (kind !== null) {
    throw new HubError(
      "UNKNOWN_FEATURE_KIND",
      `the mapping gives column "${kind.column}" the kind "${kind.kind}"`,
      {
        mend: `Kinds: ${FEATURE_KINDS.join(", ")}.`,
      },
    );
  }
  const parsed = columnMapping.safeParse(json);
  if (parsed.success && Object.keys(parsed.data.fields).length > 0) return parsed.data;
  const issue = parsed.error?.issues[0];
  const path = (issue?.path ?? []).map((part) => `"${String(part)}": `).join("");
  const where = issue === undefined ? `"fields" maps no column` : `${path}${issue.message}`;
  throw new HubError("BAD_MAPPING", `the mapping is not understood: ${where}`, { mend: LOOKS_LIKE });
}

const LOOKS_LIKE =
  'It looks like { "id": "<column>", "source": "<column>", "fields": { "<column>": "<kind>" } }.';

const isTable = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What has not even the shape of a mapping; a name that no object can safely hold is no column. */
function whyNoMapping(json: unknown): string | null {
  if (!isTable(json)) return "it is no JSON object";
  if (!isTable(json.fields)) return '"fields" does not say what the columns mean';
  return Object.hasOwn(json.fields, "__proto__") ? 'no column may be called "__proto__"' : null;
}

function unknownKind(json: unknown): { readonly column: string; readonly kind: string } | null {
  const fields = (json as { fields?: unknown } | null)?.fields;
  if (typeof fields !== "object" || fields === null) return null;
  const found = Object.entries(fields).find(
    ([, kind]) => !(FEATURE_KINDS as readonly unknown[]).includes(kind),
  );
  return found === undefined ? null : { column: found[0], kind: String(found[1]) };
}

/** Refuses a mapping that names a column which the table does not have. */
export function checkColumns({ id, source, fields }: ColumnMapping, columns: readonly string[]): void {
  const named = [id, ...(source === undefined ? [] : [source]), ...Object.keys(fields)];
  const twice = named.find((column) => columns.indexOf(column) !== columns.lastIndexOf(column));
  if (twice !== undefined) {
    throw new HubError("COLUMN_TWICE", `the records have two columns called "${twice}"`, {
      mend: "Give one of them another name, so that the mapping can tell which is meant.",
    });
  }
  const missing = named.find((column) => !columns.includes(column));
  if (missing === undefined) return;
  throw new HubError(
    "NO_SUCH_COLUMN",
    `the mapping names column "${missing}", which the records do not have`,
    {
      mend: `Columns: ${columns.slice(0, 40).join(", ").slice(0, 400)}.`,
    },
  );
}

/**
 * Resolves a foreign table as the hub resolves what arrives: weights are learned from the whole table,
 * without labels; then its records arrive one by one, shuffled as the seed says. Each is decided once,
 * against all before it; what it tells of its neighbors leads to a second look at those. Nobody is there
 * to ask, so the likelier side is taken, unless another `policy` is given.
 */
export async function resolveRecords(
  rows: AsyncIterable<Row> | Iterable<Row>,
  mapping: ColumnMapping,
  options: { readonly seed: number; readonly onProgress: OnProgress; readonly policy?: Policy },
): Promise<ResolvedTable> {
  const { records, setAside } = await readAll(rows, mapping, options.onProgress);
  options.onProgress("learning", 0, null);
  const lesson = learn(inIdOrder(records));
  const decided = decideAll(records, lesson, options);
  const alone = setAside.map(({ recordId }, at) => [recordId, `set-aside-${at + 1}`] as const);
  const inOrder = records.map(
    ({ record: { recordId } }) => [recordId, decided.get(recordId) ?? recordId] as const,
  );
  return { clusters: new Map([...inOrder, ...alone]), setAside, lesson };
}

/** Reads the table, each record once; those that cannot be read are set aside. */
export async function readAll(
  rows: AsyncIterable<Row> | Iterable<Row>,
  mapping: ColumnMapping,
  onProgress: OnProgress,
) {
  const records: ArrivingRecord[] = [];
  const setAside: SetAside[] = [];
  const ids = new Set<string>();
  for await (const row of rows) {
    const mapped = readOrSetAside(row, mapping);
    const { recordId } = mapped;
    if (ids.has(recordId)) {
      throw new HubError(
        "RECORD_ID_TWICE",
        `two records have the id "${recordId}" in column "${mapping.id}"`,
        {
          mend: "Map the id to a column that is different in every row.",
        },
      );
    }
    ids.add(recordId);
    if ("reason" in mapped) setAside.push(mapped);
    else records.push(arrivingFrom(mapped));
    if (setAside.length > SET_ASIDE_MAX) {
      throw new HubError(
        "TOO_MANY_BROKEN_ROWS",
        `more than ${SET_ASIDE_MAX} records cannot be read: ${mapped.recordId}`,
        {
          mend: "Export the table as UTF-8 CSV.",
        },
      );
    }
    if (ids.size > RECORDS_MAX)
      throw new HubError("TOO_MANY_RECORDS", `more than ${RECORDS_MAX} records at once`);
    if (ids.size % REPORT_EVERY_RECORDS === 0) onProgress("reading", ids.size, null);
  }
  if (ids.size === 0)
    throw new HubError("NO_RECORDS", "the table has no records", {
      mend: "Its first line names the columns; every line after it is a record.",
    });
  return { records, setAside };
}

/** A row whose values are no text is set aside by its id; a row without an id cannot be. */
function readOrSetAside(row: Row, mapping: ColumnMapping): MappedRecord | SetAside {
  try {
    return readRow(row, mapping);
  } catch (error) {
    const recordId = (row[mapping.id] ?? "").trim();
    const mild = error instanceof HubError && ["VALUE_TOO_LONG", "BINARY_VALUE"].includes(error.code);
    if (!mild || recordId === "" || recordId.length > 500) throw error;
    return { recordId, reason: error.message };
  }
}

/** A mapped record, normalized and with its keys. */
export function arrivingFrom({ recordId, system, party, details }: MappedRecord): ArrivingRecord {
  const codes = codesOf(system, party);
  const features = normalize(party, details);
  return { record: { recordId, system, codes, features }, keys: blockingKeys(features, codes) };
}

function decideAll(
  records: readonly ArrivingRecord[],
  { model, terms }: Lesson,
  options: { readonly seed: number; readonly onProgress: OnProgress; readonly policy?: Policy },
): Map<string, string> {
  const { seed, onProgress, policy = UNATTENDED_POLICY } = options;
  const nothing = { recordsByKey: new Map(), records: [], cannotLink: [] };
  let customers = 0;
  // Padded, so that older ids sort first, as time-ordered ids do.
  const newId = () => `c${String(++customers).padStart(9, "0")}`;
  const register = openRegister(nothing, newId, { ...policy, model }, terms.count);
  for (const [at, record] of shuffled(records, seed).entries()) {
    register.followUp(register.decide(record));
    if (at % REPORT_EVERY_RECORDS === 0) onProgress("deciding", at, records.length);
  }
  return register.customers();
}
