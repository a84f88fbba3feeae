import type { CaseStatus } from "./case-vocabulary.js";
import { type Step, stateMachine } from "./state-machine.js";

/** Everything that can happen to a case. */
export const CASE_ACTS = [
  "OPEN",
  "TAKE",
  "ANSWER",
  "ASK",
  "REPLY",
  "NOTE",
  "CHANGE",
  "RESOLVE",
  "REOPEN",
  "CLOSE",
  "FOLLOW_CUSTOMER",
] as const;
export type CaseAct = (typeof CASE_ACTS)[number];

/** The steps by which people move a case on, and what they can add to its course. */
export const CASE_MOVES = ["TAKE", "ASK", "RESOLVE", "REOPEN", "CLOSE"] as const satisfies readonly CaseAct[];
export type CaseMove = (typeof CASE_MOVES)[number];
export const CASE_NOTE_KINDS = ["NOTE", "ANSWER", "REPLY"] as const satisfies readonly CaseAct[];
export type CaseNoteKind = (typeof CASE_NOTE_KINDS)[number];

/** Somebody of the house has something to do, or the customer has. */
export const OPEN_CASE_STATUSES = [
  "NEW",
  "OPEN",
  "PENDING_CUSTOMER",
] as const satisfies readonly CaseStatus[];

/** A case in these states has not come to its end: what is resolved is opened again by its customer's answer. */
export const UNENDED_CASE_STATUSES = [
  ...OPEN_CASE_STATUSES,
  "RESOLVED",
] as const satisfies readonly CaseStatus[];

/** Who may do it. HUB: a rule of the house, or what follows from something else. */
export const CASE_ACTORS = ["STAFF", "CUSTOMER", "HUB"] as const;
export type CaseActor = (typeof CASE_ACTORS)[number];

export type CaseStep = Step<CaseAct, CaseActor, CaseStatus>;

const unended = [...UNENDED_CASE_STATUSES];

/** The whole machine. What is not in it cannot happen. */
export const CASE_STEPS: readonly CaseStep[] = [
  { act: "TAKE", by: ["STAFF"], from: ["NEW"], to: "OPEN" },
  // Another person takes it over.
  { act: "TAKE", by: ["STAFF"], from: ["OPEN", "PENDING_CUSTOMER", "RESOLVED"], to: "SAME" },
  { act: "ANSWER", by: ["STAFF"], from: ["NEW"], to: "OPEN" },
  { act: "ANSWER", by: ["STAFF"], from: ["OPEN", "PENDING_CUSTOMER", "RESOLVED"], to: "SAME" },
  { act: "ASK", by: ["STAFF"], from: ["NEW", "OPEN"], to: "PENDING_CUSTOMER" },
  { act: "ASK", by: ["STAFF"], from: ["PENDING_CUSTOMER"], to: "SAME" },
  // What a customer says on the phone is written down by whoever took the call.
  { act: "REPLY", by: ["CUSTOMER", "STAFF"], from: ["NEW", "OPEN"], to: "SAME" },
  { act: "REPLY", by: ["CUSTOMER", "STAFF"], from: ["PENDING_CUSTOMER", "RESOLVED"], to: "OPEN" },
  // The hub notes what becomes of the return that a case is about.
  { act: "NOTE", by: ["STAFF", "HUB"], from: unended, to: "SAME" },
  { act: "CHANGE", by: ["STAFF", "CUSTOMER"], from: unended, to: "SAME" },
  { act: "RESOLVE", by: ["STAFF"], from: [...OPEN_CASE_STATUSES], to: "RESOLVED" },
  { act: "REOPEN", by: ["STAFF"], from: ["RESOLVED"], to: "OPEN" },
  // A customer may call a case off, and says by it that what was resolved is well.
  { act: "CLOSE", by: ["STAFF", "CUSTOMER"], from: unended, to: "CLOSED" },
  // The customer has moved: who goes there or answers finds them where they are now.
  { act: "FOLLOW_CUSTOMER", by: ["HUB"], from: unended, to: "SAME" },
];

export const {
  statusAfter: caseStatusAfter,
  statusesFrom: caseStatusesFrom,
  actsFrom: caseActsFrom,
} = stateMachine(CASE_STEPS);

const INTERNAL: readonly CaseAct[] = ["TAKE", "NOTE", "FOLLOW_CUSTOMER"];
const SAYING: readonly CaseAct[] = ["OPEN", "ANSWER", "ASK", "REPLY", "RESOLVE", "REOPEN", "CLOSE"];

/** True for what stays in the house: its notes, who takes a case, and the words of its rules. */
export const isInternal = (act: CaseAct): boolean => INTERNAL.includes(act);

/** True if one side says something to the other by it. */
export const isSaid = (act: CaseAct): boolean => SAYING.includes(act);
