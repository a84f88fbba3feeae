/** The words of following changes through: what diverges, what differs, who has moved. As in `vocabulary.ts`. */
/** What two systems can disagree about so that goods would leave wrong. */
export const DIVERGENCE_ASPECTS = ["SHIP_TO", "QUANTITY", "PRICE", "CANCELED"] as const;
export type DivergenceAspect = (typeof DIVERGENCE_ASPECTS)[number];

/** What of a customer can move. */
export const MOVE_ASPECTS = ["ADDRESS", "CONTACT"] as const;
export type MoveAspect = (typeof MOVE_ASPECTS)[number];

/** What is to become of an open order whose customer has moved. */
export const MOVE_DECISIONS = ["ASK", "PROPAGATE", "KEEP"] as const;
export type MoveDecision = (typeof MOVE_DECISIONS)[number];

/** What the hub and an execution system can hold differently of an order. */
export const DIFFERENCE_ASPECTS = [
  "MISSING_THERE",
  "UNKNOWN_HERE",
  "CANCELED",
  "STATUS",
  "SHIP_TO",
  "DATE",
  "QUANTITY",
  "PRICE",
  "PARCEL_UNKNOWN_HERE",
  "PARCEL_MISSING_THERE",
  "PARCEL_STATUS",
  "PARCEL_CONTENTS",
  "PARCEL_TRACKING",
] as const;
export type DifferenceAspect = (typeof DIFFERENCE_ASPECTS)[number];

/** What would bring the two sides together. */
export const PROPOSED_ACTS = [
  "SEND_ORDER",
  "READ_SOURCES",
  "READ_AGAIN",
  "PROPAGATE",
  "ASK_CUSTOMER",
  "ASK_WAREHOUSE",
] as const;
export type ProposedAct = (typeof PROPOSED_ACTS)[number];
