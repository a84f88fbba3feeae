import { HubError } from "../domain/errors.js";
import { reconcileAll } from "../flows/reconciling/reconcile.js";
import type { StoredDifference } from "../store/difference.js";
import { openDifferences } from "../store/writes/difference.js";
import { clearProgress, print, printJson, progress, table } from "./terminal.js";
import { withHub } from "./with-hub.js";

const LISTED_MAX = 500;

/** Compares both sides and lists what is open of it, with what would bring them together. */
export async function showDifferences(connectionId: string | null, json: boolean): Promise<void> {
  const { passes, differences } = await withHub("look", async (hub) => {
    if (connectionId !== null && hub.connection(connectionId)?.connector.execution === undefined) {
      throw new HubError("UNKNOWN_CONNECTION", `"${connectionId}" is no execution system`, {
        mend: "See which there are: hub status",
      });
    }
    const passes = await reconcileAll(hub, {
      now: true,
      ...(connectionId === null ? {} : { connectionId }),
      onProgress: (compared) => progress(`comparing: ${compared}`),
    });
    return { passes, differences: await openDifferences(hub.store.pool, connectionId, LISTED_MAX) };
  });
  clearProgress();
  if (json) return printJson({ passes, differences });
  for (const { connectionId: id, compared, found } of passes) {
    print(`${id}: ${compared} compared, ${found} new differences`);
  }
  if (passes.length === 0)
    print("There is no execution system to compare with, or it is being compared already.");
  if (differences.length === 0) return print("Both sides hold the same.");
  print(
    table(
      differences.map(({ connectionId: id, orderNumber, externalId, ours, theirs, proposal, ...found }) => [
        ...[id, orderNumber ?? externalId ?? "", whatOf(found)],
        ...[`here: ${ours ?? "nothing"}`, `there: ${theirs ?? "nothing"}`, proposal],
      ]),
    ),
  );
}

function whatOf({
  aspect,
  lineNumber,
  parcel,
}: Pick<StoredDifference, "aspect" | "lineNumber" | "parcel">): string {
  if (parcel !== null) return `${aspect} of ${parcel}`;
  return lineNumber === null ? aspect : `${aspect} of line ${lineNumber}`;
}
