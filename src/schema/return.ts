import { Field, ID, InputType, ObjectType } from "type-graphql";
import type * as words from "../domain/vocabulary.js";
import type { ReturnFilter } from "../store/reads/return.js";
import type { Return as StoredReturn } from "../store/return.js";
import { connectionOf } from "./connection.js";
import { Node } from "./node.js";
import { LineQuantity } from "./shipment.js";
import { ExceptionReason, ReturnKind, ReturnStatus } from "./vocabulary.js";

type Shown =
  | ("id" | "number" | "kind" | "status" | "reason" | "cause" | "lines")
  | ("note" | "requestedBy" | "openedAt" | "updatedAt");

@ObjectType({
  implements: Node,
  description: "The way back: asked for by the customer, or opened by a parcel that could not be delivered.",
  simpleResolvers: true,
})
export class Return extends Node implements Pick<StoredReturn, Shown> {
  @Field(() => String, { description: "The hub's own number." })
  number!: string;

  @Field(() => ReturnKind, { description: "How it came about." })
  kind!: words.ReturnKind;

  @Field(() => ReturnStatus, { description: "Where it stands." })
  status!: words.ReturnStatus;

  @Field(() => ExceptionReason, { nullable: true, description: "Why the goods come back." })
  reason!: words.ExceptionReason | null;

  @Field(() => String, {
    nullable: true,
    description: "The cause in words: which address was used, which change was missing.",
  })
  cause!: string | null;

  @Field(() => [LineQuantity], { description: "What comes back." })
  lines!: LineQuantity[];

  @Field(() => String, { nullable: true, description: "What the requester wrote besides." })
  note!: string | null;

  @Field(() => String, { nullable: true, description: "Who asked for it." })
  requestedBy!: string;

  @Field(() => Date, { description: "Since when." })
  openedAt!: Date;

  @Field(() => Date, { description: "When anything about it changed last." })
  updatedAt!: Date;
}

@InputType({ description: "Which returns to list. Everything given has to hold." })
export class ReturnFilterInput implements ReturnFilter {
  @Field(() => ReturnKind, { nullable: true, description: "How it came about." })
  kind?: words.ReturnKind | null;

  @Field(() => ReturnStatus, { nullable: true, description: "Where it stands." })
  status?: words.ReturnStatus | null;

  @Field(() => ExceptionReason, { nullable: true, description: "Why the goods come back." })
  reason?: words.ExceptionReason | null;

  @Field(() => ID, { nullable: true, description: "Id of the order." })
  orderId?: string | null;
}

export const ReturnConnection = connectionOf("Return", () => Return);
