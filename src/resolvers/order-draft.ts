import { Arg, Ctx, Mutation, Query, Resolver } from "type-graphql";
import {
  DiscardOrderDraftInput,
  OrderDraft,
  OrderDraftPayload,
  SaveOrderDraftInput,
} from "../schema/order-draft.js";
import { type ApiContext, viewerOf } from "./context.js";
import { answered, keyFault, manner } from "./payload.js";

/** The draft as it is kept, or that it is gone. */
interface Kept {
  readonly draft: OrderDraft | null;
}

@Resolver(() => OrderDraft)
export class OrderDraftResolver {
  @Query(() => [OrderDraft], {
    description: "What you have begun to key and not finished, the last saved first.",
  })
  orderDrafts(@Ctx() context: ApiContext) {
    return context.flows.orderDrafts(context.hub, viewerOf(context));
  }

  @Mutation(() => OrderDraftPayload, {
    description: "Keeps an unfinished form. Taking the order of the same call and form ends the draft.",
  })
  async saveOrderDraft(
    @Arg("input", () => SaveOrderDraftInput, { description: "What is asked for." })
    input: SaveOrderDraftInput,
    @Ctx() context: ApiContext,
  ): Promise<OrderDraftPayload> {
    const userErrors = keyFault(input.idempotencyKey);
    if (userErrors.length > 0) return { draft: null, userErrors };
    const outcome = await context.flows.saveOrderDraft(context.hub, viewerOf(context), { ...input });
    return answered<OrderDraft, Kept>(outcome, (draft) => ({ draft }), { draft: null });
  }

  @Mutation(() => OrderDraftPayload, { description: "Throws an unfinished form away." })
  async discardOrderDraft(
    @Arg("input", () => DiscardOrderDraftInput, { description: "What is asked for." })
    input: DiscardOrderDraftInput,
    @Ctx() context: ApiContext,
  ): Promise<OrderDraftPayload> {
    const userErrors = keyFault(input.idempotencyKey);
    if (userErrors.length > 0) return { draft: null, userErrors };
    const outcome = await context.flows.discardOrderDraft(context.hub, viewerOf(context), {
      ...{ idempotencyKey: input.idempotencyKey, callId: input.callId, formId: input.formId },
      ...manner(input),
    });
    return answered<null, Kept>(outcome, () => ({ draft: null }), { draft: null });
  }
}
