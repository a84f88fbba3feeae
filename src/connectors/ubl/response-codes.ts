import type { AcknowledgmentCode, LineAcknowledgmentCode } from "../../domain/acknowledgment.js";
import { LINE_ANSWERS, MESSAGE_ANSWERS } from "../reading/edi/answer-codes.js";

/** What an answer says of a whole document: UNCL 4343 as Peppol uses it, its forerunners, and OIOUBL's words. */
export const ANSWERS: Readonly<Record<string, AcknowledgmentCode>> = {
  ...{ AB: "RECEIVED", AP: "ACCEPTED", CA: "ACCEPTED_WITH_CHANGE", RE: "REJECTED" },
  ...MESSAGE_ANSWERS,
  ...{ IP: "RECEIVED", UQ: "RECEIVED", PD: "ACCEPTED" },
  ...{ BusinessAccept: "ACCEPTED", BusinessReject: "REJECTED" },
  ...{ TechnicalAccept: "ACCEPTED", TechnicalReject: "REJECTED" },
  ...{ ProfileAccept: "ACCEPTED", ProfileReject: "REJECTED" },
};

/** What an answer says of a line: UNCL 1229, and the words of UBL's own list. */
const ANSWERED_LINES: Readonly<Record<string, LineAcknowledgmentCode>> = {
  ...LINE_ANSWERS,
  ...{ Added: "ACCEPTED_WITH_CHANGE", Revised: "ACCEPTED_WITH_CHANGE", Cancelled: "CANCELED" },
  ...{ Disputed: "REJECTED", NoStatus: "UNKNOWN" },
};

export const answerOf = (code: string | null): AcknowledgmentCode | null =>
  code !== null && Object.hasOwn(ANSWERS, code) ? (ANSWERS[code] ?? null) : null;

export const lineAnswerOf = (code: string | null): LineAcknowledgmentCode =>
  (code !== null && Object.hasOwn(ANSWERED_LINES, code) ? ANSWERED_LINES[code] : null) ?? "UNKNOWN";
