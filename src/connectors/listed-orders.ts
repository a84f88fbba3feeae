import { isOrderId, orderNumberIn } from "../domain/order-reference.js";
import type { WorkOrderPage } from "./connector.js";

/** How many orders a system is asked to show at a time. */
export const LIST_PAGE = 200;

/** An order as a system lists it. */
interface Listed {
  /** What the list is in order of; the next page begins behind it. */
  readonly key: string;
  readonly externalId: string;
  /** What stands in the field that our orders bear our id in. */
  readonly reference: string | null;
  /** Where our order number stands, if the system keeps it. */
  readonly said: string | null;
}

/**
 * The orders of ours among those that were listed. Only a page with nothing on it is the last: a system may show
 * fewer than it was asked for.
 */
export const workOrderPage = (listed: readonly Listed[]): WorkOrderPage => ({
  orders: listed.flatMap(({ reference, externalId, said }) =>
    reference !== null && isOrderId(reference)
      ? [{ reference, externalId, orderNumber: orderNumberIn(said) }]
      : [],
  ),
  next: listed.at(-1)?.key ?? null,
});
