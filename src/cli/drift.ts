import { acceptDrifts, type Drift, drifts } from "../store/writes/document-field.js";
import { print, printJson, table } from "./terminal.js";
import { withHub } from "./with-hub.js";

export interface DriftOptions {
  readonly json?: boolean;
  readonly accept?: boolean;
}

/** Shows what sources have begun or ceased to write; with `accept`, somebody has looked and it is fine. */
export async function showDrift(connectionId: string | null, { json, accept }: DriftOptions): Promise<void> {
  await withHub("look", async ({ store: { pool } }) => {
    const found = await drifts(pool, connectionId);
    if (accept === true) {
      for (const id of new Set(found.map((one) => one.connectionId))) await acceptDrifts(pool, id);
    }
    if (json === true) return printJson({ drifts: found, accepted: accept === true });
    if (found.length === 0) return print("No source writes otherwise than before.");
    print(table(found.map((one) => [one.connectionId, `${one.path} (${one.kind})`, wordsOf(one)])));
    if (accept === true) print("Called fine.");
  });
}

const wordsOf = ({ change, firstSeenAt, lastSeenOn, messageId }: Drift): string =>
  change === "NEW"
    ? `new since ${firstSeenAt.toISOString()}, first in message ${messageId}`
    : `was regular, and has not come since ${lastSeenOn}`;
