import type { CasePhase, CaseType } from "./case-vocabulary.js";
import type { OrderStatus } from "./vocabulary.js";

/** What a case is about, as far as it tells where in a purchase the customer is. */
export interface CaseSubject {
  readonly type: CaseType;
  /** Where its order stands; null if it is about none. */
  readonly orderStatus: OrderStatus | null;
  /** True if it is about goods that come back. */
  readonly hasReturn: boolean;
  /** True if the customer has had goods from the house before. */
  readonly hasBought: boolean;
}

const AFTER: readonly OrderStatus[] = ["COMPLETED", "CANCELED"];

/** The phase of a case for which nobody has stated one. Who complains without an order does so of what they have. */
export function phaseOf({ type, orderStatus, hasReturn, hasBought }: CaseSubject): CasePhase {
  if (hasReturn) return "AFTER_PURCHASE";
  if (orderStatus !== null) return AFTER.includes(orderStatus) ? "AFTER_PURCHASE" : "DURING_PURCHASE";
  const isOfGoods = type === "COMPLAINT" || type === "SERVICE_REQUEST";
  return isOfGoods && hasBought ? "AFTER_PURCHASE" : "BEFORE_PURCHASE";
}
