import type { AcknowledgmentCode, LineAcknowledgmentCode } from "../../domain/acknowledgment.js";

/** What the seller says to the whole order (element 587). */
export const ANSWERS: Readonly<Record<string, AcknowledgmentCode>> = {
  AC: "ACCEPTED_WITH_CHANGE", // With detail and change
  AD: "ACCEPTED", // With detail, no change
  AE: "ACCEPTED_WITH_CHANGE", // With exception detail only
  AH: "RECEIVED", // Hold status
  AK: "ACCEPTED", // No detail or change
  AP: "ACCEPTED", // Product replenishment
  AT: "ACCEPTED",
  NA: "RECEIVED", // No acknowledgment needed
  RD: "REJECTED", // With detail
  RF: "REJECTED", // With exception detail only
  RJ: "REJECTED", // No detail
  RN: "REJECTED", // Not as agreed
  RO: "REJECTED", // With counter offer
  RV: "REJECTED", // Violates industry practices
  ZZ: "RECEIVED",
};

/** What the seller says to a line (element 668). */
export const LINE_ANSWERS: Readonly<Record<string, LineAcknowledgmentCode>> = {
  AA: "ACCEPTED", // Forwarded to another location of the supplier
  AC: "ALREADY_SHIPPED",
  AR: "ACCEPTED", // Released for shipment
  BP: "BACKORDERED", // Partial shipment, balance backordered
  DR: "ACCEPTED_WITH_CHANGE", // Date rescheduled
  IA: "ACCEPTED",
  IB: "BACKORDERED",
  IC: "ACCEPTED_WITH_CHANGE",
  ID: "CANCELED", // Deleted
  IE: "ACCEPTED", // Price pending
  IF: "UNKNOWN", // On hold, description incomplete
  IH: "UNKNOWN", // On hold
  IP: "ACCEPTED_WITH_CHANGE", // Price changed
  IQ: "ACCEPTED_WITH_CHANGE", // Quantity changed
  IR: "REJECTED",
  IS: "SUBSTITUTED",
  IW: "UNKNOWN", // On hold, waiver required
  R1: "REJECTED", // Not a contract item
  R2: "REJECTED", // Invalid item number
  R3: "REJECTED", // Invalid unit of issue
  R4: "REJECTED", // Contract item not available
  R5: "REJECTED", // To be ordered just in time
  R6: "REJECTED", // To be ordered by extended delivery
  R7: "REJECTED", // To be ordered as drop shipment
  R8: "REJECTED", // To be ordered as surge
  SP: "ACCEPTED", // Schedule date pending
};
