import { TOPICS, type TopicName } from "../../domain/event.js";
import type { ShipToDivergence } from "../fulfillment-order.js";
import { type Ask, columns } from "./ask.js";
import { NESTED } from "./nested.js";
import { sql } from "./sql.js";

export function eventReads(ask: Ask) {
  return {
    /** Which of these things the viewer may see at this moment. */
    async visibleThings(topic: TopicName, ids: readonly string[]): Promise<Set<string>> {
      const rows = await ask.rows<{ id: string }>(
        sql`SELECT x.id FROM ${ask.of(TOPICS[topic].table)} x WHERE x.id = ANY(${ids}::uuid[])`,
      );
      return new Set(rows.map(({ id }) => id));
    },

    divergencesById: (ids: readonly string[]): Promise<ShipToDivergence[]> =>
      ask.rows(sql`
        SELECT ${columns("x", NESTED.divergences.fields)} FROM ${ask.of("ship_to_divergences")} x
        WHERE x.id = ANY(${ids}::uuid[])`),
  };
}
