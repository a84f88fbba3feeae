import { z } from "zod";
import type { WorkOrderPage } from "../connector.js";
import { versionOf } from "./order.js";
import { json, type Reply } from "./reply.js";
import type { State } from "./state.js";

const PAGE_MAX = 200;

/** Every order this system holds, in the order in which it took them, from the one after `after`. */
export function listOrders({ orders }: State, after: string | null): Reply {
  const all = [...orders.values()];
  const from = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const page = all.slice(from, from + PAGE_MAX);
  const next = from + PAGE_MAX < all.length ? (page.at(-1)?.id ?? null) : null;
  return json(200, {
    orders: page.map((order) => ({
      ...{
        id: order.id,
        reference: order.reference,
        orderNumber: order.orderNumber,
        version: versionOf(order),
      },
    })),
    next,
  });
}

const answer = z.object({
  orders: z.array(z.object({ id: z.string(), reference: z.string(), orderNumber: z.string().nullable() })),
  next: z.string().nullable(),
});

/** The hub's side of it. Throws for what is not such a list. */
export function readList(text: string): WorkOrderPage {
  const { orders, next } = answer.parse(JSON.parse(text));
  return {
    orders: orders.map(({ id, reference, orderNumber }) => ({ externalId: id, reference, orderNumber })),
    next,
  };
}
