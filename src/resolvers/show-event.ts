import { execute, type GraphQLSchema, parse } from "graphql";
import { HubError } from "../domain/errors.js";
import { TOPIC_NAMES, TOPICS, type TopicName, topicOf } from "../domain/event.js";
import type { Viewer } from "../domain/viewer.js";
import type { WebhookContent } from "../domain/webhook.js";
import type { LoggedEvent } from "../store/event-log.js";
import type { ContextFactory } from "./context.js";

const ADDRESS = "{ recipient department lines city region postalCode country phone }";

/** What a full webhook says of the thing of each topic. A topic that is missing here does not compile. */
const FULL: Readonly<Record<TopicName, string>> = {
  ORDER: `id number externalNumber poNumber channel status fulfillmentStatus returnStatus executionSync placedAt
    currency total requestedDate version shipTo ${ADDRESS} customer { id name }
    lines { lineNumber sku description quantity unit unitPrice }`,
  SHIPMENT: `id externalId carrier trackingNumber status statusAt reason estimatedDelivery shippedAt deliveredAt
    lines { lineNumber quantity } order { id number }`,
  RETURN: `id number kind status reason causeKind carrier trackingNumber labelUrl openedAt updatedAt version
    lines { lineNumber quantity } order { id number }`,
  CASE: `id number type phase status channel openedAt updatedAt resolvedAt closedAt version
    customer { id } order { id number } return { id number }`,
  REVIEW_TASK: "id kind status title openedAt closedAt resolution order { id number }",
  DIVERGENCE: `foundAt aspect lineNumber expectedValue foundValue status detectedAt closedAt
    expected ${ADDRESS} found ${ADDRESS}`,
};
/** A thin one: by what it is asked for. Things without an id of their own are found by their order. */
const THIN: Readonly<Record<TopicName, string>> = {
  ...{ ORDER: "id", SHIPMENT: "id order { id }", RETURN: "id order { id }", REVIEW_TASK: "id order { id }" },
  CASE: "id order { id }",
  DIVERGENCE: "status aspect",
};

const DOCUMENTS = new Map(
  TOPIC_NAMES.flatMap((topic) =>
    (
      [
        ["THIN", THIN],
        ["FULL", FULL],
      ] as const
    ).map(([content, selection]) => {
      const { field } = TOPICS[topic];
      const event = `id cursor kind happenedAt before after ${field} { ${selection[topic]} }`;
      return [`${topic} ${content}`, parse(`subscription { ${field}Events { ${event} } }`)] as const;
    }),
  ),
);

/**
 * An event as somebody may see it at this moment: by the very subscription of its topic, so scope, masks and
 * audit are the same. Null if its thing is not theirs to see.
 */
export function eventShower(schema: GraphQLSchema, context: ContextFactory) {
  return async (viewer: Viewer, event: LoggedEvent, content: WebhookContent): Promise<object | null> => {
    const topic = topicOf(event.kind);
    const document = DOCUMENTS.get(`${topic} ${content}`);
    if (document === undefined) throw new Error(`${topic} has no ${content} form`);
    const contextValue = context(viewer, "webhook");
    const { data, errors } = await execute({ schema, document, rootValue: event, contextValue });
    // Fields that are refused are null; a failure of ours is not the same, and is tried again.
    const failure = errors?.find(({ originalError }) => !isRefusal(originalError));
    if (failure !== undefined) throw failure;
    const shown = data?.[`${TOPICS[topic].field}Events`];
    if (shown == null) return null;
    await contextValue.noteReads(content === "FULL");
    return { ...(shown as object) };
  };
}

const isRefusal = (error: unknown): boolean =>
  error instanceof HubError && ["FORBIDDEN", "OUT_OF_SIGHT"].includes(error.code);
