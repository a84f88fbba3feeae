import { z } from "zod";
import type { FilePart, Issue, MapResult } from "../connector.js";
import { mapJsonOrders } from "../reading/json/orders.js";
import { type OtherDocuments, notAnOrder as otherThanOrder } from "../reading/json/other-shop-documents.js";
import { jsonParts } from "../reading/json/parts.js";
import { idAt } from "../reading/json/path.js";
import type { JsonDocument } from "../reading/json/read-json.js";
import { isGroup, leadsSomewhere } from "../reading/json/tree-path.js";
import { graphqlOrder, graphqlOrdersIn, numberOfGid } from "./graphql-order.js";
import { toOrder } from "./order.js";
import { orderPayload } from "./payload.js";

/** Each of these sends the whole order as it stands, but for an edit; other topics say something that is not an order. */
const ORDER_TOPICS: readonly string[] = [
  "orders/create",
  "orders/updated",
  "orders/edited",
  "orders/cancelled",
  "orders/paid",
];

/**
 * Reads what the shop sends and what it is asked for, which differ in shape: a webhook carries one bare order,
 * the Admin API another one with the same content. `canAsk` is true if the shop can be asked for an order.
 */
export function mapDocument(document: JsonDocument, topic: string | undefined, canAsk: boolean): MapResult {
  if (topic !== undefined && !ORDER_TOPICS.includes(topic)) return notAnOrder(topic);
  if (!document.ok) return { ok: false, issues: [document.issue] };
  const { value } = document;
  const editedId = idAt(value, EDITED_ORDER);
  if (editedId !== null) return edited(editedId, canAsk);
  const asked = graphqlOrdersIn(value);
  if (asked.length > 0) return mapJsonOrders(asked, graphqlOrder, toOrder);
  const other = otherThan(value);
  if (other !== null) return { ok: false, issues: [other] };
  return mapJsonOrders(ordersIn(value), orderPayload, toOrder);
}

/** Each order of a list, as the Admin API would answer with it alone. */
export function ordersApart(document: JsonDocument): FilePart[] {
  if (!document.ok) return [];
  const asked = graphqlOrdersIn(document.value);
  return asked.length > 0
    ? jsonParts(asked, ["id"], (order) => ({ data: { order } }))
    : jsonParts(ordersIn(document.value), ["id"], (order) => ({ order }));
}

/** The one order that a document speaks of, whether or not the rest of it can be read. */
export function orderKeyOf(document: JsonDocument): string | null {
  if (!document.ok) return null;
  const { value } = document;
  const editedId = idAt(value, EDITED_ORDER);
  if (editedId !== null) return editedId;
  const asked = graphqlOrdersIn(value);
  const [only, ...others] = asked.length > 0 || otherThan(value) !== null ? asked : ordersIn(value);
  const id = others.length > 0 ? null : idAt(only, "id");
  return id === null ? null : numberOfGid(id);
}

const EDITED_ORDER = "order_edit.order_id";

/** An edit says which lines were touched, not what the order has come to: that follows as orders/updated, or is asked for. */
function edited(externalId: string, canAsk: boolean): MapResult {
  if (canAsk) {
    return { ok: true, documents: [{ kind: "SOURCE_CHANGED", stream: "orders", externalId }], warnings: [] };
  }
  const message = `Order ${externalId.slice(0, 50)} was edited; what came of it is in the message "orders/updated".`;
  return { ok: true, documents: [], warnings: [{ code: "EDIT_WITHOUT_ORDER", message, at: "order_edit" }] };
}

/**
 * A webhook carries one bare order. A file saved from the shop's API has the same order in a wrapper,
 * `{"order": …}`, or many of them, `{"orders": […]}` or as a bare list.
 */
function ordersIn(value: unknown): readonly unknown[] {
  const wrapped = wrapper.safeParse(value).data;
  return wrapped?.orders ?? [wrapped?.order ?? value].flat();
}

const wrapper = z.object({
  order: z.looseObject({}).optional(),
  orders: z.array(z.unknown()).optional(),
});

/** What a document without an order is; null if it may have one. */
function otherThan(value: unknown) {
  const wrapped = wrapper.safeParse(value).data;
  if (wrapped?.order !== undefined || wrapped?.orders !== undefined) return null;
  const isBare = leadsSomewhere(value, "line_items");
  if (isBare) return otherThanOrder(value, RELATIVES);
  return otherThanOrder(value, [...RELATIVES, ...OTHERS]) ?? otherNamed(value);
}

/** The API answers in a group with one name, which says what it is about. */
function otherNamed(value: unknown): Issue | null {
  const [[name, content] = [], ...more] = isGroup(value) ? Object.entries(value) : [];
  if (name === undefined || more.length > 0 || typeof content !== "object" || content === null) return null;
  if (name === "data") return otherNamed(content);
  const message = `This is an answer of the shop's API about "${name.slice(0, 60)}", and no order.`;
  return { code: "NOT_AN_ORDER", message, at: null };
}

/** Documents with lines as orders have them, by the fields that an order does not have. */
const RELATIVES: OtherDocuments = [
  ["fulfillment_order_line_items", "a fulfillment order: the shop's own work order"],
  ["tracking_number order_id", "a fulfillment: what was sent of an order"],
  ["refund_line_items order_id", "a refund"],
  ["invoice_sent_at", "a draft order, which nobody has placed yet"],
  ["abandoned_checkout_url", "a checkout that is not finished"],
];

/** What else the shop's API answers with. Deliveries and refunds show in the order's next version. */
const OTHERS: OtherDocuments = [
  ["fulfillment", "a fulfillment: what was sent of an order"],
  ["fulfillments", "a list of fulfillments: what was sent of an order"],
  ["fulfillment_order", "a fulfillment order: the shop's own work order"],
  ["original_fulfillment_order", "the answer to a request for fulfillment"],
  ["fulfillment_orders", "a list of fulfillment orders: the shop's own work orders"],
  ["event.fulfillment_id", "an event of a fulfillment: where the parcel is"],
  ["fulfillment_events", "a list of events of a fulfillment: where the parcel is"],
  ["refund", "a refund"],
  ["refunds", "a list of refunds"],
  ["transaction", "a payment"],
  ["transactions", "a list of payments"],
  ["draft_order", "a draft order, which nobody has placed yet"],
  ["draft_orders", "a list of draft orders, which nobody has placed yet"],
  ["checkout", "a checkout that is not finished"],
  ["checkouts", "a list of checkouts that are not finished"],
  ["customer", "a customer"],
  ["customers", "a list of customers"],
  ["product", "a product"],
  ["products", "a list of products"],
  ["order_risk", "the judgment of an order's risk"],
  ["errors", "an error of the shop's API"],
];

function notAnOrder(topic: string): MapResult {
  const message = `Shopify sent "${topic}", which carries no order; the subscription can be removed.`;
  return { ok: true, documents: [], warnings: [{ code: "TOPIC_IGNORED", message, at: null }] };
}
