import type { ReviewTaskKind, Role } from "../domain/vocabulary.js";

/** Who may answer which kind of review task. */
export const REVIEW_POLICY: Readonly<Record<ReviewTaskKind, readonly Role[]>> = {
  IDENTITY: ["STEWARD"],
  ORDER: ["STEWARD"],
  ORDER_CHANGE: ["STEWARD", "SUPPLY_CHAIN"],
  SHIP_TO: ["STEWARD", "SUPPLY_CHAIN"],
  ADDRESS_CORRECTION: ["STEWARD"],
  CUSTOMER_MOVE: ["STEWARD", "SUPPLY_CHAIN"],
  RETURN: ["STEWARD", "SUPPLY_CHAIN"],
};
