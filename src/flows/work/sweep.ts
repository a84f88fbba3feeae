import { pruneEvents } from "../../store/event-log.js";
import { pruneFacts } from "../../store/outbox.js";
import { weighNextQuestions } from "../../store/writes/identity-question.js";
import { pruneDeliveries } from "../../store/writes/webhook.js";
import { expireAnswers } from "../delivering/take-answer.js";
import { wakeMissed } from "../receiving/wake.js";
import type { Hub } from "./hub.js";

const QUESTIONS_AT_ONCE = 200;
const SETS_MAX = 1_000;
const FIRST_ID = "00000000-0000-0000-0000-000000000000";

/** Housekeeping that no fact asks for. */
export async function sweep(hub: Hub): Promise<void> {
  await pruneFacts(hub.store.pool);
  await pruneEvents(hub.store.pool);
  await pruneDeliveries(hub.store.pool);
  await weighQuestions(hub);
  await wakeMissed(hub);
  await expireAnswers(hub);
}

/** Orders are completed and canceled without a word to identity: what is at risk is weighed anew now and then. */
async function weighQuestions({ store }: Hub): Promise<void> {
  let after: string | null = FIRST_ID;
  for (let sets = 0; after !== null && sets < SETS_MAX; sets += 1) {
    after = await weighNextQuestions(store.pool, after, QUESTIONS_AT_ONCE);
  }
}
