import type { ChangeableOrder, OrderChangeTarget } from "./order-change.js";

/** What of an order a system may hold otherwise than the hub, so that it has to be told again. */
export type TellableAspect = "SHIP_TO" | "DATE" | "QUANTITY" | "PRICE" | "CANCELED";

/** What the order says now of one of its values, as a target; null if it says nothing of it. A line that is gone is removed. */
export function wantedTarget(
  order: ChangeableOrder,
  aspect: TellableAspect,
  lineNumber: string | null,
): OrderChangeTarget | null {
  const { shipTo, requestedDate, canceled } = order;
  if (aspect === "CANCELED") return canceled ? { kind: "CANCEL" } : null;
  if (aspect === "SHIP_TO") return shipTo === null ? null : { kind: "SHIP_TO", shipTo };
  if (aspect === "DATE") return requestedDate === null ? null : { kind: "DATE", requestedDate };
  if (lineNumber === null) return null;
  const line = order.lines.find((known) => known.lineNumber === lineNumber);
  if (line === undefined) return { kind: "REMOVE_LINE", lineNumber };
  if (aspect === "QUANTITY") return { kind: "QUANTITY", lineNumber, quantity: line.quantity };
  return line.unitPrice === null ? null : { kind: "PRICE", lineNumber, unitPrice: line.unitPrice };
}
