import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
} from "graphql";
import { HubError } from "../domain/errors.js";
import type { ReviewTaskKind, Role } from "../domain/vocabulary.js";
import type { ApiContext } from "./context.js";

export type Caller = Role | "ANONYMOUS";

const HOUSE = ["FRONT_OFFICE", "SUPPLY_CHAIN", "STEWARD", "OPERATOR"] as const;
const EVERY_ROLE = [...HOUSE, "CUSTOMER"] as const;
const REVIEWERS = ["STEWARD", "SUPPLY_CHAIN", "OPERATOR"] as const;

/** Who may ask for what. A root field that is missing here keeps the API from starting. Rows are scoped in SQL besides. */
export const ROOT_POLICY: Readonly<Record<string, readonly Caller[]>> = {
  "Query.me": EVERY_ROLE,
  "Query.node": EVERY_ROLE,
  "Query.order": EVERY_ROLE,
  "Query.orders": EVERY_ROLE,
  "Query.customer": ["FRONT_OFFICE", "STEWARD", "OPERATOR", "CUSTOMER"],
  "Query.customers": ["FRONT_OFFICE", "STEWARD", "OPERATOR"],
  "Query.callerLookup": ["FRONT_OFFICE", "STEWARD"],
  "Query.orderDrafts": ["FRONT_OFFICE"],
  "Query.survivorshipRules": HOUSE,
  "Query.why": ["STEWARD", "OPERATOR"],
  "Query.whyNot": ["STEWARD", "OPERATOR"],
  "Query.how": ["STEWARD", "OPERATOR"],
  "Query.returns": EVERY_ROLE,
  "Query.reviewTasks": REVIEWERS,
  "Query.matchModels": ["STEWARD", "OPERATOR"],
  "Query.matchPolicy": ["STEWARD", "OPERATOR"],
  "Query.quarantine": ["OPERATOR"],
  "Query.trackOrder": ["ANONYMOUS", ...EVERY_ROLE],
  "Mutation.takeOrder": ["FRONT_OFFICE"],
  "Mutation.saveOrderDraft": ["FRONT_OFFICE"],
  "Mutation.discardOrderDraft": ["FRONT_OFFICE"],
  "Mutation.changeOrder": ["FRONT_OFFICE", "SUPPLY_CHAIN", "CUSTOMER"],
  "Mutation.requestReturn": ["FRONT_OFFICE", "CUSTOMER"],
  "Mutation.resolveReviewTask": ["STEWARD", "SUPPLY_CHAIN"],
  "Mutation.claimReviewTask": ["STEWARD", "SUPPLY_CHAIN"],
  "Mutation.deferReviewTask": ["STEWARD", "SUPPLY_CHAIN"],
  "Mutation.mergeCustomers": ["STEWARD"],
  "Mutation.separateCustomers": ["STEWARD"],
  "Mutation.unmerge": ["STEWARD"],
  "Mutation.pinValue": ["STEWARD"],
  "Mutation.unpinValue": ["STEWARD"],
  "Mutation.replayMessage": ["OPERATOR"],
};

/** Types that some roles never get to see, whichever field leads there; `node` asks this table too. */
export const TYPE_POLICY: Readonly<Record<string, readonly Caller[]>> = {
  Customer: ["FRONT_OFFICE", "SUPPLY_CHAIN", "STEWARD", "OPERATOR", "CUSTOMER"],
  SourceRecord: HOUSE,
  Crosswalk: HOUSE,
  GoldenAttribute: HOUSE,
  FieldProvenance: HOUSE,
  Decision: ["STEWARD", "OPERATOR"],
  ReviewTask: REVIEWERS,
  InboundMessage: ["OPERATOR"],
};

/** Single fields that are for the house only: its own names, doubts and words. They answer null besides the error. */
export const FIELD_POLICY: Readonly<Record<string, readonly Caller[]>> = {
  "Order.doubts": HOUSE,
  "Order.documents": HOUSE,
  "OrderChange.requestedBy": HOUSE,
  "OrderChangeDelivery.nativeMessage": HOUSE,
  "FulfillmentOrder.nativeMessage": HOUSE,
  "Hold.releasedBy": HOUSE,
  "Return.requestedBy": HOUSE,
};

/**
 * Arguments that only some roles may give. A customer may not look back: what belonged to them by mistake,
 * and was taken away again, is somebody else's.
 */
export const ARGUMENT_POLICY: Readonly<Record<string, Readonly<Record<string, readonly Caller[]>>>> = {
  "Query.customer": { asOf: ["FRONT_OFFICE", "STEWARD", "OPERATOR"] },
};

/** Who may answer which kind of review task. */
export const REVIEW_POLICY: Readonly<Record<ReviewTaskKind, readonly Role[]>> = {
  IDENTITY: ["STEWARD"],
  ORDER: ["STEWARD"],
  ORDER_CHANGE: ["STEWARD", "SUPPLY_CHAIN"],
  SHIP_TO: ["STEWARD", "SUPPLY_CHAIN"],
  ADDRESS_CORRECTION: ["STEWARD"],
};

export function mayAsk(caller: Caller, allowed: readonly Caller[] | undefined): boolean {
  return allowed === undefined || allowed.includes(caller);
}

/** Puts the tables above in front of every field they speak of. The only place where roles are checked. */
export function guarded(schema: GraphQLSchema): GraphQLSchema {
  const roots = [schema.getQueryType()?.name, schema.getMutationType()?.name];
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith("__")) continue;
    for (const field of Object.values(type.getFields())) {
      const place = `${type.name}.${field.name}`;
      const allowed = roots.includes(type.name) ? rootPolicy(place) : policyOf(place, field);
      if (allowed !== undefined) guard(field, place, allowed);
    }
  }
  return schema;
}

function rootPolicy(place: string): readonly Caller[] {
  const allowed = ROOT_POLICY[place];
  if (allowed === undefined) throw new Error(`nobody has said who may ask for ${place}`);
  return allowed;
}

function policyOf(
  place: string,
  field: Pick<GraphQLField<unknown, unknown>, "type">,
): readonly Caller[] | undefined {
  return FIELD_POLICY[place] ?? TYPE_POLICY[getNamedType(field.type).name];
}

function guard(field: GraphQLField<unknown, ApiContext>, place: string, allowed: readonly Caller[]): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (source, args, context, info) => {
    const caller = context.viewer?.role ?? "ANONYMOUS";
    if (mayAsk(caller, allowed) && mayGive(caller, place, args)) return resolve(source, args, context, info);
    throw caller === "ANONYMOUS"
      ? new HubError("UNAUTHENTICATED", `${place} needs a token`)
      : new HubError("FORBIDDEN", `${place} is not for the role ${caller}`);
  };
}

const mayGive = (caller: Caller, place: string, args: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(ARGUMENT_POLICY[place] ?? {}).every(
    ([name, callers]) => args[name] == null || mayAsk(caller, callers),
  );

/** What `guarded` puts in front of a field's resolver, for an answer that is made without it. */
export function passesGuard(
  caller: Caller,
  type: string,
  field: GraphQLField<unknown, unknown>,
  args: Readonly<Record<string, unknown>>,
): boolean {
  const place = `${type}.${field.name}`;
  return mayAsk(caller, ROOT_POLICY[place] ?? policyOf(place, field)) && mayGive(caller, place, args);
}
