import { setTimeout as sleep } from "node:timers/promises";
import type { ShopOrder } from "./shop-orders.js";

export interface Answered {
  readonly status: number;
  readonly body: string;
}

export interface Sender {
  /** How many orders the hub has said yes to. */
  acknowledged(): number;
  /** Every answer that was not yes, as it came. */
  readonly refusals: readonly Answered[];
  /** Resolves when every order is acknowledged. */
  readonly done: Promise<void>;
}

const CLIENTS = 8;
const ANSWER_WITHIN_MS = 5_000;
const AGAIN_AFTER_MS = 100;
const GIVE_UP_AFTER_MS = 120_000;

/** Sends orders as a shop does: whatever is not acknowledged is sent again, until it is. */
export function startSender(hubUrl: () => string, orders: readonly ShopOrder[]): Sender {
  const waiting = [...orders];
  const refusals: Answered[] = [];
  const deadline = Date.now() + GIVE_UP_AFTER_MS;
  let acknowledged = 0;
  const client = async (): Promise<void> => {
    for (let order = waiting.shift(); order !== undefined; order = waiting.shift()) {
      const answer = await post(hubUrl(), order);
      if (answer !== null && answer.status >= 200 && answer.status < 300) {
        acknowledged += 1;
        continue;
      }
      if (answer !== null) refusals.push(answer);
      if (Date.now() > deadline) throw new Error(`not acknowledged: ${JSON.stringify(answer)}`);
      waiting.push(order);
      await sleep(AGAIN_AFTER_MS);
    }
  };
  const done = Promise.all(Array.from({ length: CLIENTS }, client)).then(() => undefined);
  done.catch(() => undefined);
  return { acknowledged: () => acknowledged, refusals, done };
}

/** The hub's answer; null if there was none, and then the sender cannot know whether it was kept. */
export async function post(hubUrl: string, order: ShopOrder): Promise<Answered | null> {
  try {
    const answer = await fetch(`${hubUrl}/webhooks/${order.connection}`, {
      method: "POST",
      headers: order.headers(),
      body: order.body,
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    return { status: answer.status, body: await answer.text() };
  } catch {
    return null;
  }
}

/** Waits until `count` orders are acknowledged, and then a little more. */
export async function untilAcknowledged(sender: Sender, count: number, moreMs: number): Promise<void> {
  while (sender.acknowledged() < count) await Promise.race([sleep(2), sender.done]);
  await sleep(moreMs);
}
