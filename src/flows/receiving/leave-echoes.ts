import type { CanonicalDocument } from "../../connectors/connector.js";
import { isExecuting } from "../../connectors/executing.js";
import type { Tx } from "../../store/database.js";
import { writeFacts } from "../../store/outbox.js";
import { givenOrders } from "../../store/writes/given-order.js";
import type { Hub } from "../work/hub.js";
import type { Applied, Arriving } from "./arriving.js";

type ArrivingOrder = Arriving<Extract<CanonicalDocument, { kind: "ORDER" }>>;

/**
 * Orders that a system shows us because we have made them there are our own: taken for new ones they would be
 * delivered there once more, and so on. Such an echo tells that the work order has moved, so it is read back.
 */
export async function withoutEchoes(
  tx: Tx,
  hub: Hub,
  arriving: readonly ArrivingOrder[],
): Promise<{ readonly orders: ArrivingOrder[]; readonly echoes: (readonly [string, Applied])[] }> {
  const suspects = arriving.filter(({ message }) => isExecutor(hub, message.connectionId));
  if (suspects.length === 0) return { orders: [...arriving], echoes: [] };
  const given = await givenOrders(
    tx,
    suspects.map(({ message: { connectionId }, document: { order } }) => {
      return { connectionId, externalId: order.externalId, reference: order.reference ?? null };
    }),
  );
  const own = new Map(suspects.flatMap((one, at) => (given[at] == null ? [] : [[one, given[at]] as const])));
  await writeFacts(
    tx,
    [...own.values()].map(({ id }) => ({
      kind: "WorkOrderMoved" as const,
      subjectId: id,
      key: `order:${id}`,
    })),
  );
  return {
    orders: arriving.filter((one) => !own.has(one)),
    echoes: [...own].map(([{ message }, { number }]) => [
      message.id,
      { kind: "APPLIED", result: `our own order ${number}, which was made there` },
    ]),
  };
}

function isExecutor(hub: Hub, connectionId: string): boolean {
  const connection = hub.connection(connectionId);
  return connection !== undefined && isExecuting(connection.connector, connection.settings);
}
