import { z } from "zod";
import type { PostalAddress } from "./address.js";
import { UNENDED_CASE_STATUSES } from "./case-states.js";
import type { CaseStatus } from "./case-vocabulary.js";
import { MOVE_ASPECTS, type MoveAspect, type MoveDecision } from "./follow-through-vocabulary.js";
import type { OrderChangeTarget } from "./order-change.js";
import { OPEN_RETURN_STATUSES } from "./return-states.js";
import { ORDER_FULFILLMENT_STATUSES, type OrderFulfillmentStatus, type ReturnStatus } from "./vocabulary.js";

export const MOVE_SUBJECTS = ["ORDER", "RETURN", "CASE"] as const;
export type MoveSubjectKind = (typeof MOVE_SUBJECTS)[number];

/** How to reach a customer: the best of each. */
export interface ContactValues {
  readonly contactName: string | null;
  readonly email: string | null;
  readonly phone: string | null;
}

/** What a move replaces, and by what. */
export type MovedValue =
  | { readonly aspect: "ADDRESS"; readonly before: PostalAddress; readonly after: PostalAddress }
  | { readonly aspect: "CONTACT"; readonly before: ContactValues; readonly after: ContactValues };

/** One open order, return or case as a rule sees it. */
export interface MoveSubject {
  readonly of: MoveSubjectKind;
  readonly aspect: MoveAspect;
  readonly stage: OrderFulfillmentStatus | ReturnStatus | CaseStatus;
  /** True if the goods, or whoever sees to the case, go to the address that was left; for a contact always true. */
  readonly concerned: boolean;
  /** True if the new value stood for the customer before: one that uses two addresses has not moved. */
  readonly usedBefore: boolean;
  /** True if somebody said that the customer has moved; false if it was gathered from what a source states. */
  readonly explicit: boolean;
}

const STAGES = [...ORDER_FULFILLMENT_STATUSES, ...OPEN_RETURN_STATUSES, ...UNENDED_CASE_STATUSES] as const;

/** A standing rule: the first whose conditions all hold decides. What a rule does not name does not matter to it. */
export const moveRule = z.strictObject({
  aspect: z.enum(MOVE_ASPECTS).optional(),
  of: z.enum(MOVE_SUBJECTS).optional(),
  stage: z.array(z.enum(STAGES)).optional(),
  concerned: z.boolean().optional(),
  usedBefore: z.boolean().optional(),
  explicit: z.boolean().optional(),
  decision: z.enum(["ASK", "PROPAGATE", "KEEP"]),
  because: z.string().min(1).max(300),
});
export type MoveRule = z.infer<typeof moveRule>;

/** What is decided where a company has set nothing: never silently, and never for goods that go elsewhere. */
export const MOVE_RULES: readonly MoveRule[] = [
  {
    of: "CASE",
    concerned: false,
    decision: "KEEP",
    because: "nobody was to go to the address that was left",
  },
  { concerned: false, decision: "KEEP", because: "the goods never went to the address that was left" },
  { usedBefore: true, explicit: false, decision: "KEEP", because: "the customer uses both" },
  { aspect: "CONTACT", explicit: false, decision: "KEEP", because: "nobody asked to change it on orders" },
  {
    stage: ["FULFILLED"],
    decision: "ASK",
    because: "the goods have left: only their carrier can redirect them",
  },
  { decision: "ASK", because: "nobody has decided it in advance" },
];

/** What becomes of one order, return or case because its customer has moved. The company's rules come before the usual ones. */
export function decideMove(
  own: readonly MoveRule[],
  subject: MoveSubject,
): { readonly decision: MoveDecision; readonly because: string } {
  const fits = (rule: MoveRule): boolean =>
    (rule.of === undefined || rule.of === subject.of) &&
    (rule.aspect === undefined || rule.aspect === subject.aspect) &&
    (rule.stage === undefined || rule.stage.some((stage) => stage === subject.stage)) &&
    (rule.concerned === undefined || rule.concerned === subject.concerned) &&
    (rule.usedBefore === undefined || rule.usedBefore === subject.usedBefore) &&
    (rule.explicit === undefined || rule.explicit === subject.explicit);
  const rule = [...own, ...MOVE_RULES].find(fits);
  if (rule === undefined) throw new Error("the last rule fits everything");
  const { decision, because } = rule;
  return { decision, because };
}

/** The change of an order that follows its customer. Who receives the goods stays, unless the new address says. */
export function targetOfMove(moved: MovedValue, shipTo: PostalAddress | null): OrderChangeTarget {
  if (moved.aspect === "CONTACT") {
    const { contactName, email, phone } = moved.after;
    const list = (value: string | null): string[] => (value === null ? [] : [value]);
    return { kind: "CONTACT", contactName, emails: list(email), phones: list(phone) };
  }
  return { kind: "SHIP_TO", shipTo: movedAddress(moved.after, shipTo) };
}

/** The new address, for whoever received at the old one unless it says otherwise. */
export function movedAddress(after: PostalAddress, before: PostalAddress | null): PostalAddress {
  return {
    ...after,
    recipient: after.recipient ?? before?.recipient ?? null,
    department: after.department ?? before?.department ?? null,
    phone: after.phone ?? before?.phone ?? null,
  };
}
