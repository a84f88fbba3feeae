import type { DifferenceAspect } from "../../domain/follow-through-vocabulary.js";
import type { StoredDifference } from "../difference.js";
import { type Ask, columns, type Field } from "./ask.js";
import { type Page, type PageArgs, page } from "./page.js";
import { sql } from "./sql.js";

// biome-ignore format: one list a line reads best as a table
const FIELDS: readonly Field<StoredDifference>[] = [
  "id", "connectionId", "subject", "orderId", "externalId", "aspect", "lineNumber", "parcel", "ours", "theirs", "proposal",
  "version", "foundAt", "seenAt", "settledAt", "settledBy",
];

export interface DifferenceFilter {
  readonly connectionId?: string | null;
  readonly aspect?: DifferenceAspect | null;
  /** True for those that are settled; else those that are not. */
  readonly settled?: boolean | null;
}

export function differenceReads(ask: Ask) {
  return {
    differences: (
      { connectionId, aspect, settled }: DifferenceFilter,
      args: PageArgs,
    ): Promise<Page<StoredDifference>> =>
      page<StoredDifference>(
        ask,
        {
          list: "differences",
          columns: columns("x", FIELDS),
          from: ask.of("differences"),
          where: [
            connectionId ? sql`x.connection_id = ${connectionId}` : null,
            aspect ? sql`x.aspect = ${aspect}` : null,
            settled === true ? sql`x.settled_at IS NOT NULL` : sql`x.settled_at IS NULL`,
          ],
          at: "found_at",
        },
        args,
      ),

    differencesById: (ids: readonly string[]): Promise<StoredDifference[]> =>
      ask.rows(sql`
        SELECT ${columns("x", FIELDS)} FROM ${ask.of("differences")} x WHERE x.id = ANY(${ids}::uuid[])`),
  };
}
