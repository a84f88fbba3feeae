import "reflect-metadata";
import { registerEnumType } from "type-graphql";
import { CALLER_MATCHES, CALLER_UNKNOWNS } from "../domain/call.js";
import * as words from "../domain/vocabulary.js";
import { DECISION_KINDS } from "../store/decision.js";
import { ORDER_SORTS } from "../store/reads/order.js";
import { REVIEW_TASK_ORDERS } from "../store/reads/review-task.js";
import * as goods from "./goods-meanings.js";
import * as order from "./order-meanings.js";

/** A list of words as the enum that GraphQL clients see, with a sentence for every word. */
export function enumOf<const Word extends string>(
  name: string,
  list: readonly Word[],
  description: string,
  meanings: order.Meanings<Word>,
): { readonly [W in Word]: W } {
  const values = Object.fromEntries(list.map((word) => [word, word])) as { readonly [W in Word]: W };
  const described = Object.entries(meanings).map(([word, description]) => [word, { description }]);
  const valuesConfig: Partial<Record<Word, { description: string }>> = Object.fromEntries(described);
  registerEnumType(values, { name, description, valuesConfig });
  return values;
}

export const Role = enumOf(
  "Role",
  words.ROLES,
  "What somebody is to the hub; it decides what they may see and do.",
  {
    FRONT_OFFICE: "Sales desk and call center: takes orders and changes them.",
    SUPPLY_CHAIN: "Follows orders into execution and settles divergent addresses.",
    STEWARD: "Decides who is who, and what only a person can decide.",
    OPERATOR: "Runs the hub: sees everything, replays what waits in quarantine.",
    CUSTOMER: "A buyer: sees the orders of one customer and nothing else.",
  },
);

export const Channel = enumOf("Channel", words.CHANNELS, "How something came in.", order.CHANNEL);
export const ConnectionSide = enumOf(
  "ConnectionSide",
  words.CONNECTION_SIDES,
  "What a connection is there for: a sales channel, the side that executes, or carriers.",
  order.CONNECTION_SIDE,
);
export const InboundMessageStatus = enumOf(
  "InboundMessageStatus",
  words.INBOUND_MESSAGE_STATUSES,
  "What became of a message.",
  {
    RECEIVED: "Kept, not yet read.",
    APPLIED: "Read, and its effects are in the hub.",
    DUPLICATE: "Said nothing that was not known already.",
    QUARANTINED: "Could not be understood; waits for a person.",
    DISCARDED: "A person has decided that it is of no use.",
  },
);

export const CustomerKind = enumOf("CustomerKind", words.CUSTOMER_KINDS, "A person or an organization.", {
  PERSON: "A private customer.",
  ORGANIZATION: "A company, an office, a school.",
});
export const DecisionKind = enumOf("DecisionKind", DECISION_KINDS, "What an act of identity did.", {
  LINK: "Put a record with a customer.",
  MERGE: "Made two customers one.",
  UNMERGE: "Took them apart again.",
  NOT_A_MATCH: "Settled that two customers are not the same.",
  PIN: "Fixed one golden value by hand.",
});
export const MatchOutcome = enumOf(
  "MatchOutcome",
  words.MATCH_OUTCOMES,
  "What becomes of a record or of a pair.",
  {
    LINKED: "It belongs to the customer; nobody is asked.",
    REVIEW: "A person is asked.",
    NEW: "It is a customer of its own.",
    NOT_A_MATCH: "They are two; nobody is asked again.",
  },
);
export const AddressRole = enumOf("AddressRole", words.ADDRESS_ROLES, "What an address is for.", {
  GENERAL: "For whatever comes: its statements do not say.",
  REGISTERED: "The registered seat.",
  OFFICE: "Where people work.",
  BILLING: "Where bills go.",
  SHIPPING: "Where goods go.",
});
export const SurvivorshipStrategy = enumOf(
  "SurvivorshipStrategy",
  words.SURVIVORSHIP_STRATEGIES,
  "The rule by which a golden value won over the others.",
  {
    SOURCE_PRIORITY: "Its source is trusted more.",
    RECENCY: "It was stated last.",
    FREQUENCY: "Most sources say so.",
    COMPLETENESS: "It is the fullest.",
    PINNED: "A steward fixed it.",
  },
);
export const ReviewTaskKind = enumOf(
  "ReviewTaskKind",
  words.REVIEW_TASK_KINDS,
  "What a person is asked to decide.",
  order.REVIEW_TASK_KIND,
);
export const ReviewTaskStatus = enumOf(
  "ReviewTaskStatus",
  words.REVIEW_TASK_STATUSES,
  "Where the work on a task stands.",
  order.REVIEW_TASK_STATUS,
);

export const ReviewTaskOrder = enumOf(
  "ReviewTaskOrder",
  REVIEW_TASK_ORDERS,
  "In which order review tasks are listed.",
  {
    NEWEST: "The one opened last first.",
    VALUE_AT_RISK:
      "The one first whose customers have the most in open orders. Currencies are weighed roughly against each other for this, to one digit.",
  },
);

export const OrderSort = enumOf("OrderSort", ORDER_SORTS, "Which orders are listed, and which come first.", {
  NEWEST: "All of them, the newest first.",
  DUE: "Those still open, by the day asked for, the earliest first; last those without a day.",
  UPDATED: "All of them, those that have changed last first.",
  PROMISED: "All of them, by the day they were promised for, the earliest first; last those without a day.",
  SLIP: "All of them, those that are latest against their promise first; last those without a promise.",
});
export const OrderStatus = enumOf(
  "OrderStatus",
  words.ORDER_STATUSES,
  "Where an order stands; fulfillment, returns and execution are axes of their own.",
  order.ORDER_STATUS,
);
export const OrderFulfillmentStatus = enumOf(
  "OrderFulfillmentStatus",
  words.ORDER_FULFILLMENT_STATUSES,
  "How far the goods of an order are out of the door.",
  order.ORDER_FULFILLMENT_STATUS,
);
export const OrderReturnStatus = enumOf(
  "OrderReturnStatus",
  words.ORDER_RETURN_STATUSES,
  "Whether goods of an order are on their way back.",
  order.ORDER_RETURN_STATUS,
);
export const ExecutionSyncStatus = enumOf(
  "ExecutionSyncStatus",
  words.EXECUTION_SYNC_STATUSES,
  "Whether the execution system holds the order as the hub does, by what was read back from it.",
  order.EXECUTION_SYNC_STATUS,
);
export const FulfillmentOrderStatus = enumOf(
  "FulfillmentOrderStatus",
  words.FULFILLMENT_ORDER_STATUSES,
  "Where a work order stands in the execution system.",
  order.FULFILLMENT_ORDER_STATUS,
);
export const HoldReason = enumOf(
  "HoldReason",
  words.HOLD_REASONS,
  "Why goods are stopped.",
  order.HOLD_REASON,
);
export const OrderChangeKind = enumOf(
  "OrderChangeKind",
  words.ORDER_CHANGE_KINDS,
  "What a change is about.",
  order.ORDER_CHANGE_KIND,
);
export const OrderChangeStatus = enumOf(
  "OrderChangeStatus",
  words.ORDER_CHANGE_STATUSES,
  "What came of a change.",
  order.ORDER_CHANGE_STATUS,
);
export const OrderChangeDeliveryStatus = enumOf(
  "OrderChangeDeliveryStatus",
  words.ORDER_CHANGE_DELIVERY_STATUSES,
  "How far a change is at one receiving system.",
  order.ORDER_CHANGE_DELIVERY_STATUS,
);
export const RefusalCode = enumOf(
  "RefusalCode",
  words.REFUSAL_CODES,
  "Why a receiving system would not do what it was asked.",
  order.REFUSAL_CODE,
);
export const DivergenceStatus = enumOf(
  "DivergenceStatus",
  words.DIVERGENCE_STATUSES,
  "What became of two systems that hold different addresses, quantities or prices for the same goods.",
  order.DIVERGENCE_STATUS,
);
export const ShipmentStatus = enumOf(
  "ShipmentStatus",
  words.SHIPMENT_STATUSES,
  "Where a parcel stands.",
  goods.SHIPMENT_STATUS,
);
export const ExceptionReason = enumOf(
  "ExceptionReason",
  words.EXCEPTION_REASONS,
  "Why a parcel did not arrive, or came back.",
  goods.EXCEPTION_REASON,
);
export const ReturnKind = enumOf(
  "ReturnKind",
  words.RETURN_KINDS,
  "How goods come to be on their way back.",
  goods.RETURN_KIND,
);
export const ReturnStatus = enumOf(
  "ReturnStatus",
  words.RETURN_STATUSES,
  "Where a return stands.",
  goods.RETURN_STATUS,
);

export const ReviewAction = enumOf(
  "ReviewAction",
  words.REVIEW_ACTIONS,
  "How a person answers a review task. Each kind of task takes its own actions.",
  order.REVIEW_ACTION,
);

export const CallerMatch = enumOf("CallerMatch", CALLER_MATCHES, "How a stated number is the caller's.", {
  EXACT: "The same number, country and all.",
  NATIONAL: "The same national number; one of the two does not say its country.",
});
export const CallerUnknown = enumOf("CallerUnknown", CALLER_UNKNOWNS, "Why nobody can be told by a number.", {
  WITHHELD: "The caller does not show a number.",
  INTERNAL: "An extension of the house.",
  NO_NUMBER: "What was shown is no telephone number.",
});

export const DocumentKind = enumOf(
  "DocumentKind",
  words.DOCUMENT_KINDS,
  "What a document beside an order is.",
  {
    ACKNOWLEDGMENT: "A partner's receipt or answer.",
    SHIP_NOTICE: "Goods are on their way.",
    INVOICE: "A partner's invoice; the hub books nothing.",
    CALL: "A call, as the telephone system wrote it down.",
  },
);
