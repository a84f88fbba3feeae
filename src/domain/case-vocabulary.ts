/** The words of customer care; lists like those of `vocabulary.ts`. */
export const CASE_TYPES = ["COMPLAINT", "SERVICE_REQUEST", "INQUIRY", "SUGGESTION"] as const;
export type CaseType = (typeof CASE_TYPES)[number];

/** Where in a purchase the customer was when the case was opened. */
export const CASE_PHASES = ["BEFORE_PURCHASE", "DURING_PURCHASE", "AFTER_PURCHASE"] as const;
export type CasePhase = (typeof CASE_PHASES)[number];

export const CASE_STATUSES = ["NEW", "OPEN", "PENDING_CUSTOMER", "RESOLVED", "CLOSED"] as const;
export type CaseStatus = (typeof CASE_STATUSES)[number];
