import { groupBy } from "../../domain/group-by.js";
import { keyHash } from "../../identity/deciding/blocking.js";
import { POLICY, type Policy } from "../../identity/deciding/policy.js";
import { KEY_RECORDS_MAX } from "../../identity/deciding/resolve-set.js";
import type { LoggedAct } from "../../identity/undoing/acts.js";
import type { Missing, PastRecord, PolicyOf, Sharing } from "../../identity/undoing/judge.js";
import type { Region } from "../../identity/undoing/undo.js";
import type { Tx } from "../../store/database.js";
import { customersOfRecords, recordsOfCustomers, type StatedRecord } from "../../store/writes/identity.js";
import { actsAbout, olderFounders, type PastDecision, sharingOf } from "../../store/writes/past.js";
import type { Hub } from "../work/hub.js";
import { arrivingOf } from "./known-record.js";
import { modelByVersion, policyInForce } from "./policy-in-force.js";

/** Most records that one undoing may look at; an undoing that reaches further is refused. */
export const REGION_RECORDS_MAX = 5_000;

export type LoadedPast = ReturnType<typeof openPast>;

/** What one undoing has read of the past. It grows as it is asked for more, and reads nothing twice. */
export function openPast(hub: Hub, tx: Tx) {
  const records = new Map<string, PastRecord>();
  const customers = new Map<string, string>();
  const sharing = new Map<string, readonly Sharing[]>();
  const founders = new Map<string, string>();
  const policies = new Map<string | null, Policy>();
  let log: LoggedAct[] = [];

  /** Loads whole customers, as they are now, with everything that was ever decided about them. False if it is too much. */
  async function loadCustomers(customerIds: readonly string[]): Promise<boolean> {
    const room = REGION_RECORDS_MAX - records.size;
    const stated = await recordsOfCustomers(tx, customerIds, room + 1);
    if (stated.length > room) return false;
    const ids = stated.map(({ id }) => id);
    const older = await olderFounders(tx, ids);
    const foundsAs = new Map(older.map(({ customerId, recordId }) => [recordId, customerId]));
    for (const { customerId, recordId } of older) founders.set(customerId, recordId);
    for (const one of stated) {
      records.set(one.id, pastRecordOf(one, foundsAs.get(one.id) ?? one.id));
      customers.set(one.id, one.customerId);
    }
    const founded = [...records.values()].map((one) => one.foundsAs);
    log = (await actsAbout(tx, [...records.keys()], founded)).map(loggedAct);
    await loadPolicies();
    return true;
  }
  async function loadPolicies(): Promise<void> {
    const inForce = await policyInForce(hub);
    policies.set(null, inForce);
    for (const { modelVersion } of log) {
      if (policies.has(modelVersion) || modelVersion === null) continue;
      const model = await modelByVersion(tx, modelVersion);
      policies.set(modelVersion, model === null ? inForce : { ...POLICY, model });
    }
  }
  async function loadKeys(keys: readonly string[]): Promise<void> {
    const hashes = new Map(keys.map((key) => [String(keyHash(key)), key]));
    const rows = await sharingOf(tx, [...hashes.keys()], KEY_RECORDS_MAX + 1);
    const byKey = groupBy(rows, ({ key }) => hashes.get(key) ?? key);
    for (const key of keys) {
      const sharers = byKey.get(key) ?? [];
      sharing.set(
        key,
        sharers.map(({ recordId, seq, isAgain }) => ({ recordId, place: Number(seq), isAgain })),
      );
    }
  }
  return {
    loadCustomers,
    /** Loads what a plan has found missing. False if that is too much. */
    async load({ records: wanted, keys }: Missing): Promise<boolean> {
      await loadKeys([...keys]);
      return wanted.size === 0 || (await loadCustomers(await customersOfRecords(tx, [...wanted])));
    },
    region: (): Region => ({
      record: (id) => records.get(id),
      sharing: (key) => sharing.get(key),
      log,
      founderOf: (customerId) => founders.get(customerId) ?? customerId,
    }),
    policyOf: ((version) => policies.get(version) ?? policies.get(null) ?? POLICY) satisfies PolicyOf,
    /** Whose a loaded record is, as the tables say. */
    customerOf: (recordId: string) => customers.get(recordId),
  };
}

const pastRecordOf = (stated: StatedRecord, foundsAs: string): PastRecord => ({
  ...arrivingOf(stated),
  ...{ statedAt: stated.statedAt.toISOString(), foundsAs },
});

const loggedAct = ({ seq, actor, sourceRecordId, ...row }: PastDecision): LoggedAct => ({
  ...row,
  ...{ seq: Number(seq), recordId: sourceRecordId, byEngine: actor === "engine" },
});
