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

/** One row of the machine: an act, by whom, from where to where. Equal `from` and `to` record and do not move. */
export interface ReturnStep {
  readonly act: ReturnAct;
  readonly by: readonly ReturnActor[];
  readonly from: readonly ReturnStatus[];
  readonly to: ReturnStatus | "SAME";
}

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
];

/** Where an act leads; null if it cannot be done there, or not by them. */
export function statusAfter(from: ReturnStatus, act: ReturnAct, by: ReturnActor): ReturnStatus | null {
  const step = RETURN_STEPS.find((one) => one.act === act && one.by.includes(by) && one.from.includes(from));
  if (step === undefined) return null;
  return step.to === "SAME" ? from : step.to;
}

/** Where people can bring it from here, in the order of the machine. */
export function nextStatusesOf(from: ReturnStatus, by: "STAFF" | "CUSTOMER"): ReturnStatus[] {
  const next = RETURN_STEPS.filter((step) => step.by.includes(by) && step.from.includes(from)).flatMap(
    ({ to }) => (to === "SAME" ? [] : [to]),
  );
  return [...new Set(next)];
}

/** What people can do from here. */
export function actsFrom(from: ReturnStatus, by: "STAFF" | "CUSTOMER"): ReturnAct[] {
  const acts = RETURN_STEPS.filter((step) => step.by.includes(by) && step.from.includes(from));
  return [...new Set(acts.map(({ act }) => act))];
}
