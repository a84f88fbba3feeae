import { GraphQLJSON } from "graphql-scalars";
import { Field, Float, Int, ObjectType } from "type-graphql";
import type * as words from "../domain/vocabulary.js";
import { PostalAddress } from "./address.js";
import { AddressRole, ConnectionSide, SurvivorshipStrategy } from "./vocabulary.js";

@ObjectType({ description: "Who said so, and when.", simpleResolvers: true })
export class GoldenSource {
  @Field(() => String, { nullable: true, description: "The connection that stated the value." })
  connectionId!: string | null;

  @Field(() => ConnectionSide, { nullable: true, description: "The channel it came by." })
  channel!: words.ConnectionSide | null;

  @Field(() => String, { nullable: true, description: "Id of the source record that states it, for `node`." })
  sourceRecordId!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: "Which statement under its source key the record is, from 1.",
  })
  version!: number | null;

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

  @Field(() => AddressRole, { nullable: true, description: "Addresses: what it is for." })
  role!: words.AddressRole | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "Addresses: true for the one of its role that stands now.",
  })
  current!: boolean | null;

  @Field(() => SurvivorshipStrategy, { nullable: true, description: "The rule by which it won." })
  strategy!: words.SurvivorshipStrategy | null;

  @Field(() => String, { nullable: true, description: "Why it won, in words." })
  why!: string | null;

  @Field(() => GoldenSource, { description: "Who said so, and when." })
  source!: GoldenSource;

  @Field(() => [LosingValue], { description: "The values it won over." })
  losing!: LosingValue[];
}

@ObjectType({ description: "A stretch of time.", simpleResolvers: true })
export class Period {
  @Field(() => Date, { description: "From when." })
  from!: Date;

  @Field(() => Date, { nullable: true, description: "Until when; null while it lasts." })
  to!: Date | null;
}

@ObjectType({
  description: "An address of a customer, what it is for and when it stood. One of each role is current.",
  simpleResolvers: true,
})
export class CustomerAddress {
  @Field(() => PostalAddress, { description: "The address, in its fullest spelling." })
  address!: PostalAddress;

  @Field(() => AddressRole, { description: "What it is for, as far as anybody has said." })
  role!: words.AddressRole;

  @Field(() => Boolean, { description: "True for the one of its role that stands now." })
  current!: boolean;

  @Field(() => Date, {
    nullable: true,
    description: "From when it stood, last; null where a steward fixed it.",
  })
  validFrom!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: "When another address of its role took its place; null while it stands.",
  })
  validTo!: Date | null;

  @Field(() => [Period], { description: "Every time it stood, the oldest first." })
  periods!: Period[];

  @Field(() => GoldenSource, { nullable: true, description: "Who said so, and when." })
  source!: GoldenSource;
}

@ObjectType({
  description: "A department: a part of its customer, never a customer of its own.",
  simpleResolvers: true,
})
export class Department {
  @Field(() => String, { description: "What it is called." })
  name!: string;

  @Field(() => [String], { description: "People to ask for there, the best first." })
  contacts!: string[];

  @Field(() => [String], { description: "Its phone numbers." })
  phones!: string[];

  @Field(() => [String], { description: "Its e-mail addresses." })
  emails!: string[];

  @Field(() => [PostalAddress], { description: "Addresses stated together with it." })
  addresses!: PostalAddress[];

  recordIds!: readonly string[];
}

@ObjectType({ description: "How far one channel is believed.", simpleResolvers: true })
export class ChannelTrust {
  @Field(() => ConnectionSide, { description: "The channel." })
  channel!: words.ConnectionSide;

  @Field(() => Float, { description: "From 0, not at all, to 1." })
  trust!: number;
}

@ObjectType({
  description: "How one attribute of the golden record is chosen among the statements of its records.",
  simpleResolvers: true,
})
export class SurvivorshipRule {
  @Field(() => String, { description: "The attribute, such as `name`." })
  attribute!: string;

  @Field(() => SurvivorshipStrategy, { description: "What decides. A steward's pin comes before it." })
  strategy!: words.SurvivorshipStrategy;

  @Field(() => Boolean, { description: "True if every value stays, the best first; false if one wins." })
  isList!: boolean;

  @Field(() => Int, {
    nullable: true,
    description: "Days in which trust in a statement halves; null if the attribute does not age.",
  })
  halfLifeDays!: number | null;

  @Field(() => [ChannelTrust], { description: "Whom it believes how far, the most trusted first." })
  trust!: readonly ChannelTrust[];

  @Field(() => [String], { description: "What settles a tie, in this order." })
  tieBreakers!: readonly string[];
}
