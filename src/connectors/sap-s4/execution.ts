import type { Execution, ExecutionAnswer, ExecutionCommand } from "../connector.js";
import { converse, RETURNS_COME_UNANNOUNCED, type Talk } from "../execution-client.js";
import { amendOrder } from "./amend-order.js";
import { createOrder } from "./create-order.js";
import { listOrders } from "./list.js";
import { orderWith, readBack } from "./read-back.js";
import { change, quoted, sessionOf } from "./service.js";
import type { SapSettings } from "./settings.js";

/** S/4HANA as a system that carries orders out: sales orders over API_SALES_ORDER_SRV. */
export const sapExecution: Execution<SapSettings> = {
  isExecuting: ({ executes, url }) => executes && url !== null,
  apply: (settings, command) => converse(settings.timeoutMs, (talk) => tell(settings, talk, command)),
  fetch: readBack,
  list: listOrders,
};

function tell(settings: SapSettings, talk: Talk, command: ExecutionCommand): Promise<ExecutionAnswer> {
  switch (command.kind) {
    case "CREATE":
      return createOrder(settings, talk, command);
    case "AMEND":
      return amendOrder(settings, talk, command);
    case "HOLD":
    case "RELEASE":
      return block(settings, talk, command);
    case "RETURN":
      return Promise.resolve(RETURNS_COME_UNANNOUNCED);
  }
}

/** A stop is SAP's delivery block, set and lifted on the order as a whole. */
async function block(
  settings: SapSettings,
  talk: Talk,
  { kind, externalId }: Extract<ExecutionCommand, { kind: "HOLD" | "RELEASE" }>,
): Promise<ExecutionAnswer> {
  const held = await orderWith(settings, talk.look, externalId);
  if (held === null)
    return {
      outcome: "REFUSED",
      refusal: "NOT_FOUND",
      nativeMessage: `SAP has no sales order ${externalId}`,
    };
  const session = await sessionOf(settings, talk.look);
  const values = { DeliveryBlockReason: kind === "HOLD" ? settings.deliveryBlock : "" };
  const path = `A_SalesOrder(${quoted(externalId)})`;
  const done = await change(settings, talk, session, "PATCH", path, values, held.__metadata.etag);
  return done.ok ? { outcome: "ACCEPTED", externalId, nativeMessage: done.warning } : done.answer;
}
