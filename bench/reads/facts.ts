/**
 * What an answer says, whatever its shape: the root's value with lists for connections, instants as
 * numbers, decimals without superfluous zeros, and lists in one order. Two sides that say the same are
 * deeply equal then.
 */
export function factsOf(text: string): unknown {
  const { data, errors } = JSON.parse(text) as { data?: Record<string, unknown>; errors?: unknown };
  if (data === undefined || errors !== undefined) throw new Error(`no answer: ${text.slice(0, 400)}`);
  const [root] = Object.values(data);
  const plain = plainly(root);
  // PostGraphile finds an order by a condition, in a list of one.
  return Array.isArray(plain) && plain.length === 1 ? plain[0] : plain;
}

function plainly(value: unknown): unknown {
  if (typeof value === "string") return scalar(value);
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return sorted(value.map(plainly));
  if (typeof value !== "object" || value === null) return value;
  const { nodes, edges, totalCount, ...own } = value as Record<string, unknown>;
  if (Array.isArray(nodes)) return plainly(nodes);
  if (Array.isArray(edges)) return plainly(edges.map(({ node }: { node: unknown }) => node));
  if (totalCount !== undefined) return String(totalCount);
  const members = Object.entries(own)
    .filter(([name]) => name !== "pageInfo")
    .map(([name, inner]) => [name, name === "crosswalks" ? crosswalks(inner) : plainly(inner)] as const);
  return Object.fromEntries(members.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Codes lie two tables deep where the tables are the API. */
function crosswalks(value: unknown): unknown {
  const list = plainly(value) as Record<string, unknown>[];
  return sorted(
    list.flatMap((one) => {
      const record = one.sourceRecordBySourceRecordId as
        | { readonly sourceRecordCodesBySourceRecordId: readonly unknown[] }
        | undefined;
      return record?.sourceRecordCodesBySourceRecordId ?? [one];
    }),
  );
}

function scalar(text: string): unknown {
  if (/^\d{4}-\d\d-\d\dT/.test(text)) return Date.parse(text);
  return /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, "") : text;
}

const sorted = (list: readonly unknown[]): unknown[] =>
  list
    .map((item) => [JSON.stringify(item), item] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, item]) => item);
