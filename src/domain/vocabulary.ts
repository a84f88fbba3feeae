/**
 * The words of the hub, as lists. Each list is at once the TypeScript type, the zod enum, the check
 * constraint of its column and the GraphQL enum; the database keeps the same upper-case word.
 */
export const CHANNELS = ["SALES_DESK", "CALL_CENTER", "FAX", "EMAIL", "WEB", "EDI"] as const;
export type Channel = (typeof CHANNELS)[number];

/** What a connection is there for: one of the sales channels, the side that executes, or carriers. */
export const CONNECTION_SIDES = [...CHANNELS, "EXECUTION", "CARRIER"] as const;
export type ConnectionSide = (typeof CONNECTION_SIDES)[number];

export const INBOUND_MESSAGE_STATUSES = [
  "RECEIVED",
  "APPLIED",
  "DUPLICATE",
  "QUARANTINED",
  "DISCARDED",
] as const;
export type InboundMessageStatus = (typeof INBOUND_MESSAGE_STATUSES)[number];

export const CUSTOMER_KINDS = ["PERSON", "ORGANIZATION"] as const;
export type CustomerKind = (typeof CUSTOMER_KINDS)[number];

/** What an address is for. GENERAL where the statement does not say. */
export const ADDRESS_ROLES = ["GENERAL", "REGISTERED", "OFFICE", "BILLING", "SHIPPING"] as const;
export type AddressRole = (typeof ADDRESS_ROLES)[number];

/** What becomes of a record or of a pair. */
export const MATCH_OUTCOMES = ["LINKED", "REVIEW", "NEW", "NOT_A_MATCH"] as const;
export type MatchOutcome = (typeof MATCH_OUTCOMES)[number];

/** What a person is asked to decide. */
export const REVIEW_TASK_KINDS = [
  "IDENTITY",
  "ORDER",
  "ORDER_CHANGE",
  "SHIP_TO",
  "ADDRESS_CORRECTION",
  "CUSTOMER_MOVE",
  "RETURN",
] as const;
export type ReviewTaskKind = (typeof REVIEW_TASK_KINDS)[number];

/** The answers a person can give; which of them fits which kind of task is a table in the flow. */
export const REVIEW_ACTIONS = [
  "MERGE",
  "NOT_A_MATCH",
  "CONFIRM",
  "REJECT",
  "PROPAGATE",
  "ACCEPT_AS_IS",
  "RETRY",
  "DONE",
] as const;
export type ReviewAction = (typeof REVIEW_ACTIONS)[number];

export const REVIEW_TASK_STATUSES = [
  "OPEN",
  "CLAIMED",
  "MERGED",
  "NOT_A_MATCH",
  "RESOLVED",
  "DEFERRED",
] as const;
export type ReviewTaskStatus = (typeof REVIEW_TASK_STATUSES)[number];

export const SURVIVORSHIP_STRATEGIES = [
  "SOURCE_PRIORITY",
  "RECENCY",
  "FREQUENCY",
  "COMPLETENESS",
  "PINNED",
] as const;
export type SurvivorshipStrategy = (typeof SURVIVORSHIP_STRATEGIES)[number];

export const ORDER_STATUSES = ["DRAFT", "NEEDS_REVIEW", "CONFIRMED", "COMPLETED", "CANCELED"] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

export const ORDER_FULFILLMENT_STATUSES = [
  "UNFULFILLED",
  "ON_HOLD",
  "IN_PROGRESS",
  "PARTIALLY_FULFILLED",
  "FULFILLED",
] as const;
export type OrderFulfillmentStatus = (typeof ORDER_FULFILLMENT_STATUSES)[number];

export const ORDER_RETURN_STATUSES = ["NO_RETURN", "RETURN_REQUESTED", "IN_PROGRESS", "RETURNED"] as const;
export type OrderReturnStatus = (typeof ORDER_RETURN_STATUSES)[number];

export const EXECUTION_SYNC_STATUSES = [
  "NOT_SENT",
  "PENDING",
  "IN_SYNC",
  "DIVERGED",
  "REJECTED",
  "UNKNOWN",
] as const;
export type ExecutionSyncStatus = (typeof EXECUTION_SYNC_STATUSES)[number];

export const FULFILLMENT_ORDER_STATUSES = ["OPEN", "IN_PROGRESS", "ON_HOLD", "CLOSED", "CANCELED"] as const;
export type FulfillmentOrderStatus = (typeof FULFILLMENT_ORDER_STATUSES)[number];

export const HOLD_REASONS = [
  "SHIP_TO_DIVERGENCE",
  "AMENDMENT_PENDING",
  "IDENTITY_IN_REVIEW",
  "INCORRECT_ADDRESS",
  "CUSTOMER_ALERT",
  "AWAITING_PAYMENT",
  "OTHER",
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

export const ORDER_CHANGE_KINDS = [
  "SHIP_TO",
  "CONTACT",
  "QUANTITY",
  "PRICE",
  "QUALITY",
  "DATE",
  "ADD_LINE",
  "REMOVE_LINE",
  "CANCEL",
] as const;
export type OrderChangeKind = (typeof ORDER_CHANGE_KINDS)[number];

export const ORDER_CHANGE_STATUSES = [
  "REQUESTED",
  "CONFIRMED",
  "PARTIALLY_CONFIRMED",
  "DECLINED",
  "CANCELED",
] as const;
export type OrderChangeStatus = (typeof ORDER_CHANGE_STATUSES)[number];

export const ORDER_CHANGE_DELIVERY_STATUSES = [
  "QUEUED",
  "SENT",
  "ACKNOWLEDGED",
  "APPLIED",
  "PARTIAL",
  "REJECTED",
  "TOO_LATE",
  "CONFLICT",
  "UNKNOWN",
] as const;
export type OrderChangeDeliveryStatus = (typeof ORDER_CHANGE_DELIVERY_STATUSES)[number];

export const DIVERGENCE_STATUSES = [
  "OPEN",
  "HELD",
  "PROPAGATED",
  "ACCEPTED_AS_IS",
  "INTERCEPT_REQUESTED",
  "ESCAPED",
] as const;
export type DivergenceStatus = (typeof DIVERGENCE_STATUSES)[number];

export const SHIPMENT_STATUSES = [
  "PENDING",
  "LABEL_CREATED",
  "PICKED_UP",
  "IN_TRANSIT",
  "DELAYED",
  "ON_HOLD",
  "OUT_FOR_DELIVERY",
  "READY_FOR_PICKUP",
  "DELIVERY_FAILED",
  "DELIVERED",
  "RETURN_TO_SENDER",
  "RETURNED",
  "LOST",
  "CANCELED",
  "UNKNOWN",
] as const;
export type ShipmentStatus = (typeof SHIPMENT_STATUSES)[number];

export const EXCEPTION_REASONS = [
  "ADDRESS_INCORRECT",
  "ADDRESS_NOT_FOUND",
  "RECIPIENT_MOVED",
  "RECIPIENT_UNKNOWN",
  "RECIPIENT_ABSENT",
  "REFUSED",
  "UNCLAIMED",
  "DAMAGED",
  "MISROUTED",
  "CUSTOMS",
  "WEATHER",
  "CARRIER",
  "OTHER",
  "UNKNOWN",
] as const;
export type ExceptionReason = (typeof EXCEPTION_REASONS)[number];

export const RETURN_KINDS = ["CUSTOMER_RETURN", "UNDELIVERABLE", "REFUSED"] as const;
export type ReturnKind = (typeof RETURN_KINDS)[number];

export const RETURN_STATUSES = [
  "REQUESTED",
  "APPROVED",
  "DECLINED",
  "IN_TRANSIT",
  "RECEIVED",
  "INSPECTED",
  "CLOSED",
  "CANCELED",
] as const;
export type ReturnStatus = (typeof RETURN_STATUSES)[number];

/** Why a receiving system would not do what it was asked. The system's own words are kept beside it. */
export const REFUSAL_CODES = [
  "NOT_FOUND",
  "VERSION_CONFLICT",
  "LOCKED_BY_USER",
  "ORDER_LOCKED",
  "ALREADY_PICKED",
  "ALREADY_SHIPPED",
  "BELOW_SHIPPED_QUANTITY",
  "ALREADY_INVOICED",
  "LINE_NOT_DELETABLE",
  "PRICE_FROZEN",
  "ADDRESS_NOT_CHANGEABLE_AFTER_RELEASE",
  "CUTOFF_PASSED",
  "APPROVAL_REQUIRED",
  "CREDIT_HOLD",
  "VALIDATION",
  "PERMISSION",
  "UNSUPPORTED",
  "RATE_LIMITED",
  "TEMPORARY",
  "ACCEPTED_BUT_NOT_APPLIED",
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** Documents that are kept beside the orders they speak of. */
export const DOCUMENT_KINDS = ["ACKNOWLEDGMENT", "SHIP_NOTICE", "INVOICE", "CALL"] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

export const ROLES = ["FRONT_OFFICE", "SUPPLY_CHAIN", "STEWARD", "OPERATOR", "CUSTOMER"] as const;
export type Role = (typeof ROLES)[number];
