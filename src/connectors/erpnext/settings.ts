import { z } from "zod";
import { timeZoneSetting } from "../reading/values/time-zone-setting.js";

export const erpnextSettings = z.object({
  timeZone: timeZoneSetting,
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .nullable()
    .default(null)
    .describe("Country that addresses are in where they do not say, e.g. `IN`."),
  executes: z
    .boolean()
    .default(false)
    .describe("True if this ERPNext carries orders out: they are made there, changed, held and read back."),
  url: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null)
    .describe("Address of the site, `https://erp.example.com`. Needed where it carries orders out."),
  apiKey: z.string().nullable().default(null).describe("API key of the user that orders are made as."),
  apiSecret: z
    .string()
    .nullable()
    .default(null)
    .describe(
      "API secret of that user. Its language has to be English: refusals are told by their words, too.",
    ),
  referenceField: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/)
    .default("po_no")
    .describe(
      "Field of the sales order that keeps our order id. With a custom field, `po_no` has the customer's own number.",
    ),
  customer: z
    .string()
    .nullable()
    .default(null)
    .describe("Customer to book an order on where ERPNext has none with the buyer's name."),
  company: z.string().nullable().default(null).describe("Company that sells; the user's own if left out."),
  warehouse: z
    .string()
    .nullable()
    .default(null)
    .describe("Warehouse that delivers; each item's own if left out."),
  units: z
    .record(z.string(), z.string())
    .default({})
    .describe(
      'Units as orders write them, and ERPNext\'s: `{ "Stk": "Nos" }`. Others count in the item\'s stock unit.',
    ),
  timeoutMs: z
    .int()
    .min(50)
    .max(120_000)
    .default(20_000)
    .describe("How long to wait for an answer before its effect counts as unknown, in milliseconds."),
});
export type ErpnextSettings = Readonly<z.infer<typeof erpnextSettings>>;
