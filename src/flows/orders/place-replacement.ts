import type { PostalAddress } from "../../domain/address.js";
import type { CanonicalOrder, CanonicalOrderLine } from "../../domain/order.js";
import type { Resolution } from "../../domain/return-resolution.js";
import { writeFacts } from "../../store/outbox.js";
import { insertOrders } from "../../store/writes/order.js";
import { partyOf } from "../../store/writes/party.js";
import type { Acting } from "../returns/on-return.js";

/**
 * Writes the order that sends goods again, or other goods instead. It goes the way of every order: the fact that it
 * is ready brings it to the execution systems, which are read back as always. One per return: `orders_source`. Its
 * lines cost nothing, because they are paid for; those of an exchange cost what the caller states.
 */
export async function placeReplacement(
  { tx, order, known }: Acting,
  resolution: Resolution,
  stated: readonly CanonicalOrderLine[] | null,
  shipTo: PostalAddress | null,
): Promise<string> {
  const word = resolution.toLowerCase();
  const replacement: CanonicalOrder = {
    ...{ externalId: `return:${known.number}`, externalNumber: null, externalVersion: null },
    ...{ poNumber: null, placedAt: new Date().toISOString(), currency: order.currency },
    ...{ buyer: await partyOf(tx, order.sourceRecordId), shipTo, requestedDate: null },
    lines: stated === null ? linesAgain(known.lines, order.lines) : [...stated],
    note: `${word} for return ${known.number} of order ${order.number}`,
    ...{ canceled: false, doubts: [], provenance: [] },
  };
  const { connectionId, channel, messageId, sourceRecordId, customerId } = order;
  const [made] = await insertOrders(tx, [
    { connectionId, channel, messageId, sourceRecordId, customerId, status: "CONFIRMED", order: replacement },
  ]);
  if (made === undefined) throw new Error("the replacement order was not written");
  // Without a customer yet, identity resolution sends it on its way.
  if (customerId !== null) {
    await writeFacts(tx, [{ kind: "OrderReady", subjectId: made.id, key: `order:${made.id}` }]);
  }
  return made.id;
}

/** The lines of the return as the order has them, free of charge. */
function linesAgain(
  lines: readonly { readonly lineNumber: string; readonly quantity: string }[],
  ordered: readonly CanonicalOrderLine[],
): CanonicalOrderLine[] {
  return lines.map(({ lineNumber, quantity }) => {
    const line = ordered.find((one) => one.lineNumber === lineNumber);
    const { sku = null, description = null, unit = null } = line ?? {};
    return { lineNumber, sku, description, quantity, unit, unitPrice: "0" };
  });
}
