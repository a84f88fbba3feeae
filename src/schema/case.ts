import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type { CaseActor as ActorWord, CaseAct as ActWord } from "../domain/case-states.js";
import type * as care from "../domain/case-vocabulary.js";
import type * as words from "../domain/vocabulary.js";
import type { Case as StoredCase, CaseEvent as StoredEvent } from "../store/case.js";
import type { CaseFilter } from "../store/reads/case.js";
import { PostalAddress } from "./address.js";
import { CaseAct, CaseActor, CasePhase, CaseStatus, CaseType } from "./case-vocabulary.js";
import { connectionOf } from "./connection.js";
import { CustomerContact } from "./customer-contact.js";
import { Node } from "./node.js";
import { Channel } from "./vocabulary.js";

type ShownOfEvent =
  | ("act" | "fromStatus" | "toStatus" | "by" | "actor" | "internal" | "channel" | "note")
  | ("occurredAt" | "recordedAt");

@ObjectType({ description: "One thing that was said or done in a case.", simpleResolvers: true })
export class CaseEvent implements Pick<StoredEvent, ShownOfEvent> {
  @Field(() => CaseAct, { description: "What." })
  act!: ActWord;

  @Field(() => CaseStatus, {
    nullable: true,
    description: "Where the case stood before; null as it was opened.",
  })
  fromStatus!: care.CaseStatus | null;

  @Field(() => CaseStatus, { description: "Where it stood then." })
  toStatus!: care.CaseStatus;

  @Field(() => CaseActor, { description: "Which side did it." })
  by!: ActorWord;

  @Field(() => String, { nullable: true, description: "Who did it: a person, or `rule`." })
  actor!: string;

  @Field(() => Boolean, { description: "True for what the customer never reads." })
  internal!: boolean;

  @Field(() => Channel, { nullable: true, description: "How it was said; null where nobody noted it." })
  channel!: words.Channel | null;

  @Field(() => String, { nullable: true, description: "What was said." })
  note!: string | null;

  @Field(() => Date, { description: "When it happened." })
  occurredAt!: Date;

  @Field(() => Date, { description: "When the hub learned of it." })
  recordedAt!: Date;
}

type Shown =
  | ("id" | "number" | "type" | "phase" | "status" | "subject" | "description" | "channel" | "contact")
  | ("address" | "openedBy" | "assignee" | "resolution" | "version" | "openedAt" | "updatedAt" | "saidAt")
  | ("resolvedAt" | "closedAt");

@ObjectType({
  implements: Node,
  description:
    "What a customer wants besides goods: a complaint, a service request, an inquiry, a suggestion.",
  simpleResolvers: true,
})
export class Case extends Node implements Pick<StoredCase, Shown> {
  @Field(() => String, { description: "The hub's own number." })
  number!: string;

  @Field(() => CaseType, { description: "What kind of thing is wanted." })
  type!: care.CaseType;

  @Field(() => CasePhase, { description: "Where in a purchase the customer was when it was opened." })
  phase!: care.CasePhase;

  @Field(() => CaseStatus, { description: "Where it stands." })
  status!: care.CaseStatus;

  @Field(() => String, { description: "What it is about, in a line." })
  subject!: string;

  @Field(() => String, { description: "What the customer says." })
  description!: string;

  @Field(() => Channel, { nullable: true, description: "How it came; null where nobody noted it." })
  channel!: words.Channel | null;

  @Field(() => CustomerContact, { nullable: true, description: "How to reach the customer about it." })
  contact!: StoredCase["contact"];

  @Field(() => PostalAddress, {
    nullable: true,
    description: "Where somebody has to go for it, or to write to.",
  })
  address!: StoredCase["address"];

  @Field(() => String, { nullable: true, description: "Who opened it." })
  openedBy!: string;

  @Field(() => String, { nullable: true, description: "Who of the house sees to it." })
  assignee!: string | null;

  @Field(() => String, { nullable: true, description: "How it was resolved." })
  resolution!: string | null;

  @Field(() => Int, { description: "Raised by every act. Acts state the version they saw." })
  version!: number;

  @Field(() => Date, { description: "Since when." })
  openedAt!: Date;

  @Field(() => Date, { description: "When anything about it changed last." })
  updatedAt!: Date;

  @Field(() => Date, { description: "When the customer or the house has last said something to the other." })
  saidAt!: Date;

  @Field(() => Date, { nullable: true, description: "When it was resolved, or closed without." })
  resolvedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: "When it was closed." })
  closedAt!: Date | null;
}

@InputType({ description: "Which cases to list. Everything given has to hold." })
export class CaseFilterInput implements CaseFilter {
  @Field(() => CaseType, { nullable: true, description: "What kind of thing is wanted." })
  type?: care.CaseType | null;

  @Field(() => CasePhase, { nullable: true, description: "Where in a purchase the customer was." })
  phase?: care.CasePhase | null;

  @Field(() => CaseStatus, { nullable: true, description: "Where it stands." })
  status?: care.CaseStatus | null;

  @Field(() => Boolean, {
    nullable: true,
    description: "True for those that are neither resolved nor closed; false for those that are.",
  })
  open?: boolean | null;

  @Field(() => String, { nullable: true, description: "Who of the house sees to it. Not for customers." })
  assignee?: string | null;

  @Field(() => ID, { nullable: true, description: "Id of the customer." })
  customerId?: string | null;

  @Field(() => ID, { nullable: true, description: "Id of the order it is about." })
  orderId?: string | null;

  @Field(() => ID, { nullable: true, description: "Id of the return it is about." })
  returnId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The hub's number; case, blanks and signs do not matter.",
  })
  number?: string | null;

  @Field(() => Date, { nullable: true, description: "Opened at this instant or later." })
  openedFrom?: Date | null;

  @Field(() => Date, { nullable: true, description: "Opened before this instant." })
  openedTo?: Date | null;
}

export const CaseConnection = connectionOf("Case", () => Case);
