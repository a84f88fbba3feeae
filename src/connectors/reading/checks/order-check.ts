import { type CanonicalOrder, canonicalOrder } from "../../../domain/order.js";
import type { Issue } from "../../connector.js";
import { fieldIssues } from "./field-issues.js";

/** The last look before the hub: values that do not fit its model are named here and not passed on. */
export function unfitIn(orders: readonly CanonicalOrder[]): Issue[] {
  return orders.flatMap((order) => {
    const result = canonicalOrder.safeParse(order);
    if (result.success) return [];
    return fieldIssues(result.error, order).map((issue) => ({
      ...issue,
      at: `order ${order.externalId}, ${issue.at ?? ""}`,
    }));
  });
}
