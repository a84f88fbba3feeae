import { type ClassType, Field, ID, InputType, ObjectType } from "type-graphql";
import { EVENT_KINDS, EVENT_WORDS, type EventKind as Kind, TOPICS, type TopicName } from "../domain/event.js";
import { enumOf } from "./vocabulary.js";

export const EventKind = enumOf(
  "EventKind",
  EVENT_KINDS,
  "What can happen to things that are followed.",
  EVENT_WORDS,
);

/** The event of a topic, as GraphQL shows it; the thing itself is added by its resolver. */
export function eventOf(topic: TopicName): ClassType<object> {
  const { event, says } = TOPICS[topic];

  @ObjectType(event, { description: `${says} It says what happened; the rest says how it is now.` })
  class Event {
    @Field(() => ID, { description: "The same however often the event is handed out." })
    id!: string;

    @Field(() => String, { description: "Give it as `after` to go on behind this event." })
    cursor!: string;

    @Field(() => EventKind, { description: "What happened." })
    kind!: Kind;

    @Field(() => Date, { description: "When the hub wrote it." })
    happenedAt!: Date;

    @Field(() => String, {
      nullable: true,
      description: "The state it was in before, for a move between states.",
    })
    before!: string | null;

    @Field(() => String, {
      nullable: true,
      description: "The state that it came to, which it may have left since.",
    })
    after!: string | null;
  }
  return Event;
}

@InputType({ description: "Which events; what is left out does not matter." })
export class EventFilterInput {
  @Field(() => [EventKind], { nullable: true, description: "Only these kinds." })
  kinds?: Kind[] | null;

  @Field(() => ID, { nullable: true, description: "Only what concerns this order." })
  orderId?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: "Only moves to one of these states, e.g. DELIVERED.",
  })
  became?: string[] | null;
}
