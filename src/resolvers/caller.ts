import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import { lookUpCaller } from "../flows/identity/caller-lookup.js";
import { CallerCandidate, CallerLookup } from "../schema/caller.js";
import { Customer } from "../schema/customer.js";
import type { ApiContext } from "./context.js";

const NUMBER_LENGTH_MAX = 100;

@Resolver(() => CallerCandidate)
export class CallerResolver {
  @Query(() => CallerLookup, {
    description:
      "Who may be calling, for the screen of the agent whose phone rings. Nobody is picked silently.",
  })
  async callerLookup(
    @Arg("number", () => String, { description: "What the telephone system shows of the caller." })
    number: string,
    @Arg("country", () => String, {
      nullable: true,
      description: "Country of the telephone system, ISO 3166-1 alpha-2, for numbers without one.",
    })
    country: string | null,
    @Ctx() { reads }: ApiContext,
  ): Promise<CallerLookup> {
    return lookUpCaller(reads, number.slice(0, NUMBER_LENGTH_MAX), country ?? null);
  }

  @FieldResolver(() => Customer, { nullable: true, description: "The customer." })
  customer(@Root() { customerId }: CallerCandidate, @Ctx() { loaders }: ApiContext) {
    return loaders.customer.load(customerId);
  }
}
