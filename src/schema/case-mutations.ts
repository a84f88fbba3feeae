import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type { CaseMove as MoveWord, CaseNoteKind as NoteWord } from "../domain/case-states.js";
import type * as care from "../domain/case-vocabulary.js";
import type { Channel as ChannelWord } from "../domain/vocabulary.js";
import { PostalAddressInput } from "./address.js";
import { Case } from "./case.js";
import { CaseMove, CaseNoteKind, CasePhase, CaseType } from "./case-vocabulary.js";
import { DRY_RUN, IDEMPOTENCY_KEY, USER_ERRORS, UserError } from "./user-error.js";
import { Channel } from "./vocabulary.js";

@InputType({ description: "How to reach a customer about a case. It replaces what was there." })
export class CaseContactInput {
  @Field(() => String, { nullable: true, description: "Whom to ask for." })
  contactName?: string | null;

  @Field(() => String, { nullable: true, description: "E-mail address." })
  email?: string | null;

  @Field(() => String, { nullable: true, description: "Phone number." })
  phone?: string | null;
}

@InputType({ description: "What a customer wants." })
export class OpenCaseInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      "Id of the customer. Not needed where an order or a return says it, nor of customers themselves.",
  })
  customerId?: string | null;

  @Field(() => ID, { nullable: true, description: "Id of the order it is about." })
  orderId?: string | null;

  @Field(() => ID, { nullable: true, description: "Id of the return it is about." })
  returnId?: string | null;

  @Field(() => CaseType, { description: "What kind of thing is wanted." })
  type!: care.CaseType;

  @Field(() => CasePhase, {
    nullable: true,
    description: "Where in a purchase the customer is; left out, it follows from what the case is about.",
  })
  phase?: care.CasePhase | null;

  @Field(() => String, { description: "What it is about, in a line; up to 300 characters." })
  subject!: string;

  @Field(() => String, { description: "What the customer says; up to 20,000 characters." })
  description!: string;

  @Field(() => Channel, { nullable: true, description: "How the customer said so. Of customers it is WEB." })
  channel?: ChannelWord | null;

  @Field(() => CaseContactInput, {
    nullable: true,
    description: "How to reach the customer about it; left out, as they are reached today.",
  })
  contact?: CaseContactInput | null;

  @Field(() => PostalAddressInput, {
    nullable: true,
    description: "Where somebody has to go for it; left out, where the order goes, or where the customer is.",
  })
  address?: PostalAddressInput | null;

  @Field(() => Boolean, { nullable: true, description: DRY_RUN })
  dryRun?: boolean | null;
}

@InputType({ description: "An act on a case." })
class CaseActInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => ID, { description: "Id of the case." })
  caseId!: string;

  @Field(() => Int, {
    description: "The case's version that the caller saw; another one is refused as a conflict.",
  })
  expectedVersion!: number;

  @Field(() => Boolean, { nullable: true, description: DRY_RUN })
  dryRun?: boolean | null;
}

@InputType({
  description:
    "What is new of a case; what is left out stays. Customers say only subject, contact and address.",
})
export class ChangeCaseInput extends CaseActInput {
  @Field(() => CaseType, { nullable: true, description: "What kind of thing is wanted." })
  type?: care.CaseType | null;

  @Field(() => CasePhase, { nullable: true, description: "Where in a purchase the customer is." })
  phase?: care.CasePhase | null;

  @Field(() => String, { nullable: true, description: "What it is about, in a line." })
  subject?: string | null;

  @Field(() => ID, {
    nullable: true,
    description: "Id of the order it proved to be about; the same customer's.",
  })
  orderId?: string | null;

  @Field(() => ID, { nullable: true, description: "Id of the return that came of it." })
  returnId?: string | null;

  @Field(() => CaseContactInput, { nullable: true, description: "How to reach the customer about it." })
  contact?: CaseContactInput | null;

  @Field(() => PostalAddressInput, { nullable: true, description: "Where somebody has to go for it." })
  address?: PostalAddressInput | null;
}

@InputType({ description: "Something to add to the course of a case." })
export class AddCaseNoteInput extends CaseActInput {
  @Field(() => CaseNoteKind, {
    nullable: true,
    description: "What it is: of customers a REPLY, of the house a NOTE if nothing is said.",
  })
  kind?: NoteWord | null;

  @Field(() => String, { description: "What was said; up to 20,000 characters." })
  text!: string;

  @Field(() => Channel, { nullable: true, description: "How it was said. Of customers it is WEB." })
  channel?: ChannelWord | null;
}

@InputType({ description: "A step by which a case moves on." })
export class AdvanceCaseInput extends CaseActInput {
  @Field(() => CaseMove, { description: "Which. Customers can only CLOSE." })
  act!: MoveWord;

  @Field(() => String, {
    nullable: true,
    description:
      "What there is to say to the customer. ASK: the question; RESOLVE: how; CLOSE of what was not resolved: why.",
  })
  note?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "TAKE: who of the house sees to it; the caller if left out.",
  })
  assignee?: string | null;
}

@ObjectType({ description: "What an act on a case led to." })
export class CasePayload {
  @Field(() => Case, {
    nullable: true,
    description: "The case, as it stands now; for a dry run, as it would.",
  })
  case!: unknown;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}
