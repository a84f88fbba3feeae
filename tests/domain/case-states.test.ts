import { expect, test } from "vitest";
import { phaseOf } from "../../src/domain/case-phase.js";
import {
  CASE_ACTORS,
  CASE_ACTS,
  type CaseAct,
  type CaseActor,
  caseActsFrom,
  caseStatusAfter,
  caseStatusesFrom,
  isInternal,
  isSaid,
} from "../../src/domain/case-states.js";
import {
  CASE_STATUSES,
  type CasePhase,
  type CaseStatus,
  type CaseType,
} from "../../src/domain/case-vocabulary.js";
import type { OrderStatus } from "../../src/domain/vocabulary.js";

const STAFF = ["STAFF"] as const;
const BOTH = ["STAFF", "CUSTOMER"] as const;
const HOUSE = ["STAFF", "HUB"] as const;
const HUB = ["HUB"] as const;

/** Every move there is. What is not here must not be possible. */
const MOVES: readonly (readonly [CaseStatus, CaseAct, CaseStatus, readonly CaseActor[]])[] = [
  ["NEW", "TAKE", "OPEN", STAFF],
  ["NEW", "ANSWER", "OPEN", STAFF],
  ["NEW", "ASK", "PENDING_CUSTOMER", STAFF],
  ["NEW", "REPLY", "NEW", BOTH],
  ["NEW", "NOTE", "NEW", HOUSE],
  ["NEW", "CHANGE", "NEW", BOTH],
  ["NEW", "RESOLVE", "RESOLVED", STAFF],
  ["NEW", "CLOSE", "CLOSED", BOTH],
  ["NEW", "FOLLOW_CUSTOMER", "NEW", HUB],
  ["OPEN", "TAKE", "OPEN", STAFF],
  ["OPEN", "ANSWER", "OPEN", STAFF],
  ["OPEN", "ASK", "PENDING_CUSTOMER", STAFF],
  ["OPEN", "REPLY", "OPEN", BOTH],
  ["OPEN", "NOTE", "OPEN", HOUSE],
  ["OPEN", "CHANGE", "OPEN", BOTH],
  ["OPEN", "RESOLVE", "RESOLVED", STAFF],
  ["OPEN", "CLOSE", "CLOSED", BOTH],
  ["OPEN", "FOLLOW_CUSTOMER", "OPEN", HUB],
  ["PENDING_CUSTOMER", "TAKE", "PENDING_CUSTOMER", STAFF],
  ["PENDING_CUSTOMER", "ANSWER", "PENDING_CUSTOMER", STAFF],
  ["PENDING_CUSTOMER", "ASK", "PENDING_CUSTOMER", STAFF],
  ["PENDING_CUSTOMER", "REPLY", "OPEN", BOTH],
  ["PENDING_CUSTOMER", "NOTE", "PENDING_CUSTOMER", HOUSE],
  ["PENDING_CUSTOMER", "CHANGE", "PENDING_CUSTOMER", BOTH],
  ["PENDING_CUSTOMER", "RESOLVE", "RESOLVED", STAFF],
  ["PENDING_CUSTOMER", "CLOSE", "CLOSED", BOTH],
  ["PENDING_CUSTOMER", "FOLLOW_CUSTOMER", "PENDING_CUSTOMER", HUB],
  ["RESOLVED", "TAKE", "RESOLVED", STAFF],
  ["RESOLVED", "ANSWER", "RESOLVED", STAFF],
  ["RESOLVED", "REPLY", "OPEN", BOTH],
  ["RESOLVED", "NOTE", "RESOLVED", HOUSE],
  ["RESOLVED", "CHANGE", "RESOLVED", BOTH],
  ["RESOLVED", "REOPEN", "OPEN", STAFF],
  ["RESOLVED", "CLOSE", "CLOSED", BOTH],
  ["RESOLVED", "FOLLOW_CUSTOMER", "RESOLVED", HUB],
];

test.each(CASE_STATUSES.flatMap((from) => CASE_ACTS.map((act) => [from, act] as const)))(
  "a case that is %s: %s",
  (from, act) => {
    for (const by of CASE_ACTORS) {
      const move = MOVES.find(([f, a, , actors]) => f === from && a === act && actors.includes(by));
      expect(caseStatusAfter(from, act, by), by).toBe(move?.[2] ?? null);
    }
  },
);

test.each<[CaseStatus, "STAFF" | "CUSTOMER", CaseStatus[], CaseAct[]]>([
  ["PENDING_CUSTOMER", "CUSTOMER", ["OPEN", "CLOSED"], ["REPLY", "CHANGE", "CLOSE"]],
  ["RESOLVED", "CUSTOMER", ["OPEN", "CLOSED"], ["REPLY", "CHANGE", "CLOSE"]],
  ["RESOLVED", "STAFF", ["OPEN", "CLOSED"], ["TAKE", "ANSWER", "REPLY", "NOTE", "CHANGE", "REOPEN", "CLOSE"]],
  ["CLOSED", "STAFF", [], []],
  ["CLOSED", "CUSTOMER", [], []],
])("from %s %s can bring it to %j, by %j", (from, by, statuses, acts) => {
  expect(caseStatusesFrom(from, by)).toEqual(statuses);
  expect(caseActsFrom(from, by)).toEqual(acts);
});

test("what stays in the house says nothing to the customer", () => {
  expect(CASE_ACTS.filter(isInternal)).toEqual(["TAKE", "NOTE", "FOLLOW_CUSTOMER"]);
  expect(CASE_ACTS.filter((act) => isInternal(act) && isSaid(act))).toEqual([]);
});

test.each<[CaseType, OrderStatus | null, boolean, boolean, CasePhase]>([
  ["INQUIRY", null, false, false, "BEFORE_PURCHASE"],
  ["INQUIRY", null, false, true, "BEFORE_PURCHASE"],
  ["SUGGESTION", null, false, true, "BEFORE_PURCHASE"],
  ["COMPLAINT", null, false, true, "AFTER_PURCHASE"],
  ["SERVICE_REQUEST", null, false, true, "AFTER_PURCHASE"],
  ["SERVICE_REQUEST", null, false, false, "BEFORE_PURCHASE"],
  ["COMPLAINT", "CONFIRMED", false, false, "DURING_PURCHASE"],
  ["INQUIRY", "NEEDS_REVIEW", false, true, "DURING_PURCHASE"],
  ["COMPLAINT", "COMPLETED", false, false, "AFTER_PURCHASE"],
  ["COMPLAINT", "CANCELED", false, false, "AFTER_PURCHASE"],
  ["COMPLAINT", "CONFIRMED", true, false, "AFTER_PURCHASE"],
])(
  "a %s about an order that is %s (goods come back: %s, has bought: %s) is %s",
  (type, orderStatus, hasReturn, hasBought, phase) => {
    expect(phaseOf({ type, orderStatus, hasReturn, hasBought })).toBe(phase);
  },
);
