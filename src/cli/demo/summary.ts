import { addressLine, type PostalAddress } from "../../domain/address.js";
import { CHANNELS, type Channel } from "../../domain/vocabulary.js";
import type { Hub } from "../../flows/hub.js";
import { select } from "../../store/rows.js";
import { table } from "../terminal.js";

interface ChannelCounts {
  readonly received: number;
  readonly applied: number;
  readonly duplicate: number;
  readonly quarantined: number;
}

/** The play in numbers; the shape that `--json` prints. */
export interface DemoNumbers {
  readonly messages: Readonly<Record<string, ChannelCounts>>;
  readonly sourceRecords: number;
  readonly customers: number;
  readonly orders: number;
  readonly orderChanges: number;
  readonly deliveries: Readonly<Record<string, number>>;
  readonly shipments: number;
  readonly returns: number;
  readonly reviewTasks: number;
  readonly seconds: number;
}

/** What must come of the documents in examples/demo; the cast is described beside them. */
export const EXPECTED: Omit<DemoNumbers, "seconds"> = {
  messages: {
    SALES_DESK: { received: 5, applied: 3, duplicate: 1, quarantined: 1 },
    CALL_CENTER: { received: 6, applied: 6, duplicate: 0, quarantined: 0 },
    FAX: { received: 5, applied: 5, duplicate: 0, quarantined: 0 },
    EMAIL: { received: 7, applied: 7, duplicate: 0, quarantined: 0 },
    WEB: { received: 15, applied: 13, duplicate: 1, quarantined: 1 },
  },
  sourceRecords: 40,
  customers: 12,
  orders: 40,
  orderChanges: 2,
  deliveries: { APPLIED: 2 },
  shipments: 38,
  returns: 1,
  reviewTasks: 4,
};

/** Counts what the play has left in the tables. */
export async function countUp(hub: Hub, seconds: number): Promise<DemoNumbers> {
  const { pool } = hub.store;
  const count = async (what: string): Promise<number> => {
    const [row] = await select<{ n: number }>(pool, `SELECT count(*)::int AS n FROM ${what}`);
    return row?.n ?? 0;
  };
  const messages = await select<{ channel: Channel } & ChannelCounts>(
    pool,
    `SELECT c.side AS channel, count(*)::int AS received,
            count(*) FILTER (WHERE status = 'APPLIED')::int AS applied,
            count(*) FILTER (WHERE status = 'DUPLICATE')::int AS duplicate,
            count(*) FILTER (WHERE status = 'QUARANTINED')::int AS quarantined
       FROM inbound_messages m JOIN connections c ON c.id = m.connection_id GROUP BY c.side`,
  );
  const deliveries = await select<{ status: string; n: number }>(
    pool,
    "SELECT status, count(*)::int AS n FROM order_change_deliveries GROUP BY status",
  );
  return {
    messages: Object.fromEntries(
      CHANNELS.flatMap((channel) => {
        const { channel: _channel, ...counts } = messages.find((row) => row.channel === channel) ?? {
          channel: null,
        };
        return "received" in counts ? [[channel, counts]] : [];
      }),
    ),
    sourceRecords: await count("source_records"),
    customers: await count("customers WHERE merged_into IS NULL"),
    orders: await count("orders"),
    orderChanges: await count("order_changes"),
    deliveries: Object.fromEntries(deliveries.map(({ status, n }) => [status, n])),
    shipments: await count("shipments"),
    returns: await count("returns"),
    reviewTasks: await count("review_tasks WHERE closed_at IS NULL"),
    seconds,
  };
}

/** Every number that is not as it must be, in words; empty if the play went well. */
export function deviations(found: DemoNumbers): string[] {
  const flat = (value: unknown, path: string): [string, unknown][] =>
    typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, inner]) => flat(inner, path === "" ? key : `${path}.${key}`))
      : [[path, value]];
  const { seconds: _seconds, ...counted } = found;
  const seen = new Map(flat(counted, ""));
  const wanted = new Map(flat(EXPECTED, ""));
  return [...new Set([...wanted.keys(), ...seen.keys()])]
    .filter((path) => (wanted.get(path) ?? 0) !== (seen.get(path) ?? 0))
    .map((path) => `${path} is ${seen.get(path) ?? 0}, not ${wanted.get(path) ?? 0}`);
}

/** The summary a person reads. */
export async function summaryText(hub: Hub, numbers: DemoNumbers): Promise<string> {
  const channels = Object.entries(numbers.messages).map(
    ([channel, { received, applied, duplicate, quarantined }]) => [
      ...[channel, received, applied, duplicate, quarantined],
    ],
  );
  return [
    section("Messages", table([["channel", "received", "applied", "duplicate", "quarantined"], ...channels])),
    section(
      "Who is it",
      `${numbers.sourceRecords} statements of parties are ${numbers.customers} customers, with ${numbers.orders} orders.\n${await spellings(hub)}`,
    ),
    section("Changes and their delivery", await changes(hub)),
    section("Shipments", `${numbers.shipments} parcels: ${await parcels(hub)}`),
    section("Returns and their cause", await returns(hub)),
    section("What waits for a person", await waiting(hub)),
  ].join("\n\n");
}

const section = (title: string, text: string): string => `${title}\n${text.replace(/^/gm, "  ")}`;

/** The customer with most names, and how each channel wrote it. */
async function spellings(hub: Hub): Promise<string> {
  const rows = await select<{ channel: string; name: string | null; code: string | null }>(
    hub.store.pool,
    `SELECT DISTINCT r.channel, r.party->>'name' AS name, r.party->>'code' AS code FROM source_records r
       JOIN memberships m ON m.source_record_id = r.id
      WHERE m.customer_id = (SELECT customer_id FROM memberships JOIN source_records s ON s.id = source_record_id
                              GROUP BY customer_id ORDER BY count(DISTINCT s.party->>'name') DESC, customer_id LIMIT 1)
      ORDER BY r.channel`,
  );
  return `One of them:\n${table(rows.map(({ channel, name, code }) => [`  ${channel}`, name ?? "-", code ?? ""]))}`;
}

async function changes(hub: Hub): Promise<string> {
  const rows = await select<{
    number: string;
    kind: string;
    channel: string;
    system: string;
    status: string;
    shipTo: PostalAddress | null;
  }>(
    hub.store.pool,
    `SELECT o.number, c.kind, c.channel, d.connection_id AS system, d.status, c.target->'shipTo' AS ship_to
       FROM order_changes c JOIN orders o ON o.id = c.order_id
       LEFT JOIN order_change_deliveries d ON d.order_change_id = c.id ORDER BY c.requested_at`,
  );
  return table(
    rows.map((row) => [
      row.number,
      row.kind,
      `by ${row.channel}`,
      `${row.system}: ${row.status}`,
      row.shipTo === null ? "" : addressLine(row.shipTo),
    ]),
  );
}

async function parcels(hub: Hub): Promise<string> {
  const rows = await select<{ status: string; n: number }>(
    hub.store.pool,
    "SELECT status, count(*)::int AS n FROM shipments GROUP BY status ORDER BY n DESC",
  );
  return rows.map(({ status, n }) => `${n} ${status.toLowerCase().replaceAll("_", " ")}`).join(", ");
}

async function returns(hub: Hub): Promise<string> {
  const rows = await select<{
    number: string;
    orderNumber: string;
    kind: string;
    status: string;
    cause: string | null;
  }>(
    hub.store.pool,
    `SELECT r.number, o.number AS order_number, r.kind, r.status, r.cause FROM returns r JOIN orders o ON o.id = r.order_id`,
  );
  return rows
    .map((row) => `${row.number} of ${row.orderNumber}: ${row.kind}, ${row.status}: ${row.cause ?? ""}`)
    .join("\n");
}

async function waiting(hub: Hub): Promise<string> {
  const tasks = await select<{ kind: string; title: string }>(
    hub.store.pool,
    "SELECT kind, title FROM review_tasks WHERE closed_at IS NULL ORDER BY opened_at, id",
  );
  const messages = await select<{ connectionId: string; issue: string }>(
    hub.store.pool,
    `SELECT connection_id, issues->0->>'message' AS issue FROM inbound_messages WHERE status = 'QUARANTINED' ORDER BY received_at`,
  );
  return table([
    ...tasks.map(({ kind, title }) => [kind, title]),
    ...messages.map(({ connectionId, issue }) => ["QUARANTINE", `${connectionId}: ${issue}`]),
  ]);
}
