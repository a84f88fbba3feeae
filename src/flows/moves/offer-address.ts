import { type PostalAddress, sameDeliveryPoint } from "../../domain/address.js";
import type { Tx } from "../../store/database.js";
import { openOrdersOf } from "../../store/writes/address-history.js";

/** An order that has not left, and where a customer's new address could go. */
export interface OfferedOrder {
  readonly orderId: string;
  readonly number: string;
}

/**
 * Which open orders of a customer still go to the address that failed, for the person who answers. They are offered
 * the new one because the customer's golden address changes (`offer-move.ts`).
 */
export async function offerAddress(
  tx: Tx,
  customerId: string,
  failed: PostalAddress | null,
  address: PostalAddress,
): Promise<OfferedOrder[]> {
  const open = await openOrdersOf(tx, customerId);
  return open
    .filter(({ shipTo }) => shipTo !== null && !sameDeliveryPoint(shipTo, address))
    .filter(({ shipTo }) => failed === null || (shipTo !== null && sameDeliveryPoint(shipTo, failed)))
    .map(({ id, number }) => ({ orderId: id, number }));
}
