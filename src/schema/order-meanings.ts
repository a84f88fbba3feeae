import type * as followed from "../domain/follow-through-vocabulary.js";
import type * as words from "../domain/vocabulary.js";

/** One sentence for every word of a list, so that the schema explains itself. */
export type Meanings<Word extends string> = Readonly<Record<Word, string>>;

export const CHANNEL: Meanings<words.Channel> = {
  SALES_DESK: "The sales desk: its CRM, or files of its orders.",
  CALL_CENTER: "By telephone, keyed in by whoever took the call.",
  FAX: "By fax, read by OCR and confirmed by a person.",
  EMAIL: "By mail, in its text or attached.",
  WEB: "A web shop.",
  EDI: "A partner's system, as a standard document.",
};

export const CONNECTION_SIDE: Meanings<words.ConnectionSide> = {
  ...CHANNEL,
  EXECUTION: "An ERP or warehouse that carries orders out.",
  CARRIER: "A carrier, or a service that speaks for several.",
};

export const ORDER_STATUS: Meanings<words.OrderStatus> = {
  DRAFT: "It is not placed yet.",
  NEEDS_REVIEW: "Something is in doubt; a person has to look before it is executed.",
  CONFIRMED: "It may be executed.",
  COMPLETED: "Everything has been delivered.",
  CANCELED: "It is not to be executed, or not any more.",
};

export const ORDER_FULFILLMENT_STATUS: Meanings<words.OrderFulfillmentStatus> = {
  UNFULFILLED: "Nothing has been packed.",
  ON_HOLD: "Its goods are stopped.",
  IN_PROGRESS: "The execution system works on it.",
  PARTIALLY_FULFILLED: "A part has left.",
  FULFILLED: "Everything has left.",
};

export const ORDER_RETURN_STATUS: Meanings<words.OrderReturnStatus> = {
  NO_RETURN: "Nothing comes back.",
  RETURN_REQUESTED: "A return was asked for.",
  IN_PROGRESS: "A return is approved, or its goods are on their way.",
  RETURNED: "Goods have come back.",
};

export const EXECUTION_SYNC_STATUS: Meanings<words.ExecutionSyncStatus> = {
  NOT_SENT: "The execution system does not have it yet.",
  PENDING: "Something is on its way there.",
  IN_SYNC: "It was read back and shows the same.",
  DIVERGED: "It was read back and shows something else.",
  REJECTED: "It would not take a change.",
  UNKNOWN: "A request may or may not have had its effect.",
};

export const FULFILLMENT_ORDER_STATUS: Meanings<words.FulfillmentOrderStatus> = {
  OPEN: "Nobody has begun.",
  IN_PROGRESS: "It is being picked or packed.",
  ON_HOLD: "It is stopped.",
  CLOSED: "It is done.",
  CANCELED: "It will not be done.",
};

export const HOLD_REASON: Meanings<words.HoldReason> = {
  SHIP_TO_DIVERGENCE: "The goods would go to an address that is not the order's, or not as ordered.",
  AMENDMENT_PENDING: "A change has no proof from the execution system by its deadline.",
  IDENTITY_IN_REVIEW: "Nobody has decided yet who the customer is.",
  INCORRECT_ADDRESS: "The address cannot be delivered to.",
  CUSTOMER_ALERT: "Something about the customer has to be settled first.",
  AWAITING_PAYMENT: "It is not paid.",
  OTHER: "The explanation says why.",
};

export const ORDER_CHANGE_KIND: Meanings<words.OrderChangeKind> = {
  SHIP_TO: "Where the goods go.",
  CONTACT: "Whom to ask, and how.",
  QUANTITY: "How much of a line.",
  PRICE: "The price of one unit of a line.",
  QUALITY: "What a line is to be.",
  DATE: "The day wanted.",
  ADD_LINE: "One more line.",
  REMOVE_LINE: "One line less.",
  CANCEL: "The whole order is called off.",
};

export const ORDER_CHANGE_STATUS: Meanings<words.OrderChangeStatus> = {
  REQUESTED: "Somebody asked for it; it is on its way, or waits for a person.",
  CONFIRMED: "Every execution system was read back and shows it.",
  PARTIALLY_CONFIRMED: "Some execution systems show it, others refused.",
  DECLINED: "It was refused.",
  CANCELED: "It was taken back, or a later change has overtaken it.",
};

export const ORDER_CHANGE_DELIVERY_STATUS: Meanings<words.OrderChangeDeliveryStatus> = {
  QUEUED: "It waits to be sent.",
  SENT: "It was sent; there is no answer yet.",
  ACKNOWLEDGED: "The system said yes; nothing was read back yet.",
  APPLIED: "It was read back and shows the wanted values.",
  PARTIAL: "It was read back and shows a part of them.",
  REJECTED: "The system refused.",
  TOO_LATE: "The goods were too far gone.",
  CONFLICT: "Somebody else has changed the same value there; a person decides.",
  UNKNOWN: "It may or may not have had its effect; it is read back before anything is repeated.",
};

export const REFUSAL_CODE: Meanings<words.RefusalCode> = {
  NOT_FOUND: "It does not know the order, or the line.",
  VERSION_CONFLICT: "The order has changed there meanwhile.",
  LOCKED_BY_USER: "Somebody has it open there; it is tried again.",
  ORDER_LOCKED: "The order is closed to changes there.",
  ALREADY_PICKED: "The goods are picked.",
  ALREADY_SHIPPED: "The goods have left.",
  BELOW_SHIPPED_QUANTITY: "More has left than is now wanted.",
  ALREADY_INVOICED: "It is invoiced.",
  LINE_NOT_DELETABLE: "The line cannot be taken out any more.",
  PRICE_FROZEN: "The price cannot be changed any more.",
  ADDRESS_NOT_CHANGEABLE_AFTER_RELEASE: "The address cannot be changed once the order is released.",
  CUTOFF_PASSED: "The hour until which changes are taken is over.",
  APPROVAL_REQUIRED: "Somebody there has to approve it first.",
  CREDIT_HOLD: "The customer's credit is stopped there.",
  VALIDATION: "It does not take the value.",
  PERMISSION: "The hub may not do that there.",
  UNSUPPORTED: "It cannot do that at all.",
  RATE_LIMITED: "It was asked too often; it is tried again.",
  TEMPORARY: "It is out of order; it is tried again.",
  ACCEPTED_BUT_NOT_APPLIED: "It said yes, and then did not show it.",
};

export const DIVERGENCE_STATUS: Meanings<words.DivergenceStatus> = {
  OPEN: "Nothing has been done about it yet.",
  HELD: "The goods are stopped.",
  PROPAGATED: "The system no longer shows it: it was told, or has printed another label.",
  ACCEPTED_AS_IS: "A person has decided that what was found is fine.",
  INTERCEPT_REQUESTED: "The goods had left; the carrier has been asked to stop them.",
  ESCAPED: "The goods had already left.",
};

export const DIVERGENCE_ASPECT: Meanings<followed.DivergenceAspect> = {
  SHIP_TO: "The address.",
  QUANTITY: "How much of a line.",
  PRICE: "The price of one unit of a line.",
  CANCELED: "The order is canceled, and its goods are packed or have left nevertheless.",
};

export const MOVE_ASPECT: Meanings<followed.MoveAspect> = {
  ADDRESS: "Where goods go.",
  CONTACT: "Phone numbers and e-mail addresses.",
};

export const DIFFERENCE_ASPECT: Meanings<followed.DifferenceAspect> = {
  MISSING_THERE: "The system does not have an order that it was sent.",
  UNKNOWN_HERE: "The system has an order that nobody here knows.",
  SHIP_TO: "The address.",
  QUANTITY: "How much of a line.",
  PRICE: "The price of one unit of a line.",
  DATE: "The day wanted.",
  STATUS: "How far it is.",
  CANCELED: "Only one of the two has it as canceled.",
  PARCEL_UNKNOWN_HERE: "The system has a parcel that nobody here has heard of.",
  PARCEL_MISSING_THERE: "The system does not show a parcel that it has told of.",
  PARCEL_STATUS: "The system has a parcel further along than the hub has heard.",
  PARCEL_CONTENTS: "Something else has left in a parcel than the hub has heard.",
  PARCEL_TRACKING: "The system knows a parcel's tracking number, and the hub does not.",
};

export const REVIEW_TASK_STATUS: Meanings<words.ReviewTaskStatus> = {
  OPEN: "It waits for somebody.",
  CLAIMED: "Somebody looks at it.",
  DEFERRED: "It is put off until a day.",
  MERGED: "Answered: they are the same customer.",
  NOT_A_MATCH: "Answered: they are two.",
  RESOLVED: "Answered, or no longer a question.",
};

export const REVIEW_ACTION: Meanings<words.ReviewAction> = {
  MERGE: "IDENTITY: they are the same customer.",
  NOT_A_MATCH: "IDENTITY: they are not.",
  CONFIRM:
    "ORDER: it is right, perhaps with corrections; it may be executed. ORDER_CHANGE: make it. RETURN: take it back.",
  REJECT:
    "ORDER: it is no order of ours; it is canceled. ORDER_CHANGE: leave the order as it is. RETURN: decline it; the note says why.",
  PROPAGATE: "SHIP_TO: the order's address stands; bring it to the execution system.",
  ACCEPT_AS_IS: "SHIP_TO: the address found at the execution system is fine.",
  RETRY: "ORDER_CHANGE: try once more to bring it to the execution system.",
  DONE: "ORDER_CHANGE, ADDRESS_CORRECTION: taken care of. An ADDRESS_CORRECTION takes the right address along.",
};

export const REVIEW_TASK_KIND: Meanings<words.ReviewTaskKind> = {
  IDENTITY: "Are these two the same customer?",
  ORDER: "Is this what the document says?",
  ORDER_CHANGE: "A change that was asked for or could not be delivered: what is to become of it?",
  SHIP_TO: "Two systems hold different addresses: which one stands?",
  ADDRESS_CORRECTION: "A parcel could not be delivered: what is the right address?",
  CUSTOMER_MOVE: "A customer has moved: what is to become of an open order?",
  RETURN: "The house's own rules do not decide: shall these goods be taken back?",
};
