import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import type { ContactValues } from "../domain/customer-move.js";
import type { Viewer } from "../domain/viewer.js";
import type { Outcome } from "../flows/acts/outcome.js";
import type { CaseOutcome, OnCase } from "../flows/cases/on-case.js";
import { addressFrom } from "../schema/address.js";
import {
  AddCaseNoteInput,
  AdvanceCaseInput,
  type CaseContactInput,
  CasePayload,
  ChangeCaseInput,
  OpenCaseInput,
} from "../schema/case-mutations.js";
import type { Case } from "../store/case.js";
import { type ApiContext, asOwner, refresh, viewerOf } from "./context.js";
import { answered, keyFault, manner, notFound } from "./payload.js";
import { requiredRowId, rowId } from "./row-id.js";

const ASKED = { description: "What is asked for." };

@Resolver()
export class CaseActResolver {
  @Mutation(() => CasePayload, {
    description: "Opens a case of customer care: a complaint, a service request, an inquiry or a suggestion.",
  })
  async openCase(
    @Arg("input", () => OpenCaseInput, ASKED) input: OpenCaseInput,
    @Ctx() context: ApiContext,
  ): Promise<CasePayload> {
    const viewer = viewerOf(context);
    const named = await namedIn(context, input);
    const userErrors = [...keyFault(input.idempotencyKey), ...named.userErrors];
    if (userErrors.length > 0) return { case: null, userErrors };
    const isCustomer = viewer.role === "CUSTOMER";
    const owner = named.order === null ? viewer : asOwner(viewer, named.order);
    const outcome = await context.flows.openCase(context.hub, owner, {
      ...{ idempotencyKey: input.idempotencyKey, orderId: named.orderId, returnId: named.returnId },
      // A customer's own id, as the token has it: the case belongs with whoever that id was founded by.
      customerId: isCustomer ? viewer.customerId : named.customerId,
      ...{ type: input.type, phase: input.phase ?? null, subject: input.subject },
      ...{ description: input.description, channel: isCustomer ? "WEB" : (input.channel ?? null) },
      contact: input.contact ? contactFrom(input.contact) : null,
      address: input.address ? addressFrom(input.address) : null,
      ...manner({ dryRun: input.dryRun }),
    });
    return shown(context, outcome, null);
  }

  @Mutation(() => CasePayload, { description: "Changes what a case is about, or whom and where to answer." })
  changeCase(@Arg("input", () => ChangeCaseInput, ASKED) input: ChangeCaseInput, @Ctx() context: ApiContext) {
    const { type, phase, subject, contact, address } = input;
    const changes = {
      ...(type == null ? {} : { type }),
      ...(phase == null ? {} : { phase }),
      ...(subject == null ? {} : { subject }),
      ...(input.orderId == null ? {} : { orderId: requiredRowId("Order", input.orderId) }),
      ...(input.returnId == null ? {} : { returnId: requiredRowId("Return", input.returnId) }),
      ...(contact == null ? {} : { contact: contactFrom(contact) }),
      ...(address == null ? {} : { address: addressFrom(address) }),
    };
    return act(context, input, (viewer, on) =>
      context.flows.changeCase(context.hub, viewer, { ...on, changes }),
    );
  }

  @Mutation(() => CasePayload, {
    description: "Adds to the course of a case: a note of the house, its answer, or what the customer said.",
  })
  addCaseNote(
    @Arg("input", () => AddCaseNoteInput, ASKED) input: AddCaseNoteInput,
    @Ctx() context: ApiContext,
  ) {
    return act(context, input, (viewer, on) => {
      const isCustomer = viewer.role === "CUSTOMER";
      const kind = input.kind ?? (isCustomer ? "REPLY" : "NOTE");
      const channel = isCustomer ? "WEB" : (input.channel ?? null);
      return context.flows.addCaseNote(context.hub, viewer, { ...on, kind, text: input.text, channel });
    });
  }

  @Mutation(() => CasePayload, {
    description: "Moves a case on: somebody takes it, asks, resolves or closes it.",
  })
  advanceCase(
    @Arg("input", () => AdvanceCaseInput, ASKED) input: AdvanceCaseInput,
    @Ctx() context: ApiContext,
  ) {
    const { act: step, note = null, assignee = null } = input;
    return act(context, input, (viewer, on) =>
      context.flows.advanceCase(context.hub, viewer, { ...on, act: step, note, assignee }),
    );
  }
}

/** What a case is to be about, as far as the caller may see it. */
async function namedIn({ loaders }: ApiContext, input: OpenCaseInput) {
  const customerId = rowId("Customer", input.customerId);
  const returnId = rowId("Return", input.returnId);
  const returned = returnId === null ? null : await loaders.return.load(returnId);
  const orderId = rowId("Order", input.orderId);
  const of = orderId ?? returned?.orderId ?? null;
  const order = of === null ? null : await loaders.order.load(of);
  const isCustomerThere = customerId === null || (await loaders.customer.load(customerId)) !== null;
  const userErrors = [
    ...(isCustomerThere ? [] : notFound("customerId", "customer")),
    ...(orderId !== null && order === null ? notFound("orderId", "order") : []),
    ...(returnId !== null && returned === null ? notFound("returnId", "return") : []),
  ];
  return { customerId, orderId, returnId, order, userErrors };
}

const contactFrom = ({ contactName, email, phone }: CaseContactInput): ContactValues => ({
  ...{ contactName: contactName ?? null, email: email ?? null, phone: phone ?? null },
});

type Acted = (viewer: Viewer, on: OnCase) => Promise<Outcome<CaseOutcome>>;

async function act(
  context: ApiContext,
  input: OnCase | ChangeCaseInput | AddCaseNoteInput | AdvanceCaseInput,
  flow: Acted,
): Promise<CasePayload> {
  const { idempotencyKey, expectedVersion, dryRun } = input;
  const known = await context.loaders.case.load(requiredRowId("Case", input.caseId));
  const userErrors = [...keyFault(idempotencyKey), ...(known === null ? notFound("caseId", "case") : [])];
  if (known === null || userErrors.length > 0) return { case: null, userErrors };
  const on = { idempotencyKey, caseId: known.id, expectedVersion, ...manner({ dryRun }) };
  return shown(context, await flow(asOwner(viewerOf(context), known), on), known.id);
}

/** The case as it is, or as it would be; after a refusal as it stands, so that the caller sees why. */
async function shown(
  context: ApiContext,
  outcome: Outcome<CaseOutcome>,
  knownId: string | null,
): Promise<CasePayload> {
  refresh(context);
  const id = outcome.ok ? outcome.value.caseId : knownId;
  const preview: Case | null = outcome.ok ? outcome.value.preview : null;
  const found = preview ?? (id === null ? null : await context.loaders.case.load(id));
  return answered<unknown, { case: unknown }>(outcome, () => ({ case: found }), { case: found });
}
