import { Field, Float, Int, ObjectType } from "type-graphql";
import type { FieldProvenance as Provenance } from "../domain/provenance.js";

@ObjectType({ description: "Where one value of an order was read from.", simpleResolvers: true })
export class FieldProvenance implements Pick<Provenance, "path" | "rule"> {
  @Field(() => String, { description: "Path of the value, such as `buyer.name` or `lines.0.quantity`." })
  path!: string;

  @Field(() => String, { nullable: true, description: "Part of the message, such as `body` or `row:7`." })
  part?: string;

  @Field(() => Int, { nullable: true, description: "Page, from 1, for documents that have pages." })
  page?: number;

  @Field(() => [Float], {
    nullable: true,
    description: "Left, top, right, bottom on that page, in its pixels.",
  })
  box?: number[];

  @Field(() => [Int], { nullable: true, description: "First and last-plus-one character in that part." })
  range?: number[];

  @Field(() => Float, {
    nullable: true,
    description: "How sure the reader is, 0 to 1; null where the source states it.",
  })
  confidence?: number;

  @Field(() => String, { description: "Name of the rule that read it." })
  rule!: string;

  @Field(() => String, { nullable: true, description: "The text as it stood there." })
  text?: string;
}
