import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { Viewer } from "../domain/viewer.js";
import type { Outcome } from "../flows/acts/outcome.js";
import type { Hub } from "../flows/work/hub.js";
import { addressFrom } from "../schema/address.js";
import {
  AttachReturnLabelInput,
  InspectReturnInput,
  RequestReturnInput,
  RequestReturnPayload,
  ResolveReturnInput,
  ReturnActInput,
  ReturnActPayload,
} from "../schema/return-mutations.js";
import type { Return } from "../store/return.js";
import { lineFrom } from "./change-targets.js";
import { type ApiContext, asOwner, type Flows, refresh, viewerOf } from "./context.js";
import { answered, keyFault, notFound } from "./payload.js";
import { requiredRowId, short } from "./row-id.js";

const ASKED = { description: "What is asked for." };

@Resolver()
export class ReturnActResolver {
  @Mutation(() => RequestReturnPayload, {
    description:
      "Asks for goods of an order to be taken back. The house's rules answer at once, or a person does.",
  })
  async requestReturn(
    @Arg("input", () => RequestReturnInput, ASKED) input: RequestReturnInput,
    @Ctx() context: ApiContext,
  ): Promise<RequestReturnPayload> {
    const order = await context.loaders.order.load(requiredRowId("Order", input.orderId));
    const userErrors = [
      ...keyFault(input.idempotencyKey),
      ...(order === null ? notFound("orderId", "order") : []),
    ];
    if (order === null || userErrors.length > 0) return { return: null, userErrors };
    const outcome = await context.flows.requestReturn(context.hub, asOwner(viewerOf(context), order), {
      idempotencyKey: input.idempotencyKey,
      orderId: order.id,
      lines: short("lines", input.lines).map(({ lineNumber, quantity, reason }) => ({
        ...{ lineNumber, quantity, reason: reason ?? null },
      })),
      reason: input.reason ?? null,
      note: input.note ?? null,
      dryRun: input.dryRun ?? false,
    });
    return shown(context, outcome, null);
  }

  @Mutation(() => ReturnActPayload, { description: "Lets goods come back." })
  approveReturn(
    @Arg("input", () => ReturnActInput, ASKED) input: ReturnActInput,
    @Ctx() context: ApiContext,
  ) {
    return act(context, input, context.flows.approveReturn, {});
  }

  @Mutation(() => ReturnActPayload, { description: "Refuses to take goods back, and says why." })
  declineReturn(
    @Arg("input", () => ReturnActInput, ASKED) input: ReturnActInput,
    @Ctx() context: ApiContext,
  ) {
    return act(context, input, context.flows.declineReturn, {});
  }

  @Mutation(() => ReturnActPayload, { description: "The goods stay where they are." })
  cancelReturn(@Arg("input", () => ReturnActInput, ASKED) input: ReturnActInput, @Ctx() context: ApiContext) {
    return act(context, input, context.flows.cancelReturn, {});
  }

  @Mutation(() => ReturnActPayload, { description: "Says under which number goods come back." })
  attachReturnLabel(
    @Arg("input", () => AttachReturnLabelInput, ASKED) input: AttachReturnLabelInput,
    @Ctx() context: ApiContext,
  ) {
    const { carrier, trackingNumber, labelUrl = null } = input;
    return act(context, input, context.flows.attachReturnLabel, { carrier, trackingNumber, labelUrl });
  }

  @Mutation(() => ReturnActPayload, { description: "The warehouse has the goods." })
  receiveReturn(
    @Arg("input", () => ReturnActInput, ASKED) input: ReturnActInput,
    @Ctx() context: ApiContext,
  ) {
    return act(context, input, context.flows.receiveReturn, {});
  }

  @Mutation(() => ReturnActPayload, { description: "Says what was found, line by line." })
  inspectReturn(
    @Arg("input", () => InspectReturnInput, ASKED) input: InspectReturnInput,
    @Ctx() context: ApiContext,
  ) {
    const lines = short("lines", input.lines).map(({ lineNumber, quantity, disposition, condition }) => ({
      ...{ lineNumber, quantity, disposition, condition: condition ?? null },
    }));
    return act(context, input, context.flows.inspectReturn, { lines });
  }

  @Mutation(() => ReturnActPayload, {
    description: "Settles how a return ends. Where goods are sent, that is an order of its own.",
  })
  resolveReturn(
    @Arg("input", () => ResolveReturnInput, ASKED) input: ResolveReturnInput,
    @Ctx() context: ApiContext,
  ) {
    const lines = input.lines ? short("lines", input.lines) : null;
    return act(context, input, context.flows.resolveReturn, {
      ...{ resolution: input.resolution, amount: input.amount ?? null },
      lines: lines === null ? null : lines.map((line, at) => lineFrom(line, String(at + 1))),
      shipTo: input.shipTo ? addressFrom(input.shipTo) : null,
    });
  }
}

type Outcomes = Awaited<ReturnType<Flows["approveReturn"]>>;
type OnReturn = Parameters<Flows["approveReturn"]>[2];

async function act<Extra extends object>(
  context: ApiContext,
  input: ReturnActInput,
  flow: (hub: Hub, viewer: Viewer, input: OnReturn & Extra) => Promise<Outcomes>,
  extra: Extra,
): Promise<ReturnActPayload> {
  const { idempotencyKey, expectedVersion, note = null, dryRun } = input;
  const known = await context.loaders.return.load(requiredRowId("Return", input.returnId));
  const order = known === null ? null : await context.loaders.order.load(known.orderId);
  const userErrors = [...keyFault(idempotencyKey), ...(order === null ? notFound("returnId", "return") : [])];
  if (known === null || order === null || userErrors.length > 0) return { return: null, userErrors };
  const outcome = await flow(context.hub, asOwner(viewerOf(context), order), {
    ...{ idempotencyKey, returnId: known.id, expectedVersion, note, dryRun: dryRun ?? false },
    ...extra,
  });
  return shown(context, outcome, known.id);
}

/** The return as it is, or as it would be; after a refusal as it stands, so that the caller sees why. */
async function shown(
  context: ApiContext,
  outcome: Outcome<{ readonly returnId: string; readonly preview: Return | null }>,
  knownId: string | null,
): Promise<ReturnActPayload> {
  refresh(context);
  const id = outcome.ok ? outcome.value.returnId : knownId;
  const preview = outcome.ok ? outcome.value.preview : null;
  const found = preview ?? (id === null ? null : await context.loaders.return.load(id));
  return answered<unknown, { return: unknown }>(outcome, () => ({ return: found }), { return: found });
}
