import { Field, InputType, Int, ObjectType } from "type-graphql";
import type * as words from "../domain/vocabulary.js";
import type { Customer as StoredCustomer } from "../store/customer.js";
import type { CrosswalkRow, CustomerFilter } from "../store/reads/customer.js";
import { connectionOf } from "./connection.js";
import { CustomFieldFilterInput } from "./custom-field.js";
import { Node } from "./node.js";
import { CustomerKind } from "./vocabulary.js";

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

  @Field(() => Int, { description: "Raised by every change; 0 for a customer as of an earlier day." })
  version!: number;

  @Field(() => Date, { description: "When the hub first heard of the customer." })
  createdAt!: Date;

  @Field(() => Date, { description: "When anything about it changed last." })
  updatedAt!: Date;
}

export const CustomerConnection = connectionOf("Customer", () => Customer);

@InputType({ description: "Which customers to list. Everything given has to hold." })
export class CustomerFilterInput implements Omit<CustomerFilter, "search" | "customField"> {
  @Field(() => CustomerKind, { nullable: true, description: "A person or an organization." })
  kind?: words.CustomerKind | null;

  @Field(() => String, {
    nullable: true,
    description: "A code by which some system knows it; case, blanks and signs do not matter.",
  })
  code?: string | null;

  @Field(() => Date, { nullable: true, description: "Known to the hub since this instant or later." })
  createdFrom?: Date | null;

  @Field(() => Date, { nullable: true, description: "Known to the hub since before this instant." })
  createdTo?: Date | null;

  @Field(() => CustomFieldFilterInput, {
    nullable: true,
    description: "A custom field of customers holds this.",
  })
  customField?: CustomFieldFilterInput | null;
}
