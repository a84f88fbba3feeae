import type { PostalAddress } from "../../domain/address.js";
import type { Tx } from "../database.js";
import { select } from "../rows.js";

/**
 * What whoever sits at the machine may see of the whole hub: amounts, and what stands out. Not for
 * the API: nothing here knows a viewer.
 */
export interface Overview {
  messages(): Promise<ChannelFigures[]>;
  counts(): Promise<Counts>;
  /** What waits for a person, and why the last fact was parked. */
  waiting(): Promise<Waiting>;
  deliveries(): Promise<StatusFigure[]>;
  shipments(): Promise<StatusFigure[]>;
  /** How each channel writes the customer that is written in most ways. */
  spellings(): Promise<{ channel: string; name: string | null; code: string | null }[]>;
  changes(): Promise<ChangeLine[]>;
  returns(): Promise<ReturnLine[]>;
  openTasks(): Promise<{ kind: string; title: string }[]>;
  quarantine(): Promise<{ connectionId: string; issue: string | null }[]>;
}

export interface ChannelFigures {
  readonly channel: string;
  readonly received: number;
  readonly applied: number;
  readonly duplicate: number;
  readonly quarantined: number;
}

export interface StatusFigure {
  readonly status: string;
  readonly amount: number;
}

export interface Counts {
  readonly sourceRecords: number;
  readonly customers: number;
  readonly orders: number;
  readonly orderChanges: number;
  readonly shipments: number;
  readonly returns: number;
  readonly reviewTasks: number;
}

export interface Waiting {
  readonly quarantined: number;
  readonly reviewTasks: number;
  readonly webhooksDisabled: number;
  readonly parkedError: string | null;
}

interface ChangeLine {
  readonly number: string;
  readonly kind: string;
  readonly channel: string;
  readonly system: string | null;
  readonly status: string | null;
  readonly shipTo: PostalAddress | null;
}

interface ReturnLine {
  readonly number: string;
  readonly orderNumber: string;
  readonly kind: string;
  readonly status: string;
  readonly cause: string | null;
}

const LISTED_MAX = 100;

/** Looks at everything; for small stores and single looks, not for a dashboard that refreshes. */
export function overview(pool: Tx): Overview {
  const byStatus = (table: "order_change_deliveries" | "shipments") =>
    select<StatusFigure>(
      pool,
      `SELECT status, count(*)::int AS amount FROM ${table} GROUP BY status ORDER BY amount DESC, status`,
    );
  return {
    messages: () => select(pool, MESSAGES),
    counts: () => one<Counts>(pool, COUNTS),
    waiting: () => one<Waiting>(pool, WAITING),
    deliveries: () => byStatus("order_change_deliveries"),
    shipments: () => byStatus("shipments"),
    spellings: () => select(pool, SPELLINGS),
    changes: () => select(pool, CHANGES, [LISTED_MAX]),
    returns: () => select(pool, RETURNS, [LISTED_MAX]),
    openTasks: () =>
      select(
        pool,
        "SELECT kind, title FROM review_tasks WHERE closed_at IS NULL ORDER BY opened_at, id LIMIT $1",
        [LISTED_MAX],
      ),
    quarantine: () => select(pool, QUARANTINE, [LISTED_MAX]),
  };
}

/** The only row of a query that always answers one. */
async function one<T>(pool: Tx, sql: string): Promise<T> {
  const [row] = await select<T>(pool, sql);
  if (row === undefined) throw new Error("a query of amounts answered no row");
  return row;
}

const MESSAGES = `
  SELECT c.side AS channel, count(*)::int AS received,
         count(*) FILTER (WHERE status = 'APPLIED')::int AS applied,
         count(*) FILTER (WHERE status = 'DUPLICATE')::int AS duplicate,
         count(*) FILTER (WHERE status = 'QUARANTINED')::int AS quarantined
    FROM inbound_messages m JOIN connections c ON c.id = m.connection_id GROUP BY c.side`;

const COUNTS = `
  SELECT (SELECT count(*)::int FROM source_records) AS source_records,
         (SELECT count(*)::int FROM customers WHERE merged_into IS NULL) AS customers,
         (SELECT count(*)::int FROM orders) AS orders,
         (SELECT count(*)::int FROM order_changes) AS order_changes,
         (SELECT count(*)::int FROM shipments) AS shipments,
         (SELECT count(*)::int FROM returns) AS returns,
         (SELECT count(*)::int FROM review_tasks WHERE closed_at IS NULL) AS review_tasks`;

const WAITING = `
  SELECT (SELECT count(*)::int FROM inbound_messages WHERE status = 'QUARANTINED') AS quarantined,
         (SELECT count(*)::int FROM review_tasks WHERE closed_at IS NULL) AS review_tasks,
         (SELECT count(*)::int FROM webhooks WHERE status = 'DISABLED') AS webhooks_disabled,
         (SELECT error FROM facts WHERE parked_at IS NOT NULL AND finished_at IS NULL
           ORDER BY parked_at DESC LIMIT 1) AS parked_error`;

const SPELLINGS = `
  SELECT DISTINCT r.channel, r.party->>'name' AS name, r.party->>'code' AS code FROM source_records r
    JOIN memberships m ON m.source_record_id = r.id
   WHERE m.customer_id = (
     SELECT customer_id FROM memberships JOIN source_records s ON s.id = source_record_id
      GROUP BY customer_id ORDER BY count(DISTINCT s.party->>'name') DESC, customer_id LIMIT 1)
   ORDER BY r.channel`;

const CHANGES = `
  SELECT o.number, c.kind, c.channel, d.connection_id AS system, d.status, c.target->'shipTo' AS ship_to
    FROM order_changes c JOIN orders o ON o.id = c.order_id
    LEFT JOIN order_change_deliveries d ON d.order_change_id = c.id
   ORDER BY c.requested_at, c.sequence LIMIT $1`;

const RETURNS = `
  SELECT r.number, o.number AS order_number, r.kind, r.status, r.cause
    FROM returns r JOIN orders o ON o.id = r.order_id ORDER BY r.opened_at LIMIT $1`;

const QUARANTINE = `
  SELECT connection_id, issues->0->>'message' AS issue FROM inbound_messages
   WHERE status = 'QUARANTINED' ORDER BY received_at LIMIT $1`;
