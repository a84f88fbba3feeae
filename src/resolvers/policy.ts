import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
} from "graphql";
import { HubError } from "../domain/errors.js";
import { masked } from "../domain/mask.js";
import { PERSONAL_FIELDS, searchesHidden, showingOf } from "../domain/personal-fields.js";
import type { Viewer } from "../domain/viewer.js";
import type { Role } from "../domain/vocabulary.js";
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
  "Query.search": EVERY_ROLE,
  "Query.customFields": HOUSE,
  "Mutation.defineCustomField": ["OPERATOR"],
  "Mutation.setCustomField": EVERY_ROLE,
  "Query.returns": EVERY_ROLE,
  "Query.shipments": EVERY_ROLE,
  "Query.returnStatistics": HOUSE,
  "Query.reviewTasks": REVIEWERS,
  "Query.matchModels": ["STEWARD", "OPERATOR"],
  "Query.matchPolicy": ["STEWARD", "OPERATOR"],
  "Query.quarantine": ["OPERATOR"],
  "Query.auditEntries": ["OPERATOR", "STEWARD"],
  "Query.apiKeys": ["OPERATOR"],
  // Routers ask these for whoever asks them; the schema is shown by the rule of introspection besides.
  "Query._entities": EVERY_ROLE,
  "Query._service": EVERY_ROLE,
  "Query.eventCursor": EVERY_ROLE,
  "Query.webhooks": ["OPERATOR"],
  "Query.webhookDeliveries": ["OPERATOR"],
  "Query.trackOrder": ["ANONYMOUS", ...EVERY_ROLE],
  "Mutation.takeOrder": ["FRONT_OFFICE"],
  "Mutation.saveOrderDraft": ["FRONT_OFFICE"],
  "Mutation.discardOrderDraft": ["FRONT_OFFICE"],
  "Mutation.changeOrder": ["FRONT_OFFICE", "SUPPLY_CHAIN", "CUSTOMER"],
  "Mutation.moveCustomer": ["FRONT_OFFICE", "STEWARD", "CUSTOMER"],
  "Mutation.settleCustomerMove": ["FRONT_OFFICE", "STEWARD", "SUPPLY_CHAIN"],
  "Query.differences": ["SUPPLY_CHAIN", "OPERATOR"],
  "Mutation.settleDifference": ["SUPPLY_CHAIN", "OPERATOR"],
  "Mutation.requestReturn": ["FRONT_OFFICE", "CUSTOMER"],
  "Mutation.cancelReturn": ["FRONT_OFFICE", "SUPPLY_CHAIN", "CUSTOMER"],
  "Mutation.approveReturn": ["FRONT_OFFICE", "SUPPLY_CHAIN"],
  "Mutation.declineReturn": ["FRONT_OFFICE", "SUPPLY_CHAIN"],
  "Mutation.attachReturnLabel": ["FRONT_OFFICE", "SUPPLY_CHAIN"],
  "Mutation.receiveReturn": ["SUPPLY_CHAIN"],
  "Mutation.inspectReturn": ["SUPPLY_CHAIN"],
  "Mutation.resolveReturn": ["FRONT_OFFICE", "SUPPLY_CHAIN"],
  "Query.cases": EVERY_ROLE,
  "Mutation.openCase": ["FRONT_OFFICE", "SUPPLY_CHAIN", "STEWARD", "CUSTOMER"],
  "Mutation.changeCase": ["FRONT_OFFICE", "CUSTOMER"],
  "Mutation.addCaseNote": ["FRONT_OFFICE", "SUPPLY_CHAIN", "STEWARD", "CUSTOMER"],
  "Mutation.advanceCase": ["FRONT_OFFICE", "CUSTOMER"],
  "Mutation.resolveReviewTask": ["STEWARD", "SUPPLY_CHAIN"],
  "Mutation.claimReviewTask": ["STEWARD", "SUPPLY_CHAIN"],
  "Mutation.deferReviewTask": ["STEWARD", "SUPPLY_CHAIN"],
  "Mutation.mergeCustomers": ["STEWARD"],
  "Mutation.separateCustomers": ["STEWARD"],
  "Mutation.unmerge": ["STEWARD"],
  "Mutation.pinValue": ["STEWARD"],
  "Mutation.unpinValue": ["STEWARD"],
  "Mutation.replayMessage": ["OPERATOR"],
  "Mutation.createApiKey": ["OPERATOR"],
  "Mutation.revokeApiKey": ["OPERATOR"],
  "Mutation.revokeToken": ["OPERATOR"],
  "Mutation.exportCustomer": ["STEWARD"],
  "Mutation.eraseCustomer": ["STEWARD"],
  "Mutation.createWebhook": ["OPERATOR"],
  "Mutation.rotateWebhookSecret": ["OPERATOR"],
  "Mutation.switchWebhook": ["OPERATOR"],
  "Mutation.removeWebhook": ["OPERATOR"],
  "Mutation.replayWebhook": ["OPERATOR"],
  "Subscription.orderEvents": EVERY_ROLE,
  "Subscription.shipmentEvents": EVERY_ROLE,
  "Subscription.returnEvents": EVERY_ROLE,
  "Subscription.caseEvents": EVERY_ROLE,
  "Subscription.reviewTaskEvents": REVIEWERS,
  "Subscription.divergenceEvents": EVERY_ROLE,
};

/** Types that some roles never get to see, whichever field leads there; `node` asks this table too. */
export const TYPE_POLICY: Readonly<Record<string, readonly Caller[]>> = {
  Customer: ["FRONT_OFFICE", "SUPPLY_CHAIN", "STEWARD", "OPERATOR", "CUSTOMER"],
  SourceRecord: HOUSE,
  Crosswalk: HOUSE,
  GoldenAttribute: HOUSE,
  FieldProvenance: HOUSE,
  OrderDifference: ["SUPPLY_CHAIN", "OPERATOR"],
  CustomerMove: HOUSE,
  CustomerMoveOffer: HOUSE,
  Decision: ["STEWARD", "OPERATOR"],
  ReviewTask: REVIEWERS,
  InboundMessage: ["OPERATOR"],
  AuditEntry: ["OPERATOR", "STEWARD"],
  ApiKey: ["OPERATOR"],
  Webhook: ["OPERATOR"],
  WebhookDelivery: ["OPERATOR"],
};

/** Single fields that are for the house only: its own names, doubts and words. They answer null besides the error. */
export const FIELD_POLICY: Readonly<Record<string, readonly Caller[]>> = {
  "Customer.decisionPages": ["STEWARD", "OPERATOR"],
  "Customer.sourceRecordPages": HOUSE,
  "CustomFieldValue.changedBy": HOUSE,
  "Order.doubts": HOUSE,
  "Order.documents": HOUSE,
  "OrderChange.requestedBy": HOUSE,
  "OrderChangeDelivery.nativeMessage": HOUSE,
  "FulfillmentOrder.nativeMessage": HOUSE,
  "Hold.releasedBy": HOUSE,
  "Return.requestedBy": HOUSE,
  "Return.causeOfReturn": HOUSE,
  "Return.costs": HOUSE,
  "ReturnEvent.actor": HOUSE,
  "Case.openedBy": HOUSE,
  "Case.assignee": HOUSE,
  "CaseEvent.actor": HOUSE,
  "TimelineEntry.actor": HOUSE,
};

/**
 * Arguments that only some roles may give. A customer may not look back: what belonged to them by mistake,
 * and was taken away again, is somebody else's.
 */
export const ARGUMENT_POLICY: Readonly<Record<string, Readonly<Record<string, readonly Caller[]>>>> = {
  "Query.customer": { asOf: ["FRONT_OFFICE", "STEWARD", "OPERATOR"] },
  "Query.order": { asOf: HOUSE },
};

export function mayAsk(caller: Caller, allowed: readonly Caller[] | undefined): boolean {
  return allowed === undefined || allowed.includes(caller);
}

/** Puts the tables above in front of every field they speak of. The only place where roles are checked. */
export function guarded(schema: GraphQLSchema): GraphQLSchema {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].map(
    (root) => root?.name,
  );
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith("__")) continue;
    for (const field of Object.values(type.getFields())) {
      const place = `${type.name}.${field.name}`;
      const allowed = roots.includes(type.name) ? rootPolicy(place) : policyOf(place, field);
      if (PERSONAL_FIELDS[place] !== undefined) mask(field, place);
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
  type Resolve = NonNullable<typeof field.resolve>;
  const behind =
    (resolve: Resolve): Resolve =>
    (source, args, context, info) => {
      const caller = context.viewer?.role ?? "ANONYMOUS";
      if (mayAsk(caller, allowed) && mayGive(context.viewer, place, args)) {
        return resolve(source, args, acting(context, place), info);
      }
      throw caller === "ANONYMOUS"
        ? new HubError("UNAUTHENTICATED", `${place} needs a token`)
        : new HubError("FORBIDDEN", `${place} is not for the role ${caller}`);
    };
  field.resolve = behind(field.resolve ?? defaultFieldResolver);
  // A subscription is asked twice: when it is opened, and for each event.
  if (field.subscribe !== undefined) field.subscribe = behind(field.subscribe);
}

/** A change is audited under the mutation's own name, whatever the caller calls the operation. */
function acting(context: ApiContext, place: string): ApiContext {
  const { viewer } = context;
  const [type, operation = ""] = place.split(".");
  if (viewer?.origin === undefined || type !== "Mutation") return context;
  return { ...context, viewer: { ...viewer, origin: { ...viewer.origin, operation } } };
}

/** Shows a field as the table of personal fields says, after everything else has answered. */
function mask(field: GraphQLField<unknown, ApiContext>, place: string): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (source, args, context, info) => {
    const showing = showingOf(place, context.viewer);
    if (showing === "HIDDEN") return null;
    const value: unknown = resolve(source, args, context, info);
    if (showing === "PLAIN") return value;
    return value instanceof Promise ? value.then(masked) : masked(value);
  };
}

/** May a caller give these arguments, and would none of them tell what its fields may not show? */
const mayGive = (viewer: Viewer | null, place: string, args: Readonly<Record<string, unknown>>): boolean =>
  !searchesHidden(place, args, viewer) &&
  Object.keys(args)
    .filter((name) => args[name] != null)
    .every((name) => mayAsk(viewer?.role ?? "ANONYMOUS", ARGUMENT_POLICY[place]?.[name]));

/** What `guarded` puts in front of a field's resolver, for an answer that is made without it: all or nothing. */
export function passesGuard(
  viewer: Viewer,
  type: string,
  field: GraphQLField<unknown, unknown>,
  args: Readonly<Record<string, unknown>>,
): boolean {
  const place = `${type}.${field.name}`;
  const allowed = ROOT_POLICY[place] ?? policyOf(place, field);
  return mayAsk(viewer.role, allowed) && mayGive(viewer, place, args) && showingOf(place, viewer) === "PLAIN";
}
