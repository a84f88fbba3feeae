/**
 * What outside may follow: the one vocabulary of subscriptions and webhooks. An event says that something
 * happened to a thing, and to which; what the thing is now is read when the event is handed out, by whoever
 * may see it. Events are written by triggers in the transaction of the change, so no writer can forget them.
 */
export interface EventRule {
  /** Columns that it watches; an event without any tells of a new row. */
  readonly watches: readonly string[];
  /** The column whose word before and after it carries, if there is one; ids and texts of people are never carried. */
  readonly word: string | null;
  readonly says: string;
}

export interface Topic {
  /** The table it is about. Rows are found by `id`, and their events by `orderColumn` too. */
  readonly table: "orders" | "shipments" | "returns" | "cases" | "review_tasks" | "ship_to_divergences";
  readonly orderColumn: string;
  /** The GraphQL type of the thing, and the field that holds it in an event. */
  readonly type: string;
  readonly field: string;
  /** The GraphQL type of its events. */
  readonly event: string;
  readonly says: string;
  readonly events: Readonly<Record<string, EventRule>>;
}

const created = (says: string): EventRule => ({ watches: [], word: "status", says });
const moved = (column: string, says: string): EventRule => ({ watches: [column], word: column, says });
const changed = (watches: readonly string[], says: string): EventRule => ({ watches, word: null, says });

/**
 * Every topic. Whoever adds one adds it here, and a migration that watches its table (`migrations/event-triggers.ts`);
 * a test holds the triggers against this table.
 */
export const TOPICS = {
  ORDER: {
    ...{ table: "orders", orderColumn: "id", type: "Order", field: "order", event: "OrderEvent" },
    says: "What happens to orders.",
    events: {
      ORDER_RECEIVED: created("An order has come in."),
      ORDER_CHANGED: changed(["version"], "What the customer wants has changed."),
      ORDER_STATUS_CHANGED: moved("status", "The order has moved on."),
      ORDER_FULFILLMENT_CHANGED: moved("fulfillment_status", "Its fulfillment has moved on."),
      ORDER_RETURN_CHANGED: moved("return_status", "Its way back has moved on."),
      ORDER_SYNC_CHANGED: moved("execution_sync", "Whether the execution side holds the same has changed."),
      ORDER_CUSTOMER_CHANGED: changed(["customer_id"], "It is known to be somebody else's, or whose it is."),
    },
  },
  SHIPMENT: {
    ...{
      table: "shipments",
      orderColumn: "order_id",
      type: "Shipment",
      field: "shipment",
      event: "ShipmentEvent",
    },
    says: "What happens to parcels.",
    events: {
      SHIPMENT_ANNOUNCED: created("There is a parcel."),
      SHIPMENT_STATUS_CHANGED: moved(
        "status",
        "The parcel has moved on, or its carrier took back what it said.",
      ),
      SHIPMENT_CHANGED: changed(
        ["carrier", "tracking_number", "ship_to", "estimated_delivery", "reason"],
        "Its carrier, number, label, day or the reason of its trouble has changed.",
      ),
    },
  },
  RETURN: {
    // `ReturnEvent` is an entry in the history of a return.
    ...{ table: "returns", orderColumn: "order_id", type: "Return", field: "return", event: "ReturnUpdate" },
    says: "What happens to returns.",
    events: {
      RETURN_OPENED: created("Somebody wants to send goods back, or a parcel comes back by itself."),
      RETURN_STATUS_CHANGED: moved("status", "The return has moved on."),
      RETURN_CHANGED: changed(
        ["carrier", "tracking_number", "label_url", "cause_kind", "send_to"],
        "Its carrier, number, label, cause or where the goods go next has changed.",
      ),
    },
  },
  CASE: {
    // `CaseEvent` is an entry in the course of a case.
    ...{ table: "cases", orderColumn: "order_id", type: "Case", field: "case", event: "CaseUpdate" },
    says: "What happens to cases of customer care.",
    events: {
      CASE_OPENED: created("A customer wants something besides goods."),
      CASE_STATUS_CHANGED: moved("status", "The case has moved on."),
      CASE_SAID: changed(["said_at"], "The customer or the house has said something to the other."),
      CASE_CHANGED: changed(
        ["type", "phase", "subject", "order_id", "return_id", "contact", "address", "assignee"],
        "What it is about, whom or where to answer, or who sees to it has changed.",
      ),
      CASE_CUSTOMER_CHANGED: changed(["customer_id"], "It is known to be somebody else's, or whose it is."),
    },
  },
  REVIEW_TASK: {
    ...{ table: "review_tasks", orderColumn: "order_id" },
    ...{ type: "ReviewTask", field: "reviewTask", event: "ReviewTaskEvent" },
    says: "What happens to review tasks.",
    events: {
      REVIEW_TASK_OPENED: created("Something waits for a person."),
      REVIEW_TASK_STATUS_CHANGED: moved("status", "Somebody has taken it in hand, put it off or settled it."),
    },
  },
  DIVERGENCE: {
    ...{ table: "ship_to_divergences", orderColumn: "order_id" },
    ...{ type: "ShipToDivergence", field: "divergence", event: "ShipToDivergenceEvent" },
    says: "Alarms: systems that disagree about where goods go, how many, or for how much.",
    events: {
      DIVERGENCE_FOUND: created("Two systems disagree."),
      DIVERGENCE_STATUS_CHANGED: moved("status", "The disagreement has moved on, to its end or not."),
    },
  },
} as const satisfies Readonly<Record<string, Topic>>;

export type TopicName = keyof typeof TOPICS;
type KindsOf<Name extends TopicName> = keyof (typeof TOPICS)[Name]["events"];
export type EventKind = { [Name in TopicName]: KindsOf<Name> }[TopicName];

/** The kinds of one topic. */
export const kindsOf = (topic: TopicName): EventKind[] => Object.keys(TOPICS[topic].events) as EventKind[];

export const TOPIC_NAMES = Object.keys(TOPICS) as TopicName[];
export const EVENT_KINDS = TOPIC_NAMES.flatMap(kindsOf);

const TOPIC_OF = new Map(
  TOPIC_NAMES.flatMap((topic) => kindsOf(topic).map((kind) => [kind, topic] as const)),
);

/** The topic of a kind. */
export function topicOf(kind: EventKind): TopicName {
  const topic = TOPIC_OF.get(kind);
  if (topic === undefined) throw new Error(`${kind} belongs to no topic`);
  return topic;
}

/** What each kind says, for descriptions. */
export const EVENT_WORDS = Object.fromEntries(
  TOPIC_NAMES.flatMap((topic) =>
    Object.entries<EventRule>(TOPICS[topic].events).map(([kind, { says }]) => [kind, says]),
  ),
) as Readonly<Record<EventKind, string>>;

/** The kind as it stands in a webhook: `order.status_changed`. */
export function webhookType(kind: EventKind): string {
  const topic = topicOf(kind);
  return `${topic.toLowerCase()}.${kind.slice(topic.length + 1).toLowerCase()}`;
}

/** Which events somebody wants; what is null does not matter. */
export interface EventFilter {
  readonly kinds: readonly EventKind[] | null;
  /** The row's id of an order: its own events, and those of what hangs on it. */
  readonly orderId: string | null;
  /** Words that an event must have moved to, e.g. DELIVERED. */
  readonly became: readonly string[] | null;
}

export interface FilteredEvent {
  readonly kind: EventKind;
  readonly orderId: string | null;
  readonly after: string | null;
}

export const isWanted = ({ kinds, orderId, became }: EventFilter, event: FilteredEvent): boolean =>
  (kinds === null || kinds.includes(event.kind)) &&
  (orderId === null || event.orderId === orderId) &&
  (became === null || (event.after !== null && became.includes(event.after)));
