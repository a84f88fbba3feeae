import "reflect-metadata";
import { Field, InputType, ObjectType } from "type-graphql";
import type { PostalAddress as Address } from "../domain/address.js";

@ObjectType({ description: "A postal address as its source states it.", simpleResolvers: true })
export class PostalAddress implements Address {
  @Field(() => String, { nullable: true, description: "Person or company the goods are handed to." })
  recipient!: string | null;

  @Field(() => String, { nullable: true, description: "Department within the recipient's house." })
  department!: string | null;

  @Field(() => [String], { description: "Street, building, floor, in the order of a label." })
  lines!: string[];

  @Field(() => String, { nullable: true, description: "Town." })
  city!: string | null;

  @Field(() => String, { nullable: true, description: "State, province or county." })
  region!: string | null;

  @Field(() => String, { nullable: true, description: "Postal code." })
  postalCode!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "ISO 3166-1 alpha-2 code when known, else as written.",
  })
  country!: string | null;

  @Field(() => String, { nullable: true, description: "Number the carrier may call." })
  phone!: string | null;
}

@InputType({ description: "A postal address. Give the whole address: it replaces the one before." })
export class PostalAddressInput {
  @Field(() => String, { nullable: true, description: "Person or company the goods are handed to." })
  recipient?: string | null;

  @Field(() => String, { nullable: true, description: "Department within the recipient's house." })
  department?: string | null;

  @Field(() => [String], { description: "Street, building, floor, in the order of a label; 1 to 8 lines." })
  lines!: string[];

  @Field(() => String, { nullable: true, description: "Town." })
  city?: string | null;

  @Field(() => String, { nullable: true, description: "State, province or county." })
  region?: string | null;

  @Field(() => String, { nullable: true, description: "Postal code." })
  postalCode?: string | null;

  @Field(() => String, { nullable: true, description: "ISO 3166-1 alpha-2 code, such as DE." })
  country?: string | null;

  @Field(() => String, { nullable: true, description: "Number the carrier may call." })
  phone?: string | null;
}

/** What was left out is null. */
export function addressFrom(input: PostalAddressInput): Address {
  return {
    recipient: input.recipient ?? null,
    department: input.department ?? null,
    lines: input.lines,
    city: input.city ?? null,
    region: input.region ?? null,
    postalCode: input.postalCode ?? null,
    country: input.country ?? null,
    phone: input.phone ?? null,
  };
}
