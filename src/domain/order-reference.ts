import { z } from "zod";

const id = z.string().max(200);

/** How a document names an order that it speaks of. The first that finds exactly one order wins. */
export const orderReference = z.object({
  /** The source's own id of the order. */
  externalId: id.nullable(),
  /** The number people use for it: the seller's, as we gave it out. */
  number: id.nullable(),
  /** The customer's purchase order number. */
  poNumber: id.nullable(),
});
export type OrderReference = z.infer<typeof orderReference>;
