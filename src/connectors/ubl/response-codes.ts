import type { AcknowledgmentCode, LineAcknowledgmentCode } from "../../domain/acknowledgment.js";

/** What an answer says of a whole document: UNCL 4343 as Peppol uses it, its forerunners, and OIOUBL's words. */
export const ANSWERS: Readonly<Record<string, AcknowledgmentCode>> = {
  ...{ AB: "RECEIVED", AP: "ACCEPTED", CA: "ACCEPTED_WITH_CHANGE", RE: "REJECTED" },
  ...{ "29": "ACCEPTED", "30": "ACCEPTED_WITH_CHANGE", "27": "REJECTED" },
  ...{ IP: "RECEIVED", UQ: "RECEIVED", PD: "ACCEPTED" },
  ...{ BusinessAccept: "ACCEPTED", BusinessReject: "REJECTED" },
  ...{ TechnicalAccept: "ACCEPTED", TechnicalReject: "REJECTED" },
  ...{ ProfileAccept: "ACCEPTED", ProfileReject: "REJECTED" },
};

/** What an answer says of a line: UNCL 1229, and the words of UBL's own list. */
const LINE_ANSWERS: Readonly<Record<string, LineAcknowledgmentCode>> = {
  ...{ "1": "ACCEPTED_WITH_CHANGE", "2": "CANCELED", "3": "ACCEPTED_WITH_CHANGE", "4": "ACCEPTED" },
  ...{ "5": "ACCEPTED", "6": "ACCEPTED_WITH_CHANGE", "7": "REJECTED", "42": "ALREADY_SHIPPED" },
  ...{ Added: "ACCEPTED_WITH_CHANGE", Revised: "ACCEPTED_WITH_CHANGE", Cancelled: "CANCELED" },
  ...{ Disputed: "REJECTED", NoStatus: "UNKNOWN" },
};

export const answerOf = (code: string | null): AcknowledgmentCode | null =>
  code !== null && Object.hasOwn(ANSWERS, code) ? (ANSWERS[code] ?? null) : null;

export const lineAnswerOf = (code: string | null): LineAcknowledgmentCode =>
  (code !== null && Object.hasOwn(LINE_ANSWERS, code) ? LINE_ANSWERS[code] : null) ?? "UNKNOWN";
