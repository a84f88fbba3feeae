import type { Reads } from "../store/reads/reads.js";

/** Which reads answer rows about people, what these rows are, and where their id stands. */
const WATCHED: Readonly<Partial<Record<keyof Reads, readonly [type: string, id: string]>>> = {
  customersById: ["Customer", "id"],
  customers: ["Customer", "id"],
  callersByKey: ["Customer", "customerId"],
  sourceRecordsById: ["SourceRecord", "id"],
  sourceRecordsOf: ["SourceRecord", "id"],
  recordsPage: ["SourceRecord", "id"],
  ordersById: ["Order", "id"],
  orders: ["Order", "id"],
  orderByNumber: ["Order", "id"],
  orderAsOf: ["Order", "id"],
  returns: ["Return", "id"],
  returnsById: ["Return", "id"],
  cases: ["Case", "id"],
  casesById: ["Case", "id"],
  shipmentsById: ["Shipment", "id"],
  reviewTasks: ["ReviewTask", "id"],
  reviewTasksById: ["ReviewTask", "id"],
  decisionsOf: ["Decision", "id"],
  decisionsPage: ["Decision", "id"],
  decisionsById: ["Decision", "id"],
  quarantine: ["InboundMessage", "id"],
  messagesById: ["InboundMessage", "id"],
  messagePreviews: ["InboundMessage", "id"],
};

/** Rows that were read, each as `Type id`. */
export type SeenRows = Set<string>;

/** The same reads; whatever rows about people they answer is noted. */
export function watched(reads: Reads, seen: SeenRows): Reads {
  const watching = Object.entries(reads).map(([name, read]) => {
    const what = WATCHED[name as keyof Reads];
    if (what === undefined) return [name, read];
    const [type, key] = what;
    const watch = async (...args: unknown[]): Promise<unknown> => {
      const answer: unknown = await (read as (...given: unknown[]) => unknown)(...args);
      for (const row of rowsIn(answer)) {
        const id = row[key];
        if (typeof id === "string") seen.add(`${type} ${id}`);
      }
      return answer;
    };
    return [name, watch];
  });
  return Object.fromEntries(watching) as Reads;
}

type Row = Readonly<Record<string, unknown>>;

/** Rows of a list, of a page, or the only one. */
function rowsIn(answer: unknown): readonly Row[] {
  if (answer === null || typeof answer !== "object") return [];
  if (Array.isArray(answer)) return answer as Row[];
  const { edges } = answer as { edges?: readonly { readonly node: Row }[] };
  return edges === undefined ? [answer as Row] : edges.map(({ node }) => node);
}
