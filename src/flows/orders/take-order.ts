import type { z } from "zod";
import { orderForm } from "../../connectors/call-center/form.js";
import { callCenter as callCenterForm } from "../../connectors/call-center/index.js";
import type { Viewer } from "../../domain/viewer.js";
import { messagesById } from "../../store/writes/message.js";
import { ordersBySource } from "../../store/writes/order.js";
import { dropDraft } from "../../store/writes/order-draft.js";
import { done, type Outcome, refused } from "../acts/outcome.js";
import { identify } from "../identity/identify.js";
import { readAtOnce } from "../receiving/read.js";
import { readMessage } from "../receiving/read-message.js";
import { READ_AT_ONCE_MS, receive } from "../receiving/receive.js";
import type { ConfiguredConnection, Hub } from "../work/hub.js";
import { buyerStatement } from "./apply-orders.js";

/** The form an agent keys during a call. */
export type OrderForm = z.infer<typeof orderForm>;

/**
 * Takes an order over the phone. The form is kept as a message like any other arrival and read at
 * once, because the caller waits for the number. The idempotency key is the delivery id, so a second
 * press of the button finds the first order (`inbound_messages_delivery`). Whose order it is is decided
 * first, so that the agent sees the customer with the number.
 */
export async function takeOrder(
  hub: Hub,
  viewer: Viewer,
  input: { readonly idempotencyKey: string; readonly connectionId?: string; readonly form: OrderForm },
): Promise<Outcome<{ orderId: string; messageId: string }>> {
  const connection = callCenter(hub, input.connectionId);
  if (connection === undefined) {
    const doors = callCenters(hub).map(({ id }) => id);
    const text =
      doors.length > 1 ? `say which of ${doors.join(", ")}` : "there is no such call-center connection";
    return refused("NOT_FOUND", text, "connectionId");
  }
  const form = orderForm.safeParse(input.form);
  if (!form.success) {
    const userErrors = form.error.issues.map(({ path, message }) => ({
      field: path.join("."),
      code: "INVALID",
      message,
    }));
    return { ok: false, userErrors };
  }
  const [received] = await receive(
    hub,
    connection.id,
    [
      {
        body: new Uint8Array(Buffer.from(JSON.stringify(form.data))),
        contentType: "application/json",
        fileName: null,
        headers: { agent: viewer.subject },
        deliveryId: `${viewer.subject}:${input.idempotencyKey}`,
      },
    ],
    viewer,
    READ_AT_ONCE_MS,
  );
  if (received === undefined || received.outcome === "CONFLICT") {
    return refused("IDEMPOTENCY_MISMATCH", "this key was used for another order before", "idempotencyKey");
  }
  const messageId = await firstOf(hub, received.messageId);
  await decideBuyer(hub, connection, messageId);
  await readAtOnce(hub, messageId);
  const outcome = await orderOf(hub, connection, messageId);
  const { callId, formId } = form.data;
  // It is an order now; what was kept of it while it was none is in the way.
  if (outcome.ok) await dropDraft(hub.store.pool, { owner: viewer.subject, callId, formId });
  return outcome;
}

/** States who calls, before the order does in the same words. What cannot be read is left to who reads it next. */
async function decideBuyer(hub: Hub, connection: ConfiguredConnection, messageId: string): Promise<void> {
  const [message] = await messagesById(hub.store.pool, [messageId]);
  if (message?.status !== "RECEIVED") return;
  const reading = await readMessage(connection, message).catch(() => null);
  const [document] = reading?.ok ? reading.documents : [];
  if (document?.kind === "ORDER") await identify(hub, buyerStatement(hub, { message, document }));
}

/** A repeat is answered like the first one; whoever comes while that is being read waits for it. */
async function firstOf(hub: Hub, messageId: string): Promise<string> {
  const [message] = await messagesById(hub.store.pool, [messageId]);
  return message?.duplicateOf ?? messageId;
}

const callCenters = (hub: Hub) =>
  hub
    .connections()
    .filter(({ connector, isBuiltIn }) => connector.id === callCenterForm.id && isBuiltIn !== true);

/** The named connection; without a name the only one there is. */
function callCenter(hub: Hub, id: string | undefined) {
  const doors = callCenters(hub);
  if (id !== undefined) return doors.find((door) => door.id === id);
  return doors.length === 1 ? doors[0] : undefined;
}

/** The order that came of a message, or that it has made a later version of. */
async function orderOf(
  hub: Hub,
  connection: ConfiguredConnection,
  messageId: string,
): Promise<Outcome<{ orderId: string; messageId: string }>> {
  const [message] = await messagesById(hub.store.pool, [messageId]);
  if (message?.status === "APPLIED") {
    const reading = await readMessage(connection, message);
    const [document] = reading.ok ? reading.documents : [];
    const externalId = document?.kind === "ORDER" ? document.order.externalId : "";
    const [order] = await ordersBySource(hub.store.pool, [{ connectionId: connection.id, externalId }]);
    if (order !== undefined) return done({ orderId: order.id, messageId });
  }
  const why = message?.issues.map((issue) => issue.message).join("; ") || "it could not be read";
  return refused("NOT_UNDERSTOOD", `the form is kept, but no order came of it: ${why}`);
}
