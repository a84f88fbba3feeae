import { inDatabase } from "../seed/seeded-database.js";

/** What is asked for: the same orders, customers and places in the board for every side. */
export interface ReadKeys {
  readonly numbers: readonly string[];
  readonly customers: readonly string[];
  /** Open orders; each page of the board begins after one of them. */
  readonly places: readonly { readonly date: string; readonly id: string }[];
}

/** PostGraphile's own cursor of each order of the board. */
export type PostgraphileCursors = ReadonlyMap<string, string>;

const KEYS = 2_000;

/** Indexes that PostGraphile and the textbook need to answer the board by keyset; the hub has its own. */
const PEER_INDEXES = [
  "CREATE INDEX IF NOT EXISTS bench_peer_board ON orders (status, requested_date, id)",
  "CREATE INDEX IF NOT EXISTS bench_peer_dates ON orders (requested_date)",
];

export const prepareReads = (databaseUrl: string): Promise<ReadKeys> =>
  inDatabase(databaseUrl, async (client) => {
    for (const index of PEER_INDEXES) await client.query(index);
    await client.query("ANALYZE orders");
    const drawn = async <Row extends object>(sql: string): Promise<Row[]> =>
      (await client.query<Row>(`${sql} ORDER BY random() LIMIT ${KEYS}`)).rows;
    const numbers = await drawn<{ number: string }>("SELECT number FROM orders");
    const customers = await drawn<{ id: string }>("SELECT id FROM customers WHERE merged_into IS NULL");
    const places = await drawn<{ date: string; id: string }>(
      "SELECT to_char(requested_date, 'YYYY-MM-DD') AS date, id FROM orders WHERE status = 'CONFIRMED' AND requested_date IS NOT NULL",
    );
    return { numbers: numbers.map(({ number }) => number), customers: customers.map(({ id }) => id), places };
  });

/** Asks PostGraphile once for the whole board, page by page, to know the cursors it gives. */
export async function postgraphileCursors(url: string): Promise<PostgraphileCursors> {
  const cursors = new Map<string, string>();
  const query = `query($after: Cursor) { allOrders(first: 1000, after: $after, condition: { status: "CONFIRMED" },
    orderBy: [STATUS_ASC, REQUESTED_DATE_ASC, ROW_ID_ASC]) { edges { cursor node { rowId } } } }`;
  for (let after: string | null = null; ; ) {
    const response = await fetch(`${url}/graphql`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query, variables: { after } }),
    });
    const { data, errors } = (await response.json()) as {
      data?: { allOrders: { edges: { cursor: string; node: { rowId: string } }[] } };
      errors?: unknown;
    };
    if (data === undefined) throw new Error(`PostGraphile gave no board: ${JSON.stringify(errors)}`);
    const { edges } = data.allOrders;
    for (const { cursor, node } of edges) cursors.set(node.rowId, cursor);
    const last = edges.at(-1)?.cursor;
    if (last === undefined) return cursors;
    after = last;
  }
}
