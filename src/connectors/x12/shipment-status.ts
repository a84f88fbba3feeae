import type { ExceptionReason, ShipmentStatus } from "../../domain/vocabulary.js";

/** What a status of a 214 says (element 1650): our word, the carrier's words, and whether it speaks of the future. */
export interface StatusMeaning {
  readonly status: ShipmentStatus;
  readonly text: string;
  /** The reason that the status itself gives. */
  readonly reason?: ExceptionReason;
  /** True if the date of the event is that of a delivery still to come. */
  readonly isEstimate?: true;
}

export const STATUSES: Readonly<Record<string, StatusMeaning>> = {
  A3: { status: "RETURN_TO_SENDER", text: "Shipment returned to shipper" },
  A7: { status: "DELIVERY_FAILED", text: "Refused by consignee", reason: "REFUSED" },
  A9: { status: "DELIVERY_FAILED", text: "Shipment damaged", reason: "DAMAGED" },
  AF: { status: "PICKED_UP", text: "Carrier departed pick-up location with shipment" },
  AG: { status: "IN_TRANSIT", text: "Estimated delivery", isEstimate: true },
  AH: { status: "DELIVERY_FAILED", text: "Attempted delivery" },
  AI: { status: "IN_TRANSIT", text: "Shipment has been reconsigned" },
  AJ: { status: "IN_TRANSIT", text: "Tendered for delivery" },
  AM: { status: "IN_TRANSIT", text: "Loaded on truck" },
  AN: { status: "IN_TRANSIT", text: "Diverted to air carrier" },
  AP: { status: "DELIVERY_FAILED", text: "Delivery not completed" },
  AR: { status: "IN_TRANSIT", text: "Rail arrival at destination ramp" },
  AV: { status: "IN_TRANSIT", text: "Available for delivery" },
  AW: { status: "READY_FOR_PICKUP", text: "Shipment available for pick-up" },
  B6: { status: "IN_TRANSIT", text: "Estimated to arrive at carrier terminal" },
  BA: { status: "PICKED_UP", text: "Connecting line or cartage pick-up" },
  BC: { status: "ON_HOLD", text: "Storage in transit" },
  C1: { status: "IN_TRANSIT", text: "Estimated to depart terminal location" },
  CA: { status: "CANCELED", text: "Shipment canceled" },
  CD: { status: "IN_TRANSIT", text: "Carrier departed delivery location" },
  CL: { status: "PICKED_UP", text: "Trailer closed out" },
  CP: { status: "PICKED_UP", text: "Completed loading at pick-up location" },
  D1: { status: "DELIVERED", text: "Completed unloading at delivery location" },
  I1: { status: "IN_TRANSIT", text: "In-gate" },
  J1: { status: "IN_TRANSIT", text: "Delivered to connecting line" },
  K1: { status: "IN_TRANSIT", text: "Arrived at customs" },
  L1: { status: "PENDING", text: "Loading" },
  NT: { status: "UNKNOWN", text: "Notification" },
  OA: { status: "OUT_FOR_DELIVERY", text: "Out-gate" },
  OO: { status: "PENDING", text: "Paperwork received, shipment not received" },
  P1: { status: "IN_TRANSIT", text: "Departed terminal location" },
  PR: { status: "ON_HOLD", text: "Customs hold at in-bond location", reason: "CUSTOMS" },
  R1: { status: "IN_TRANSIT", text: "Received from prior carrier" },
  RL: { status: "IN_TRANSIT", text: "Rail departure from origin ramp" },
  S1: { status: "OUT_FOR_DELIVERY", text: "Trailer spotted at consignee's location" },
  SD: { status: "DELAYED", text: "Shipment delayed" },
  X1: { status: "OUT_FOR_DELIVERY", text: "Arrived at delivery location" },
  X2: { status: "IN_TRANSIT", text: "Estimated arrival at consignee's location", isEstimate: true },
  X3: { status: "PENDING", text: "Arrived at pick-up location" },
  X4: { status: "IN_TRANSIT", text: "Arrived at terminal location" },
  X5: { status: "OUT_FOR_DELIVERY", text: "Arrived at loading dock of delivery location" },
  X6: { status: "IN_TRANSIT", text: "En route to delivery location" },
  X8: { status: "PENDING", text: "Arrived at loading dock of pick-up location" },
  XB: { status: "LABEL_CREATED", text: "Shipment acknowledged" },
};

/** Appointments (element 1652). */
export const APPOINTMENTS: Readonly<Record<string, StatusMeaning>> = {
  AA: { status: "PENDING", text: "Pick-up appointment" },
  AB: { status: "IN_TRANSIT", text: "Delivery appointment", isEstimate: true },
  AC: { status: "IN_TRANSIT", text: "Delivery appointment by consignee", isEstimate: true },
  AG: { status: "IN_TRANSIT", text: "Estimated delivery", isEstimate: true },
  X9: { status: "IN_TRANSIT", text: "Delivery appointment secured", isEstimate: true },
};

export interface ReasonMeaning {
  readonly reason: ExceptionReason;
  readonly text: string;
  /** The status that this reason turns an exception into. */
  readonly status?: ShipmentStatus;
}

/** Why (element 1651). A normal status has no reason. */
export const REASONS: Readonly<Record<string, ReasonMeaning>> = {
  A1: { reason: "CARRIER", text: "missed delivery" },
  A2: { reason: "ADDRESS_INCORRECT", text: "incorrect address" },
  A5: { reason: "ADDRESS_NOT_FOUND", text: "unable to locate" },
  A6: { reason: "ADDRESS_INCORRECT", text: "address corrected, delivery attempted" },
  AA: { reason: "MISROUTED", text: "mis-sort" },
  AD: { reason: "OTHER", text: "customer requested future delivery" },
  AE: { reason: "OTHER", text: "restricted articles unacceptable" },
  AF: { reason: "CARRIER", text: "accident" },
  AG: { reason: "OTHER", text: "consignee related" },
  AH: { reason: "CARRIER", text: "driver related" },
  AI: { reason: "CARRIER", text: "mechanical breakdown" },
  AJ: { reason: "CARRIER", text: "other carrier related" },
  AK: { reason: "DAMAGED", text: "damaged, rewrapped in hub" },
  AL: { reason: "CARRIER", text: "previous stop" },
  AM: { reason: "OTHER", text: "shipper related" },
  AN: { reason: "RECIPIENT_ABSENT", text: "closed for a holiday" },
  AO: { reason: "WEATHER", text: "weather or natural disaster" },
  AQ: { reason: "RECIPIENT_ABSENT", text: "recipient unavailable" },
  AR: { reason: "CUSTOMS", text: "improper international paperwork" },
  AS: { reason: "CUSTOMS", text: "customs documentation problems" },
  AT: { reason: "CUSTOMS", text: "unable to contact recipient for broker information" },
  AU: { reason: "OTHER", text: "civil event" },
  AV: { reason: "CARRIER", text: "exceeds service limitations" },
  AW: { reason: "CARRIER", text: "past cut-off time" },
  AX: { reason: "CARRIER", text: "insufficient pick-up time" },
  AY: { reason: "CARRIER", text: "missed pick-up" },
  B1: { reason: "RECIPIENT_ABSENT", text: "consignee closed" },
  B4: { reason: "OTHER", text: "held for payment", status: "ON_HOLD" },
  B5: { reason: "OTHER", text: "held for consignee", status: "ON_HOLD" },
  B8: { reason: "OTHER", text: "improper unloading facility or equipment" },
  B9: { reason: "RECIPIENT_ABSENT", text: "receiving time restricted" },
  BB: { reason: "OTHER", text: "held per shipper", status: "ON_HOLD" },
  BC: { reason: "OTHER", text: "missing documents" },
  BD: { reason: "CUSTOMS", text: "border clearance" },
  BE: { reason: "WEATHER", text: "road conditions" },
  BF: { reason: "CARRIER", text: "carrier keying error" },
  BG: { reason: "OTHER", text: "other" },
  BH: { reason: "CARRIER", text: "insufficient time to complete delivery" },
  BI: { reason: "CARRIER", text: "cartage agent" },
  BK: { reason: "OTHER", text: "prearranged appointment" },
  BL: { reason: "OTHER", text: "held for protective service", status: "ON_HOLD" },
  BO: { reason: "CARRIER", text: "railroad failed to meet schedule" },
  BP: { reason: "CARRIER", text: "load shifted" },
  BQ: { reason: "OTHER", text: "shipment overweight" },
  BR: { reason: "CARRIER", text: "train derailment" },
  BS: { reason: "REFUSED", text: "refused by customer" },
  BT: { reason: "OTHER", text: "returned to shipper", status: "RETURN_TO_SENDER" },
  C1: { reason: "OTHER", text: "waiting for customer pick-up", status: "READY_FOR_PICKUP" },
  C2: { reason: "OTHER", text: "credit hold", status: "ON_HOLD" },
  C3: { reason: "OTHER", text: "suspended at customer request", status: "ON_HOLD" },
  C4: { reason: "RECIPIENT_ABSENT", text: "customer vacation" },
  C5: { reason: "RECIPIENT_ABSENT", text: "customer strike" },
  C6: { reason: "OTHER", text: "waiting for shipping instructions", status: "ON_HOLD" },
  C8: { reason: "OTHER", text: "collect on delivery required" },
  C9: { reason: "OTHER", text: "cash not available from consignee" },
  CA: { reason: "CUSTOMS", text: "customs" },
  D1: { reason: "CARRIER", text: "carrier dispatch error" },
  D2: { reason: "CARRIER", text: "driver not available" },
  F1: { reason: "CUSTOMS", text: "clearance delay" },
  F2: { reason: "OTHER", text: "international non-carrier delay" },
  HB: { reason: "OTHER", text: "held pending appointment", status: "ON_HOLD" },
  P1: { reason: "CARRIER", text: "processing delay" },
  P2: { reason: "CUSTOMS", text: "waiting for inspection" },
  P4: { reason: "CARRIER", text: "held for full carrier load" },
  RC: { reason: "OTHER", text: "reconsigned" },
  S1: { reason: "OTHER", text: "delivery shortage" },
  WE: { reason: "WEATHER", text: "weather" },
};

/** Reasons that say that nothing is wrong. */
export const NORMAL: ReadonlySet<string> = new Set(["NS", "NA"]);
