/** Which record belongs to which customer, as it grows: records come, customers become one, nothing is split. */
export interface Partition {
  customerOf(recordId: string): string | undefined;
  membersOf(customerId: string): readonly string[];
  /** What a customer is called now: the customer that its founding record belongs to; undefined before that came. */
  current(customerId: string): string | undefined;
  put(recordId: string, customerId: string): void;
  /** Makes these customers one and answers the one that stays, the oldest: time-ordered ids sort by age. */
  merge(customerIds: readonly string[]): string | undefined;
  /** Record to customer, of all records. */
  entries(): IterableIterator<[string, string]>;
}

/** `founderOf` tells which record founded a customer; customers bear its id unless they are older than that rule. */
export function emptyPartition(founderOf: (customerId: string) => string = (id) => id): Partition {
  const customers = new Map<string, string>();
  const members = new Map<string, string[]>();
  const current = (customerId: string) => customers.get(founderOf(customerId));
  function put(recordId: string, customerId: string): void {
    customers.set(recordId, customerId);
    const list = members.get(customerId);
    if (list === undefined) members.set(customerId, [recordId]);
    else list.push(recordId);
  }
  return {
    customerOf: (recordId) => customers.get(recordId),
    membersOf: (customerId) => members.get(customerId) ?? [],
    current,
    put,
    merge(customerIds) {
      const living = new Set(customerIds.flatMap((id) => current(id) ?? []));
      const [survivor, ...ceased] = [...living].sort();
      for (const id of ceased) {
        const moving = members.get(id) ?? [];
        members.delete(id);
        for (const recordId of moving) put(recordId, survivor ?? id);
      }
      return survivor;
    },
    entries: () => customers.entries(),
  };
}
