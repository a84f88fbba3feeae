import { Entity, ForeignKey, PrimaryColumn } from "typeorm";
import { InboundMessage } from "./inbound-message.js";

/** A message that was read and speaks of something that is not here yet: it is read again when that arrives. */
@Entity({ name: "awaited" })
export class Awaited {
  /** What it waits for, e.g. `tracking:1Z999` or `order:desk:4711`. */
  @PrimaryColumn({ type: "text" })
  key!: string;

  @ForeignKey(() => InboundMessage, { name: "awaited_message" })
  @PrimaryColumn({ type: "uuid" })
  messageId!: string;
}
