import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { globalId } from "../schema/global-id.js";
import {
  CustomerPairInput,
  CustomerPairPayload,
  PinPayload,
  PinValueInput,
  UnmergeInput,
  UnmergePayload,
  UnpinValueInput,
} from "../schema/identity-act.js";
import { type ApiContext, type Flows, refresh, viewerOf } from "./context.js";
import { answered, keyFault, manner } from "./payload.js";
import { requiredRowId, short } from "./row-id.js";

const NOTHING_UNDONE = {
  ...{
    decision: null,
    records: null,
    orders: null,
    cases: null,
    restoredCustomerIds: null,
    ceasedCustomerIds: null,
  },
  ...{ decidedAgain: null, decidedOtherwise: null },
};

@Resolver()
export class IdentityActResolver {
  @Mutation(() => CustomerPairPayload, { description: "Makes two customers one. The older id stays." })
  mergeCustomers(
    @Arg("input", () => CustomerPairInput, { description: "What is asked for." }) input: CustomerPairInput,
    @Ctx() context: ApiContext,
  ): Promise<CustomerPairPayload> {
    return settlePair(context, input, context.flows.unitePair);
  }

  @Mutation(() => CustomerPairPayload, {
    description: "Says that two customers are two; the engine never makes them one.",
  })
  separateCustomers(
    @Arg("input", () => CustomerPairInput, { description: "What is asked for." }) input: CustomerPairInput,
    @Ctx() context: ApiContext,
  ): Promise<CustomerPairPayload> {
    return settlePair(context, input, context.flows.keepApart);
  }

  @Mutation(() => UnmergePayload, {
    description:
      "Undoes an act of identity: everything is as it was before, and what came later is decided again as if the act had never been.",
  })
  async unmerge(
    @Arg("input", () => UnmergeInput, { description: "What is asked for." }) input: UnmergeInput,
    @Ctx() context: ApiContext,
  ): Promise<UnmergePayload> {
    const viewer = viewerOf(context);
    const userErrors = keyFault(input.idempotencyKey);
    if (userErrors.length > 0) return { ...NOTHING_UNDONE, userErrors };
    const { idempotencyKey, mayMeetAgain, dryRun } = input;
    const outcome = await context.flows.unmerge(context.hub, viewer, {
      ...{ idempotencyKey, mayMeetAgain, dryRun, note: input.note ?? null },
      decisionId: requiredRowId("Decision", input.decisionId),
    });
    refresh(context);
    if (!outcome.ok) return { ...NOTHING_UNDONE, userErrors: outcome.userErrors };
    const { decisionId, restoredCustomerIds, ceasedCustomerIds, decidedOtherwise, ...counts } = outcome.value;
    return {
      ...counts,
      decision: decisionId === null ? null : await context.loaders.decision.load(decisionId),
      restoredCustomerIds: restoredCustomerIds.map((id) => globalId("Customer", id)),
      ceasedCustomerIds: ceasedCustomerIds.map((id) => globalId("Customer", id)),
      decidedOtherwise: decidedOtherwise.map((id) => globalId("SourceRecord", id)),
      userErrors: [],
    };
  }

  @Mutation(() => PinPayload, { description: "Fixes a golden value by hand, whatever the sources say." })
  pinValue(
    @Arg("input", () => PinValueInput, { description: "What is asked for." }) input: PinValueInput,
    @Ctx() context: ApiContext,
  ): Promise<PinPayload> {
    return pin(context, input, input.value ?? undefined);
  }

  @Mutation(() => PinPayload, { description: "Lets go of a pinned value: the sources decide again." })
  unpinValue(
    @Arg("input", () => UnpinValueInput, { description: "What is asked for." }) input: UnpinValueInput,
    @Ctx() context: ApiContext,
  ): Promise<PinPayload> {
    return pin(context, input, null);
  }
}

async function settlePair(
  context: ApiContext,
  { idempotencyKey, customerIds, expectedVersions, note, dryRun }: CustomerPairInput,
  flow: Flows["unitePair"],
): Promise<CustomerPairPayload> {
  const viewer = viewerOf(context);
  const userErrors = keyFault(idempotencyKey);
  if (userErrors.length > 0) return { decision: null, customers: null, userErrors };
  const outcome = await flow(context.hub, viewer, {
    ...{ idempotencyKey, note: note ?? null, ...manner({ dryRun }) },
    ...(expectedVersions == null ? {} : { expectedVersions: short("expectedVersions", expectedVersions) }),
    customerIds: short("customerIds", customerIds).map((id) => requiredRowId("Customer", id)),
  });
  refresh(context);
  if (!outcome.ok) return { decision: null, customers: null, userErrors: outcome.userErrors };
  const { loaders } = context;
  return {
    decision: await loaders.decision.load(outcome.value.decisionId),
    customers: await loaders.customer.loadMany(outcome.value.customerIds),
    userErrors: [],
  };
}

/** `undefined` is no value at all, which is refused; null lets go. */
async function pin(
  context: ApiContext,
  { idempotencyKey, customerId, expectedVersion, attribute, note }: Omit<PinValueInput, "value">,
  value: unknown,
): Promise<PinPayload> {
  const viewer = viewerOf(context);
  const missing = {
    field: "value",
    code: "INVALID",
    message: "give a value, or let go of it with unpinValue",
  };
  const userErrors = [...keyFault(idempotencyKey), ...(value === undefined ? [missing] : [])];
  if (userErrors.length > 0) return { customer: null, decision: null, userErrors };
  const outcome = await context.flows.pinValue(context.hub, viewer, {
    ...{ idempotencyKey, expectedVersion, attribute, value, note: note ?? null },
    customerId: requiredRowId("Customer", customerId),
  });
  refresh(context);
  const decision = outcome.ok ? await context.loaders.decision.load(outcome.value.decisionId) : null;
  const customer = outcome.ok ? await context.loaders.customer.load(outcome.value.customerId) : null;
  return answered(outcome, () => ({ customer, decision }), { customer: null, decision: null });
}
