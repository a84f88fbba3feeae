import { z } from "zod";
import { currencyCode, decimal } from "./decimal.js";
import { day } from "./instant.js";
import { orderReference } from "./order-reference.js";
import { partyStatement } from "./party.js";

const text = z.string().max(2000);
const id = z.string().max(200);

/** An invoice as a partner sent it; the hub books nothing, it keeps it beside the order. */
export const invoice = z.object({
  externalId: id,
  order: orderReference,
  issueDate: day.nullable(),
  currency: currencyCode.nullable(),
  buyer: partyStatement.nullable(),
  lines: z
    .array(
      z.object({
        lineNumber: z.string().max(100).nullable(),
        sku: text.nullable(),
        description: text.nullable(),
        quantity: decimal.nullable(),
        unit: text.nullable(),
        unitPrice: decimal.nullable(),
      }),
    )
    .max(10_000),
  total: decimal.nullable(),
});
export type Invoice = z.infer<typeof invoice>;
