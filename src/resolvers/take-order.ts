import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { addressFrom } from "../schema/address.js";
import { TakeOrderInput, TakeOrderPayload } from "../schema/take-order.js";
import { lineFrom } from "./change-targets.js";
import { type ApiContext, type Flows, refresh, viewerOf } from "./context.js";
import { answered, keyFault } from "./payload.js";
import { short } from "./row-id.js";

type OrderForm = Parameters<Flows["takeOrder"]>[2]["form"];

@Resolver()
export class TakeOrderResolver {
  @Mutation(() => TakeOrderPayload, { description: "Takes an order during a call." })
  async takeOrder(
    @Arg("input", () => TakeOrderInput, { description: "What is asked for." }) input: TakeOrderInput,
    @Ctx() context: ApiContext,
  ): Promise<TakeOrderPayload> {
    const viewer = viewerOf(context);
    const userErrors = keyFault(input.idempotencyKey);
    if (userErrors.length > 0) return { order: null, userErrors };
    const outcome = await context.flows.takeOrder(context.hub, viewer, {
      idempotencyKey: input.idempotencyKey,
      ...(input.connectionId ? { connectionId: input.connectionId } : {}),
      form: formFrom(input, viewer.subject),
    });
    refresh(context);
    const order = outcome.ok ? await context.loaders.order.load(outcome.value.orderId) : null;
    return answered(outcome, () => ({ order }), { order: null });
  }
}

function formFrom(input: TakeOrderInput, subject: string): OrderForm {
  const { customer } = input;
  return {
    callId: input.callId,
    formId: input.formId,
    callerNumber: input.callerNumber ?? null,
    agentId: input.agentId ?? subject,
    startedAt: input.startedAt.toISOString(),
    savedAt: input.savedAt?.toISOString() ?? null,
    customer: {
      code: customer.code ?? null,
      kind: customer.kind ?? null,
      name: customer.name ?? null,
      department: customer.department ?? null,
      contactName: customer.contactName ?? null,
      phone: customer.phone ?? null,
      email: customer.email ?? null,
      taxId: customer.taxId ?? null,
      address: customer.address ? addressFrom(customer.address) : null,
    },
    poNumber: input.poNumber ?? null,
    currency: input.currency ?? null,
    shipTo: input.shipTo ? addressFrom(input.shipTo) : null,
    requestedDate: input.requestedDate ?? null,
    lines: short("lines", input.lines).map((line, index) => lineFrom(line, String(index + 1))),
    note: input.note ?? null,
  };
}
