import "reflect-metadata";
import { type GraphQLSchema, isObjectType } from "graphql";
import { buildSchema, type PubSub } from "type-graphql";
import { globalId } from "../schema/global-id.js";
import { ApiKeyResolver } from "./api-key.js";
import { AuditEntryResolver } from "./audit-entry.js";
import { CallerResolver } from "./caller.js";
import { CaseResolver } from "./case.js";
import { CaseActResolver } from "./case-act.js";
import { CasesOfCustomerResolver, CasesOfOrderResolver, CasesOfReturnResolver } from "./case-lists.js";
import {
  CustomerCustomFieldsResolver,
  CustomFieldResolver,
  CustomFieldValueResolver,
  OrderCustomFieldsResolver,
  ReturnCustomFieldsResolver,
} from "./custom-field.js";
import { CrosswalkResolver, CustomerResolver, DepartmentResolver } from "./customer.js";
import { CustomerActResolver, CustomerHistoryResolver } from "./customer-history.js";
import { CustomerMoveOfferResolver, CustomerMoveResolver, MovesOfCustomerResolver } from "./customer-move.js";
import { DecisionResolver } from "./decision.js";
import { OrderDifferenceResolver } from "./difference.js";
import { ErasureResolver } from "./erasure.js";
import { EventCursorResolver, TOPIC_RESOLVERS } from "./event.js";
import {
  ExplanationBlendResolver,
  ExplanationVoiceResolver,
  RecordMoveResolver,
  WhyNotResolver,
  WhyResolver,
} from "./explanation.js";
import { FederationResolver } from "./federation.js";
import { GrowingListsOfCustomerResolver, GrowingListsOfReturnResolver } from "./growing-lists.js";
import { IdentityActResolver } from "./identity-act.js";
import { InboundMessageResolver } from "./inbound-message.js";
import { MatchModelResolver } from "./match-model.js";
import { MeResolver } from "./me.js";
import { NodeResolver } from "./node.js";
import { OrderResolver } from "./order.js";
import { OrderChangeDeliveryResolver, OrderChangeResolver } from "./order-change.js";
import { OrderDraftResolver } from "./order-draft.js";
import { OrderProgressResolver, TimelineEntryResolver } from "./order-progress.js";
import { guarded } from "./policy.js";
import { AddressUsedResolver, ReturnResolver } from "./return.js";
import { ReturnActResolver } from "./return-act.js";
import { ReturnStatisticsResolver } from "./return-statistics.js";
import { ReviewTaskResolver } from "./review-task.js";
import { SearchResolver } from "./search.js";
import { ShipmentResolver } from "./shipment.js";
import { SourceRecordResolver } from "./source-record.js";
import { TakeOrderResolver } from "./take-order.js";
import { TrackingResolver } from "./tracking.js";
import { WebhookDeliveryResolver, WebhookResolver } from "./webhook.js";

/** Everything that answers for a type or a root field. */
const RESOLVERS = [
  OrderResolver,
  OrderChangeResolver,
  OrderChangeDeliveryResolver,
  TakeOrderResolver,
  CustomerResolver,
  CrosswalkResolver,
  DepartmentResolver,
  CustomerHistoryResolver,
  CustomerActResolver,
  OrderDifferenceResolver,
  CustomerMoveResolver,
  CustomerMoveOfferResolver,
  MovesOfCustomerResolver,
  WhyResolver,
  WhyNotResolver,
  RecordMoveResolver,
  ExplanationBlendResolver,
  ExplanationVoiceResolver,
  SourceRecordResolver,
  DecisionResolver,
  IdentityActResolver,
  ShipmentResolver,
  OrderProgressResolver,
  TimelineEntryResolver,
  GrowingListsOfCustomerResolver,
  GrowingListsOfReturnResolver,
  ReturnResolver,
  AddressUsedResolver,
  ReturnActResolver,
  ReturnStatisticsResolver,
  CaseResolver,
  CaseActResolver,
  CasesOfCustomerResolver,
  CasesOfOrderResolver,
  CasesOfReturnResolver,
  ReviewTaskResolver,
  SearchResolver,
  InboundMessageResolver,
  TrackingResolver,
  NodeResolver,
  FederationResolver,
  MeResolver,
  MatchModelResolver,
  CallerResolver,
  OrderDraftResolver,
  AuditEntryResolver,
  ApiKeyResolver,
  ErasureResolver,
  EventCursorResolver,
  WebhookResolver,
  WebhookDeliveryResolver,
  ...TOPIC_RESOLVERS,
  CustomFieldResolver,
  CustomFieldValueResolver,
  OrderCustomFieldsResolver,
  CustomerCustomFieldsResolver,
  ReturnCustomFieldsResolver,
] as const;

/** The API, ready to run: every field has its resolver, its policy, and ids that say nothing outside. */
export async function buildApiSchema(): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: RESOLVERS,
    validate: false,
    pubSub: NO_TOPICS_OF_ITS_OWN,
  });
  return guarded(withGlobalIds(described(schema)));
}

/** type-graphql wants one; every subscription of ours reads the log of events. */
const NO_TOPICS_OF_ITS_OWN: PubSub = {
  publish: () => {},
  subscribe: () => {
    throw new Error("subscriptions read the log of events");
  },
};

/** type-graphql has no place for the words of the roots. */
function described(schema: GraphQLSchema): GraphQLSchema {
  const [query, mutation] = [schema.getQueryType(), schema.getMutationType()];
  const subscription = schema.getSubscriptionType();
  if (subscription)
    subscription.description =
      "What can be followed, by WebSocket or server-sent events. Every event has a cursor to go on from.";
  if (query) query.description = "What can be asked. Rows that are not the caller's are not there for them.";
  if (mutation)
    mutation.description =
      "What can be done: once for each idempotency key, and kept in the audit with who did it.";
  return schema;
}

/** Every Node shows its id with its type inside; rows keep plain ones. */
function withGlobalIds(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    const id = isObjectType(type) && type.getInterfaces().length > 0 ? type.getFields().id : undefined;
    if (id !== undefined) id.resolve = (row: { readonly id: string }) => globalId(type.name, row.id);
  }
  return schema;
}
