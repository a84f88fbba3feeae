import { z } from "zod";
import { jsonAddress } from "../reading/json/address.js";
import { optionalText } from "../reading/values/clean-text.js";

const idText = z.union([z.string(), z.int()]).transform(String).pipe(z.string().min(1).max(100));
const amount = z.union([z.string(), z.number()]).transform(String);
const instant = z.iso.datetime({ offset: true });

const customer = z.object({
  id: optionalText,
  codes: z
    .array(z.object({ system: z.string().min(1), value: z.string().min(1) }))
    .max(20)
    .nullish(),
  kind: z.enum(["person", "organization"]).nullish(),
  name: optionalText,
  department: optionalText,
  contactName: optionalText,
  emails: z.array(z.string()).max(20).nullish(),
  phones: z.array(z.string()).max(20).nullish(),
  taxId: optionalText,
  address: jsonAddress.nullish(),
});

const line = z.object({
  id: idText,
  sku: optionalText,
  description: optionalText,
  quantity: amount,
  unit: optionalText,
  unitPrice: amount.nullish(),
});

/** The message that docs/webhook-order-format.md describes. Every message states the whole order. */
export const orderMessage = z.object({
  type: z.enum(["order.created", "order.updated", "order.canceled"]),
  timestamp: instant,
  data: z.object({
    id: z.union([z.string(), z.int()]).transform(String).pipe(z.string().min(1).max(200)),
    number: optionalText,
    poNumber: optionalText,
    placedAt: instant,
    updatedAt: instant.nullish(),
    currency: optionalText,
    customer,
    shipTo: jsonAddress.nullish(),
    requestedDate: z.iso.date().nullish(),
    lines: z.array(line).min(1).max(10_000),
    note: optionalText,
  }),
});
export type OrderMessage = z.infer<typeof orderMessage>;
