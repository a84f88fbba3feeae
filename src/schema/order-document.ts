import { GraphQLJSON } from "graphql-scalars";
import { Field, ID, ObjectType } from "type-graphql";
import type * as words from "../domain/vocabulary.js";
import type { Document, DocumentContent } from "../store/document.js";
import { DocumentKind } from "./vocabulary.js";

@ObjectType({
  description: "A document beside an order: a partner's answer, a ship notice, an invoice, a call.",
  simpleResolvers: true,
})
export class OrderDocument
  implements
    Pick<Document, "id" | "kind" | "connectionId" | "externalId" | "content" | "occurredAt" | "receivedAt">
{
  @Field(() => ID, { description: "Id within the hub." })
  id!: string;

  @Field(() => DocumentKind, { description: "What it is." })
  kind!: words.DocumentKind;

  @Field(() => String, { description: "The connection it came over." })
  connectionId!: string;

  @Field(() => String, { description: "The sender's own number of it." })
  externalId!: string;

  @Field(() => GraphQLJSON, { description: "What it says, in the hub's words." })
  content!: DocumentContent;

  @Field(() => Date, { description: "When what it tells of happened, as it says." })
  occurredAt!: Date;

  @Field(() => Date, { description: "When the hub received it." })
  receivedAt!: Date;
}
