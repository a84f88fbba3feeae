import { type Codes, codesOf } from "../reading/tracking/meaning.js";

/**
 * What the steps of GS1's core business vocabulary say about the way of goods. Steps that are not listed happen
 * inside of a house and say nothing about it.
 */
export const STEPS: Codes = codesOf([
  [
    "PENDING",
    null,
    "commissioning encoding creating_class_instance assembling packing picking reserving staging_outbound",
  ],
  ["PICKED_UP", null, "collecting loading"],
  ["IN_TRANSIT", null, "shipping departing transporting arriving unloading consigning entering_exiting"],
  ["ON_HOLD", null, "holding"],
  ["DELIVERED", null, "receiving accepting unpacking storing stocking dispensing retail_selling"],
  ["CANCELED", null, "void_shipping"],
  ["LOST", null, "destroying"],
]);

/** States that outweigh the step: goods that are received damaged are damaged, and what is returned is on its way back. */
export const DISPOSITIONS: Codes = codesOf([
  ["RETURN_TO_SENDER", null, "returned"],
  ["ON_HOLD", "DAMAGED", "damaged"],
  ["LOST", null, "stolen destroyed disposed"],
  [
    "ON_HOLD",
    "OTHER",
    "recalled expired non_conformant mismatch_quantity mismatch_class mismatch_instance needs_replacement",
  ],
]);

/** What the state of the goods says where the step says nothing. */
export const STATES: Codes = codesOf([
  ["IN_TRANSIT", null, "in_transit"],
  ["DELIVERED", null, "retail_sold dispensed available sellable_accessible sellable_not_accessible"],
  ["PENDING", null, "active encoded reserved container_closed"],
]);

/** `urn:epcglobal:cbv:bizstep:shipping`, `https://ref.gs1.org/cbv/BizStep-shipping` and `shipping` are one word. */
export function bareWord(term: string): string {
  return term
    .slice(-200)
    .replace(/^.*[:/#]/, "")
    .replace(/^(?:bizstep|disp)-/i, "");
}
