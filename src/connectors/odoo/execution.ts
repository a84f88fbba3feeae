import type { Execution, ExecutionAnswer, ExecutionCommand } from "../connector.js";
import { converse, RETURNS_COME_UNANNOUNCED, type Talk } from "../execution-client.js";
import { amendOrder, note } from "./amend-order.js";
import { createOrder } from "./create-order.js";
import { listOrders } from "./list.js";
import { readBack } from "./read-back.js";
import type { OdooSettings } from "./settings.js";

/** Odoo as a system that carries orders out: sales orders and their deliveries over its JSON-2 API. */
export const odooExecution: Execution<OdooSettings> = {
  isExecuting: ({ executes, url }) => executes && url !== null,
  apply: (settings, command) => converse(settings.timeoutMs, (talk) => tell(settings, talk, command)),
  fetch: readBack,
  list: listOrders,
};

function tell(settings: OdooSettings, talk: Talk, command: ExecutionCommand): Promise<ExecutionAnswer> {
  switch (command.kind) {
    case "CREATE":
      return createOrder(settings, talk, command);
    case "AMEND":
      return amendOrder(settings, talk, command);
    case "HOLD":
    case "RELEASE":
      return sayNo(settings, talk, command);
    case "RETURN":
      return Promise.resolve(RETURNS_COME_UNANNOUNCED);
  }
}

/**
 * Odoo holds nothing back: locking an order only keeps it from being edited, and its deliveries go on. So the wish is
 * written where the people of the warehouse see it, and answered truly: it is not stopped.
 */
async function sayNo(
  settings: OdooSettings,
  talk: Talk,
  { kind, externalId, reason }: Extract<ExecutionCommand, { kind: "HOLD" | "RELEASE" }>,
): Promise<ExecutionAnswer> {
  const words = kind === "HOLD" ? `Please do not ship this order: ${reason}` : "This order may be shipped.";
  const noted = await note(settings, talk, Number(externalId), words);
  if (!noted.ok && noted.answer.outcome === "REFUSED" && noted.answer.refusal !== "PERMISSION")
    return noted.answer;
  const nativeMessage = "Odoo cannot hold the deliveries of an order; a note was left with it";
  return { outcome: "REFUSED", refusal: "UNSUPPORTED", nativeMessage };
}
