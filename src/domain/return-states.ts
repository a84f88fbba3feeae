import { type Step, stateMachine } from "./state-machine.js";
import type { ReturnStatus } from "./vocabulary.js";

/** Everything that can be done to a return, by people and by events. */
export const RETURN_ACTS = [
  "REQUEST",
  "OPEN",
  "APPROVE",
  "DECLINE",
  "CANCEL",
  "ATTACH_LABEL",
  "DISPATCH",
  "CARRIER_DELIVERED",
  "RECEIVE",
  "INSPECT",
  "RESOLVE",
  "TAKE_BACK",
  "REOPEN",
  "ANNOUNCE",
  "FOLLOW_CUSTOMER",
  "FIND_CAUSE",
] as const;
export type ReturnAct = (typeof RETURN_ACTS)[number];

/** A return in these states has not come to its end. */
export const OPEN_RETURN_STATUSES = [
  "REQUESTED",
  "APPROVED",
  "IN_TRANSIT",
  "RECEIVED",
  "INSPECTED",
] as const satisfies readonly ReturnStatus[];

/** Who may do it. HUB: a rule, or an event that overtakes what was asked for. */
export type ReturnActor = "STAFF" | "CUSTOMER" | "CARRIER" | "WAREHOUSE" | "HUB";

export type ReturnStep = Step<ReturnAct, ReturnActor, ReturnStatus>;

/** The whole machine. What is not in it cannot happen. */
export const RETURN_STEPS: readonly ReturnStep[] = [
  { act: "APPROVE", by: ["STAFF", "HUB"], from: ["REQUESTED"], to: "APPROVED" },
  { act: "DECLINE", by: ["STAFF", "HUB"], from: ["REQUESTED"], to: "DECLINED" },
  { act: "CANCEL", by: ["STAFF", "CUSTOMER", "HUB"], from: ["REQUESTED", "APPROVED"], to: "CANCELED" },
  // A parcel that was said to turn round and has arrived after all.
  { act: "CANCEL", by: ["STAFF", "HUB"], from: ["IN_TRANSIT"], to: "CANCELED" },
  { act: "ATTACH_LABEL", by: ["STAFF"], from: ["APPROVED"], to: "SAME" },
  { act: "DISPATCH", by: ["CARRIER"], from: ["REQUESTED", "APPROVED"], to: "IN_TRANSIT" },
  // A carrier that has handed the parcel over says nothing about what was in it.
  { act: "CARRIER_DELIVERED", by: ["CARRIER"], from: ["REQUESTED", "APPROVED"], to: "IN_TRANSIT" },
  { act: "CARRIER_DELIVERED", by: ["CARRIER"], from: ["IN_TRANSIT"], to: "SAME" },
  {
    act: "RECEIVE",
    by: ["STAFF", "WAREHOUSE"],
    from: ["REQUESTED", "APPROVED", "IN_TRANSIT"],
    to: "RECEIVED",
  },
  { act: "INSPECT", by: ["STAFF"], from: ["RECEIVED"], to: "INSPECTED" },
  { act: "RESOLVE", by: ["STAFF"], from: ["RECEIVED", "INSPECTED"], to: "CLOSED" },
  // What becomes of goods on their way back may be settled ahead; the return closes when they are there.
  { act: "RESOLVE", by: ["STAFF"], from: ["IN_TRANSIT"], to: "SAME" },
  // A carrier takes back that a parcel has turned round; and says again that it has.
  { act: "TAKE_BACK", by: ["CARRIER"], from: ["IN_TRANSIT"], to: "CANCELED" },
  { act: "REOPEN", by: ["CARRIER", "WAREHOUSE"], from: ["CANCELED"], to: "IN_TRANSIT" },
  // A warehouse has been told, and expects the goods.
  { act: "ANNOUNCE", by: ["WAREHOUSE"], from: ["APPROVED", "IN_TRANSIT"], to: "SAME" },
  // The customer has moved: what is sent again goes to the new address.
  { act: "FOLLOW_CUSTOMER", by: ["HUB"], from: [...OPEN_RETURN_STATUSES], to: "SAME" },
  // A late report has shown another reason why the parcel came back.
  { act: "FIND_CAUSE", by: ["HUB"], from: ["IN_TRANSIT", "RECEIVED", "INSPECTED", "CLOSED"], to: "SAME" },
];

export const { statusAfter, statusesFrom: nextStatusesOf, actsFrom } = stateMachine(RETURN_STEPS);
