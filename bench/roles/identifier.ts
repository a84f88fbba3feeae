import { setTimeout as sleep } from "node:timers/promises";
import { readConfig } from "../../src/config.js";
import { openIdentification } from "../../src/flows/identity/identify.js";
import type { Hub } from "../../src/flows/work/hub.js";
import { createLog } from "../../src/log.js";
import { writeFacts } from "../../src/store/outbox.js";
import { select } from "../../src/store/rows.js";
import { openStore } from "../../src/store/store.js";
import { keepStatements, type Statement } from "../../src/store/writes/party.js";
import { startHub } from "../../src/wiring.js";
import { closedLoop, type LoopPlan } from "../resolve/closed-loop.js";
import { messageIdOf } from "../resolve/load-batch.js";
import type { Probe } from "../resolve/records.js";
import type { Calls } from "../role.js";

const POLL_MS = 2;

/** A hub that decides, and the clients that ask it to; its workers are started only for the ordinary way. */
export async function start({ databaseUrl }: { databaseUrl: string }): Promise<Calls> {
  const store = await openStore(databaseUrl);
  const hub: Hub = {
    ...{ store, log: createLog("error"), ring: () => undefined },
    ...{ connection: () => undefined, connections: () => [] },
  };
  const identify = openIdentification(hub);
  return {
    /** Stated and decided at once. */
    run: (plan: LoopPlan) => closedLoop(plan, (probe) => identify(statementOf(probe))),
    /** Stated with a fact, decided by the workers of a hub when the queue rings for it. */
    ordinary: (plan: LoopPlan) => throughTheQueue(databaseUrl, plan),
    close: () => store.close(),
  };
}

const statementOf = ({ system, party }: Probe): Statement => ({
  ...{ connectionId: system.id, channel: system.side, party, statedAt: new Date() },
  messageId: messageIdOf(system),
});

async function throughTheQueue(databaseUrl: string, plan: LoopPlan) {
  const config = { ...readConfig(), redisUrl: null };
  const work = await startHub({
    config,
    databaseUrl,
    connections: [],
    log: createLog("error"),
    openDoors: false,
  });
  const { store, ring } = work.hub;
  try {
    return await closedLoop(plan, async (probe) => {
      const recordId = await store.transaction(async (tx) => {
        const [kept] = await keepStatements(tx, [statementOf(probe)]);
        await writeFacts(tx, [{ kind: "PartyStated", subjectId: kept?.recordId ?? "", key: null }]);
        return kept?.recordId ?? "";
      });
      ring();
      for (;;) {
        const [member] = await select<{ customerId: string }>(
          store.pool,
          "SELECT customer_id FROM memberships WHERE source_record_id = $1",
          [recordId],
        );
        if (member !== undefined) return { recordId, customerId: member.customerId };
        await sleep(POLL_MS);
      }
    });
  } finally {
    await work.close();
  }
}
