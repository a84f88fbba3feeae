import type { ExecutionAnswer } from "../../connectors/connector.js";
import { transient } from "../../domain/errors.js";
import { statusAfter } from "../../domain/return-states.js";
import type { Return } from "../../store/return.js";
import { workOrderIdOf } from "../../store/writes/execution.js";
import { lockOrder } from "../../store/writes/order.js";
import { returnById, writeAct } from "../../store/writes/return.js";
import { openTasks } from "../../store/writes/review.js";
import { ATTEMPTS_MAX, isPassing } from "../delivering/receiver.js";
import { executionSystems, type Hub } from "../work/hub.js";
import type { Claim, Work } from "../work/work.js";

/**
 * Tells the systems that carried an order out which of its goods are to come back, so that their warehouses expect
 * them. A system knows the return by our number, so a repeat finds what an earlier try has left behind. One that
 * takes goods back as they arrive is told nothing; one that will not take them is a person's to talk to.
 */
export const announceReturns: Work = async (hub, claim) => {
  for (const fact of claim.facts) await announceOne(hub, claim, fact);
};

async function announceOne(hub: Hub, claim: Claim, fact: Claim["facts"][number]): Promise<void> {
  const known = await returnById(hub.store.pool, fact.subjectId);
  if (known !== null && (known.status === "APPROVED" || known.status === "IN_TRANSIT")) {
    for (const { id, connector, settings } of executionSystems(hub)) {
      const { execution } = connector;
      const externalId = await workOrderIdOf(hub.store.pool, known.orderId, id);
      if (execution === undefined || externalId === null) continue;
      const answer = await execution.apply(settings, {
        kind: "RETURN",
        idempotencyKey: `return:${known.id}`,
        reference: known.number,
        externalId,
        lines: known.lines.map(({ lineNumber, quantity }) => ({ lineNumber, quantity })),
        reason: known.note ?? known.reason,
      });
      await keep(hub, known, id, answer, fact.attempts);
    }
  }
  await hub.store.transaction((tx) => claim.finish(tx, [fact]));
}

async function keep(
  hub: Hub,
  known: Return,
  system: string,
  answer: ExecutionAnswer,
  attempts: number,
): Promise<void> {
  const words = answer.nativeMessage ?? (answer.outcome === "ACCEPTED" ? answer.externalId : "");
  if (answer.outcome === "ACCEPTED") return write(hub, known, system, words);
  if (answer.outcome === "REFUSED" && answer.refusal === "UNSUPPORTED") return;
  const isFinal = answer.outcome === "REFUSED" ? !isPassing(answer.refusal) : false;
  if (!isFinal && attempts < ATTEMPTS_MAX) {
    const afterMs = answer.outcome === "RETRY" ? answer.afterMs : undefined;
    throw transient(
      "RETURN_NOT_ANNOUNCED",
      `${system} does not know of return ${known.number}: ${words}`,
      afterMs,
    );
  }
  const { id, orderId, number } = known;
  await hub.store.transaction(async (tx) => {
    const order = await lockOrder(tx, orderId);
    await openTasks(tx, [
      {
        kind: "RETURN",
        subjectKey: `${id}:announce:${system}:${new Date().toISOString()}`,
        title: `${system} does not expect return ${number}: ${words}`,
        details: { returnId: id, returnNumber: number, system, nativeMessage: words },
        ...{ orderId, customerId: order?.customerId ?? null, otherCustomerId: null },
      },
    ]);
  });
}

async function write(hub: Hub, known: Return, system: string, note: string): Promise<void> {
  await hub.store.transaction(async (tx) => {
    await lockOrder(tx, known.orderId);
    const now = await returnById(tx, known.id);
    const status = now === null ? null : statusAfter(now.status, "ANNOUNCE", "WAREHOUSE");
    if (now === null || status === null) return;
    const event = { actor: `connection:${system}`, note, occurredAt: new Date() };
    await writeAct(tx, now, status, { act: "ANNOUNCE", eventKey: `announced:${system}`, ...event });
  });
}
