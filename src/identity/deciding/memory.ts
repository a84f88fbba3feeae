import { groupBy } from "../../domain/group-by.js";
import type { ComparableRecord } from "../record.js";
import type { CannotLink, Members } from "./decide.js";
import { type ArrivingRecord, type Known, likeliest } from "./resolve-set.js";
import { LOOKED_AGAIN_RECORDS_MAX, NEIGHBORS_MAX, type Small } from "./second-look.js";

/** The known records and those decided since, as one. */
export function remember(known: Known) {
  const byId = new Map(known.records.map((record) => [record.recordId, record]));
  const arrived = new Map<string, ArrivingRecord>();
  const customers = new Map<string, Members>(groupBy(known.records, ({ customerId }) => customerId));
  const { byKey, enter } = keyLists(known.recordsByKey);
  let { cannotLink } = known;
  const membersOf = (customerId: string): Members => customers.get(customerId) ?? [];
  const customersNear = (records: readonly ArrivingRecord[], choose: typeof likeliest): Set<string> =>
    new Set(
      records.flatMap(({ record, keys }) =>
        [record.recordId, ...choose(keys, byKey)].flatMap((id) => byId.get(id)?.customerId ?? []),
      ),
    );
  function put(record: ComparableRecord, customerId: string): void {
    const member = { ...record, customerId };
    byId.set(record.recordId, member);
    customers.set(customerId, [...membersOf(customerId), member]);
  }
  function merge(survivor: string, merges: readonly string[]): void {
    for (const merged of merges) {
      for (const member of membersOf(merged)) put(member, survivor);
      customers.delete(merged);
    }
    // Who is to be kept apart from one is to be kept apart from whoever it has become.
    const nameOf = (id: string): string => (merges.includes(id) ? survivor : id);
    if (merges.length > 0) cannotLink = cannotLink.map(([a, b]) => [nameOf(a), nameOf(b)]);
  }
  /** Takes a record out of its customer and puts it to another. */
  function move(recordId: string, customerId: string): void {
    const record = byId.get(recordId);
    if (record === undefined) return;
    const rest = membersOf(record.customerId).filter((one) => one !== record);
    if (rest.length > 0) customers.set(record.customerId, rest);
    else customers.delete(record.customerId);
    put(record, customerId);
  }
  /** The small customers of and around these records, the nearest first; those known from before stay as they are. */
  function smallAround(records: readonly ArrivingRecord[]): Map<string, Small> {
    const near = [...customersNear(records, likeliest)].slice(0, NEIGHBORS_MAX);
    return new Map(
      near.flatMap((id) => {
        const members = membersOf(id);
        if (members.length > LOOKED_AGAIN_RECORDS_MAX) return [];
        const arriving = members.flatMap(({ recordId }) => arrived.get(recordId) ?? []);
        return arriving.length === members.length ? [[id, { arriving, members }] as const] : [];
      }),
    );
  }
  return {
    customers: () => new Map([...byId.values()].map(({ recordId, customerId }) => [recordId, customerId])),
    cannotLink: (): CannotLink => cannotLink,
    frequency: (key: string): number => byKey.get(key)?.length ?? 0,
    byKey: (): ReadonlyMap<string, readonly string[]> => byKey,
    sharing: (key: string): readonly string[] => byKey.get(key) ?? [],
    customerOf: (recordId: string): string | undefined => byId.get(recordId)?.customerId,
    arrivingOf: (recordId: string): ArrivingRecord | undefined => arrived.get(recordId),
    /** The customers behind the likeliest candidates of these records. */
    candidatesFor: (records: readonly ArrivingRecord[], choose: typeof likeliest): Members[] =>
      [...customersNear(records, choose)].map(membersOf),
    smallAround,
    merge,
    membersOf,
    move,
    add(arriving: ArrivingRecord, customerId: string, merges: readonly string[]): void {
      const { record, keys } = arriving;
      merge(customerId, merges);
      arrived.set(record.recordId, arriving);
      put(record, customerId);
      for (const { key } of keys) enter(key, record.recordId);
    },
  };
}

/** Most lists are only read: one is copied when the first record of the set joins it. */
function keyLists(known: Known["recordsByKey"]) {
  const byKey = new Map(known);
  const grown = new Map<string, string[]>();
  const enter = (key: string, recordId: string): void => {
    const ids = grown.get(key) ?? [...(byKey.get(key) ?? [])];
    ids.push(recordId);
    grown.set(key, ids);
    byKey.set(key, ids);
  };
  return { byKey, enter };
}

export type Memory = ReturnType<typeof remember>;
