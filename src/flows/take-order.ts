import type { z } from "zod";
import { orderForm } from "../connectors/call-center/form.js";
import type { Viewer } from "../domain/viewer.js";
import { select } from "../store/rows.js";
import type { Hub } from "./hub.js";
import { done, type Outcome, refused } from "./outcome.js";
import { readMessages } from "./read.js";
import { receive } from "./receive.js";

/** The form an agent keys during a call. */
export type OrderForm = z.infer<typeof orderForm>;

/**
 * Takes an order over the phone. The form is kept as a message like any other arrival and read at
 * once, because the caller waits for the number. The idempotency key is the delivery id, so a second
 * press of the button finds the first order (`inbound_messages_delivery`).
 */
export async function takeOrder(
  hub: Hub,
  viewer: Viewer,
  input: { readonly idempotencyKey: string; readonly connectionId?: string; readonly form: OrderForm },
): Promise<Outcome<{ orderId: string; messageId: string }>> {
  const connection = callCenter(hub, input.connectionId);
  if (connection === undefined) {
    return refused("NOT_FOUND", "there is no such call-center connection", "connectionId");
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
  const [received] = await receive(hub, connection.id, [
    {
      body: new Uint8Array(Buffer.from(JSON.stringify(form.data))),
      contentType: "application/json",
      fileName: null,
      headers: { agent: viewer.subject },
      deliveryId: `${viewer.subject}:${input.idempotencyKey}`,
    },
  ]);
  if (received === undefined || received.outcome === "CONFLICT") {
    return refused("IDEMPOTENCY_MISMATCH", "this key was used for another order before", "idempotencyKey");
  }
  await readMessages(hub, [received.messageId], new Set([received.messageId]), async () => {});
  return orderOf(hub, received.messageId);
}

function callCenter(hub: Hub, id: string | undefined) {
  const doors = hub.connections().filter(({ connector }) => connector.side === "CALL_CENTER");
  return id === undefined ? doors[0] : doors.find((door) => door.id === id);
}

/** The order that came of a message, or of the message that it repeats. */
async function orderOf(
  hub: Hub,
  messageId: string,
): Promise<Outcome<{ orderId: string; messageId: string }>> {
  const [row] = await select<{ orderId: string | null; issues: { message: string }[] }>(
    hub.store.pool,
    `SELECT o.id AS order_id, m.issues FROM inbound_messages m
       LEFT JOIN orders o ON o.message_id IN (m.id, m.duplicate_of) WHERE m.id = $1`,
    [messageId],
  );
  if (row !== undefined && row.orderId !== null) return done({ orderId: row.orderId, messageId });
  const why = row?.issues.map(({ message }) => message).join("; ") ?? "it could not be read";
  return refused("NOT_UNDERSTOOD", `the form is kept, but no order came of it: ${why}`);
}
