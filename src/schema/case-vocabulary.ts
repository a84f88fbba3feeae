import {
  type CaseAct as Act,
  CASE_ACTORS,
  CASE_ACTS,
  CASE_MOVES,
  CASE_NOTE_KINDS,
} from "../domain/case-states.js";
import { CASE_PHASES, CASE_STATUSES, CASE_TYPES } from "../domain/case-vocabulary.js";
import { CASE_SORTS } from "../store/reads/case.js";
import type { Meanings } from "./order-meanings.js";
import { enumOf } from "./vocabulary.js";

export const CaseType = enumOf("CaseType", CASE_TYPES, "What a customer wants of the house.", {
  COMPLAINT: "Something was not as it should be.",
  SERVICE_REQUEST: "Somebody is to do something: repair, install, explain on the spot.",
  INQUIRY: "A question.",
  SUGGESTION: "An idea of what could be better.",
});
export const CasePhase = enumOf(
  "CasePhase",
  CASE_PHASES,
  "Where in a purchase the customer was when the case was opened.",
  {
    BEFORE_PURCHASE: "Nothing has been ordered yet.",
    DURING_PURCHASE: "The order is on its way to its end.",
    AFTER_PURCHASE: "The customer has the goods, or sends them back.",
  },
);
export const CaseStatus = enumOf("CaseStatus", CASE_STATUSES, "Where a case stands.", {
  NEW: "Nobody of the house has taken it in hand.",
  OPEN: "The house has something to do.",
  PENDING_CUSTOMER: "The customer was asked something.",
  RESOLVED: "The house has done what it could; the customer may open it again.",
  CLOSED: "It is over.",
});
export const CaseActor = enumOf("CaseActor", CASE_ACTORS, "Which side did something in a case.", {
  STAFF: "Somebody of the house.",
  CUSTOMER: "The customer.",
  HUB: "A rule of the house, or what followed from something else.",
});
export const CaseSort = enumOf("CaseSort", CASE_SORTS, "Which cases come first.", {
  NEWEST: "Those that were opened last.",
  UPDATED: "Those in which something has happened last.",
});

const ACT: Meanings<Act> = {
  OPEN: "Somebody opened it.",
  TAKE: "Somebody of the house sees to it.",
  ANSWER: "The house told the customer something.",
  ASK: "The house asked the customer something.",
  REPLY: "The customer said something.",
  NOTE: "The house noted something for itself.",
  CHANGE: "What it is about, or whom and where to answer, was changed.",
  RESOLVE: "The house has done what it could.",
  REOPEN: "It was not over after all.",
  CLOSE: "It is over.",
  FOLLOW_CUSTOMER: "The customer has moved; whoever sees to it finds them where they are now.",
};
const meaningsOf = <Word extends Act>(words: readonly Word[]): Meanings<Word> =>
  Object.fromEntries(words.map((word) => [word, ACT[word]])) as unknown as Meanings<Word>;

export const CaseAct = enumOf("CaseAct", CASE_ACTS, "What happened in a case.", ACT);
export const CaseMove = enumOf(
  "CaseMove",
  CASE_MOVES,
  "The steps by which people move a case on.",
  meaningsOf(CASE_MOVES),
);
export const CaseNoteKind = enumOf(
  "CaseNoteKind",
  CASE_NOTE_KINDS,
  "What can be added to the course of a case.",
  meaningsOf(CASE_NOTE_KINDS),
);
