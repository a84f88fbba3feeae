import { Arg, type ClassType, Ctx, FieldResolver, Query, Resolver, Root, Subscription } from "type-graphql";
import { HubError } from "../domain/errors.js";
import { type EventFilter, kindsOf, TOPICS, type TopicName } from "../domain/event.js";
import { cursorAfter } from "../domain/event-cursor.js";
import { followEvents } from "../flows/telling/follow-events.js";
import { Case } from "../schema/case.js";
import { EventFilterInput, eventOf } from "../schema/event.js";
import { ShipToDivergence } from "../schema/fulfillment-order.js";
import { Order } from "../schema/order.js";
import { Return } from "../schema/return.js";
import { ReviewTask } from "../schema/review-task.js";
import { Shipment } from "../schema/shipment.js";
import type { LoggedEvent } from "../store/event-log.js";
import type { ApiContext } from "./context.js";
import type { Loaders } from "./loaders.js";
import { rowId, short } from "./row-id.js";

/** How the thing of each topic is shown. A topic that is missing here does not compile. */
const THINGS: Readonly<Record<TopicName, { type: () => ClassType<object>; loader: keyof Loaders }>> = {
  ORDER: { type: () => Order, loader: "order" },
  SHIPMENT: { type: () => Shipment, loader: "shipment" },
  RETURN: { type: () => Return, loader: "return" },
  CASE: { type: () => Case, loader: "case" },
  REVIEW_TASK: { type: () => ReviewTask, loader: "reviewTask" },
  DIVERGENCE: { type: () => ShipToDivergence, loader: "divergence" },
};

interface StreamArgs {
  readonly filter?: EventFilterInput | null;
  readonly after?: string | null;
}

/** The subscription of one topic, and the thing in its events. */
function topicResolver(topic: TopicName): ClassType<object> {
  const { field, says } = TOPICS[topic];
  const { type, loader } = THINGS[topic];
  const Event = eventOf(topic);

  @Resolver(() => Event)
  class EventResolver {
    @Subscription(() => Event, {
      name: `${field}Events`,
      description: `${says} With \`after\` everything since that cursor, once and in order, and then what happens.`,
      subscribe: ({ args, context }) => stream(topic, args as StreamArgs, context as ApiContext),
    })
    async happened(
      @Root() event: LoggedEvent,
      @Ctx() { loaders }: ApiContext,
      @Arg("filter", () => EventFilterInput, { nullable: true, description: "Which ones; all if left out." })
      _filter: EventFilterInput | null,
      @Arg("after", () => String, {
        nullable: true,
        description: "Cursor of the last event that was handled; only what happens from now on if left out.",
      })
      _after: string | null,
    ): Promise<LoggedEvent> {
      if ((await loaders[loader].load(event.subjectId)) !== null) return event;
      throw new HubError("OUT_OF_SIGHT", "this is not for this caller to see, or not any more");
    }

    @FieldResolver(() => String)
    cursor(@Root() event: LoggedEvent): string {
      return cursorAfter(event);
    }

    @FieldResolver(type, {
      name: field,
      nullable: true,
      description: "It, as it is when the event is handed out.",
    })
    thing(@Root() { subjectId }: LoggedEvent, @Ctx() { loaders }: ApiContext): Promise<unknown> {
      return loaders[loader].load(subjectId);
    }
  }
  return EventResolver;
}

/** One resolver for each topic of the table. */
export const TOPIC_RESOLVERS = (Object.keys(THINGS) as TopicName[]).map(topicResolver);

function stream(topic: TopicName, { filter, after }: StreamArgs, context: ApiContext) {
  const { tail, reads, ended = new AbortController().signal } = context;
  return followEvents({
    ...{ tail, topic, ended, after: after ?? null, filter: filterOf(filter, kindsOf(topic)) },
    visible: (ids) => reads.visibleThings(topic, ids),
  });
}

/** A filter as it was asked for; refuses kinds that cannot come. */
export function filterOf(
  filter: EventFilterInput | null | undefined,
  possible: readonly string[],
): EventFilter {
  const strange = filter?.kinds?.find((kind) => !possible.includes(kind));
  if (strange !== undefined) throw new HubError("INVALID", `${strange} does not happen to these things`);
  return {
    kinds: filter?.kinds ? short("kinds", filter.kinds) : null,
    orderId: rowId("Order", filter?.orderId),
    became: filter?.became ? short("became", filter.became) : null,
  };
}

@Resolver()
export class EventCursorResolver {
  @Query(() => String, {
    description: "The cursor of this moment: take it, then read what you follow, then follow it from there.",
  })
  eventCursor(@Ctx() { tail }: ApiContext): Promise<string> {
    return tail.cursor();
  }
}
