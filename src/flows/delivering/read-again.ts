import type { ExecutionSnapshot } from "../../connectors/connector.js";
import type { ExecutionEvent } from "../../domain/execution.js";
import type { Tx } from "../../store/database.js";
import { workOrderIdOf } from "../../store/writes/execution.js";
import { lockOrder } from "../../store/writes/order.js";
import { refreshOrder } from "../orders/refresh-order.js";
import { executionSystems, type Hub } from "../work/hub.js";
import type { Work } from "../work/work.js";
import { applyEvent } from "./apply-execution.js";

/**
 * Takes over what the execution systems show of an order, as if they had reported it: how far the work order is, and
 * its parcels where they say. What was heard before is heard again and changes nothing, because every state of a
 * parcel is told with the moment it came to (`execution_sightings_key`).
 */
export const readAgain: Work = async (hub, claim) => {
  for (const fact of claim.facts) {
    const shown = await lookAtAll(hub, fact.subjectId);
    await hub.store.transaction(async (tx) => {
      await claim.finish(tx, [fact]);
      await takeOver(tx, hub, fact.subjectId, shown);
    });
  }
};

/** What each system that has the order shows of it now. One that is away makes all of it wait: it is tried again. */
async function lookAtAll(hub: Hub, orderId: string): Promise<Shown[]> {
  const all: Shown[] = [];
  for (const { id: connectionId, connector, settings } of executionSystems(hub)) {
    const { execution } = connector;
    if (execution === undefined || (await workOrderIdOf(hub.store.pool, orderId, connectionId)) === null)
      continue;
    const snapshot = await execution.fetch(settings, orderId);
    if (snapshot !== null) all.push({ connectionId, snapshot });
  }
  return all;
}

interface Shown {
  readonly connectionId: string;
  readonly snapshot: ExecutionSnapshot;
}

async function takeOver(tx: Tx, hub: Hub, orderId: string, shown: readonly Shown[]): Promise<void> {
  const order = await lockOrder(tx, orderId);
  if (order === null) return;
  for (const { connectionId, snapshot } of shown)
    for (const event of eventsIn(orderId, snapshot)) await applyEvent(tx, hub, order, connectionId, event);
  await refreshOrder(tx, order);
}

function eventsIn(
  reference: string,
  { externalId, version, status, shipTo, parcels }: ExecutionSnapshot,
): Exclude<ExecutionEvent, { type: "TRACKING" }>[] {
  const occurredAt = new Date().toISOString();
  return [
    {
      ...{ type: "FULFILLMENT_ORDER", externalId, reference, externalVersion: version },
      ...{ status, shipTo, occurredAt },
    },
    ...(parcels ?? []).map((parcel) => ({
      ...{ type: "SHIPMENT" as const, fulfillmentOrderExternalId: externalId, reference },
      ...parcel,
    })),
  ];
}
