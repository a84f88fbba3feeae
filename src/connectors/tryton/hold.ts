import type { ExecutionAnswer, ExecutionCommand } from "../connector.js";
import type { Tryton } from "./client.js";
import { refused } from "./fault.js";
import { saleById } from "./read-sale.js";
import { hasGone, isInHand } from "./sale.js";

type Hold = Extract<ExecutionCommand, { kind: "HOLD" | "RELEASE" }>;

const STARTED = ["picked", "packed"];

/**
 * Tryton's own stop: a shipment that is made a draft again can be neither assigned, picked nor shipped. One
 * that is only assigned gives its goods back first. Why it stands still is told by a note on the shipment.
 */
export async function holdSale(tryton: Tryton, { externalId, reason }: Hold): Promise<ExecutionAnswer> {
  const sale = await saleById(tryton, externalId);
  const late = sale.shipments.find(({ state }) => STARTED.includes(state));
  if (late !== undefined) throw refused("ALREADY_PICKED", `shipment ${late.number} is ${late.state}`);
  const assigned = sale.shipments.filter(isInHand).map(({ id }) => id);
  const waiting = sale.shipments.filter(({ state }) => state === "waiting").map(({ id }) => id);
  const stopped = [...assigned, ...waiting];
  if (stopped.length === 0 && !sale.shipments.some(({ state }) => state === "draft")) {
    const gone = sale.shipments.find(hasGone);
    throw gone === undefined
      ? refused("UNSUPPORTED", "the sale has no shipment that could be stopped")
      : refused("ALREADY_SHIPPED", `shipment ${gone.number} has left`);
  }
  if (assigned.length > 0) await tryton.act("model.stock.shipment.out.wait", [assigned]);
  if (stopped.length > 0) {
    await tryton.act("model.stock.shipment.out.draft", [stopped]);
    const notes = stopped.map((id) => ({
      resource: `stock.shipment.out,${id}`,
      message: `Stopped: ${reason}`,
    }));
    await tryton.call("model.ir.note.create", [notes]);
  }
  return { outcome: "ACCEPTED", externalId, nativeMessage: null };
}

/** Lets the shipments wait for the warehouse again. */
export async function releaseSale(tryton: Tryton, { externalId }: Hold): Promise<ExecutionAnswer> {
  const sale = await saleById(tryton, externalId);
  const drafts = sale.shipments.filter(({ state }) => state === "draft").map(({ id }) => id);
  if (drafts.length > 0) await tryton.act("model.stock.shipment.out.wait", [drafts]);
  return { outcome: "ACCEPTED", externalId, nativeMessage: null };
}
