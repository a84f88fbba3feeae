import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { EraseCustomerPayload, ExportCustomerPayload, PersonalDataInput } from "../schema/erasure.js";
import { type ApiContext, refresh, viewerOf } from "./context.js";
import { keyFault } from "./payload.js";
import { requiredRowId } from "./row-id.js";

@Resolver()
export class ErasureResolver {
  @Mutation(() => ExportCustomerPayload, { description: "Gives out everything that is kept of a person." })
  async exportCustomer(
    @Arg("input", () => PersonalDataInput, { description: "Whose." }) input: PersonalDataInput,
    @Ctx() context: ApiContext,
  ): Promise<ExportCustomerPayload> {
    const userErrors = keyFault(input.idempotencyKey);
    if (userErrors.length > 0) return { data: null, userErrors };
    const outcome = await context.flows.exportCustomer(context.hub, viewerOf(context), requestOf(input));
    return outcome.ok
      ? { data: outcome.value.data, userErrors: [] }
      : { data: null, userErrors: outcome.userErrors };
  }

  @Mutation(() => EraseCustomerPayload, {
    description: "Removes everything that is kept of a person. Orders keep their numbers and totals.",
  })
  async eraseCustomer(
    @Arg("input", () => PersonalDataInput, { description: "Whose." }) input: PersonalDataInput,
    @Ctx() context: ApiContext,
  ): Promise<EraseCustomerPayload> {
    const userErrors = keyFault(input.idempotencyKey);
    if (userErrors.length > 0) return { changed: null, userErrors };
    const outcome = await context.flows.eraseCustomer(context.hub, viewerOf(context), requestOf(input));
    refresh(context);
    return outcome.ok
      ? { changed: outcome.value.changed, userErrors: [] }
      : { changed: null, userErrors: outcome.userErrors };
  }
}

const requestOf = ({ idempotencyKey, customerId }: PersonalDataInput) => ({
  idempotencyKey,
  customerId: requiredRowId("Customer", customerId),
});
