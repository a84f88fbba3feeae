import type { Execution, ExecutionSnapshot } from "../../connectors/connector.js";
import { HubError, messageOf, transient } from "../../domain/errors.js";
import type { RefusalCode } from "../../domain/vocabulary.js";
import type { Hub } from "../work/hub.js";

/** One execution system as the steps of a delivery see it. */
export interface Receiver {
  readonly hub: Hub;
  readonly connectionId: string;
  readonly execution: Execution<Readonly<Record<string, unknown>>>;
  readonly settings: Readonly<Record<string, unknown>>;
  /** Says that something has come to its end, so that the rest gets patience of its own. */
  progressed(): void;
}

/** How often something is tried before it is called unknown and given to a person. */
export const ATTEMPTS_MAX = 6;

/** Refusals that say nothing about the wish: read back and ask again. */
const PASSING: ReadonlySet<RefusalCode> = new Set([
  "VERSION_CONFLICT",
  "LOCKED_BY_USER",
  "RATE_LIMITED",
  "TEMPORARY",
]);

export const isPassing = (refusal: RefusalCode): boolean => PASSING.has(refusal);

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
