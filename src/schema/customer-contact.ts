import { Field, ObjectType } from "type-graphql";
import type { ContactValues } from "../domain/customer-move.js";

@ObjectType({ description: "How a customer is reached: the best of each.", simpleResolvers: true })
export class CustomerContact implements ContactValues {
  @Field(() => String, { nullable: true, description: "Whom to ask for." })
  contactName!: string | null;

  @Field(() => String, { nullable: true, description: "E-mail address." })
  email!: string | null;

  @Field(() => String, { nullable: true, description: "Phone number." })
  phone!: string | null;
}
