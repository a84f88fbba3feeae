import type { ReturnCause } from "../domain/return-causes.js";
import type { Disposition } from "../domain/return-line.js";
import type { Resolution } from "../domain/return-resolution.js";
import type { ReturnAct } from "../domain/return-states.js";
import type { TrackingHealth } from "../domain/tracking-health.js";
import type * as words from "../domain/vocabulary.js";
import type { ReturnDimension, StatisticsInterval } from "../store/reads/return-statistics.js";
import type { TimelineKind } from "../store/reads/timeline-entry.js";
import type { Meanings } from "./order-meanings.js";

export const SHIPMENT_STATUS: Meanings<words.ShipmentStatus> = {
  PENDING: "It is announced, and nothing more.",
  LABEL_CREATED: "It has a label and has not left.",
  PICKED_UP: "The carrier has it.",
  IN_TRANSIT: "It is on its way.",
  DELAYED: "It is on its way, later than planned.",
  ON_HOLD: "It is stopped on its way.",
  OUT_FOR_DELIVERY: "It is on the vehicle that brings it.",
  READY_FOR_PICKUP: "It waits where the recipient collects it.",
  DELIVERY_FAILED: "The carrier was there and could not hand it over.",
  DELIVERED: "The recipient has it.",
  RETURN_TO_SENDER: "It has turned round.",
  RETURNED: "It is back.",
  LOST: "Nobody knows where it is.",
  CANCELED: "Its label was taken back; it never left.",
  UNKNOWN: "What was said of it could not be understood.",
};

export const EXCEPTION_REASON: Meanings<words.ExceptionReason> = {
  ADDRESS_INCORRECT: "The address is wrong or not complete.",
  ADDRESS_NOT_FOUND: "There is no such address.",
  RECIPIENT_MOVED: "The recipient lives or works somewhere else now.",
  RECIPIENT_UNKNOWN: "Nobody there knows the recipient.",
  RECIPIENT_ABSENT: "Nobody was there.",
  REFUSED: "The recipient would not take it.",
  UNCLAIMED: "Nobody has collected it.",
  DAMAGED: "It is damaged.",
  MISROUTED: "It took a wrong way.",
  CUSTOMS: "The customs keep it.",
  WEATHER: "The weather.",
  CARRIER: "Something at the carrier.",
  OTHER: "Something else.",
  UNKNOWN: "Nobody has said why.",
};

export const RETURN_KIND: Meanings<words.ReturnKind> = {
  CUSTOMER_RETURN: "The customer sends goods back.",
  UNDELIVERABLE: "The carrier could not deliver them.",
  REFUSED: "The recipient did not take them.",
};

export const RETURN_STATUS: Meanings<words.ReturnStatus> = {
  REQUESTED: "It was asked for.",
  APPROVED: "The goods may come back.",
  DECLINED: "They may not.",
  IN_TRANSIT: "They are on their way back.",
  RECEIVED: "They are here.",
  INSPECTED: "They have been looked at.",
  CLOSED: "It is settled with the customer.",
  CANCELED: "It was called off, or the goods have arrived after all.",
};

export const RETURN_ACT: Meanings<ReturnAct> = {
  REQUEST: "Somebody asked for it.",
  OPEN: "Goods came back that nobody had announced.",
  APPROVE: "The goods may come back.",
  ANNOUNCE: "A system that sent the goods was told that they come back.",
  DECLINE: "They may not.",
  CANCEL: "It was called off.",
  ATTACH_LABEL: "It was given a carrier's label.",
  DISPATCH: "The carrier has taken the goods.",
  CARRIER_DELIVERED: "The carrier says that it has handed the goods over; only the warehouse receives them.",
  RECEIVE: "The warehouse has the goods.",
  INSPECT: "Somebody has looked at them and said what becomes of them.",
  RESOLVE: "It was settled with the customer.",
  TAKE_BACK: "The carrier has taken back that the parcel had turned round.",
  REOPEN: "The parcel comes back after all.",
  FOLLOW_CUSTOMER: "What is sent to the customer goes where they have moved to.",
  FIND_CAUSE: "A report that came late has shown another cause; the note says which.",
};

export const DISPOSITION: Meanings<Disposition> = {
  RESTOCKED: "They can be sold again.",
  NOT_RESTOCKED: "They cannot.",
  MISSING: "They were announced and are not there.",
};

export const RESOLUTION: Meanings<Resolution> = {
  REFUND: "The money goes back.",
  EXCHANGE: "Other goods are sent instead.",
  REPLACEMENT: "The same goods are sent again.",
  RESHIP: "The parcel that could not be delivered is sent again, to an address that holds.",
  REPAIR: "The goods are mended and sent back.",
  STORE_CREDIT: "The customer may buy for as much.",
  NONE: "Nothing; the customer gets neither goods nor money.",
};

export const RETURN_CAUSE: Meanings<ReturnCause> = {
  CHANGE_NOT_APPLIED: "The customer had changed the address, and a system had not taken it over.",
  CHANGE_IGNORED: "Every system had confirmed the new address, and the label bore another.",
  CHANGE_TOO_LATE: "The change of address came when the parcel could not be stopped any more.",
  WRONG_ADDRESS_USED: "The label bore an address that was never the order's.",
  NEWER_ADDRESS_KNOWN: "A system knew a newer address of the customer before the parcel left.",
  ADDRESS_OUT_OF_DATE: "The label bore the order's address, and the customer is not there.",
  REFUSED_BY_RECIPIENT: "The recipient did not take it.",
  NOT_COLLECTED: "Nobody was there, or nobody has collected it.",
  CARRIER_FAULT: "Label and address were right.",
  CUSTOMER_DECISION: "The customer has sent it back.",
  UNKNOWN: "What is known does not say.",
};

export const RETURN_DIMENSION: Meanings<ReturnDimension> = {
  CAUSE: "Why they came back.",
  CARRIER: "Who was to deliver them.",
  CHANNEL: "How their order came in.",
  PERIOD: "When they were opened.",
};

export const STATISTICS_INTERVAL: Meanings<StatisticsInterval> = {
  DAY: "A day.",
  WEEK: "A week, from Monday.",
  MONTH: "A month.",
};

export const TIMELINE_KIND: Meanings<TimelineKind> = {
  ORDER_PLACED: "The customer has ordered.",
  TRACKING: "A carrier has told of a parcel.",
  CORRECTION: "A sender has taken back what it had told.",
  PARCEL: "The execution system has shown a parcel in another state.",
  WORK_ORDER: "The execution system has shown the work order in another state.",
  ESTIMATE: "A day of delivery was stated.",
  CHANGE_REQUESTED: "Somebody asked for a change.",
  CHANGE_SENT: "The change was sent to an execution system.",
  CHANGE_VERIFIED: "The execution system was read back.",
  HOLD_OPENED: "The goods were to be stopped.",
  HOLD_CONFIRMED: "The execution system has stopped them.",
  HOLD_RELEASED: "They may go on.",
  ADDRESS_DIVERGED: "Something was found that is not as the order says: an address, a quantity, a price.",
  ADDRESS_SETTLED: "That was settled.",
  RETURN: "Something was done to a return.",
  CASE: "Something was said or done in a case of customer care.",
  DECISION: "It was decided who the customer is; for those who may see decisions.",
  MOVED: "The customer has moved, or is reached otherwise.",
};

export const TRACKING_HEALTH: Meanings<TrackingHealth> = {
  NOT_SHIPPED: "It has not left the house.",
  ON_TRACK:
    "Something was heard of it, or stated for it, that is not older than such parcels usually stay silent.",
  NO_NEWS: "Nothing was heard of it for longer than that. It is never called on track.",
  LATE: "The day it was expected is over everywhere.",
  EXCEPTION: "Something has gone wrong and has not been mended.",
  RETURNING: "It has turned round.",
  RETURNED: "It is back.",
  DELIVERED: "The recipient has it.",
  LOST: "Nobody knows where it is.",
  CANCELED: "Its label was taken back.",
};
