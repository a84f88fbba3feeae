import type { Decision } from "../decision.js";
import { type Ask, columns, type Field } from "./ask.js";
import { name, sql } from "./sql.js";

// biome-ignore format: one list a line reads best as a table
export const DECISION_FIELDS: readonly Field<Decision>[] = [
  "id", "seq", "kind", "customerId", "otherCustomerId", "sourceRecordId", "actor", "score", "evidence",
  "modelVersion", "reverses", "causeId", "details", "decidedAt",
];

/** How often an undoing may have been undone. */
const UNDOINGS_MAX = 100;

/** One link of the chain that begins with an act: what undid it, what undid that, and so on. */
export interface Undoing {
  readonly decisionId: string;
  readonly undoneBy: string;
}

export function decisionReads(ask: Ask) {
  return {
    decisionsById: (ids: readonly string[]): Promise<Decision[]> =>
      ask.rows(sql`
        SELECT ${columns("x", DECISION_FIELDS)} FROM ${ask.of("decisions")} x WHERE x.id = ANY(${ids}::uuid[])`),

    undoingsOf: (ids: readonly string[]): Promise<Undoing[]> =>
      ask.rows(sql`
        WITH RECURSIVE chain AS (
          SELECT asked.id AS "decisionId", asked.id AS "undoneBy", 0 AS hop FROM unnest(${ids}::uuid[]) AS asked (id)
          UNION ALL
          SELECT chain."decisionId", undo.id, hop + 1
          FROM ${name("chain")} JOIN ${ask.of("decisions")} undo ON undo.reverses = chain."undoneBy"
          WHERE hop < ${UNDOINGS_MAX}
        )
        SELECT "decisionId", "undoneBy" FROM ${name("chain")} WHERE hop > 0 ORDER BY hop`),
  };
}
