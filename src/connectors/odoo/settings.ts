import { z } from "zod";
import { timeZoneSetting } from "../reading/values/time-zone-setting.js";

export const odooSettings = z.object({
  url: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null)
    .describe("Address of Odoo 19 or later, `https://acme.odoo.com`. Leave it out to read files only."),
  database: z
    .string()
    .nullable()
    .default(null)
    .describe("Name of the database, where the address leads to more than one."),
  apiKey: z
    .string()
    .nullable()
    .default(null)
    .describe(
      "API key of a user who may read sales, contacts and products. Keys expire; `check` does not see when.",
    ),
  webhookSecret: z
    .string()
    .nullable()
    .default(null)
    .describe(
      "Secret that a relay signs the webhooks of automation rules with, as Standard Webhooks says: Odoo does not sign them itself.",
    ),
  quotations: z
    .enum(["ignore", "take"])
    .default("ignore")
    .describe(
      "What becomes of quotations, drafts and sent ones: `ignore` until they are confirmed, or `take`.",
    ),
  timeZone: timeZoneSetting.describe(
    "Time zone in which delivery dates are meant, e.g. Europe/Berlin: Odoo keeps them in UTC. UTC if left out.",
  ),
  executes: z
    .boolean()
    .default(false)
    .describe("True if this Odoo carries orders out: they are made there, changed and read back."),
  referenceField: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/)
    .default("origin")
    .describe("Field of the sales order that keeps our order id."),
  customer: z
    .int()
    .nullable()
    .default(null)
    .describe(
      "Id of the partner to book an order on where no customer has the buyer's name, or several have.",
    ),
  pricelists: z
    .record(z.string(), z.int())
    .default({})
    .describe(
      'Ids of the pricelists to sell by, by currency: `{ "EUR": 1 }`. The customer\'s own if left out.',
    ),
  timeoutMs: z
    .int()
    .min(50)
    .max(120_000)
    .default(20_000)
    .describe(
      "How long to wait for an answer to an order before its effect counts as unknown, in milliseconds.",
    ),
  pollSeconds: z.number().min(1).max(86_400).default(60).describe("Seconds between two passes."),
});
export type OdooSettings = Readonly<ReturnType<typeof odooSettings.parse>>;
