import { Field, Int, ObjectType } from "type-graphql";
import type * as words from "../domain/vocabulary.js";
import type { MessageIssue as StoredIssue } from "../store/inbound-message.js";
import type { InboundMessageRow } from "../store/reads/inbound-message.js";
import { connectionOf } from "./connection.js";
import { Node } from "./node.js";
import { InboundMessageStatus } from "./vocabulary.js";

@ObjectType({
  description: "What is wrong with a message, or worth knowing about it.",
  simpleResolvers: true,
})
export class MessageIssue implements StoredIssue {
  @Field(() => String, { description: "A stable word for programs." })
  code!: string;

  @Field(() => String, { description: "What is wrong, in words." })
  message!: string;

  @Field(() => String, { nullable: true, description: "Where in the message, such as `row 7`." })
  at!: string | null;
}

type Shown =
  | ("id" | "connectionId" | "deliveryId" | "sha256" | "contentType" | "fileName" | "receivedAt")
  | ("status" | "issues" | "result" | "sizeBytes" | "processedAt");

@ObjectType({ implements: Node, description: "One raw arrival, kept byte for byte.", simpleResolvers: true })
export class InboundMessage extends Node implements Pick<InboundMessageRow, Shown> {
  @Field(() => String, { description: "The connection it came through." })
  connectionId!: string;

  @Field(() => String, { description: "The sender's id of the delivery, or the content's hash." })
  deliveryId!: string;

  @Field(() => String, { description: "Hash of the content." })
  sha256!: string;

  @Field(() => String, { description: "Media type." })
  contentType!: string;

  @Field(() => String, { nullable: true, description: "Name of the file, if it had one." })
  fileName!: string | null;

  @Field(() => Date, { description: "When it arrived." })
  receivedAt!: Date;

  @Field(() => InboundMessageStatus, { description: "What became of it." })
  status!: words.InboundMessageStatus;

  @Field(() => [MessageIssue], { description: "Why it waits, or what a reader should know." })
  issues!: MessageIssue[];

  @Field(() => String, { nullable: true, description: "What came of it, in words." })
  result!: string | null;

  @Field(() => Int, { description: "Length of the content in bytes." })
  sizeBytes!: number;

  @Field(() => Date, { nullable: true, description: "When it was read last." })
  processedAt!: Date | null;
}

export const InboundMessageConnection = connectionOf("InboundMessage", () => InboundMessage);
