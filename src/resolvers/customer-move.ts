import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from "type-graphql";
import { addressFrom, PostalAddress } from "../schema/address.js";
import { Case } from "../schema/case.js";
import { Customer } from "../schema/customer.js";
import { CustomerContact } from "../schema/customer-contact.js";
import {
  CustomerMove,
  CustomerMoveOffer,
  MoveCustomerInput,
  MoveCustomerPayload,
  SettleCustomerMoveInput,
  SettleCustomerMovePayload,
} from "../schema/customer-move.js";
import { globalId } from "../schema/global-id.js";
import { Order } from "../schema/order.js";
import { Return } from "../schema/return.js";
import type { CustomerMoveOffer as StoredOffer } from "../store/customer-move.js";
import type { CustomerRow } from "../store/reads/customer.js";
import type { CustomerMoveRow } from "../store/reads/customer-move.js";
import { type ApiContext, refresh, viewerOf } from "./context.js";
import { answered, keyFault, manner, notFound } from "./payload.js";
import { NO_ROW_ID, requiredRowId, short } from "./row-id.js";

@Resolver(() => CustomerMove)
export class CustomerMoveResolver {
  @Mutation(() => MoveCustomerPayload, {
    description:
      "Writes down that a customer has moved or is to be reached otherwise, and offers it to its open orders, returns and cases.",
  })
  async moveCustomer(
    @Arg("input", () => MoveCustomerInput, { description: "What is new." }) input: MoveCustomerInput,
    @Ctx() context: ApiContext,
  ): Promise<MoveCustomerPayload> {
    const viewer = viewerOf(context);
    const known = await context.loaders.customer.load(requiredRowId("Customer", input.customerId));
    const refusals = [
      ...keyFault(input.idempotencyKey),
      ...(known === null ? notFound("customerId", "customer") : []),
    ];
    if (refusals.length > 0) return { customer: null, userErrors: refusals };
    const outcome = await context.flows.moveCustomer(context.hub, viewer, {
      ...{ idempotencyKey: input.idempotencyKey, expectedVersion: input.expectedVersion },
      customerId: known?.id ?? NO_ROW_ID,
      channel: viewer.role === "CUSTOMER" ? "WEB" : (input.channel ?? "CALL_CENTER"),
      address: input.address ? addressFrom(input.address) : null,
      ...{ addressRole: input.addressRole ?? null, contactName: input.contactName ?? null },
      emails: short("emails", input.emails ?? []),
      phones: short("phones", input.phones ?? []),
    });
    refresh(context);
    const customer = await context.loaders.customer.load(known?.id ?? NO_ROW_ID);
    return answered<unknown, Omit<MoveCustomerPayload, "userErrors">>(outcome, () => ({ customer }), {
      customer,
    });
  }

  @Mutation(() => SettleCustomerMovePayload, {
    description:
      "Says of each order, return and case of a customer that has moved whether it follows or stays.",
  })
  async settleCustomerMove(
    @Arg("input", () => SettleCustomerMoveInput, { description: "The answers." })
    input: SettleCustomerMoveInput,
    @Ctx() context: ApiContext,
  ): Promise<SettleCustomerMovePayload> {
    const asked = short("answers", input.answers);
    const strays = asked.flatMap(({ decision }, at) =>
      decision === "ASK"
        ? [{ field: `answers.${at}.decision`, code: "INVALID", message: "say PROPAGATE or KEEP" }]
        : [],
    );
    const refusals = [...keyFault(input.idempotencyKey), ...strays];
    if (refusals.length > 0) return { offers: null, userErrors: refusals };
    const answers = asked.map(({ offerId, decision }) => ({
      offerId: requiredRowId("CustomerMoveOffer", offerId),
      decision: decision === "PROPAGATE" ? ("PROPAGATE" as const) : ("KEEP" as const),
    }));
    const outcome = await context.flows.settleMove(context.hub, viewerOf(context), {
      ...{ idempotencyKey: input.idempotencyKey, answers, note: input.note ?? null },
      ...manner({ dryRun: input.dryRun }),
    });
    refresh(context);
    const ids = outcome.ok ? outcome.value.offerIds : [];
    const preview = outcome.ok ? outcome.value.preview : undefined;
    const offers = preview ?? (ids.length === 0 ? null : await context.reads.moveOffersById(ids));
    return { offers, userErrors: outcome.ok ? [] : outcome.userErrors };
  }

  @FieldResolver(() => PostalAddress, { nullable: true, description: "ADDRESS: the one that was left." })
  addressBefore(@Root() { aspect, before }: CustomerMoveRow) {
    return aspect === "ADDRESS" ? before : null;
  }

  @FieldResolver(() => PostalAddress, { nullable: true, description: "ADDRESS: the new one." })
  addressAfter(@Root() { aspect, after }: CustomerMoveRow) {
    return aspect === "ADDRESS" ? after : null;
  }

  @FieldResolver(() => CustomerContact, { nullable: true, description: "CONTACT: as it was." })
  contactBefore(@Root() { aspect, before }: CustomerMoveRow) {
    return aspect === "CONTACT" ? before : null;
  }

  @FieldResolver(() => CustomerContact, { nullable: true, description: "CONTACT: as it is now." })
  contactAfter(@Root() { aspect, after }: CustomerMoveRow) {
    return aspect === "CONTACT" ? after : null;
  }

  @FieldResolver(() => [CustomerMoveOffer], {
    nullable: true,
    description: "The orders, returns and cases that were open then, and what becomes of each.",
  })
  offers(@Root() { id }: CustomerMoveRow, @Ctx() { loaders }: ApiContext) {
    return loaders.moveOffers.load(id);
  }
}

@Resolver(() => CustomerMoveOffer)
export class CustomerMoveOfferResolver {
  @FieldResolver(() => ID, { description: "Give it to `settleCustomerMove`." })
  id(@Root() { id }: StoredOffer): string {
    return globalId("CustomerMoveOffer", id);
  }

  @FieldResolver(() => Order, {
    nullable: true,
    description: "The order; of a return, where it came from. Null for a case.",
  })
  order(@Root() { orderId }: StoredOffer, @Ctx() { loaders }: ApiContext) {
    return orderId === null ? null : loaders.order.load(orderId);
  }

  @FieldResolver(() => Return, { nullable: true, description: "The return, if it is about one." })
  return(@Root() { returnId }: StoredOffer, @Ctx() { loaders }: ApiContext) {
    return returnId === null ? null : loaders.return.load(returnId);
  }

  @FieldResolver(() => Case, { nullable: true, description: "The case, if it is about one." })
  case(@Root() { caseId }: StoredOffer, @Ctx() { loaders }: ApiContext) {
    return caseId === null ? null : loaders.case.load(caseId);
  }
}

@Resolver(() => Customer)
export class MovesOfCustomerResolver {
  @FieldResolver(() => [CustomerMove], {
    nullable: true,
    description:
      "When it moved while orders, returns or cases were open, the newest first, and what became of those.",
  })
  moves(@Root() { id }: CustomerRow, @Ctx() { loaders }: ApiContext) {
    return loaders.customerMoves.load(id);
  }
}
