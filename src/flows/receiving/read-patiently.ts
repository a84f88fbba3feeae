import { setTimeout as sleep } from "node:timers/promises";
import type { Issue } from "../../connectors/connector.js";
import type { InboundMessage } from "../../store/inbound-message.js";
import type { ConfiguredConnection } from "../work/hub.js";
import { readSafely } from "./read-message.js";
import type { Understood } from "./understand.js";

/** What a message says; LATER if that cannot be told yet: it is still being read, or failed in a way that may pass. */
export type Reading = Understood | { readonly ok: "LATER"; readonly issue: Issue };

/** How long a set waits for one of its members. */
const PATIENCE_MS = 500;

/** What is still being read when its set went on; whoever asks again gets the same reading. */
const underWay = new Map<string, Promise<Understood>>();

const STILL_READING: Issue = { code: "STILL_READING", message: "It is still being read.", at: null };

/**
 * A reading, or that it takes longer: then the others of the set go on, and this one is asked for again.
 * `toTheEnd` waits for it, because nobody will ask again.
 */
export async function readPatiently(
  connection: ConfiguredConnection,
  message: InboundMessage,
  toTheEnd: boolean,
): Promise<Reading> {
  if (connection.connector.slow === true) return readSafely(connection, message);
  const reading = underWay.get(message.id) ?? begin(connection, message);
  const patience = sleep(PATIENCE_MS, null, { ref: false });
  const outcome = toTheEnd ? await reading : await Promise.race([reading, patience]);
  if (outcome === null) return { ok: "LATER", issue: STILL_READING };
  underWay.delete(message.id);
  return outcome;
}

/** Forgotten a while after it has ended, in case nobody comes back for it. */
function begin(connection: ConfiguredConnection, message: InboundMessage): Promise<Understood> {
  const reading = readSafely(connection, message);
  underWay.set(message.id, reading);
  const forget = (): void => void setTimeout(() => underWay.delete(message.id), FORGET_MS).unref();
  reading.then(forget, () => underWay.delete(message.id));
  return reading;
}

const FORGET_MS = 30_000;
