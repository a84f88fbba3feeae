import Big from "big.js";
import { z } from "zod";
import { currencyCode, decimal } from "./decimal.js";
import { EXCEPTION_REASONS, type ExceptionReason, RETURN_KINDS, type ReturnKind } from "./vocabulary.js";

const amount = decimal.refine((text) => new Big(text).gte(0), "must not be below zero");
const days = z.number().int().min(0).max(10_000);

/** What a request for a return has to be like for a rule to fit. What a rule does not name does not matter to it. */
const approvalRule = z.strictObject({
  name: z.string().min(1).max(100),
  /** Any of these; a request whose lines differ has to fit with each of them. */
  reasons: z.array(z.enum(EXCEPTION_REASONS)).min(1).optional(),
  /** Whole days since the last parcel of the order arrived. A rule with either does not fit what has not arrived. */
  daysFrom: days.optional(),
  daysTo: days.optional(),
  /** What the goods were sold for, in this currency. */
  valueTo: amount.optional(),
  currency: currencyCode.optional(),
  decision: z.enum(["APPROVE", "DECLINE", "ASK"]),
  /** Why, in words that the customer may read. */
  because: z.string().min(1).max(500),
});
export type ApprovalRule = z.infer<typeof approvalRule>;

/** What one return costs the house, by what kind it is and who carried it out. The first that fits counts. */
const costRule = z.strictObject({
  kind: z.enum(RETURN_KINDS).optional(),
  carrier: z.string().min(1).max(200).optional(),
  currency: currencyCode,
  /** Freight that was paid for nothing. */
  outward: amount,
  /** Freight of the way back. */
  back: amount,
  /** Opening, checking, putting away. */
  handling: amount,
});
export type CostRule = z.infer<typeof costRule>;

const hours = z.number().min(1).max(10_000);

const parcelSettings = z.strictObject({
  approval: z.array(approvalRule).max(200),
  costs: z.array(costRule).max(500),
  /** For how many hours parcels may be silent and are all right; by carrier where the house knows better. */
  silence: z.strictObject({ hours, carriers: z.record(z.string().max(200), hours).default({}) }),
});
export type ParcelSettings = z.infer<typeof parcelSettings>;

/** What the house writes down: what it leaves out is as it was. */
export const parcelSettingsFile = parcelSettings.partial();

/** What holds where the house has said nothing. Its amounts are placeholders: a house knows its own freight. */
export const DEFAULT_PARCEL_SETTINGS: ParcelSettings = parcelSettings.parse({
  approval: [
    {
      ...{ name: "our fault", reasons: ["DAMAGED", "MISROUTED", "CARRIER"], daysTo: 60 },
      ...{ decision: "APPROVE", because: "the goods arrived damaged or wrong" },
    },
    {
      ...{ name: "in time, small", daysTo: 30, valueTo: "500", currency: "EUR" },
      ...{ decision: "APPROVE", because: "within 30 days of delivery" },
    },
    { name: "in time", daysTo: 30, decision: "ASK", because: "a person looks at what is worth more" },
    { name: "late", daysFrom: 31, daysTo: 90, decision: "ASK", because: "more than 30 days since delivery" },
    {
      ...{ name: "too late", daysFrom: 91, decision: "DECLINE" },
      because: "more than 90 days have passed since delivery",
    },
  ],
  costs: [
    { kind: "CUSTOMER_RETURN", currency: "EUR", outward: "0", back: "5.00", handling: "3.00" },
    { currency: "EUR", outward: "5.00", back: "5.00", handling: "3.00" },
  ],
  silence: { hours: 72 },
});

export interface ReturnRequest {
  readonly reasons: readonly (ExceptionReason | null)[];
  /** Null while nothing of the order has arrived. */
  readonly daysSinceDelivery: number | null;
  readonly value: string;
  readonly currency: string | null;
}

export interface ApprovalDecision {
  readonly decision: ApprovalRule["decision"];
  /** The rule that decided; null if none fits, and then a person is asked. */
  readonly rule: string | null;
  readonly because: string;
}

/** What the house's own rules say to a request. The first that fits counts; a person is asked where none does. */
export function decideReturn(rules: readonly ApprovalRule[], request: ReturnRequest): ApprovalDecision {
  const rule = rules.find((one) => fits(one, request));
  if (rule === undefined) return { decision: "ASK", rule: null, because: "no rule of the house fits" };
  return { decision: rule.decision, rule: rule.name, because: rule.because };
}

function fits(
  rule: ApprovalRule,
  { reasons, daysSinceDelivery: age, value, currency }: ReturnRequest,
): boolean {
  const isGiven = (reason: ExceptionReason | null): boolean =>
    reason !== null && (rule.reasons ?? []).includes(reason);
  if (rule.reasons !== undefined && !(reasons.length > 0 && reasons.every(isGiven))) return false;
  if (rule.daysFrom !== undefined && (age === null || age < rule.daysFrom)) return false;
  if (rule.daysTo !== undefined && (age === null || age > rule.daysTo)) return false;
  if (rule.currency !== undefined && currency !== rule.currency) return false;
  return rule.valueTo === undefined || new Big(value).lte(rule.valueTo);
}

/** What a return costs. Null if no rule fits: nothing is invented. */
export interface ReturnCost {
  readonly amount: string;
  readonly currency: string;
  readonly outward: string;
  readonly back: string;
  readonly handling: string;
}

export function costOfReturn(
  rules: readonly CostRule[],
  kind: ReturnKind,
  carrier: string | null,
): ReturnCost | null {
  const named = carrier?.toLowerCase() ?? null;
  const rule = rules.find(
    (one) =>
      (one.kind === undefined || one.kind === kind) &&
      (one.carrier === undefined || one.carrier.toLowerCase() === named),
  );
  if (rule === undefined) return null;
  const { currency, outward, back, handling } = rule;
  return { amount: new Big(outward).plus(back).plus(handling).toFixed(2), currency, outward, back, handling };
}
