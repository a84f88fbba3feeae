import type { Execution, ExecutionSnapshot } from "../connectors/connector.js";
import { HubError, messageOf, transient } from "../domain/errors.js";
import type { Hub } from "./hub.js";

/** One execution system as the steps of a delivery see it. */
export interface Receiver {
  readonly hub: Hub;
  readonly connectionId: string;
  readonly execution: Execution<Readonly<Record<string, unknown>>>;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** What the system holds of the order now. Not reaching it is a reason to come back later. */
export async function readBack(receiver: Receiver, orderId: string): Promise<ExecutionSnapshot | null> {
  try {
    return await receiver.execution.fetch(receiver.settings, orderId);
  } catch (error) {
    if (error instanceof HubError) throw error;
    throw transient(
      "EXECUTION_UNREACHABLE",
      `${receiver.connectionId} cannot be reached: ${messageOf(error)}`,
      undefined,
      error,
    );
  }
}

const READ_BACK_PAUSES_MS = [0, 100, 300, 600, 1_000];

/** Reads back until the wanted state shows, or for about two seconds. Systems may take a while to show what they took. */
export async function readUntil(
  receiver: Receiver,
  orderId: string,
  isThere: (snapshot: ExecutionSnapshot) => boolean,
): Promise<ExecutionSnapshot | null> {
  let snapshot: ExecutionSnapshot | null = null;
  for (const pauseMs of READ_BACK_PAUSES_MS) {
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    snapshot = await readBack(receiver, orderId);
    if (snapshot !== null && isThere(snapshot)) break;
  }
  return snapshot;
}
