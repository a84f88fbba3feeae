import type { OrderChangeTarget } from "../../src/domain/order-change.js";
import type { OrderPlan } from "./plan.js";
import { sameDoor } from "./warehouse.js";

/** An order as its customer wants it, or as somebody shows it. */
export interface Wanted {
  readonly shipTo: OrderPlan["shipTo"] | null;
  readonly requestedDate: string | null;
  readonly canceled: boolean;
  readonly lines: readonly {
    readonly lineNumber: string;
    readonly sku: string | null;
    readonly quantity: string;
    readonly unitPrice: string | null;
  }[];
}

export const firstWanted = ({ shipTo, lines }: OrderPlan): Wanted => ({
  ...{ shipTo, lines, requestedDate: null, canceled: false },
});

/** What the customer wants after one more change. Written apart from the hub's own rules, to judge them. */
export function changed(order: Wanted, target: OrderChangeTarget): Wanted {
  const lines = order.lines;
  switch (target.kind) {
    case "SHIP_TO":
      return { ...order, shipTo: target.shipTo };
    case "DATE":
      return { ...order, requestedDate: target.requestedDate };
    case "CANCEL":
      return { ...order, canceled: true };
    case "QUANTITY":
    case "PRICE":
      return {
        ...order,
        lines: lines.map((line) => (line.lineNumber === target.lineNumber ? { ...line, ...target } : line)),
      };
    case "ADD_LINE":
      return { ...order, lines: [...lines, target.line] };
    case "REMOVE_LINE":
      return { ...order, lines: lines.filter(({ lineNumber }) => lineNumber !== target.lineNumber) };
    default:
      return order;
  }
}

const sameNumber = (a: string | null, b: string | null): boolean =>
  a === b || (a !== null && b !== null && Number(a) === Number(b));

/** Does this order show the change? */
export function shows(order: Wanted, target: OrderChangeTarget): boolean {
  const line = (number: string) => order.lines.find(({ lineNumber }) => lineNumber === number);
  switch (target.kind) {
    case "SHIP_TO":
      return order.shipTo !== null && sameDoor(order.shipTo, target.shipTo);
    case "DATE":
      return order.requestedDate === target.requestedDate;
    case "CANCEL":
      return order.canceled;
    case "QUANTITY":
      return sameNumber(line(target.lineNumber)?.quantity ?? null, target.quantity);
    case "PRICE":
      return sameNumber(line(target.lineNumber)?.unitPrice ?? null, target.unitPrice);
    case "ADD_LINE":
      return sameNumber(line(target.line.lineNumber)?.quantity ?? null, target.line.quantity);
    case "REMOVE_LINE":
      return line(target.lineNumber) === undefined;
    default:
      return false;
  }
}

/** In what two states of an order differ, in words; null if in nothing. */
export function difference(a: Wanted, b: Wanted): string | null {
  if (a.canceled || b.canceled) return a.canceled === b.canceled ? null : "canceled on one side only";
  if (a.shipTo === null || b.shipTo === null || !sameDoor(a.shipTo, b.shipTo)) return "address";
  if (a.requestedDate !== b.requestedDate) return `date ${a.requestedDate} and ${b.requestedDate}`;
  if (a.lines.length !== b.lines.length) return `${a.lines.length} and ${b.lines.length} lines`;
  for (const line of a.lines) {
    const other = b.lines.find(({ lineNumber }) => lineNumber === line.lineNumber);
    if (other === undefined) return `line ${line.lineNumber}`;
    if (!sameNumber(line.quantity, other.quantity)) return `quantity of line ${line.lineNumber}`;
    if (!sameNumber(line.unitPrice, other.unitPrice)) return `price of line ${line.lineNumber}`;
  }
  return null;
}
