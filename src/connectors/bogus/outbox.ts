import { Webhook } from "standardwebhooks";
import { messageOf } from "../../domain/errors.js";
import type { Habits, Manner } from "./habits.js";
import type { BogusEvent } from "./ledger.js";

const IN_FLIGHT_MAX = 8;
const ATTEMPT_TIMEOUT_MS = 10_000;
const BACKOFF_FIRST_MS = 100;
const BACKOFF_MAX_MS = 10_000;

export interface HubAddress {
  readonly webhookUrl: string;
  /** Signing secret in the form of Standard Webhooks: `whsec_` and base64. */
  readonly secret: string;
}

const PLAIN: Manner = { copies: 1, delayMs: 0, outOfTurn: false };

/** Events of one order, which leave one after the other; one that is out of turn is alone. */
interface Lane {
  readonly events: BogusEvent[];
  failures: number;
}

export interface Outbox {
  push(events: readonly BogusEvent[]): void;
  /** Why the hub has not taken an event, the last time it did not. */
  lastFailure(): string | null;
  close(): Promise<void>;
}

/**
 * Sends events to the hub's webhook until it says 2xx, in order within an order. What is not sent yet
 * stands in the ledger, so nothing is lost with this process.
 */
export function createOutbox(
  hub: HubAddress,
  taken: (event: BogusEvent) => Promise<void>,
  manners: Habits["manners"] = () => PLAIN,
): Outbox {
  const lanes = new Map<string, Lane>();
  const ready: string[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const attempts = new Set<AbortController>();
  const flying = new Set<Promise<void>>();
  let lastFailure: string | null = null;
  let closed = false;

  const later = (name: string, delayMs: number): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      ready.push(name);
      pump();
    }, delayMs);
    timers.add(timer);
  };
  const deliver = async (name: string, lane: Lane): Promise<void> => {
    const event = lane.events[0];
    if (event === undefined) return;
    const attempt = new AbortController();
    attempts.add(attempt);
    const timer = setTimeout(() => attempt.abort(new Error("the hub did not answer")), ATTEMPT_TIMEOUT_MS);
    try {
      for (let copy = 0; copy < manners(event).copies; copy += 1) await send(hub, event, attempt.signal);
      await taken(event);
      lane.events.shift();
      lane.failures = 0;
      if (lane.events.length > 0) ready.push(name);
      else lanes.delete(name);
    } catch (error) {
      if (closed) return;
      lastFailure = messageOf(error);
      later(name, Math.min(BACKOFF_MAX_MS, BACKOFF_FIRST_MS * 2 ** lane.failures));
      lane.failures += 1;
    } finally {
      clearTimeout(timer);
      attempts.delete(attempt);
    }
  };
  const pump = (): void => {
    while (!closed && flying.size < IN_FLIGHT_MAX) {
      const name = ready.shift();
      const lane = name === undefined ? undefined : lanes.get(name);
      if (name === undefined || lane === undefined) return;
      const flight = deliver(name, lane).finally(() => {
        flying.delete(flight);
        pump();
      });
      flying.add(flight);
    }
  };
  return {
    push(events) {
      for (const event of events) {
        const { outOfTurn, delayMs } = manners(event);
        const name = outOfTurn ? event.id : event.reference;
        const lane = lanes.get(name);
        if (lane !== undefined) {
          lane.events.push(event);
          continue;
        }
        lanes.set(name, { events: [event], failures: 0 });
        if (delayMs > 0) later(name, delayMs);
        else ready.push(name);
      }
      pump();
    },
    lastFailure: () => lastFailure,
    async close() {
      closed = true;
      for (const attempt of attempts) attempt.abort();
      for (const timer of timers) clearTimeout(timer);
      await Promise.allSettled(flying);
    },
  };
}

async function send(hub: HubAddress, event: BogusEvent, signal: AbortSignal): Promise<void> {
  const body = JSON.stringify(event.body);
  const now = new Date();
  const answer = await fetch(hub.webhookUrl, {
    method: "POST",
    redirect: "error",
    headers: {
      "content-type": "application/json",
      "webhook-id": event.id,
      "webhook-timestamp": String(Math.floor(now.getTime() / 1000)),
      "webhook-signature": new Webhook(hub.secret).sign(event.id, now, body),
    },
    body,
    signal,
  });
  await answer.body?.cancel();
  if (!answer.ok) throw new Error(`the hub answered ${answer.status}`);
}
