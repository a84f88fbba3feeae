import { transient } from "../../domain/errors.js";
import type { ExecutionSnapshot } from "../connector.js";
import { lookUp } from "../execution-client.js";
import {
  addressOf,
  dateOf,
  type HeldOrder,
  heldOrder,
  isCanceled,
  linesOf,
  shipToOf,
  statusOf,
} from "./held.js";
import { type Look, orderNumbered, orderNumbers } from "./service.js";
import type { SapSettings } from "./settings.js";
import { referenceIn } from "./written.js";

/** Reads an order back by our id. */
export async function readBack(settings: SapSettings, reference: string): Promise<ExecutionSnapshot | null> {
  const look: Look = (request) => lookUp(request, settings.timeoutMs);
  const [number] = await orderNumbers(settings, look, settings.referenceField, referenceIn(reference));
  const order = number === undefined ? null : await orderWith(settings, look, number);
  if (order === null) return null;
  return {
    ...{ externalId: order.SalesOrder, version: order.__metadata.etag, status: statusOf(order) },
    ...{ shipTo: addressOf(shipToOf(order, settings)), labels: [], requestedDate: dateOf(order) },
    ...{ canceled: isCanceled(order), lines: linesOf(order, settings) },
  };
}

/** An order as it is now; null if there is none of that number. */
export async function orderWith(
  settings: SapSettings,
  look: Look,
  number: string,
): Promise<HeldOrder | null> {
  const entity = await orderNumbered(settings, look, number);
  if (entity === null) return null;
  const read = heldOrder.safeParse(entity);
  if (!read.success)
    throw transient("EXECUTION_UNREADABLE", `SAP shows order ${number} without what an order needs`);
  return read.data;
}
