import type { Execution, ExecutionAnswer, ExecutionCommand } from "../connector.js";
import { converse, RETURNS_COME_UNANNOUNCED, type Talk } from "../execution-client.js";
import { amendOrder, comment } from "./amend-order.js";
import { createOrder } from "./create-order.js";
import { listOrders } from "./list.js";
import { readBack } from "./read-back.js";
import type { ErpnextSettings } from "./settings.js";
import { callMethod } from "./site.js";

/** ERPNext as a system that carries orders out: sales orders over Frappe's resource API. */
export const erpnextExecution: Execution<ErpnextSettings> = {
  isExecuting: ({ executes, url }) => executes && url !== null,
  apply: (settings, command) => converse(settings.timeoutMs, (talk) => tell(settings, talk, command)),
  fetch: readBack,
  list: listOrders,
};

function tell(settings: ErpnextSettings, talk: Talk, command: ExecutionCommand): Promise<ExecutionAnswer> {
  switch (command.kind) {
    case "CREATE":
      return createOrder(settings, talk, command);
    case "AMEND":
      return amendOrder(settings, talk, command);
    case "HOLD":
    case "RELEASE":
      return moveStatus(settings, talk, command);
    case "RETURN":
      return Promise.resolve(RETURNS_COME_UNANNOUNCED);
  }
}

const UPDATE_STATUS = "erpnext.selling.doctype.sales_order.sales_order.update_status";

/** ERPNext puts an order on hold by its status, and goes on by calling it a draft: it works out the rest itself. */
async function moveStatus(
  settings: ErpnextSettings,
  talk: Talk,
  { kind, externalId, reason }: Extract<ExecutionCommand, { kind: "HOLD" | "RELEASE" }>,
): Promise<ExecutionAnswer> {
  const status = kind === "HOLD" ? "On Hold" : "Draft";
  const done = await callMethod(settings, talk, UPDATE_STATUS, { name: externalId, status });
  if (!done.ok) return done.answer;
  // The reason is for people: the stop stands without it.
  if (kind === "HOLD") await comment(settings, talk, externalId, `On hold: ${reason}`).catch(() => null);
  return { outcome: "ACCEPTED", externalId, nativeMessage: null };
}
