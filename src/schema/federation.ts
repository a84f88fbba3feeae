import { GraphQLError, GraphQLScalarType, valueFromASTUntyped } from "graphql";
import { createUnionType, Field, ObjectType } from "type-graphql";
import { z } from "zod";
import { Customer } from "./customer.js";
import { Order } from "./order.js";
import { Return } from "./return.js";

/** What a router names a thing by: its type and its id. What else it sends along is not looked at. */
const reference = z.object({ __typename: z.string(), id: z.string() });
export type Reference = z.infer<typeof reference>;

function referenceOf(value: unknown): Reference {
  const parsed = reference.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new GraphQLError("_Any: a reference has a __typename and an id, both texts", {
    extensions: { code: "BAD_USER_INPUT" },
  });
}

export const AnyReference = new GraphQLScalarType<Reference, Reference>({
  name: "_Any",
  description: 'A reference to an entity: `{ "__typename": "Order", "id": "…" }`.',
  serialize: referenceOf,
  parseValue: referenceOf,
  parseLiteral: (node, variables) => referenceOf(valueFromASTUntyped(node, variables)),
});

/** Every type here has the key `id` in the subgraph's SDL; rows carry their type's name. */
export const Entity = createUnionType({
  name: "_Entity",
  description: "What other subgraphs may refer to and extend.",
  types: () => [Order, Customer, Return] as const,
  resolveType: (value) => (value as unknown as { readonly __typename: string }).__typename,
});

@ObjectType("_Service", { description: "The hub as a subgraph of a federated graph." })
export class SubgraphService {
  @Field(() => String, {
    description: "The schema for composition: with keys, and without what only routers ask for.",
  })
  sdl!: string;
}
