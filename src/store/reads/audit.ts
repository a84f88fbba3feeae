import type { ApiKey } from "../api-key.js";
import type { AuditEntry, AuditKind } from "../audit-entry.js";
import { type Ask, columns, type Field } from "./ask.js";
import { type Page, type PageArgs, page } from "./page.js";
import { sql } from "./sql.js";

// biome-ignore format: one list a line reads best as a table
const AUDIT_FIELDS: readonly Field<AuditEntry>[] = [
  "id", "at", "kind", "actor", "role", "origin", "operation", "idempotencyKey", "before", "after", "things", "ids", "count",
];
export type ApiKeyRow = Omit<ApiKey, "hash">;
// biome-ignore format: one list a line reads best as a table
const KEY_FIELDS: readonly Field<ApiKeyRow>[] = [
  "id", "prefix", "name", "role", "customerId", "scopes", "createdBy", "createdAt", "expiresAt", "revokedAt",
  "revokedBy", "lastUsedAt",
];

export interface AuditEntryFilter {
  readonly kind?: AuditKind | null;
  readonly actor?: string | null;
  readonly thingId?: string | null;
}

export function auditReads(ask: Ask) {
  return {
    auditEntries: ({ kind, actor, thingId }: AuditEntryFilter, args: PageArgs): Promise<Page<AuditEntry>> =>
      page<AuditEntry>(
        ask,
        {
          list: "audit",
          columns: columns("x", AUDIT_FIELDS),
          from: ask.of("audit_entries"),
          where: [
            kind ? sql`x.kind = ${kind}` : null,
            actor ? sql`x.actor = ${actor}` : null,
            thingId ? sql`x.ids @> ARRAY[${thingId}::uuid]` : null,
          ],
          at: "at",
        },
        args,
      ),

    apiKeys: (args: PageArgs): Promise<Page<ApiKeyRow>> =>
      page<ApiKeyRow>(
        ask,
        {
          list: "api-keys",
          columns: columns("x", KEY_FIELDS),
          from: ask.of("api_keys"),
          where: [],
          at: "created_at",
        },
        args,
      ),

    apiKeysById: (ids: readonly string[]): Promise<ApiKeyRow[]> =>
      ask.rows(
        sql`SELECT ${columns("x", KEY_FIELDS)} FROM ${ask.of("api_keys")} x WHERE x.id = ANY(${ids}::uuid[])`,
      ),
  };
}
