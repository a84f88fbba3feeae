import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { InboundMessage } from "../schema/inbound-message.js";
import { SourceRecord } from "../schema/source-record.js";
import type { SourceRecordRow } from "../store/reads/customer.js";
import type { ApiContext } from "./context.js";

@Resolver(() => SourceRecord)
export class SourceRecordResolver {
  @FieldResolver(() => InboundMessage, { nullable: true, description: "The message that states it." })
  message(@Root() { messageId }: SourceRecordRow, @Ctx() { loaders }: ApiContext) {
    return loaders.message.load(messageId);
  }
}
