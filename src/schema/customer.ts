import { GraphQLJSON } from "graphql-scalars";
import { Field, Int, ObjectType } from "type-graphql";
import type * as words from "../domain/vocabulary.js";
import type { Customer as StoredCustomer } from "../store/customer.js";
import type { CrosswalkRow } from "../store/reads/customer.js";
import { connectionOf } from "./connection.js";
import { Node } from "./node.js";
import { CustomerKind, SurvivorshipStrategy } from "./vocabulary.js";

@ObjectType({ description: "Who said so, and when.", simpleResolvers: true })
export class GoldenSource {
  @Field(() => String, { nullable: true, description: "The connection that stated the value." })
  connectionId!: string | null;

  @Field(() => String, { nullable: true, description: "Id of the source record that states it, for `node`." })
  sourceRecordId!: string | null;

  @Field(() => Date, { nullable: true, description: "When the source stated it." })
  statedAt!: Date | null;
}

@ObjectType({ description: "A value that another one won over.", simpleResolvers: true })
export class LosingValue {
  @Field(() => GraphQLJSON, { nullable: true, description: "The value." })
  value!: unknown;

  @Field(() => GoldenSource, { description: "Who said so, and when." })
  source!: GoldenSource;
}

@ObjectType({ description: "One value of the golden record, and why it is this one.", simpleResolvers: true })
export class GoldenAttribute {
  @Field(() => String, {
    description: "Name of the attribute, such as `name`; attributes that are lists come once for each value.",
  })
  name!: string;

  @Field(() => GraphQLJSON, {
    nullable: true,
    description: "The value: text, or an object such as an address.",
  })
  value!: unknown;

  @Field(() => String, {
    nullable: true,
    description: "Addresses: CURRENT for the one stated last, EARLIER for one before it.",
  })
  role!: string | null;

  @Field(() => SurvivorshipStrategy, { nullable: true, description: "The rule by which it won." })
  strategy!: words.SurvivorshipStrategy | null;

  @Field(() => GoldenSource, { description: "Who said so, and when." })
  source!: GoldenSource;

  @Field(() => [LosingValue], { description: "The values it won over." })
  losing!: LosingValue[];
}

@ObjectType({
  description: "A code by which one system knows the customer, and who says so.",
  simpleResolvers: true,
})
export class Crosswalk implements Omit<CrosswalkRow, "customerId" | "sourceRecordId"> {
  @Field(() => String, { description: "The system whose code it is." })
  system!: string;

  @Field(() => String, { description: "The code." })
  code!: string;

  @Field(() => String, { description: "The connection that stated it." })
  connectionId!: string;

  @Field(() => Date, { description: "When it was stated." })
  statedAt!: Date;
}

type Shown = "id" | "kind" | "name" | "version" | "createdAt" | "updatedAt";

@ObjectType({
  implements: Node,
  description: "The golden record: one real person or company, computed from every record that speaks of it.",
  simpleResolvers: true,
})
export class Customer extends Node implements Pick<StoredCustomer, Shown> {
  @Field(() => CustomerKind, {
    nullable: true,
    description: "A person or an organization; null while nobody has said.",
  })
  kind!: words.CustomerKind | null;

  @Field(() => String, { nullable: true, description: "The name that won." })
  name!: string | null;

  @Field(() => Int, { description: "Raised by every change." })
  version!: number;

  @Field(() => Date, { description: "When the hub first heard of the customer." })
  createdAt!: Date;

  @Field(() => Date, { description: "When anything about it changed last." })
  updatedAt!: Date;
}

export const CustomerConnection = connectionOf("Customer", () => Customer);
