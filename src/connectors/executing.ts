import type { Connector } from "./connector.js";

/** Whether a connection with these settings is one that orders are carried out by. */
export const isExecuting = (
  { execution, orders }: Pick<Connector, "execution" | "orders">,
  settings: Readonly<Record<string, unknown>>,
): boolean =>
  (execution !== undefined && (execution.isExecuting?.(settings) ?? true)) ||
  orders?.isExecuting(settings) === true;
