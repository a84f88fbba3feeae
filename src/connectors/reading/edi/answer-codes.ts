import type { AcknowledgmentCode, LineAcknowledgmentCode } from "../../../domain/acknowledgment.js";

/** What a message that answers another says of it (UNTDID 1225); UBL's forerunners of Peppol use the same list. */
export const MESSAGE_ANSWERS: Readonly<Record<string, AcknowledgmentCode>> = {
  "27": "REJECTED",
  "28": "ACCEPTED_WITH_CHANGE", // Accepted with amendment in the heading
  "29": "ACCEPTED", // Accepted without amendment
  "30": "ACCEPTED_WITH_CHANGE", // Accepted with amendment in the lines
  "34": "ACCEPTED_WITH_CHANGE", // Accepted with amendment
  "44": "ACCEPTED", // Accepted without reserves
  "45": "ACCEPTED_WITH_CHANGE", // Accepted with reserves
};

/** What an answer says of a line (UNTDID 1229), in EDIFACT as in UBL. */
export const LINE_ANSWERS: Readonly<Record<string, LineAcknowledgmentCode>> = {
  "1": "ACCEPTED_WITH_CHANGE", // Added
  "2": "CANCELED", // Deleted
  "3": "ACCEPTED_WITH_CHANGE", // Changed
  "4": "ACCEPTED", // No action
  "5": "ACCEPTED",
  "6": "ACCEPTED_WITH_CHANGE",
  "7": "REJECTED",
  "10": "REJECTED", // Not found
  "11": "ACCEPTED", // Not amended
  "21": "CANCELED", // No delivery
  "23": "ACCEPTED_WITH_CHANGE", // Proposed amendment
  "24": "ACCEPTED_WITH_CHANGE", // With amendment that needs no confirmation
  // 27 to 30 speak of payments there; said of goods, they are taken from the list of whole messages.
  "27": "REJECTED",
  "28": "ACCEPTED_WITH_CHANGE",
  "29": "ACCEPTED",
  "30": "ACCEPTED_WITH_CHANGE",
  "37": "CANCELED",
  "38": "SUBSTITUTED", // Replaced
  "39": "ACCEPTED_WITH_CHANGE", // New
  "40": "ACCEPTED", // Agreed
  "41": "ACCEPTED_WITH_CHANGE", // Proposed
  "42": "ALREADY_SHIPPED", // Already delivered
  "62": "ACCEPTED_WITH_CHANGE", // Approved as amended
  "63": "ACCEPTED", // Approved as submitted
  "64": "CANCELED", // No activity
  "68": "REJECTED", // Duplicate
  "69": "REJECTED", // To be sent again with corrections
  "84": "ACCEPTED_WITH_CHANGE", // Repriced
  "110": "CANCELED", // Withdrawn
  "111": "ACCEPTED_WITH_CHANGE", // Another delivery date
  "112": "ACCEPTED_WITH_CHANGE", // Another quantity
};
