import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type {
  Disposition as DispositionWord,
  Inspection,
  ReturnLine as StoredLine,
} from "../domain/return-line.js";
import type { ReturnAct as ActWord } from "../domain/return-states.js";
import type * as words from "../domain/vocabulary.js";
import type { ReturnFilter } from "../store/reads/return.js";
import type { ReturnEvent as StoredEvent, Return as StoredReturn } from "../store/return.js";
import { PostalAddress } from "./address.js";
import { connectionOf } from "./connection.js";
import { CustomFieldFilterInput } from "./custom-field.js";
import { CustomerContact } from "./customer-contact.js";
import { Node } from "./node.js";
import { Disposition, ReturnAct } from "./parcel-vocabulary.js";
import { Decimal } from "./scalars.js";
import { ExceptionReason, ReturnKind, ReturnStatus } from "./vocabulary.js";

@ObjectType({ description: "What comes back of one order line.", simpleResolvers: true })
export class ReturnLine implements StoredLine {
  @Field(() => String, { description: "The line of the order." })
  lineNumber!: string;

  @Field(() => Decimal, { description: "How much of it." })
  quantity!: string;

  @Field(() => ExceptionReason, {
    nullable: true,
    description: "Why; the return's own reason where it is null.",
  })
  reason?: words.ExceptionReason | null;
}

@ObjectType({
  description: "What was found of one line; a line may be found in several states.",
  simpleResolvers: true,
})
export class ReturnInspection implements Inspection {
  @Field(() => String, { description: "The line of the order." })
  lineNumber!: string;

  @Field(() => Decimal, { description: "How much of it was found so." })
  quantity!: string;

  @Field(() => Disposition, { description: "What becomes of it." })
  disposition!: DispositionWord;

  @Field(() => String, { nullable: true, description: "In which condition it was, in words." })
  condition!: string | null;
}

@ObjectType({ description: "One act or event in the life of a return.", simpleResolvers: true })
export class ReturnEvent
  implements
    Pick<StoredEvent, "act" | "fromStatus" | "toStatus" | "actor" | "note" | "occurredAt" | "recordedAt">
{
  @Field(() => ReturnAct, { description: "What was done." })
  act!: ActWord;

  @Field(() => ReturnStatus, {
    nullable: true,
    description: "Where the return stood before; null as it was opened.",
  })
  fromStatus!: words.ReturnStatus | null;

  @Field(() => ReturnStatus, { description: "Where it stood then." })
  toStatus!: words.ReturnStatus;

  @Field(() => String, {
    nullable: true,
    description: "Who did it: a person, a connection, a carrier, or the hub.",
  })
  actor!: string;

  @Field(() => String, { nullable: true, description: "What was said of it." })
  note!: string | null;

  @Field(() => Date, { description: "When it happened." })
  occurredAt!: Date;

  @Field(() => Date, { description: "When the hub learned of it." })
  recordedAt!: Date;
}

type Shown =
  | (
      | "id"
      | "number"
      | "kind"
      | "status"
      | "reason"
      | "cause"
      | "lines"
      | "inspections"
      | "version"
      | "carrier"
    )
  | ("sendTo" | "contact")
  | ("note" | "requestedBy" | "openedAt" | "updatedAt" | "trackingNumber" | "labelUrl" | "decidedBecause");

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

  @Field(() => [ReturnLine], { description: "What comes back." })
  lines!: ReturnLine[];

  @Field(() => [ReturnInspection], { description: "What was found when it was there." })
  inspections!: ReturnInspection[];

  @Field(() => String, { nullable: true, description: "What the requester wrote besides." })
  note!: string | null;

  @Field(() => String, { nullable: true, description: "Who asked for it." })
  requestedBy!: string;

  @Field(() => Int, { description: "Raised by every act and event. Acts state the version they saw." })
  version!: number;

  @Field(() => String, {
    nullable: true,
    description: "Why it was approved or declined; null while nobody has decided, or no reason was given.",
  })
  decidedBecause!: string | null;

  @Field(() => PostalAddress, {
    nullable: true,
    description: "Where the customer, who has moved, wants what is sent again; null for the order's address.",
  })
  sendTo!: StoredReturn["sendTo"];

  @Field(() => CustomerContact, {
    nullable: true,
    description:
      "How to reach the customer, who is to be reached otherwise now; null if nothing has changed.",
  })
  contact!: StoredReturn["contact"];

  @Field(() => String, { nullable: true, description: "Who carries the goods back." })
  carrier!: string | null;

  @Field(() => String, { nullable: true, description: "The carrier's number for the way back." })
  trackingNumber!: string | null;

  @Field(() => String, { nullable: true, description: "Where the label for the way back can be had." })
  labelUrl!: string | null;

  @Field(() => Date, { description: "Since when." })
  openedAt!: Date;

  @Field(() => Date, { description: "When anything about it changed last." })
  updatedAt!: Date;
}

@InputType({ description: "Which returns to list. Everything given has to hold." })
export class ReturnFilterInput implements Omit<ReturnFilter, "customField"> {
  @Field(() => ReturnKind, { nullable: true, description: "How it came about." })
  kind?: words.ReturnKind | null;

  @Field(() => ReturnStatus, { nullable: true, description: "Where it stands." })
  status?: words.ReturnStatus | null;

  @Field(() => ExceptionReason, { nullable: true, description: "Why the goods come back." })
  reason?: words.ExceptionReason | null;

  @Field(() => ID, { nullable: true, description: "Id of the order." })
  orderId?: string | null;

  @Field(() => ID, { nullable: true, description: "Id of the customer whose goods come back." })
  customerId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The hub's number; case, blanks and signs do not matter.",
  })
  number?: string | null;

  @Field(() => String, { nullable: true, description: "The carrier's number for the way back." })
  trackingNumber?: string | null;

  @Field(() => Date, { nullable: true, description: "Opened at this instant or later." })
  openedFrom?: Date | null;

  @Field(() => Date, { nullable: true, description: "Opened before this instant." })
  openedTo?: Date | null;

  @Field(() => CustomFieldFilterInput, {
    nullable: true,
    description: "A custom field of returns holds this.",
  })
  customField?: CustomFieldFilterInput | null;
}

export const ReturnConnection = connectionOf("Return", () => Return);
