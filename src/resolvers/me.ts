import { Ctx, FieldResolver, Query, Resolver, Root } from "type-graphql";
import type { Viewer } from "../domain/viewer.js";
import { Customer } from "../schema/customer.js";
import { Me } from "../schema/me.js";
import { type ApiContext, viewerOf } from "./context.js";

@Resolver(() => Me)
export class MeResolver {
  @Query(() => Me, { description: "Who is asking, as their token says." })
  me(@Ctx() context: ApiContext): Viewer {
    return viewerOf(context);
  }

  @FieldResolver(() => Customer, {
    nullable: true,
    description: "The customer a token of the role CUSTOMER speaks for.",
  })
  customer(@Root() { customerId }: Viewer, @Ctx() { loaders }: ApiContext) {
    return customerId === null ? null : loaders.customer.load(customerId);
  }
}
