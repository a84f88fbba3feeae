// Follows orders, and comes back with its last cursor whenever the line ends: node examples/follow-orders.mjs
// HUB_TOKEN holds a token or a key; HUB_URL says where the hub is.
import { createClient } from "graphql-ws";
import { WebSocket } from "ws";

const url = process.env.HUB_URL ?? "ws://127.0.0.1:4400/graphql";
const query = `subscription($after: String) {
  orderEvents(after: $after, filter: { kinds: [ORDER_RECEIVED, ORDER_STATUS_CHANGED] }) {
    id cursor kind before after order { number status total currency }
  }
}`;
const AGAIN_AFTER_MS = 1_000;

// Keep it where what you make of the events is kept, and in the same transaction.
let after = process.argv[2] ?? null;
for (;;) {
  const client = createClient({
    url,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${process.env.HUB_TOKEN}` },
  });
  try {
    for await (const { data, errors } of client.iterate({ query, variables: { after } })) {
      if (errors) throw new Error(errors[0].message);
      const { cursor, kind, order } = data.orderEvents;
      console.log(kind, order.number, order.status, order.total, order.currency);
      after = cursor;
    }
  } catch (error) {
    console.error("the line ended:", error.reason ?? error.message ?? error);
  }
  await client.dispose();
  await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
}
