import { Field, Int, ObjectType } from "type-graphql";
import type { PartyStatement } from "../domain/party.js";
import type * as words from "../domain/vocabulary.js";
import type { SourceRecord as StoredRecord } from "../store/source-record.js";
import { PostalAddress } from "./address.js";
import { connectionOf } from "./connection.js";
import { Node } from "./node.js";
import { AddressRole, ConnectionSide, CustomerKind } from "./vocabulary.js";

@ObjectType({ description: "A code by which some system knows a party.", simpleResolvers: true })
export class PartyCode {
  @Field(() => String, { description: "The system whose code it is." })
  system!: string;

  @Field(() => String, { description: "The code." })
  value!: string;
}

@ObjectType({
  description: "What one document says about one party, as it stands there.",
  simpleResolvers: true,
})
export class Party implements PartyStatement {
  @Field(() => String, { nullable: true, description: "The sender's own code for the party." })
  code!: string | null;

  @Field(() => [PartyCode], { description: "Codes of other systems that the document quotes." })
  otherCodes!: PartyCode[];

  @Field(() => CustomerKind, {
    nullable: true,
    description: "A person or an organization, if the document says so.",
  })
  kind!: words.CustomerKind | null;

  @Field(() => String, { nullable: true, description: "Name of the company, or of the private customer." })
  name!: string | null;

  @Field(() => String, { nullable: true, description: "Department." })
  department!: string | null;

  @Field(() => String, { nullable: true, description: "The person to ask for." })
  contactName!: string | null;

  @Field(() => [String], { description: "E-mail addresses." })
  emails!: string[];

  @Field(() => [String], { description: "Phone numbers." })
  phones!: string[];

  @Field(() => String, { nullable: true, description: "Tax id." })
  taxId!: string | null;

  @Field(() => PostalAddress, { nullable: true, description: "Address." })
  address!: PostalAddress | null;

  @Field(() => AddressRole, { nullable: true, description: "What the address is for, if the source says." })
  addressRole?: words.AddressRole;
}

type Shown = "id" | "connectionId" | "channel" | "sourceKey" | "version" | "party" | "statedAt";

@ObjectType({
  implements: Node,
  description: "One system's statement of a party; never changed.",
  simpleResolvers: true,
})
export class SourceRecord extends Node implements Pick<StoredRecord, Shown> {
  @Field(() => String, { description: "The connection that stated it." })
  connectionId!: string;

  @Field(() => ConnectionSide, { description: "The side it came from." })
  channel!: words.ConnectionSide;

  @Field(() => String, { description: "The sender's key for the party, or the hash of what it says." })
  sourceKey!: string;

  @Field(() => Int, { description: "Which statement under that key it is, from 1." })
  version!: number;

  @Field(() => Party, { description: "What it says." })
  party!: Party;

  @Field(() => Date, { description: "When the source stated it." })
  statedAt!: Date;
}

export const SourceRecordConnection = connectionOf("SourceRecord", () => SourceRecord);
