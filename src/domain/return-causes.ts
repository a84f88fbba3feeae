/** Why a parcel came back, as a word that can be counted. */
export const RETURN_CAUSES = [
  "CHANGE_NOT_APPLIED",
  "CHANGE_IGNORED",
  "CHANGE_TOO_LATE",
  "WRONG_ADDRESS_USED",
  "NEWER_ADDRESS_KNOWN",
  "ADDRESS_OUT_OF_DATE",
  "CARRIER_FAULT",
  "REFUSED_BY_RECIPIENT",
  "NOT_COLLECTED",
  "CUSTOMER_DECISION",
  "UNKNOWN",
] as const;
export type ReturnCause = (typeof RETURN_CAUSES)[number];

/** Which causes the house, or a system of its own, could have kept from happening, and how. Null: it could not. */
export const PREVENTABLE: Readonly<Record<ReturnCause, string | null>> = {
  CHANGE_NOT_APPLIED: "the customer had changed the address in time, and a system had not taken it over",
  CHANGE_IGNORED: "every system had confirmed the new address, and the label bore the old one",
  CHANGE_TOO_LATE: null,
  WRONG_ADDRESS_USED: "the label bore an address that was never the order's",
  NEWER_ADDRESS_KNOWN: "another system knew a newer address of the customer before the parcel left",
  ADDRESS_OUT_OF_DATE: null,
  CARRIER_FAULT: null,
  REFUSED_BY_RECIPIENT: null,
  NOT_COLLECTED: null,
  CUSTOMER_DECISION: null,
  UNKNOWN: null,
};
