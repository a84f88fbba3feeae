import type { AuditEntry } from "../audit-entry.js";
import type { Tx } from "../database.js";
import { insertRows, select } from "../rows.js";

/** Adds entries, all in one statement. */
export const insertAudit = (tx: Tx, entries: readonly AuditEntry[]): Promise<void> =>
  insertRows(tx, "audit_entries", [...entries] as unknown as Readonly<Record<string, unknown>>[]);

export interface AuditFilter {
  readonly kind?: string | null;
  readonly actor?: string | null;
  /** Id of a customer, an order or whatever else was changed or seen. */
  readonly thingId?: string | null;
}

/** The last entries, the newest first; for who sits at the machine. */
export const latestAudit = (tx: Tx, filter: AuditFilter, limit: number): Promise<AuditEntry[]> =>
  select<AuditEntry>(
    tx,
    `SELECT * FROM audit_entries
      WHERE ($1::text IS NULL OR kind = $1) AND ($2::text IS NULL OR actor = $2)
        AND ($3::uuid IS NULL OR ids @> ARRAY[$3::uuid])
      ORDER BY at DESC, id DESC LIMIT $4`,
    [filter.kind ?? null, filter.actor ?? null, filter.thingId ?? null, limit],
  );
