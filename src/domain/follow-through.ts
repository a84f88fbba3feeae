import { z } from "zod";
import { moveRule } from "./customer-move.js";
import { ORDER_CHANGE_KINDS, type OrderChangeKind } from "./vocabulary.js";

const minutes = z.number().positive().max(525_600);

/** How changes are seen through: the part of it that a company may set for itself. */
export const followThroughRules = z.object({
  /** Minutes after which a change that a system has not confirmed is brought before a person and the goods are held. */
  deadlineMinutes: z
    .partialRecord(z.enum(ORDER_CHANGE_KINDS), minutes)
    .default({})
    .describe("Minutes by kind of change; kinds that are not named keep the default."),
  reconcileEveryMinutes: minutes.default(60).describe("How often both sides of each order are compared."),
  /** What becomes of open orders when their customer moves: the first rule that fits decides, before the usual ones. */
  moves: z.array(moveRule).max(100).default([]).describe("Standing rules for customers that move."),
});
export type FollowThroughRules = z.infer<typeof followThroughRules>;

/** What decides where goods go, or whether they go at all, cannot wait as long as what is only invoiced. */
const DEADLINE_MINUTES: Readonly<Record<OrderChangeKind, number>> = {
  SHIP_TO: 15,
  CANCEL: 15,
  QUANTITY: 30,
  REMOVE_LINE: 30,
  ADD_LINE: 60,
  QUALITY: 60,
  DATE: 60,
  CONTACT: 240,
  PRICE: 240,
};

export const DEFAULT_RULES: FollowThroughRules = followThroughRules.parse({});

/** How long a change of this kind may go without a system's proof, in minutes. */
export const deadlineMinutes = (rules: FollowThroughRules, kind: OrderChangeKind): number =>
  rules.deadlineMinutes[kind] ?? DEADLINE_MINUTES[kind];
