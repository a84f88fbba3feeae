import "reflect-metadata";
import { Field, ID, InterfaceType } from "type-graphql";

/** What `node` can answer with; rows carry their type's name, because they are plain rows. */
@InterfaceType("Node", {
  description: "Anything that has an id of its own and can be asked for by it.",
  resolveType: (value: { readonly __typename: string }) => value.__typename,
})
export abstract class Node {
  @Field(() => ID, {
    description: "Opaque, unique over all types, and the same for as long as the thing exists.",
  })
  id!: string;
}
