import { expect } from "vitest";
import type { ChangeWorld } from "./changes.js";

/** What the warehouse has told and nobody has read yet is lost, as where a line was down for long. */
export async function loseEvents({ bogus, rows }: Pick<ChangeWorld, "bogus" | "rows">): Promise<void> {
  await expect.poll(async () => (await bogus.ledger()).events.undelivered).toBe(0);
  await rows(
    `WITH lost AS (DELETE FROM inbound_messages WHERE connection_id = 'warehouse' AND status = 'RECEIVED' RETURNING id)
     DELETE FROM facts WHERE subject_id IN (SELECT id::text FROM lost)`,
  );
}
