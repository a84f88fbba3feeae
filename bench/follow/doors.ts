import { setTimeout as sleep } from "node:timers/promises";
import { Webhook } from "standardwebhooks";
import type { OrderPlan } from "./plan.js";
import type { Wanted } from "./wanted.js";

/** Who speaks to the API. */
export type Speaker = "FRONT_OFFICE" | "STEWARD";

/** The hub as its outside sees it. Whoever does not get an answer asks again: a hub that is away comes back. */
export interface Doors {
  /** The shop's message, until it is taken. */
  restate(id: string, document: unknown): Promise<void>;
  /** One request to the API; the same key makes a repeat harmless. */
  ask<T>(as: Speaker, query: string, variables: Readonly<Record<string, unknown>>): Promise<T>;
}

class RefusedQuestion extends Error {}

const TOO_MANY = 429;
const RETRY_MS = 150;
const TIMEOUT_MS = 15_000;

/** Tries until there is an answer, or nobody waits for one any more. */
async function untilAnswered<T>(attempt: () => Promise<T | null>, signal: AbortSignal): Promise<T> {
  for (;;) {
    signal.throwIfAborted();
    const answer = await attempt().catch((error: unknown) => {
      if (error instanceof RefusedQuestion) throw error;
      return null;
    });
    if (answer !== null) return answer;
    await sleep(RETRY_MS);
  }
}

export function openDoors(
  url: string,
  shopSecret: string,
  tokens: Readonly<Record<Speaker, string>>,
  signal: AbortSignal,
): Doors {
  const webhook = new Webhook(shopSecret);
  const until = <T>(attempt: () => Promise<T | null>): Promise<T> => untilAnswered(attempt, signal);
  const post = (path: string, headers: Readonly<Record<string, string>>, body: string): Promise<Response> =>
    fetch(`${url}${path}`, {
      ...{ method: "POST", body, signal: AbortSignal.timeout(TIMEOUT_MS) },
      headers: { "content-type": "application/json", ...headers },
    });
  return {
    restate: async (id, document) => {
      const body = JSON.stringify(document);
      await until(async () => {
        const now = new Date();
        const answer = await post(
          "/webhooks/shop",
          {
            ...{ "webhook-id": id, "webhook-timestamp": String(Math.floor(now.getTime() / 1000)) },
            "webhook-signature": webhook.sign(id, now, body),
          },
          body,
        );
        const words = await answer.text();
        // A message that is refused would be refused for ever; only "later" and "away" pass.
        if (answer.status >= 400 && answer.status < 500 && answer.status !== TOO_MANY)
          throw new RefusedQuestion(`${id}: ${answer.status} ${words}`);
        return answer.ok ? true : null;
      });
    },
    ask: <T>(as: Speaker, query: string, variables: Readonly<Record<string, unknown>>) =>
      until<T>(async () => {
        const answer = await post(
          "/graphql",
          { authorization: `Bearer ${tokens[as]}` },
          JSON.stringify({ query, variables }),
        );
        const { data, errors } = (await answer.json()) as { data?: T; errors?: unknown };
        // Away is one thing, a question that is wrong another: that one would be asked for ever.
        if (answer.status < 500 && errors !== undefined) throw new RefusedQuestion(JSON.stringify(errors));
        return answer.ok && data ? data : null;
      }),
  };
}

/** The order as the shop states it now. */
export function documentOf(plan: OrderPlan, wanted: Wanted, type: string, updatedAt: Date, placedAt: Date) {
  const code = plan.customer;
  return {
    ...{ type, timestamp: updatedAt.toISOString() },
    data: {
      ...{ id: plan.key, number: plan.key, poNumber: plan.key, currency: "EUR" },
      ...{ placedAt: placedAt.toISOString(), updatedAt: updatedAt.toISOString() },
      customer: {
        ...{ id: code, kind: plan.isOrganization ? "organization" : "person", name: plan.name },
        ...{ emails: [`${code.toLowerCase()}@post.example`], phones: [], address: plan.shipTo },
      },
      ...{ shipTo: wanted.shipTo, requestedDate: wanted.requestedDate },
      lines: wanted.lines.map(({ lineNumber, ...line }) => ({ id: lineNumber, ...line })),
    },
  };
}
