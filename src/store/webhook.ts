import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn } from "typeorm";
import type { EventFilter, EventKind } from "../domain/event.js";
import { ROLES } from "../domain/vocabulary.js";
import * as words from "../domain/webhook.js";
import type { LoggedEvent } from "./event-log.js";
import { Grant } from "./grant.js";
import { oneOf } from "./one-of.js";

/**
 * Somebody outside who is told of events. `position` is how far in the log of events deliveries have been made
 * for it; it moves in the transaction that writes them. The secret is not kept: it follows from the hub's own
 * and from `secretNumber`.
 */
@Entity({ name: "webhooks" })
@Index("webhooks_created", ["createdAt", "id"])
@Check("webhooks_content", oneOf("content", words.WEBHOOK_CONTENTS))
@Check("webhooks_status", oneOf("status", words.WEBHOOK_STATUSES))
@Check("webhooks_role", oneOf("role", ROLES))
@Check("webhooks_customer_row", "(role = 'CUSTOMER') = (customer_id IS NOT NULL)")
export class Webhook extends Grant {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @Column({ type: "text" })
  url!: string;

  @Column({ type: "jsonb" })
  filter!: EventFilter;

  @Column({ type: "text" })
  content!: words.WebhookContent;

  @Column({ type: "bigint" })
  position!: string;

  /** One more with each new secret. */
  @Column({ type: "integer" })
  secretNumber!: number;

  /** Until then what is sent is signed with the secret before, too. */
  @Column({ type: "timestamptz", nullable: true })
  formerSecretUntil!: Date | null;

  @Column({ type: "text" })
  status!: words.WebhookStatus;

  @Column({ type: "text", nullable: true })
  disabledBecause!: string | null;

  /** Failed tries since the last good one. */
  @Column({ type: "integer" })
  failures!: number;

  @Column({ type: "timestamptz", nullable: true })
  failingSince!: Date | null;

  /** Until then nothing is sent to it. */
  @Column({ type: "timestamptz", nullable: true })
  restsUntil!: Date | null;

  @Column({ type: "text" })
  createdBy!: string;

  @Column({ type: "timestamptz" })
  createdAt!: Date;
}

/** One event for one receiver: `(webhookId, position)` makes it one however often the log is read. Its id is the `webhook-id`. */
@Entity({ name: "webhook_deliveries" })
@Index("webhook_deliveries_event", ["webhookId", "position"], { unique: true })
@Index("webhook_deliveries_created", ["createdAt", "id"])
@Check("webhook_deliveries_status", oneOf("status", words.WEBHOOK_DELIVERY_STATUSES))
export class WebhookDelivery {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @ForeignKey(() => Webhook, { name: "webhook_deliveries_webhook", onDelete: "CASCADE" })
  @Column({ type: "uuid" })
  webhookId!: string;

  @Column({ type: "bigint" })
  position!: string;

  /** The event as the log had it, which forgets sooner. Ids and words of states. */
  @Column({ type: "jsonb" })
  event!: Omit<LoggedEvent, "happenedAt">;

  @Column({ type: "text" })
  kind!: EventKind;

  @Column({ type: "text" })
  status!: words.WebhookDeliveryStatus;

  @Column({ type: "integer" })
  attempts!: number;

  @Column({ type: "timestamptz" })
  happenedAt!: Date;

  @Column({ type: "timestamptz" })
  createdAt!: Date;

  @Column({ type: "timestamptz", nullable: true })
  settledAt!: Date | null;
}

/** One try to send a delivery. What the receiver said besides its status is not kept. */
@Entity({ name: "webhook_tries" })
@Index("webhook_tries_of", ["deliveryId", "at"])
export class WebhookTry {
  @PrimaryColumn({ type: "uuid" })
  id!: string;

  @ForeignKey(() => WebhookDelivery, { name: "webhook_tries_delivery", onDelete: "CASCADE" })
  @Column({ type: "uuid" })
  deliveryId!: string;

  @Column({ type: "timestamptz" })
  at!: Date;

  @Column({ type: "integer" })
  milliseconds!: number;

  @Column({ type: "integer", nullable: true })
  httpStatus!: number | null;

  @Column({ type: "text", nullable: true })
  fault!: string | null;
}
