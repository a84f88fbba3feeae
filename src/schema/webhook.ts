import { Field, ID, InputType, Int, ObjectType } from "type-graphql";
import type { EventKind as Kind } from "../domain/event.js";
import type { Scope as StoredScope } from "../domain/viewer.js";
import type * as words from "../domain/vocabulary.js";
import * as hooks from "../domain/webhook.js";
import type * as stored from "../store/webhook.js";
import { connectionOf } from "./connection.js";
import { EventFilterInput, EventKind } from "./event.js";
import { Scope } from "./guard-words.js";
import { IDEMPOTENCY_KEY, USER_ERRORS, UserError } from "./user-error.js";
import { enumOf, Role } from "./vocabulary.js";

export const WebhookContent = enumOf("WebhookContent", hooks.WEBHOOK_CONTENTS, "How much a webhook says.", {
  THIN: "What happened, and the id of the thing.",
  FULL: "Also how the thing is when it is sent, as far as the receiver may see it.",
});
export const WebhookStatus = enumOf("WebhookStatus", hooks.WEBHOOK_STATUSES, "Whether a receiver is told.", {
  ACTIVE: "It is told of what happens.",
  DISABLED: "It is not, and it is said why. What happens meanwhile waits for it.",
});
export const WebhookDeliveryStatus = enumOf(
  "WebhookDeliveryStatus",
  hooks.WEBHOOK_DELIVERY_STATUSES,
  "What became of telling a receiver of an event.",
  {
    QUEUED: "It is sent, or tried again, in a while.",
    DELIVERED: "The receiver has said yes.",
    FAILED: "It was tried as often as it is tried.",
    WITHHELD: "By then the receiver might not see the thing any more.",
  },
);

type Shown =
  | ("id" | "url" | "content" | "role" | "scopes" | "status" | "disabledBecause" | "failures")
  | ("failingSince" | "restsUntil" | "formerSecretUntil" | "createdBy" | "createdAt");

@ObjectType({ description: "A receiver outside that is told of events. Its secret is not shown again." })
export class Webhook implements Pick<stored.Webhook, Shown> {
  @Field(() => ID, { description: "What it is named by." })
  id!: string;

  @Field(() => String, { description: "Where it is told." })
  url!: string;

  @Field(() => WebhookContent, { description: "How much it is told." })
  content!: hooks.WebhookContent;

  @Field(() => Role, { description: "Whose rows it is told of, and what of them." })
  role!: words.Role;

  @Field(() => [Scope], { description: "What it may see besides." })
  scopes!: StoredScope[];

  @Field(() => WebhookStatus, { description: "Whether it is told." })
  status!: hooks.WebhookStatus;

  @Field(() => String, { nullable: true, description: "Why it is not told, if it is not." })
  disabledBecause!: string | null;

  @Field(() => Int, { description: "How many tries have failed since the last good one." })
  failures!: number;

  @Field(() => Date, {
    nullable: true,
    description: "Since when every try has failed; null if the last did not.",
  })
  failingSince!: Date | null;

  @Field(() => Date, { nullable: true, description: "Until then it is left in peace after many failures." })
  restsUntil!: Date | null;

  @Field(() => Date, {
    nullable: true,
    description: "Until then the secret before the present one is good, too.",
  })
  formerSecretUntil!: Date | null;

  @Field(() => String, { description: "Who made it." })
  createdBy!: string;

  @Field(() => Date, { description: "When it was made." })
  createdAt!: Date;
}

export const WebhookConnection = connectionOf("Webhook", () => Webhook);

@ObjectType({ description: "One try to send a webhook.", simpleResolvers: true })
export class WebhookTry implements Omit<stored.WebhookTry, "id" | "deliveryId"> {
  @Field(() => Date, { description: "When it ended." })
  at!: Date;

  @Field(() => Int, { description: "How long it took." })
  milliseconds!: number;

  @Field(() => Int, { nullable: true, description: "What the receiver answered; null if it did not." })
  httpStatus!: number | null;

  @Field(() => String, { nullable: true, description: "What was wrong; null if nothing was." })
  fault!: string | null;
}

type ShownOfDelivery = "id" | "kind" | "status" | "attempts" | "happenedAt" | "createdAt" | "settledAt";

@ObjectType({ description: "One event for one receiver, and what became of it." })
export class WebhookDelivery implements Pick<stored.WebhookDelivery, ShownOfDelivery> {
  @Field(() => ID, { description: "The `webhook-id` of every try is `msg_` and this." })
  id!: string;

  @Field(() => EventKind, { description: "What happened." })
  kind!: Kind;

  @Field(() => WebhookDeliveryStatus, { description: "Where it stands." })
  status!: hooks.WebhookDeliveryStatus;

  @Field(() => Int, { description: "How often it was tried since it was queued last." })
  attempts!: number;

  @Field(() => Date, { description: "When the event happened." })
  happenedAt!: Date;

  @Field(() => Date, { description: "When it was noted for this receiver." })
  createdAt!: Date;

  @Field(() => Date, { nullable: true, description: "When it came to its end." })
  settledAt!: Date | null;
}

export const WebhookDeliveryConnection = connectionOf("WebhookDelivery", () => WebhookDelivery);

@InputType({ description: "Which deliveries; what is left out does not matter." })
export class WebhookDeliveryFilterInput {
  @Field(() => ID, { nullable: true, description: "Of this receiver." })
  webhookId?: string | null;

  @Field(() => WebhookDeliveryStatus, { nullable: true, description: "In this state." })
  status?: hooks.WebhookDeliveryStatus | null;
}

@InputType({ description: "A receiver to tell of events." })
export class CreateWebhookInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => String, { description: "Where it is told: https, a public address." })
  url!: string;

  @Field(() => EventFilterInput, {
    nullable: true,
    description: "Of which events; of all it may see if left out.",
  })
  filter?: EventFilterInput | null;

  @Field(() => WebhookContent, { defaultValue: "THIN", description: "How much it is told." })
  content!: hooks.WebhookContent;

  @Field(() => Role, { description: "Whose rows it is told of, and what of them." })
  role!: words.Role;

  @Field(() => ID, { nullable: true, description: "Whose rows a receiver of the role CUSTOMER is told of." })
  customerId?: string | null;

  @Field(() => [Scope], { nullable: true, description: "What it may see besides; nothing if left out." })
  scopes?: StoredScope[] | null;
}

@InputType({ description: "A receiver." })
export class WebhookInput {
  @Field(() => String, { description: IDEMPOTENCY_KEY })
  idempotencyKey!: string;

  @Field(() => ID, { description: "Its id." })
  webhookId!: string;
}

@InputType({ description: "Whether a receiver is told." })
export class SwitchWebhookInput extends WebhookInput {
  @Field(() => Boolean, { description: "True to tell it, also of what happened while it was off." })
  active!: boolean;
}

@InputType({ description: "What a receiver is to be told again: deliveries, or everything since a moment." })
export class ReplayWebhookInput extends WebhookInput {
  @Field(() => [ID], { nullable: true, description: "These deliveries, at most 250." })
  deliveryIds?: string[] | null;

  @Field(() => Date, {
    nullable: true,
    description: "Everything that happened then or later and is still kept.",
  })
  since?: Date | null;
}

@ObjectType({ description: "A receiver and its secret." })
export class WebhookSecretPayload {
  @Field(() => Webhook, { nullable: true, description: "The receiver." })
  webhook!: unknown;

  @Field(() => String, {
    nullable: true,
    description: "`whsec_…`, by which it checks signatures. The only time it is shown.",
  })
  secret!: string | null;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}

@ObjectType({ description: "A receiver as it is now." })
export class WebhookPayload {
  @Field(() => Webhook, { nullable: true, description: "The receiver; null if it was removed." })
  webhook!: unknown;

  @Field(() => Int, { nullable: true, description: "How many deliveries were queued again, for a replay." })
  queued?: number | null;

  @Field(() => [UserError], { description: USER_ERRORS })
  userErrors!: readonly UserError[];
}
